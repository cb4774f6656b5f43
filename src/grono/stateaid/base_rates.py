"""Base rates by country and day, and the discount rate that follows from them (AID-13)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from grono.messages import InputError, Problem, message
from grono.stateaid.files import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from grono.stateaid.cells import CellReader

COLUMNS = ("valid_from", "country", "rate", "source", "reason")
LONGEST_SOURCE = 300
ABOVE_BASE = Decimal(1)
"""Percentage points that the discount rate lies above the base rate (Dz.U. 2018 poz. 461 § 2 pkt 3a)."""
_PERCENT = re.compile(r"-?\d{1,2}(?:[.,]\d{1,3})?")
_COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True)
class BaseRate:
    """A base rate in per cent a year, in force in a country from a day until the next one."""

    valid_from: date
    percent: Decimal
    source: str
    country: str = "PL"
    reason: str = ""

    @property
    def discount_percent(self) -> Decimal:
        """The discount rate in per cent a year."""
        return self.percent + ABOVE_BASE


def in_force(rates: Iterable[BaseRate], day: date, country: str = "PL") -> BaseRate | None:
    """Return the base rate in force in a country on a day, or nothing where none is known: it is never guessed.

    Examples
    --------
    >>> old = BaseRate(date(2026, 1, 1), Decimal("5"), "an example, no published rate")
    >>> in_force([old], date(2026, 3, 1)).discount_percent
    Decimal('6')
    >>> in_force([old], date(2025, 12, 31)) is None
    True
    """
    known = [rate for rate in rates if rate.country == country and rate.valid_from <= day]
    return max(known, key=lambda rate: rate.valid_from, default=None)


def read_base_rates(path: Path) -> list[BaseRate]:
    """Return the base rates of a file (CSV or XLSX), one for each country and day.

    Raises
    ------
    InputError
        With every problem of the file.
    """
    rates = read_rows(path, COLUMNS, 4, _base_rate)
    counted = Counter((rate.country, rate.valid_from) for rate in rates)
    twice = sorted(place for place, count in counted.items() if count > 1)
    if twice:
        sentence = message(
            "The file has more than one rate for %(days)s. Leave the right one.",
            days=", ".join(f"{country} {day.isoformat()}" for country, day in twice),
        )
        raise InputError([Problem("rate-twice", sentence, column="valid_from")])
    return rates


def _base_rate(reader: CellReader) -> BaseRate:
    country = reader.text("country").upper() or "PL"
    if not _COUNTRY.fullmatch(country):
        reader.wrong("country", "not-a-country", message("is not a country. Write its two letters, such as PL."))
    text = reader.text("rate").removesuffix("%").strip()
    if not _PERCENT.fullmatch(text):
        reader.wrong("rate", "not-a-base-rate", message("is not a rate in per cent. Write 5 or 5.86."))
    source = reader.text("source")
    if not 0 < len(source) <= LONGEST_SOURCE:
        reader.wrong("source", "no-source", message("is no source. Write where the rate was published."))
    percent = Decimal(text.replace(",", ".")) if _PERCENT.fullmatch(text) else Decimal(0)
    return BaseRate(reader.day("valid_from") or date.min, percent, source, country, reader.text("reason")[:300])
