"""Requests to VIES."""

from __future__ import annotations

from grono.sources.registers.checks import clean_number
from grono.sources.registers.exchange import RegisterRequest

GREECE = {"GR": "EL"}
"""VIES calls Greece EL, as its VAT numbers do."""


def check_request(address: str, number: str) -> RegisterRequest:
    """Ask whether a VAT number is registered for trade within the Union.

    Examples
    --------
    >>> check_request("https://ec.europa.eu/taxation_customs/vies/rest-api", "HU 12892312").address
    'https://ec.europa.eu/taxation_customs/vies/rest-api/ms/HU/vat/12892312'
    """
    bare = clean_number("vat", number)
    country = GREECE.get(bare[:2], bare[:2])
    return RegisterRequest("vies", "GET", f"{address}/ms/{country}/vat/{bare[2:]}", {"Accept": "application/json"})
