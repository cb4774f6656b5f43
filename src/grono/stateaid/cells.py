"""Cells of a file as values: tax numbers, days, sums of money, yes and no; what is wrong with a row is kept, not raised."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from stdnum.exceptions import ValidationError
from stdnum.pl import nip

from grono.messages import GronoError, Problem, message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.messages import Message

_YES, _NO = frozenset({"1", "yes", "true", "tak", "x"}), frozenset({"", "0", "no", "false", "nie"})
_NIP_DIGITS = 10
_POLISH_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_PLACE_IN_ORDER = re.compile(r"[1-9][0-9]{0,2}")
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_RATE = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4})?")
_THOUSAND = 3  # digits of a group
_TOO_MUCH = Decimal(10) ** 12  # euro or zlotys: more is a slip, and more than a ledger keeps


@dataclass(frozen=True)
class Row:
    """One row of a file: its number as a spreadsheet shows it, and its cells by column."""

    number: int
    cells: dict[str, str]


@dataclass
class CellReader:
    """Reads cells of one row and keeps what is wrong with them."""

    row: Row
    problems: list[Problem] = field(default_factory=list)

    def text(self, column: str) -> str:
        """Return a cell as it was written, without the blanks around it."""
        return self.row.cells.get(column, "").strip()

    def wrong(self, column: str, code: str, rule: Message) -> None:
        """Keep what is wrong with a cell."""
        sentence = message(
            "Row %(row)s, column “%(column)s”: “%(value)s” %(rule)s",
            row=self.row.number,
            column=column,
            value=self.text(column),
            rule=rule,
        )
        self.problems.append(Problem(code, sentence, row=self.row.number, column=column, value=self.text(column)))

    def undertaking(self, column: str) -> str:
        """Return a tax number, or a name that stands for one."""
        try:
            return undertaking_number(self.text(column))
        except GronoError as error:
            self.wrong(column, "not-an-undertaking", error.message)
            return ""

    def day(self, column: str, *, needed: bool = True) -> date | None:
        """Return a day."""
        text = self.text(column)
        if not text and not needed:
            return None
        try:
            return read_day(text)
        except ValueError:
            self.wrong(column, "not-a-date", message("is not a date. Write 2026-11-15 or 15.11.2026."))
            return None

    def amount(self, column: str) -> Decimal | None:
        """Return a sum of money in euro."""
        try:
            return read_amount(self.text(column))
        except ValueError:
            self.wrong(
                column,
                "not-an-amount",
                message("is not a sum of money. Write 12500 or 12500.50, zero or more, in euro."),
            )
            return None

    def rate(self, column: str) -> Decimal | None:
        """Return how many zlotys one euro costs, with at most four decimals as the NBP writes it."""
        text = self.text(column).replace(",", ".")
        if not _RATE.fullmatch(text) or not Decimal(text):
            self.wrong(column, "not-a-rate", message("is not how many zlotys one euro costs. Write 4.2550."))
            return None
        return Decimal(text)

    def choice(self, column: str, known: Sequence[str], default: str) -> str:
        """Return one of the known words."""
        text = self.text(column).lower() or default
        if text not in known:
            self.wrong(column, "not-a-choice", message("is not one of %(known)s.", known=", ".join(known)))
            return default
        return text

    def yes(self, column: str) -> bool:
        """Return whether a cell says yes."""
        text = self.text(column).lower()
        if text not in _YES | _NO:
            self.wrong(column, "not-yes-or-no", message("is neither yes nor no. Write yes, or leave the cell empty."))
        return text in _YES

    def place(self, column: str) -> int | None:
        """Return a place in the order of a day, from 1 on."""
        text = self.text(column).removesuffix(".0")
        if text and not _PLACE_IN_ORDER.fullmatch(text):
            self.wrong(
                column, "not-a-number", message("is not a whole number. Write 1, 2, 3, or leave the cell empty.")
            )
            return None
        return int(text) if text else None


def undertaking_number(text: str) -> str:
    """Return a tax number without its marks; what has ten digits must be a NIP, anything else is kept as a name of its own."""
    plain = re.sub(r"[\s-]", "", text).upper()
    plain = plain.removeprefix("PL") if plain.startswith("PL") and plain[2:].isdigit() else plain
    if not plain:
        raise GronoError(message("is empty. Write the tax number (NIP) of the undertaking."))
    if not plain.isdigit():
        return text.strip()
    try:
        return str(nip.validate(plain))
    except ValidationError as error:
        sentence = message(
            "is not a tax number (NIP): it needs %(digits)s digits and a right check digit.", digits=_NIP_DIGITS
        )
        raise GronoError(sentence) from error


def read_day(text: str) -> date:
    """Return a day written as 2026-11-15 or 15.11.2026."""
    found = _POLISH_DATE.fullmatch(text)
    if found:
        return date(int(found[3]), int(found[2]), int(found[1]))
    return date.fromisoformat(text[:10] if text[10:] in ("", " 00:00:00", "T00:00:00") else text)


def read_amount(text: str) -> Decimal:
    """Return a sum of money, also with marks between thousands and a decimal comma; whole cents, zero or more.

    One mark before exactly three digits is refused: 12.500 is twelve and a half to some, twelve thousand to others.
    """
    plain = re.sub(r"[\s\u00a0\u202f]", "", text)
    if not _NUMBER.fullmatch(plain):
        raise ValueError(text)
    amount = Decimal(_with_point(plain))
    if amount >= _TOO_MUCH or amount * 100 != (amount * 100).to_integral_value():
        raise ValueError(text)
    return amount.quantize(Decimal("0.01"))


def _with_point(plain: str) -> str:
    """Return digits and marks with a point before the decimals and nothing between thousands."""
    marks = re.findall("[.,]", plain)
    groups = re.split("[.,]", plain)
    decimals = ""
    if len(marks) == 1 or len(set(marks)) > 1:
        decimals = groups.pop()
        marks.pop()
        if not marks and len(decimals) == _THOUSAND:
            raise ValueError(plain)
    in_threes = len(groups[0]) <= _THOUSAND and all(len(group) == _THOUSAND for group in groups[1:])
    if len(set(marks)) > 1 or (marks and not in_threes):
        raise ValueError(plain)
    return f"{''.join(groups)}.{decimals}" if decimals else "".join(groups)
