"""Firms with these codes in this region, page after page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.sources.registers.ceidg.answers import parse_firms
from grono.sources.registers.ceidg.requests import firms_request
from grono.sources.registers.exchange import is_found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grono.sources.registers.ceidg.answers import CeidgPage
    from grono.sources.registers.ceidg.requests import FirmFilter
    from grono.sources.registers.exchange import Transport

MOST_PAGES = 2_000
"""Pages after which a search stops: 50 000 firms, more than any powiat has of one code."""


def find_firms(  # noqa: PLR0913 - where, who, what, and from which page
    transport: Transport,
    address: str,
    token: str,
    wanted: FirmFilter,
    *,
    first_page: int | None = None,
    pages: int = MOST_PAGES,
) -> Iterator[CeidgPage]:
    """Give the pages of a search one by one, so that a caller can keep each and go on later from ``next_page``.

    Parameters
    ----------
    transport : Transport
        Carries requests and answers.
    wanted : FirmFilter
        Codes and places.
    first_page : int, optional
        Where to begin: the ``next_page`` of the last page that was kept.
    pages : int
        At most so many pages.
    """
    number, seen = first_page, {first_page}
    for _ in range(pages):
        answer = transport.send(firms_request(address, token, wanted, number))
        if not is_found("ceidg", answer):
            return
        page = parse_firms(answer.content, evidence=(answer.evidence,))
        yield page
        number = page.next_page
        if not page.firms or number is None or number in seen:
            return
        seen.add(number)
