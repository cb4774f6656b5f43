"""Aid that is paid in instalments: the instalments and the discount rate belong to the grant (AID-13)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from grono.messages import message
from grono.stateaid.cells import read_amount
from grono.stateaid.equivalents import Equivalent, instalments

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grono.stateaid.cells import CellReader

MOST_YEARS = 50
"""Years after the granting day beyond which an instalment is a slip."""
_PERCENT = re.compile(r"[0-9]{1,2}(?:[.,][0-9]{1,3})?|100")


@dataclass(frozen=True)
class Schedule:
    """When how much of a grant is paid, and at which rate that is discounted to the granting day.

    Parameters
    ----------
    parts : tuple of pairs
        Whole years after the granting day, and the amount in zlotys.
    discount_percent : Decimal
        Base rate plus one percentage point, in force on the granting day (7 for 7 %).

    Examples
    --------
    >>> schedule = Schedule(((0, Decimal(100000)), (1, Decimal(100000)), (2, Decimal(100000))), Decimal(7))
    >>> schedule.nominal, schedule.equivalent().gge
    (Decimal('300000.00'), Decimal('280801.82'))
    """

    parts: tuple[tuple[int, Decimal], ...]
    discount_percent: Decimal

    @property
    def nominal(self) -> Decimal:
        """What is paid in all, in zlotys."""
        return sum((amount for _years, amount in self.parts), Decimal("0.00")).quantize(Decimal("0.01"))

    def equivalent(self) -> Equivalent:
        """Return the gross grant equivalent in zlotys, with the discounted instalments."""
        return instalments(self.parts, self.discount_percent / 100)


def read_parts(lines: Iterable[str], between: str) -> tuple[tuple[int, Decimal], ...]:
    """Return instalments from texts such as ``1; 100000``; a text that is none raises ``ValueError`` with it."""
    return tuple(_part(line.strip(), between) for line in lines if line.strip())


def _part(line: str, between: str) -> tuple[int, Decimal]:
    years, _between, amount = line.partition(between)
    plain = years.strip()
    if not (plain.isascii() and plain.isdigit()) or int(plain) > MOST_YEARS:
        raise ValueError(line)
    try:
        return int(plain), read_amount(amount)
    except ValueError as error:
        raise ValueError(line) from error


def in_one_cell(schedule: Schedule) -> str:
    """Return the instalments as a file holds them: ``0=100000.00;1=100000.00``."""
    return ";".join(f"{years}={amount:.2f}" for years, amount in schedule.parts)


def schedule_in(reader: CellReader) -> Schedule | None:
    """Return the instalments of a row of a ledger, or nothing where it names none; both cells are filled in or neither."""
    cell, rate = reader.text("instalments"), reader.text("discount_rate").removesuffix("%").strip()
    if not cell and not rate:
        return None
    try:
        parts = read_parts(cell.split(";"), "=")
    except ValueError:
        parts = ()
    if not parts:
        rule = message("is not a list of instalments. Write years=amount in zlotys, such as 0=100000;1=100000.")
        reader.wrong("instalments", "not-instalments", rule)
    if not _PERCENT.fullmatch(rate):
        rule = message("is not a discount rate in per cent. Write 7 or 6.86, with the instalments.")
        reader.wrong("discount_rate", "not-a-discount-rate", rule)
        return None
    return Schedule(parts, Decimal(rate.replace(",", ".")))
