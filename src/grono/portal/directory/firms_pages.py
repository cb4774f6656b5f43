"""The page of the firms with codes in a region: an app above has it, and apps beside that one lead to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grono.portal.core.visitor import Reader

    Address = Callable[[Reader, Sequence[str], str, str], str]

MOST_CODES = 30
"""Codes of one search: a shortlist of a region has fewer."""
_pages: list[Address] = []


def register_firms_page(address: Address) -> None:
    """Register ``address(reader, codes, system, region)`` in ``AppConfig.ready``; it answers nothing to who may not open the page."""
    _pages[:] = [address]


def firms_address(reader: Reader, codes: Sequence[str], system: str, region: str) -> str:
    """Return where the firms with codes in a voivodeship or powiat are looked for; nothing where the reader may not."""
    return next((found for address in _pages if codes and (found := address(reader, codes, system, region))), "")
