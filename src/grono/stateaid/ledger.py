"""The ledger: grants with the network that says whose they are, and an index by undertaking."""

from __future__ import annotations

from collections import defaultdict
from copy import copy
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from grono.stateaid.columns import Columns
from grono.stateaid.control import Control
from grono.stateaid.records import AidGrant, ControlLink, Reorganisation, order_of
from grono.stateaid.regulations import family_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_EVERY_FAMILY = frozenset({"general", "sgei", "agriculture", "fishery"})


class Piece(NamedTuple):
    """What one undertaking holds of one grant, from one day to the day before another."""

    holder: str
    cents: int
    held_from: date
    held_until: date
    grant: AidGrant


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
        self.control = Control(links, reorganisations, foreign)
        self._fill(grants)

    def _fill(self, grants: Iterable[AidGrant]) -> None:
        self.grants = tuple(grants)
        self._columns = Columns()
        self._moved: dict[str, list[Piece]] = defaultdict(list)
        for grant in sorted((entry for entry in self.grants if entry.state == "recorded"), key=order_of):
            self._enter(grant)

    def _enter(self, grant: AidGrant) -> None:
        if grant.beneficiary not in self.control.splits:
            self._columns.enter(grant)
            return
        for piece in self.pieces(grant):
            self._moved[piece.holder].append(piece)

    def part(self, grants: Iterable[AidGrant]) -> Ledger:
        """Return a ledger of other grants with the same links and reorganisations."""
        other = copy(self)
        other._fill(grants)  # noqa: SLF001 - a copy of its own class
        return other

    def followed_by(self, grants: Iterable[AidGrant]) -> None:
        """Enter further counting grants, in order of time, none of them earlier than those that are here.

        Only for a ledger of one's own, such as a :meth:`part`: whoever else reads this one would see it change.
        """
        for grant in grants:
            self._enter(grant)
        self.grants = (*self.grants, *grants)

    def pieces(self, grant: AidGrant) -> Iterator[Piece]:
        """Yield who holds how much of a grant over which days, through every split after it (AID-11)."""
        waiting = [(grant.beneficiary, grant.cents, grant.granting_date)]
        while waiting:
            holder, cents, since = waiting.pop()
            event = next(
                (split for split in self.control.splits.get(holder, ()) if split.effective_date > since),
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
        if grant.beneficiary not in self.control.splits:
            return grant.cents if grant.beneficiary in holders else 0
        return sum(
            piece.cents
            for piece in self.pieces(grant)
            if piece.holder in holders and piece.held_from <= day < piece.held_until
        )

    def total(self, holders: frozenset[str], families: frozenset[str], start: date, end: date, day: date) -> int:
        """Return the cents granted from start to end that these undertakings hold on ``day``.

        Aid under a regulation of no known family counts towards every ceiling.
        """
        cents = self._columns.together(holders, families).between(start, end)
        if not self._moved:
            return cents
        for holder in holders:
            for piece in self._moved.get(holder, ()):
                if self._counts(piece, families, start, end, day):
                    cents += piece.cents
        return cents

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
            for column in self._columns.of(holder):
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
            for column in self._columns.of(undertaking):
                grants.update((id(grant), grant) for grant in column.grants)
            for piece in self._moved.get(undertaking, ()):
                if piece.grant.beneficiary == undertaking:
                    grants[id(piece.grant)] = piece.grant
        return sorted(grants.values(), key=lambda grant: (*order_of(grant), grant.beneficiary, grant.identifier))
