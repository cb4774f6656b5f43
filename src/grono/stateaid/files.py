"""Ledgers, links and reorganisations from CSV or XLSX, every problem of a file at once."""

from __future__ import annotations

import csv
import re
import tempfile
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from stdnum.exceptions import ValidationError
from stdnum.pl import nip

from grono.messages import GronoError, InputError, Problem, message
from grono.stateaid.ledger import AidGrant, ControlLink, Ledger, Reorganisation
from grono.stateaid.regulations import codes, family_of
from grono.tables.text_files import prepare_text
from grono.tables.workbooks import is_workbook, read_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from grono.messages import Message

GRANT_COLUMNS = ("beneficiary", "granting_date", "gge_eur", "regulation", "seq", "identifier", "state", "road_freight")
LINK_COLUMNS = (
    "parent",
    "child",
    "type",
    "valid_from",
    "valid_to",
    "via_public_body",
    "via_natural_person",
    "evidence",
    "parent_country",
    "child_country",
)
REORGANISATION_COLUMNS = ("kind", "effective_date", "parties", "equity", "taken_over")

_ALIASES = {
    "nip": "beneficiary",
    "beneficjent": "beneficiary",
    "dzień udzielenia": "granting_date",
    "dzien udzielenia": "granting_date",
    "wartość brutto eur": "gge_eur",
    "wartosc brutto eur": "gge_eur",
    "rozporządzenie": "regulation",
    "kolejność": "seq",
    "identyfikator": "identifier",
    "stan": "state",
    "transport drogowy": "road_freight",
}
_YES, _NO = frozenset({"1", "yes", "true", "tak", "x"}), frozenset({"", "0", "no", "false", "nie"})
_STATES = {"": "recorded", "udzielona": "recorded", "wycofana": "withdrawn", "zwrócona": "repaid"}
_NIP_DIGITS = 10
_POLISH_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


@dataclass(frozen=True)
class Row:
    """One row of a file: its number as a spreadsheet shows it, and its cells by column."""

    number: int
    cells: dict[str, str]


@dataclass
class _Reader:
    """Reads cells of one row and keeps what is wrong with them."""

    row: Row
    problems: list[Problem] = field(default_factory=list)

    def text(self, column: str) -> str:
        return self.row.cells.get(column, "").strip()

    def wrong(self, column: str, code: str, rule: Message) -> None:
        sentence = message(
            "Row %(row)s, column “%(column)s”: “%(value)s” %(rule)s",
            row=self.row.number,
            column=column,
            value=self.text(column),
            rule=rule,
        )
        self.problems.append(Problem(code, sentence, row=self.row.number, column=column, value=self.text(column)))

    def undertaking(self, column: str) -> str:
        try:
            return undertaking_number(self.text(column))
        except GronoError as error:
            self.wrong(column, "not-an-undertaking", error.message)
            return ""

    def day(self, column: str, *, needed: bool = True) -> date | None:
        text = self.text(column)
        if not text and not needed:
            return None
        try:
            return read_day(text)
        except ValueError:
            self.wrong(column, "not-a-date", message("is not a date. Write 2026-11-15 or 15.11.2026."))
            return None

    def amount(self, column: str) -> Decimal | None:
        try:
            return read_amount(self.text(column))
        except ValueError:
            self.wrong(
                column,
                "not-an-amount",
                message("is not a sum of money. Write 12500 or 12500.50, zero or more, in euro."),
            )
            return None

    def choice(self, column: str, known: Sequence[str], default: str) -> str:
        text = self.text(column).lower() or default
        if text not in known:
            self.wrong(column, "not-a-choice", message("is not one of %(known)s.", known=", ".join(known)))
            return default
        return text

    def yes(self, column: str) -> bool:
        text = self.text(column).lower()
        if text not in _YES | _NO:
            self.wrong(column, "not-yes-or-no", message("is neither yes nor no. Write yes, or leave the cell empty."))
        return text in _YES

    def whole(self, column: str) -> int | None:
        text = self.text(column).removesuffix(".0")
        if text and not text.isdigit():
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
    """Return a sum of money, also with spaces between thousands and a decimal comma; whole cents, zero or more."""
    plain = re.sub(r"[\s\u00a0\u202f]", "", text)
    plain = plain.replace(",", ".") if "." not in plain else plain.replace(",", "")
    try:
        amount = Decimal(plain)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not amount.is_finite() or amount < 0 or amount * 100 != (amount * 100).to_integral_value():
        raise ValueError(text)
    return amount.quantize(Decimal("0.01"))


def read_grants(path: Path) -> list[AidGrant]:
    """Return the grants of a file, or raise every problem at once."""
    return _read(path, GRANT_COLUMNS, 3, _grant)


def read_links(path: Path) -> tuple[list[ControlLink], frozenset[str]]:
    """Return the control links of a file, and the undertakings that it places outside Poland."""
    rows = _read(path, LINK_COLUMNS, 2, _link)
    return [link for link, _foreign in rows], frozenset().union(*(foreign for _link, foreign in rows))


def read_reorganisations(path: Path) -> list[Reorganisation]:
    """Return the mergers, acquisitions and splits of a file."""
    return _read(path, REORGANISATION_COLUMNS, 3, _reorganisation)


def read_ledger(grants: Path, links: Path | None = None, reorganisations: Path | None = None) -> Ledger:
    """Return a ledger from files; the problems of all of them come at once."""
    problems: list[Problem] = []

    def kept(read: Callable[[Path], Any], path: Path | None, nothing: Any) -> Any:
        try:
            return nothing if path is None else read(path)
        except InputError as error:
            problems.extend(error.problems)
            return nothing

    found = kept(read_grants, grants, [])
    known_links, foreign = kept(read_links, links, ([], frozenset()))
    events = kept(read_reorganisations, reorganisations, [])
    if problems:
        raise InputError(problems)
    return Ledger(found, known_links, events, foreign)


def unnamed(number: str) -> Problem:
    """Return the problem of an undertaking that nobody can name."""
    sentence = message(
        "Neither the ledger nor the directory knows %(number)s. Add a column “name” with the name of the undertaking.",
        number=number,
    )
    return Problem("unknown-undertaking", sentence, column="beneficiary", value=number)


def rows_of(path: Path) -> tuple[list[str], list[Row]]:
    """Return the column names and the rows of a CSV or XLSX file; empty rows are left out."""
    if is_workbook(path):
        sheet = read_workbook(path)
        names = [_column(name) for name in sheet.columns]
        table = zip(*(column.to_pylist() for column in sheet.cells), strict=True)
        numbered: Iterable[tuple[int, Sequence[str | None]]] = zip(sheet.rows.to_pylist(), table, strict=True)
        return names, [row for row in (_row(number, names, cells) for number, cells in numbered) if row is not None]
    with tempfile.TemporaryDirectory() as folder:
        text = prepare_text(path, Path(folder))
        with text.path.open(encoding="utf-8-sig", newline="") as file:
            for _line in range(text.skip):
                next(file)
            reader = csv.reader(file, delimiter=text.delimiter)
            names = [_column(name) for name in next(reader)]
            found = [_row(text.skip + reader.line_num, names, cells) for cells in reader]
    return names, [row for row in found if row is not None]


def _column(name: str) -> str:
    folded = " ".join(name.replace("\ufeff", "").strip().lower().split())
    return _ALIASES.get(folded, folded.replace(" ", "_"))


def _row(number: int, names: Sequence[str], cells: Sequence[str | None]) -> Row | None:
    if not any((cell or "").strip() for cell in cells):
        return None
    return Row(number, {name: cell or "" for name, cell in zip(names, cells, strict=False)})


def _read(path: Path, columns: Sequence[str], needed: int, build: Callable[[_Reader], Any]) -> list[Any]:
    names, rows = rows_of(path)
    missing = [column for column in columns[:needed] if column not in names]
    if missing:
        sentence = message(
            "The file “%(name)s” has no column “%(column)s”. Its first row must name the columns: %(needed)s; further ones are "
            "%(further)s.",
            name=path.name,
            column="”, “".join(missing),
            needed=", ".join(columns[:needed]),
            further=", ".join(columns[needed:]),
        )
        raise InputError([Problem("missing-column", sentence, row=1)])
    problems: list[Problem] = []
    found = []
    for row in rows:
        reader = _Reader(row)
        found.append(build(reader))
        problems.extend(reader.problems)
    if problems:
        raise InputError(problems)
    return found


def _grant(reader: _Reader) -> AidGrant:
    state = reader.text("state").lower()
    if state in _STATES:
        reader.row.cells["state"] = _STATES[state]
    regulation = reader.text("regulation") or "2023/2831"
    if not family_of(regulation):
        reader.wrong("regulation", "not-a-regulation", message("is not one of %(known)s.", known=", ".join(codes())))
    return AidGrant(
        beneficiary=reader.undertaking("beneficiary"),
        granting_date=reader.day("granting_date") or date.min,
        gge_eur=reader.amount("gge_eur") or Decimal("0.00"),
        regulation=regulation,
        seq=reader.whole("seq"),
        identifier=reader.text("identifier") or str(reader.row.number),
        state=cast("Any", reader.choice("state", ("recorded", "withdrawn", "repaid"), "recorded")),
        road_freight=reader.yes("road_freight"),
    )


def _link(reader: _Reader) -> tuple[ControlLink, frozenset[str]]:
    start, end = reader.day("valid_from", needed=False), reader.day("valid_to", needed=False)
    if start and end and end < start:
        reader.wrong("valid_to", "ends-before-it-begins", message("is before the day on which the link begins."))
    link = ControlLink(
        reader.undertaking("parent"),
        reader.undertaking("child"),
        cast("Any", reader.choice("type", ("a", "b", "c", "d"), "a")),
        start,
        end,
        via_public_body=reader.yes("via_public_body"),
        via_natural_person=reader.yes("via_natural_person"),
        evidence=reader.text("evidence"),
    )
    sides = (("parent_country", link.parent), ("child_country", link.child))
    return link, frozenset(side for column, side in sides if reader.text(column).upper() not in ("", "PL"))


def _reorganisation(reader: _Reader) -> Reorganisation:
    parts = [part.strip() for part in reader.text("parties").split(";") if part.strip()]
    parties: list[str] = []
    for part in parts:
        try:
            parties.append(undertaking_number(part))
        except GronoError as error:
            reader.wrong("parties", "not-an-undertaking", error.message)
    kind = reader.choice("kind", ("merger", "acquisition", "split"), "merger")
    if len(parts) < 2:
        reader.wrong("parties", "too-few", message("names fewer than two undertakings. Separate them by semicolons."))
    return Reorganisation(
        cast("Any", kind),
        reader.day("effective_date") or date.min,
        tuple(parties),
        _equity(reader, kind, len(parts) - 1),
        _taken_over(reader),
    )


def _equity(reader: _Reader, kind: str, heirs: int) -> tuple[Fraction, ...]:
    texts = [part for part in reader.text("equity").split(";") if part.strip()]
    if not texts:
        return ()
    try:
        equity = tuple(Fraction(read_amount(part)) for part in texts)
    except ValueError:
        equity = ()
    if kind != "split" or len(equity) != heirs or not any(equity):
        reader.wrong(
            "equity",
            "not-equity",
            message(
                "does not give one value for each undertaking that comes out of a split. Write them in the order of the "
                "parties, separated by semicolons."
            ),
        )
        return ()
    return equity


def _taken_over(reader: _Reader) -> tuple[tuple[str, str], ...]:
    pairs = [part.split("=", 1) for part in reader.text("taken_over").split(";") if part.strip()]
    if any(len(pair) != 2 for pair in pairs):
        reader.wrong(
            "taken_over",
            "not-pairs",
            message("is not a list of pairs. Write identifier=tax number, separated by semicolons."),
        )
        return ()
    return tuple((grant.strip(), undertaking.strip()) for grant, undertaking in pairs)
