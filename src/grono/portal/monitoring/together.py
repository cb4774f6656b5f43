"""Indicators put together as they state it: over the parts that report the same, and over the periods (STR-14)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from grono.portal.monitoring.basis import NOTHING, from_stored
from grono.portal.monitoring.measured import TakenFromSource
from grono.quantities import missing
from grono.strategy import Contribution, OverTime, OverTree, Together, over_parts, over_periods

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grono.portal.monitoring.executed import Measured
    from grono.portal.monitoring.standing import Standings
    from grono.strategy import Basis, ProgrammeIndicator


class PutTogether(NamedTuple):
    """The same indicator in several parts of a strategy, and its value in the period."""

    indicators: tuple[ProgrammeIndicator, ...]
    found: Together

    @property
    def name(self) -> str:
        """The name as the first part has it."""
        return self.indicators[0].name_text

    @property
    def unit(self) -> str:
        """The unit, the same in all of them."""
        return self.indicators[0].unit


def put_together(standings: Standings) -> Iterator[PutTogether]:
    """Yield the indicators that several parts report in the same words, unit and way of putting together, with the value of the period."""
    groups: dict[tuple[object, ...], list[ProgrammeIndicator]] = {}
    for one in standings.programme.indicators:
        if one.over_tree not in (None, OverTree.NONE):
            same = (" ".join(one.name_text.casefold().split()), one.unit, one.kind, one.over_tree)
            groups.setdefault(same, []).append(one)
    for found in groups.values():
        if len(found) > 1 and found[0].over_tree is not None:
            values = [_in_period(standings, one) for one in found]
            yield PutTogether(tuple(found), over_parts(values, found[0].over_tree, found[0].unit))


def over_the_periods(standings: Standings, indicator: ProgrammeIndicator) -> Together | None:
    """Return the periods up to the one shown put together; nothing where the indicator does not say how, or has fewer than two."""
    years: dict[int, Contribution] = {}
    for one in standings.executed.measured.get(indicator.key, ()):
        if one.year <= standings.year:
            years[one.year] = _contribution(one)
    if indicator.over_time in (None, OverTime.NONE) or len(years) < 2:
        return None
    values = [years[year] for year in sorted(years)]
    rule = indicator.over_time
    return over_periods(values, rule, indicator.temporal, indicator.over_tree, indicator.unit) if rule else None


def _in_period(standings: Standings, indicator: ProgrammeIndicator) -> Contribution:
    found = standings.executed.latest(indicator.key, standings.year)
    return _contribution(found) if found is not None and found.year == standings.year else Contribution(missing())


def _contribution(one: Measured) -> Contribution:
    return Contribution(one.value.quantity, basis_of(one))


def basis_of(one: Measured) -> Basis:
    """Return what a value is computed from; what was taken from a source stands alone."""
    return NOTHING if isinstance(one.value, TakenFromSource) else from_stored(one.value.basis)
