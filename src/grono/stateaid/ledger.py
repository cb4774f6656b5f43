"""The ledger: grants, control links and reorganisations, with an index by undertaking."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Literal, NamedTuple

from grono.stateaid.days import ONE_DAY
from grono.stateaid.money import by_largest_remainder, to_cents
from grono.stateaid.regulations import family_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from decimal import Decimal
    from fractions import Fraction

_EVERY_FAMILY = frozenset({"general", "sgei", "agriculture", "fishery"})

_KEPT = 4096  # columns put together and groups kept for the next question; a bound for memory, not for results

GrantState = Literal["recorded", "withdrawn", "repaid"]
LinkType = Literal["a", "b", "c", "d"]


@dataclass(frozen=True)
class AidGrant:
    """One grant of de minimis aid, as far as the ceilings need it.

    Parameters
    ----------
    beneficiary : str
        The undertaking, by tax number (NIP).
    granting_date : date
        The day on which the legal right was conferred, not that of payment (AID-3).
    gge_eur : Decimal
        Gross grant equivalent in euro, whole cents.
    regulation : str
        Code such as ``2023/2831``.
    seq : int, optional
        Order among the grants of one day.
    identifier : str
        How the caller knows the grant.
    state : {"recorded", "withdrawn", "repaid"}
        Withdrawn and repaid aid does not count.
    road_freight : bool
        Granted to an undertaking that performs road freight transport for hire or reward.
    """

    beneficiary: str
    granting_date: date
    gge_eur: Decimal
    regulation: str = "2023/2831"
    seq: int | None = None
    identifier: str = ""
    state: GrantState = "recorded"
    road_freight: bool = False

    @cached_property
    def cents(self) -> int:
        """The gross grant equivalent in whole cents."""
        return to_cents(self.gge_eur)


@dataclass(frozen=True)
class ControlLink:
    """One undertaking controls another, over a period whose both ends belong to it (AID-8).

    ``type`` is the letter of art. 2(2): majority of votes (a), right to appoint a majority of the board (b), dominant influence
    (c), majority of votes by agreement (d).
    """

    parent: str
    child: str
    type: LinkType = "a"
    valid_from: date | None = None
    valid_to: date | None = None
    via_public_body: bool = False
    via_natural_person: bool = False
    evidence: str = ""

    def holds_on(self, day: date) -> bool:
        """Return whether the link is valid on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Reorganisation:
    """A merger, an acquisition or a split (AID-10, AID-11).

    Parameters
    ----------
    kind : {"merger", "acquisition", "split"}
        In a merger or an acquisition all parties are one undertaking from the effective date on.
    effective_date : date
        The day from which it holds.
    parties : tuple of str
        Tax numbers. Of a split: the divided undertaking first, then those that come out of it; it may be one of them.
    equity : tuple
        Of a split: book value of equity of each undertaking that comes out of it, in their order.
    taken_over : tuple of pairs
        Of a split: identifier of a grant and the undertaking that took over the activity it aided. Without equity and without
        a line here, a grant counts in full for each of them, the safe side.
    """

    kind: Literal["merger", "acquisition", "split"]
    effective_date: date
    parties: tuple[str, ...]
    equity: tuple[Fraction, ...] = ()
    taken_over: tuple[tuple[str, str], ...] = ()

    def shares(self, identifier: str, cents: int) -> list[tuple[str, int]]:
        """Return who holds how much of a grant after the split."""
        heirs = self.parties[1:]
        taker = dict(self.taken_over).get(identifier)
        if taker is not None:
            return [(taker, cents)]
        if len(heirs) == 1:
            return [(heirs[0], cents)]
        if self.equity:
            return list(zip(heirs, by_largest_remainder(cents, self.equity), strict=True))
        return [(heir, cents) for heir in heirs]


class Piece(NamedTuple):
    """What one undertaking holds of one grant, from one day to the day before another."""

    holder: str
    cents: int
    held_from: date
    held_until: date
    grant: AidGrant


@dataclass
class _Column:
    """Grants of one undertaking and family that never changed hands, in order of days, with running totals."""

    days: list[date] = field(default_factory=list)
    totals: list[int] = field(default_factory=lambda: [0])
    grants: list[AidGrant] = field(default_factory=list)

    def between(self, start: date, end: date) -> int:
        """Return the total of the days from start to end, both included."""
        return self.totals[bisect_right(self.days, end)] - self.totals[bisect_left(self.days, start)]

    def grants_between(self, start: date, end: date) -> list[AidGrant]:
        """Return the grants of the days from start to end, both included."""
        return self.grants[bisect_left(self.days, start) : bisect_right(self.days, end)]


def order_of(grant: AidGrant) -> tuple[date, float]:
    """Return the place of a grant in time; without a number of its own it stands last on its day."""
    return grant.granting_date, float("inf") if grant.seq is None else grant.seq


class Ledger:
    """Grants with the links and reorganisations that say whose they are.

    Building the index takes time in proportion to the grants; afterwards a question touches only the undertaking it is about.

    Parameters
    ----------
    grants : iterable of AidGrant
        Every grant, in any order.
    links : iterable of ControlLink
        Control between undertakings.
    reorganisations : iterable of Reorganisation
        Mergers, acquisitions and splits.
    foreign : iterable of str
        Undertakings outside Poland.
    """

    def __init__(
        self,
        grants: Iterable[AidGrant],
        links: Iterable[ControlLink] = (),
        reorganisations: Iterable[Reorganisation] = (),
        foreign: Iterable[str] = (),
    ) -> None:
        self.links = tuple(links)
        self.reorganisations = tuple(sorted(reorganisations, key=lambda event: event.effective_date))
        self.foreign = frozenset(foreign)
        self._splits: dict[str, list[Reorganisation]] = defaultdict(list)
        self._parties: dict[str, set[str]] = defaultdict(set)
        self._neighbours: dict[str, list[tuple[str, ControlLink]]] = defaultdict(list)
        self._connected: dict[str, tuple[frozenset[str], tuple[date, ...]]] = {}
        self._groups: dict[tuple[str, int, bool, bool], frozenset[str]] = {}
        self._connect()
        self._fill(grants)

    def _fill(self, grants: Iterable[AidGrant]) -> None:
        self.grants = tuple(grants)
        self._columns: dict[str, dict[str, _Column]] = defaultdict(dict)
        self._moved: dict[str, list[Piece]] = defaultdict(list)
        self._together: dict[tuple[frozenset[str], frozenset[str]], _Column] = {}
        self._index()

    def _connect(self) -> None:
        for event in self.reorganisations:
            for party in event.parties:
                self._parties[party].update(event.parties)
            if event.kind == "split":
                self._splits[event.parties[0]].append(event)
        joined = (
            ControlLink(event.parties[0], party, valid_from=event.effective_date)
            for event in self.reorganisations
            if event.kind != "split"
            for party in event.parties[1:]
        )
        for link in (*self.links, *joined):
            self._neighbours[link.parent].append((link.child, link))
            self._neighbours[link.child].append((link.parent, link))

    def _index(self) -> None:
        for grant in sorted((entry for entry in self.grants if entry.state == "recorded"), key=order_of):
            if grant.beneficiary in self._splits:
                for piece in self.pieces(grant):
                    self._moved[piece.holder].append(piece)
                continue
            columns = self._columns[grant.beneficiary]
            column = columns.setdefault(family_of(grant.regulation), _Column())
            column.days.append(grant.granting_date)
            column.totals.append(grant.cents)
            column.grants.append(grant)
        for columns in self._columns.values():
            for column in columns.values():
                column.totals = list(accumulate(column.totals))

    def pieces(self, grant: AidGrant) -> Iterator[Piece]:
        """Yield who holds how much of a grant over which days, through every split after it (AID-11)."""
        waiting = [(grant.beneficiary, grant.cents, grant.granting_date)]
        while waiting:
            holder, cents, since = waiting.pop()
            event = next(
                (split for split in self._splits.get(holder, ()) if split.effective_date > since),
                None,
            )
            if event is None:
                yield Piece(holder, cents, since, date.max, grant)
                continue
            yield Piece(holder, cents, since, event.effective_date, grant)
            shares = event.shares(grant.identifier, cents)
            waiting.extend((heir, share, event.effective_date) for heir, share in shares)

    def held_on(self, grant: AidGrant, day: date, holders: frozenset[str]) -> int:
        """Return how many cents of a grant these undertakings hold on a day."""
        if grant.beneficiary not in self._splits:
            return grant.cents if grant.beneficiary in holders else 0
        return sum(
            piece.cents
            for piece in self.pieces(grant)
            if piece.holder in holders and piece.held_from <= day < piece.held_until
        )

    def neighbours(self, undertaking: str) -> list[tuple[str, ControlLink]]:
        """Return every undertaking ever linked with this one, with the link."""
        return self._neighbours.get(undertaking, [])

    def reorganised_with(self, undertaking: str) -> set[str]:
        """Return every undertaking that took part in a reorganisation with this one."""
        return self._parties.get(undertaking, set())

    def splits_of(self, undertaking: str) -> list[Reorganisation]:
        """Return the splits of an undertaking."""
        return self._splits.get(undertaking, [])

    def total(self, holders: frozenset[str], families: frozenset[str], start: date, end: date, day: date) -> int:
        """Return the cents granted from start to end that these undertakings hold on ``day``.

        Aid under a regulation of no known family counts towards every ceiling.
        """
        cents = self._merged(holders, families).between(start, end)
        for holder in holders:
            for piece in self._moved.get(holder, ()):
                if self._counts(piece, families, start, end, day):
                    cents += piece.cents
        return cents

    def _merged(self, holders: frozenset[str], families: frozenset[str]) -> _Column:
        """Return the grants of several undertakings and families in one column, kept for the next question."""
        known = self._together.get((holders, families))
        if known is not None:
            return known
        columns = [
            column
            for holder in holders
            for family, column in self._columns.get(holder, {}).items()
            if not family or family in families
        ]
        if len(columns) == 1:
            merged = columns[0]
        else:
            grants = sorted((grant for column in columns for grant in column.grants), key=order_of)
            totals = list(accumulate((grant.cents for grant in grants), initial=0))
            merged = _Column([grant.granting_date for grant in grants], totals, grants)
        if len(self._together) >= _KEPT:
            self._together.clear()
        self._together[(holders, families)] = merged
        return merged

    @staticmethod
    def _counts(piece: Piece, families: frozenset[str], start: date, end: date, day: date) -> bool:
        family = family_of(piece.grant.regulation)
        return (
            piece.held_from <= day < piece.held_until
            and start <= piece.grant.granting_date <= end
            and (not family or family in families)
        )

    def counted(self, holders: Iterable[str], start: date, end: date, day: date) -> list[Piece]:
        """Return what these undertakings hold on ``day`` of the grants from start to end, in order of time."""
        found: list[Piece] = []
        for holder in holders:
            for column in self._columns.get(holder, {}).values():
                found.extend(
                    Piece(holder, grant.cents, grant.granting_date, date.max, grant)
                    for grant in column.grants_between(start, end)
                )
            found.extend(
                piece for piece in self._moved.get(holder, ()) if self._counts(piece, _EVERY_FAMILY, start, end, day)
            )
        return sorted(found, key=lambda piece: (*order_of(piece.grant), piece.grant.identifier))

    def granted_to(self, undertakings: Iterable[str]) -> list[AidGrant]:
        """Return the counting grants whose beneficiary is one of these, in order of time."""
        grants: dict[int, AidGrant] = {}
        for undertaking in undertakings:
            for column in self._columns.get(undertaking, {}).values():
                grants.update((id(grant), grant) for grant in column.grants)
            for piece in self._moved.get(undertaking, ()):
                if piece.grant.beneficiary == undertaking:
                    grants[id(piece.grant)] = piece.grant
        return sorted(grants.values(), key=order_of)

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
            near = {other for other, _link in self.neighbours(current)} | self.reorganised_with(current)
            waiting.extend(near - members)
            members |= near
        return frozenset(members)

    def kept_group(
        self, undertaking: str, day: date, bridges: tuple[bool, bool], make: Callable[[], frozenset[str]]
    ) -> frozenset[str]:
        """Return the single undertaking of a day, made once for the days between two changes."""
        place = bisect_right(self.connected(undertaking)[1], day)
        key = (undertaking, place, *bridges)
        known = self._groups.get(key)
        if known is None:
            if len(self._groups) >= _KEPT:
                self._groups.clear()
            known = self._groups[key] = make()
        return known

    def days_of_change(self, undertakings: Iterable[str]) -> set[date]:
        """Return the days on which a link of these undertakings begins or has ended, or a reorganisation takes effect."""
        days: set[date] = set()
        for undertaking in undertakings:
            for _other, link in self.neighbours(undertaking):
                if link.valid_from is not None:
                    days.add(link.valid_from)
                if link.valid_to is not None and link.valid_to < date.max:
                    days.add(link.valid_to + ONE_DAY)
            days.update(event.effective_date for event in self.splits_of(undertaking))
        return days

    def part(self, grants: Iterable[AidGrant]) -> Ledger:
        """Return a ledger of other grants with the same links and reorganisations."""
        other = copy(self)
        other._fill(grants)  # noqa: SLF001 - a copy of its own class
        return other
