"""Entries of the central register of de minimis aid (Regulation (EU) 2023/2831, art. 6(1); AID-21)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from grono.stateaid.papers import deadlines_of

if TYPE_CHECKING:
    from decimal import Decimal

REGISTER_FROM = date(2026, 1, 1)
"""From this day on aid is entered in the central register (art. 6(1))."""
_CLASS = re.compile(r"(\d\d)\.?(\d\d)(?:\.?[A-Za-z])?")


def nace_class(pkd: str) -> str:
    """Return the class of NACE to which a code of PKD belongs; empty where it is no code of a class or subclass.

    PKD divides the classes of NACE and keeps their numbers, in both editions.

    Examples
    --------
    >>> nace_class("10.71.Z"), nace_class("1071"), nace_class("10.7")
    ('10.71', '10.71', '')
    """
    found = _CLASS.fullmatch(pkd.strip())
    return ".".join(found.groups()) if found else ""


@dataclass(frozen=True)
class RegisterEntry:
    """What the register holds of one grant.

    Parameters
    ----------
    beneficiary, number : str
        Name and tax number of the undertaking.
    amount_eur : Decimal
        Gross grant equivalent in euro.
    granting_date : date
        Day on which the right to the aid was conferred.
    authority : str
        Who granted it; empty where the ledger does not know.
    instrument : str
        Form of the aid.
    sector : str
        Class of NACE; empty where the ledger does not know.
    """

    beneficiary: str
    number: str
    amount_eur: Decimal
    granting_date: date
    authority: str
    instrument: str
    sector: str

    @property
    def lacking(self) -> tuple[str, ...]:
        """Names of the parts that art. 6(1) asks for and the ledger does not know."""
        return tuple(name for name in ("beneficiary", "authority", "instrument", "sector") if not getattr(self, name))

    @property
    def due(self) -> date:
        """Last day for the entry: 20 working days after the granting day."""
        return deadlines_of(self.granting_date).register
