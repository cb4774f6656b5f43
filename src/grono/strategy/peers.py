"""An indicator beside its peers and the nation: compared, never called an effect.

Everybody rises in a good decade. What a region did beyond its peers is the difference of two changes, told with the number of peers; why
it did so is a question for an evaluation (STR-38).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from grono.messages import Message, message
from grono.quantities import exact, in_sentence
from grono.strategy.flags import is_break
from grono.strategy.indicators import Direction
from grono.strategy.series import numbers, quantile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.strategy.series import Figure

    Values = Mapping[int, Figure]

QUARTER, HALF = Fraction(1, 4), Fraction(1, 2)

FEWEST_PEERS = 3
"""Below three peers a median and quartiles say no more than the peers themselves, and one of them could be recognised."""


@dataclass(frozen=True)
class PeerYear:
    """One period: the own value, the peers' median and quartiles, the nation.

    ``n`` is the number of peers with a figure; with fewer than :data:`FEWEST_PEERS` there is no median.
    """

    period: int
    own: Fraction | None
    lower_quartile: Fraction | None
    median: Fraction | None
    upper_quartile: Fraction | None
    n: int
    nation: Fraction | None


def beside_peers(own: Values, peers: Mapping[str, Values], nation: Values | None = None) -> tuple[PeerYear, ...]:
    """Return period by period the own value beside the peers' median and quartiles and the nation's value."""
    mine, country = numbers(own), numbers(nation or {})
    others = [numbers(values) for values in peers.values()]
    found = []
    for period in sorted({*mine, *country, *(period for values in others for period in values)}):
        there = sorted(values[period] for values in others if period in values)
        enough = len(there) >= FEWEST_PEERS
        lower, median, upper = (quantile(there, share) if enough else None for share in (QUARTER, HALF, 1 - QUARTER))
        found.append(PeerYear(period, mine.get(period), lower, median, upper, len(there), country.get(period)))
    return tuple(found)


@dataclass(frozen=True)
class BeyondPeers:
    """A change from one period to another, beside the median change of the peers.

    Parameters
    ----------
    first, last : int
        The periods.
    own, peers : Fraction
        The own change and the median of the peers' changes: shares of the first value where ``relative``, else in the unit of the
        indicator.
    n : int
        Peers with a figure in both periods.
    relative : bool
        Whether changes are shares of the first value.
    direction : Direction
        Which way is better.
    breaks : tuple of int
        Periods at which the own series breaks in between: figures before and after do not compare.
    nation : Fraction, optional
        The nation's change.
    unit : str
        Unit of the indicator, in the words of its strategy: changes that are not relative are told in it.
    """

    first: int
    last: int
    own: Fraction
    peers: Fraction
    n: int
    relative: bool
    direction: Direction
    breaks: tuple[int, ...] = ()
    nation: Fraction | None = None
    unit: str = ""

    @property
    def difference(self) -> Fraction:
        """Return the own change beyond that of the peers; with relative changes in shares, shown as percentage points."""
        return self.own - self.peers

    @property
    def sentences(self) -> tuple[Message, ...]:
        """Return what the figures say, and what they do not."""
        first = message(
            "From %(first)s to %(last)s: change %(own)s, median change of the peers %(peers)s (peers with figures in both years: "
            "%(n)s). Beyond the peers: %(difference)s.",
            first=str(self.first),
            last=str(self.last),
            own=self._change(self.own),
            peers=self._change(self.peers),
            n=str(self.n),
            difference=self._points(self.difference),
        )
        said = [first, self._judgement(), *self._warnings()]
        return (*said, message("This compares; it is no effect of the strategy and does not say why."))

    def _judgement(self) -> Message:
        sign = -1 if self.direction is Direction.DOWN else 1
        own, beyond = self.own * sign, self.difference * sign
        if self.direction is Direction.RANGE:
            return message("For this indicator neither more nor less is better, so the difference is not judged.")
        if own > 0 and beyond <= 0:
            return message("It improved because everybody's did: the peers improved as much or more.")
        if own > 0:
            return message("It improved by more than the peers' did.")
        if beyond > 0:
            return message("It did not improve, yet it held better than the peers' did.")
        return message("It did not improve, and the peers did as well or better.")

    def _warnings(self) -> list[Message]:
        said = []
        if self.breaks:
            years = ", ".join(map(str, self.breaks))
            said.append(
                message("The series breaks in %(years)s: figures before and after do not compare.", years=years)
            )
        if self.nation is not None:
            said.append(message("The nation's change: %(change)s.", change=self._change(self.nation)))
        return said

    def _change(self, value: Fraction) -> Message:
        if self.relative:
            return in_sentence(exact(value), decimals=1, style="percent")
        if self.unit.strip() in PER_CENT:  # a change of a percentage is one of points, never of per cent
            return _in_points(value)
        number = in_sentence(exact(value))
        return message("%(number)s %(unit)s", number=number, unit=self.unit) if self.unit.strip() else number

    def _points(self, value: Fraction) -> Message:
        return _in_points(value * 100) if self.relative else self._change(value)


PER_CENT = frozenset({"%", "procent", "percent", "per cent"})


def _in_points(value: Fraction) -> Message:
    return message("%(points)s percentage points", points=in_sentence(exact(value), decimals=1))


def beyond_peers(  # noqa: PLR0913 - three series, and how their changes are told
    own: Values,
    peers: Mapping[str, Values],
    *,
    nation: Values | None = None,
    first: int | None = None,
    last: int | None = None,
    relative: bool,
    direction: Direction = Direction.UP,
    unit: str = "",
) -> BeyondPeers | Message:
    """Return the change beyond the peers' change, or a sentence that says why there is none.

    Parameters
    ----------
    own, peers, nation : values by period
        The indicator's series, those of the peers by place, that of the nation.
    first, last : int, optional
        The periods; by default the first and the last one of the own series.
    relative : bool
        Whether changes are shares of the first value: for counts of places of different size. Not for ratios.
    direction : Direction
        Which way is better.
    unit : str
        Unit of the indicator, for the sentences.
    """
    mine = numbers(own)
    if len(mine) < TWO:
        return message("A change needs figures of at least two years.")
    start, end = first or min(mine), last or max(mine)
    change = _changed(mine, start, end, relative=relative)
    if change is None:
        return message("There is no change to compare: a year has no figure, or the first value is not above zero.")
    found = [_changed(numbers(values), start, end, relative=relative) for values in peers.values()]
    others = sorted(one for one in found if one is not None)
    if len(others) < FEWEST_PEERS:
        return message(
            "Too few peers have figures in both %(first)s and %(last)s: %(n)s, at least %(needed)s are needed.",
            first=str(start),
            last=str(end),
            n=str(len(others)),
            needed=str(FEWEST_PEERS),
        )
    breaks = tuple(period for period in sorted(own) if start < period <= end and is_break(own[period].flag))
    country = _changed(numbers(nation or {}), start, end, relative=relative)
    median = quantile(others, HALF)
    return BeyondPeers(start, end, change, median, len(others), relative, direction, breaks, country, unit)


TWO = 2


def _changed(values: Mapping[int, Fraction], first: int, last: int, *, relative: bool) -> Fraction | None:
    if first not in values or last not in values or (relative and values[first] <= 0):
        return None
    difference = values[last] - values[first]
    return difference / values[first] if relative else difference


def structure_difference(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    """Return half the sum of the absolute differences of shares: 0 for the same structure, 1 for nothing in common.

    This is half of Krugman's index of specialisation between two places (Krugman 1991, *Geography and Trade*).

    Examples
    --------
    >>> structure_difference({"A": 50, "B": 50}, {"A": 1, "B": 3})
    0.25
    """
    sums = sum(left.values()), sum(right.values())
    if not all(sums):
        return 1.0
    parts = {*left, *right}
    return sum(abs(left.get(part, 0.0) / sums[0] - right.get(part, 0.0) / sums[1]) for part in sorted(parts)) / 2


def most_alike(place: str, structures: Mapping[str, Mapping[str, float]], count: int) -> tuple[tuple[str, float], ...]:
    """Return the places whose structure is nearest to that of one, with the difference; places as near stand by their code."""
    own = structures[place]
    distances = [(structure_difference(own, one), other) for other, one in structures.items() if other != place]
    return tuple((other, distance) for distance, other in sorted(distances)[:count])


__all__ = [
    "FEWEST_PEERS",
    "BeyondPeers",
    "PeerYear",
    "beside_peers",
    "beyond_peers",
    "most_alike",
    "structure_difference",
]
