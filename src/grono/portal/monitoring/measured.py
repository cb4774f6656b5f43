"""Values of indicators that stand in no report: apps above register who knows them, with source, flag and date (STR-16).

A provider takes the strategy and a day, or None for now, and returns key of an indicator → values as known at the end of that day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from grono.portal.monitoring.kinds import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import Strategy
    from grono.quantities import Quantity
    from grono.strategy import ProgrammeIndicator

    Provider = Callable[[Strategy, date | None], Mapping[str, Sequence["TakenFromSource"]]]
    Medians = Callable[[Strategy, date | None], Mapping[str, Mapping[int, Quantity]]]


@dataclass(frozen=True)
class TakenFromSource:
    """A value of a year as a source published it.

    Parameters
    ----------
    year : int
        The year of the plan for which it stands.
    quantity : Quantity
        The value, missing or suppressed.
    describe : callable
        Returns the flag in words, in the language of the moment.
    source_text, source_date : str, date
        Who published it, and on which day as the source says itself.
    href : str
        The page that shows where it comes from.
    """

    year: int
    quantity: Quantity
    describe: Callable[[], str]
    source_text: str
    source_date: date | None
    href: str
    role: str = Role.ACTUAL.value

    @property
    def flag(self) -> str:
        """Return the flag in words."""
        return self.describe()


class PageOfSource(NamedTuple):
    """Where the way to the source of an indicator leads."""

    title: str
    address: str


_PROVIDERS: list[Provider] = []
_MEDIANS: list[Medians] = []
_PAGES: list[Callable[[Reader, Strategy, ProgrammeIndicator], PageOfSource | None]] = []


def register(provider: Provider) -> None:
    """Let an app above give values."""
    _PROVIDERS.append(provider)


def register_medians(provider: Medians) -> None:
    """Let an app above say where the peers of indicators stand: key of an indicator → year → median, as everyone may know it."""
    _MEDIANS.append(provider)


def register_page(finder: Callable[[Reader, Strategy, ProgrammeIndicator], PageOfSource | None]) -> None:
    """Let an app above name its page about an indicator; None where it has none for this reader."""
    _PAGES.append(finder)


def values_from_sources(strategy: Strategy, known_on: date | None) -> dict[str, list[TakenFromSource]]:
    """Return the values of every provider by the key of the indicator."""
    found: dict[str, list[TakenFromSource]] = {}
    for provider in _PROVIDERS:
        for key, values in provider(strategy, known_on).items():
            found.setdefault(key, []).extend(values)
    return found


def medians_of_peers(strategy: Strategy, known_on: date | None) -> dict[str, dict[int, Quantity]]:
    """Return the medians of every provider by the key of the indicator and the year."""
    found: dict[str, dict[int, Quantity]] = {}
    for provider in _MEDIANS:
        for key, medians in provider(strategy, known_on).items():
            found.setdefault(key, {}).update(medians)
    return found


def pages_of_sources(reader: Reader, strategy: Strategy, indicator: ProgrammeIndicator) -> list[PageOfSource]:
    """Return the pages about an indicator of the apps above."""
    found = (finder(reader, strategy, indicator) for finder in _PAGES)
    return [page for page in found if page is not None]
