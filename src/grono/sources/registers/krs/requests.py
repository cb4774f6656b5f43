"""Requests to the open API of the court register."""

from __future__ import annotations

from typing import Literal

from grono.sources.registers.checks import clean_number
from grono.sources.registers.exchange import RegisterRequest

Part = Literal["P", "S"]
"""P entrepreneurs; S associations, foundations, health-care institutions and others."""


def extract_request(address: str, number: str, part: Part) -> RegisterRequest:
    """Ask for the current extract of one number in one part of the register.

    Examples
    --------
    >>> extract_request("https://api-krs.ms.gov.pl/api/krs", "0000413516", "P").address
    'https://api-krs.ms.gov.pl/api/krs/OdpisAktualny/0000413516?rejestr=P&format=json'
    """
    bare = clean_number("krs", number)
    return RegisterRequest(
        "krs", "GET", f"{address}/OdpisAktualny/{bare}?rejestr={part}&format=json", {"Accept": "application/json"}
    )
