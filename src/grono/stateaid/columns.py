"""Running totals of grants in order of time, by undertaking and family; several of them put together for a group."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from grono.stateaid.records import order_of
from grono.stateaid.regulations import family_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from grono.stateaid.records import AidGrant

_KEPT = 4096  # columns put together and kept for the next question; a bound for memory, not for results


@dataclass
class Column:
    """Grants of one undertaking and family that never changed hands, in order of days, with running totals."""

    days: list[date] = field(default_factory=list)
    totals: list[int] = field(default_factory=lambda: [0])
    grants: list[AidGrant] = field(default_factory=list)

    def enter(self, grant: AidGrant) -> None:
        """Enter a grant that is not earlier than any before."""
        self.days.append(grant.granting_date)
        self.totals.append(self.totals[-1] + grant.cents)
        self.grants.append(grant)

    def between(self, start: date, end: date) -> int:
        """Return the total of the days from start to end, both included."""
        return self.totals[bisect_right(self.days, end)] - self.totals[bisect_left(self.days, start)]

    def grants_between(self, start: date, end: date) -> list[AidGrant]:
        """Return the grants of the days from start to end, both included."""
        return self.grants[bisect_left(self.days, start) : bisect_right(self.days, end)]


class Columns:
    """Grants that never changed hands; they are entered in order of time."""

    def __init__(self) -> None:
        self._of: dict[str, dict[str, Column]] = defaultdict(dict)
        self._together: dict[tuple[frozenset[str], frozenset[str]], Column] = {}

    def enter(self, grant: AidGrant) -> None:
        """Enter a grant that is not earlier than any before."""
        holder, family = grant.beneficiary, family_of(grant.regulation)
        column = self._of[holder].get(family)
        if column is None:
            column = self._of[holder][family] = Column()
            self._together = {key: kept for key, kept in self._together.items() if not _holds(key, holder, family)}
        column.enter(grant)
        for key, kept in self._together.items():
            if kept is not column and _holds(key, holder, family):
                kept.enter(grant)

    def of(self, holder: str) -> Iterable[Column]:
        """Return the columns of one undertaking, one for each family."""
        return self._of.get(holder, {}).values()

    def together(self, holders: frozenset[str], families: frozenset[str]) -> Column:
        """Return the grants of several undertakings and families in one column, kept for the next question."""
        key = (holders, families)
        known = self._together.get(key)
        if known is None:
            if len(self._together) >= _KEPT:
                self._together.clear()
            known = self._together[key] = self._put_together(holders, families)
        return known

    def _put_together(self, holders: frozenset[str], families: frozenset[str]) -> Column:
        columns = [
            column
            for holder in holders
            for family, column in self._of.get(holder, {}).items()
            if not family or family in families
        ]
        if len(columns) == 1:
            return columns[0]
        grants = sorted((grant for column in columns for grant in column.grants), key=order_of)
        totals = list(accumulate((grant.cents for grant in grants), initial=0))
        return Column([grant.granting_date for grant in grants], totals, grants)


def _holds(key: tuple[frozenset[str], frozenset[str]], holder: str, family: str) -> bool:
    holders, families = key
    return holder in holders and (not family or family in families)
