"""Who was ever linked with whom: control links, mergers and splits as one network, and the days on which it changes."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from grono.stateaid.days import ONE_DAY
from grono.stateaid.records import ControlLink, Reorganisation

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

Found = TypeVar("Found")
_KEPT = 4096  # groups kept for the next question; a bound for memory, not for results


class Control:
    """The network of undertakings.

    Parameters
    ----------
    links : iterable of ControlLink
        Control between undertakings.
    reorganisations : iterable of Reorganisation
        Mergers, acquisitions and splits; those of one day in the order given.
    foreign : iterable of str
        Undertakings outside Poland.
    """

    def __init__(
        self, links: Iterable[ControlLink], reorganisations: Iterable[Reorganisation], foreign: Iterable[str]
    ) -> None:
        self.links = tuple(links)
        self.reorganisations = tuple(sorted(reorganisations, key=lambda event: event.effective_date))
        self.foreign = frozenset(foreign)
        self.splits: dict[str, list[Reorganisation]] = {}
        self._parties: dict[str, set[str]] = defaultdict(set)
        self._neighbours: dict[str, list[tuple[str, ControlLink]]] = defaultdict(list)
        self._connected: dict[str, tuple[frozenset[str], tuple[date, ...]]] = {}
        self._kept: dict[tuple[Hashable, int], Any] = {}
        self._connect()

    def _connect(self) -> None:
        for event in self.reorganisations:
            for party in event.parties:
                self._parties[party].update(event.parties)
            if event.kind == "split":
                self.splits.setdefault(event.parties[0], []).append(event)
        joined = (
            ControlLink(event.parties[0], party, valid_from=event.effective_date)
            for event in self.reorganisations
            if event.kind != "split"
            for party in event.parties[1:]
        )
        for link in (*self.links, *joined):
            self._neighbours[link.parent].append((link.child, link))
            self._neighbours[link.child].append((link.parent, link))

    def neighbours(self, undertaking: str) -> list[tuple[str, ControlLink]]:
        """Return every undertaking ever linked with this one, with the link."""
        return self._neighbours.get(undertaking, [])

    def connected(self, undertaking: str) -> tuple[frozenset[str], tuple[date, ...]]:
        """Return whoever was or will be linked with an undertaking, also through splits, and the days on which links change."""
        known = self._connected.get(undertaking)
        if known is None:
            members = self._reached(undertaking)
            known = members, tuple(sorted(self.days_of_change(members)))
            self._connected.update(dict.fromkeys(members, known))
        return known

    def _reached(self, undertaking: str) -> frozenset[str]:
        members, waiting = {undertaking}, [undertaking]
        while waiting:
            current = waiting.pop()
            near = {other for other, _link in self.neighbours(current)} | self._parties.get(current, set())
            waiting.extend(near - members)
            members |= near
        return frozenset(members)

    def kept(self, what: Hashable, undertaking: str, day: date, make: Callable[[], Found]) -> Found:
        """Return what holds of an undertaking's network on a day, made once for the days between two changes."""
        key = what, bisect_right(self.connected(undertaking)[1], day)
        if key not in self._kept:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self._kept[key] = make()
        found: Found = self._kept[key]
        return found

    def days_of_change(self, undertakings: Iterable[str]) -> set[date]:
        """Return the days on which a link of these undertakings begins or has ended, or a reorganisation takes effect."""
        days: set[date] = set()
        for undertaking in undertakings:
            for _other, link in self.neighbours(undertaking):
                if link.valid_from is not None:
                    days.add(link.valid_from)
                if link.valid_to is not None and link.valid_to < date.max:
                    days.add(link.valid_to + ONE_DAY)
            days.update(event.effective_date for event in self.splits.get(undertaking, ()))
        return days
