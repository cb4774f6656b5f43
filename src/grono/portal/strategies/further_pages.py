"""Pages of other apps about a strategy: apps above register what they show, the page of the strategy leads there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import Strategy


class FurtherPage(NamedTuple):
    """Where the way leads, and what stands there."""

    title: str
    text: str
    address: str


_FINDERS: list[Callable[[Reader, Strategy], FurtherPage | None]] = []


def register_page(finder: Callable[[Reader, Strategy], FurtherPage | None]) -> None:
    """Let an app above name its page about a strategy; None where it has none for this reader."""
    _FINDERS.append(finder)


def further_pages(reader: Reader, strategy: Strategy) -> list[FurtherPage]:
    """Return the pages of the apps above."""
    found = (finder(reader, strategy) for finder in _FINDERS)
    return [page for page in found if page is not None]
