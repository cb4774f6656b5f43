"""Requests to the API of GLEIF."""

from __future__ import annotations

from urllib.parse import urlencode

from grono.sources.registers.checks import clean_number
from grono.sources.registers.exchange import RegisterRequest

PAGE_SIZE = 20
"""Names on one page: more than a person reads."""


def lei_request(address: str, number: str) -> RegisterRequest:
    """Ask who has a LEI.

    Examples
    --------
    >>> lei_request("https://api.gleif.org/api/v1", "2138 00KU D8LA JWSQ 9D15").address
    'https://api.gleif.org/api/v1/lei-records/213800KUD8LAJWSQ9D15'
    """
    return _request(f"{address}/lei-records/{clean_number('lei', number)}")


def names_request(address: str, name: str, *, country: str | None = None, page: int = 1) -> RegisterRequest:
    """Ask whose legal name is like this one, in one country if given by its two letters.

    Examples
    --------
    >>> names_request("https://api.gleif.org/api/v1", "KGHM", country="PL").address
    'https://api.gleif.org/api/v1/lei-records?filter%5Bentity.legalName%5D=KGHM&page%5Bsize%5D=20&page%5Bnumber%5D=1&filter%5Bentity.legalAddress.country%5D=PL'
    """
    parameters = [("filter[entity.legalName]", name), ("page[size]", str(PAGE_SIZE)), ("page[number]", str(page))]
    if country:
        parameters.append(("filter[entity.legalAddress.country]", country))
    return _request(f"{address}/lei-records?{urlencode(parameters)}")


def _request(address: str) -> RegisterRequest:
    return RegisterRequest("gleif", "GET", address, {"Accept": "application/vnd.api+json"})
