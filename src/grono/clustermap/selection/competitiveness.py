"""How each candidate stands among the regions that have the same industry: percentiles with intervals (MAP-41)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from grono.clustermap.flags import joined
from grono.clustermap.selection.competitive_indicators import DRAWS, INDICATORS, indicators_of
from grono.measures.choice.ranking import mid_ranks, mid_ranks_of
from grono.tables import conform

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.clustermap.context import MapContext
    from grono.clustermap.selection.competitive_indicators import Indicator

    FloatArray = NDArray[np.float64]
    Places = NDArray[np.intp]

OVERALL = "mean"
"""The line that sums up: the mean percentile over the indicators that have data."""

LEAST_PEERS = 2
"""A region alone is compared with nobody."""

TAIL = 0.025
"""Either side of a 95 % interval."""


@dataclass(frozen=True)
class Competitiveness:
    """Percentiles of the candidates; percentiles lie between 0 and 1 and are NaN where missing.

    Parameters
    ----------
    region, industry : numpy.ndarray of int, shape (candidates,)
        Which cells.
    value, percentile, lower, upper, peers : numpy.ndarray, shape (indicators + 1, candidates)
        In the order of :data:`INDICATORS`, then the mean. ``value`` of the mean is its percentile.
    spread : numpy.ndarray, shape (candidates,)
        Standard deviation of the mean percentile over the draws.
    coverage : numpy.ndarray, shape (candidates,)
        How many of the indicators have data.
    """

    region: Places
    industry: Places
    value: FloatArray
    percentile: FloatArray
    lower: FloatArray
    upper: FloatArray
    peers: FloatArray
    spread: FloatArray
    coverage: FloatArray

    @property
    def mean(self) -> FloatArray:
        """Mean percentile of each candidate, between 0 and 1."""
        return np.asarray(self.percentile[-1])


def measure_competitiveness(context: MapContext) -> Competitiveness:
    """Compare each candidate, and what rests on few plants, with the regions that have the same industry.

    Comparable is a region with at least ``comparable_employees`` in the industry; a candidate below that is compared with
    nobody. Percentiles are mid-ranks among the comparable regions that have the figure, itself included.
    """
    listed = context.found.candidate | context.found.rests_on_few_plants
    region, industry = np.nonzero(listed)
    comparable = np.nan_to_num(context.year.employees) >= context.specification.parameters.comparable_employees
    work = _Work(indicators_of(context), comparable, region, industry)
    codes = np.unique(industry)
    for number, code in enumerate(codes):
        if number % 100 == 0:
            context.progress("competitiveness", number, codes.size)
        work.compare(int(code))
    return work.found()


class _Work:
    """Fills the arrays of :class:`Competitiveness` industry by industry."""

    def __init__(
        self, indicators: list[Indicator], comparable: NDArray[np.bool_], region: Places, industry: Places
    ) -> None:
        self._indicators = indicators
        self._comparable = comparable
        self._region, self._industry = region, industry
        rows = (len(indicators) + 1, region.size)
        self._percentile, self._lower, self._upper = (np.full(rows, np.nan) for _ in range(3))
        self._peers = np.zeros(rows)
        self._spread = np.zeros(region.size)

    def compare(self, code: int) -> None:
        """Compare the candidates of one industry, by all indicators; errors of one draw belong together."""
        mine = np.flatnonzero((self._industry == code) & self._comparable[self._region, self._industry])
        peers = np.flatnonzero(self._comparable[:, code])
        if not mine.size or peers.size < LEAST_PEERS:
            return
        place = np.searchsorted(peers, self._region[mine])
        total, used = np.zeros((DRAWS, mine.size)), np.zeros(mine.size)
        for row, indicator in enumerate(self._indicators):
            drawn = self._one(row, indicator, (peers, np.full(peers.size, code)), mine, place)
            has = ~np.isnan(self._percentile[row, mine])
            total[:, has] += drawn[:, has]
            used += has
        some = used > 0
        if some.any():
            self._sum_up(mine[some], total[:, some] / used[some])

    def _one(
        self, row: int, indicator: Indicator, at: tuple[Places, Places], mine: Places, place: Places
    ) -> FloatArray:
        """Fill in one indicator and return the drawn percentiles of the candidates, shape (draws, candidates)."""
        values = indicator.values[at]
        count = int((~np.isnan(values)).sum())
        self._peers[row, mine] = count
        if count < LEAST_PEERS:
            return np.zeros((DRAWS, mine.size))
        sign = 1.0 if indicator.benefit else -1.0
        own = ((mid_ranks(sign * values) - 0.5) / count)[place]
        self._percentile[row, mine] = own
        if indicator.draws is None:
            return np.broadcast_to(own, (DRAWS, mine.size))
        anew = np.where(np.isnan(values), np.nan, indicator.draws(at))
        drawn = (mid_ranks_of(sign * anew, place) - 0.5) / count
        self._ends(row, mine, drawn)
        return drawn

    def _ends(self, row: int, mine: Places, drawn: FloatArray) -> None:
        ordered = np.sort(drawn, axis=0)
        self._lower[row, mine] = ordered[int(np.ceil(TAIL * DRAWS)) - 1]
        self._upper[row, mine] = ordered[int(np.ceil((1 - TAIL) * DRAWS)) - 1]

    def _sum_up(self, mine: Places, drawn: FloatArray) -> None:
        self._percentile[-1, mine] = np.nanmean(self._percentile[:-1, mine], axis=0)
        self._peers[-1, mine] = self._peers[:-1, mine].max(axis=0)
        self._spread[mine] = drawn.std(axis=0)
        if not np.isnan(self._lower[:-1, mine]).all():
            self._ends(len(self._indicators), mine, drawn)

    def found(self) -> Competitiveness:
        """Return what was found."""
        values = [indicator.values[self._region, self._industry] for indicator in self._indicators]
        return Competitiveness(
            region=self._region,
            industry=self._industry,
            value=np.stack([*values, self._percentile[-1] * 100]),
            percentile=self._percentile,
            lower=self._lower,
            upper=self._upper,
            peers=self._peers,
            spread=self._spread,
            coverage=(~np.isnan(self._percentile[:-1])).sum(axis=0).astype(np.float64),
        )


def competitiveness_table(context: MapContext, found: Competitiveness) -> pa.Table:
    """Return the table ``competitiveness``: one row for each candidate and indicator, and one for their mean."""
    names = (*INDICATORS, OVERALL)
    size = found.region.size
    regions = pa.array(context.observations.regions, pa.string()).take(pa.array(found.region))
    industries = pa.array(context.observations.industries, pa.string()).take(pa.array(found.industry))
    too_small = (
        np.nan_to_num(context.year.employees[found.region, found.industry])
        < context.specification.parameters.comparable_employees
    )
    blocks = []
    for row, name in enumerate(names):
        missing = np.isnan(found.percentile[row])
        flags = {
            "too_small_to_compare": too_small,
            "no_data": np.isnan(found.value[row]) & ~too_small,
            "no_peers": missing & ~np.isnan(found.value[row]) & ~too_small,
            "no_interval": ~missing & np.isnan(found.lower[row]),
        }
        if name == OVERALL:
            flags |= {f"coverage({k}/{len(INDICATORS)})": found.coverage == k for k in range(len(INDICATORS) + 1)}
        blocks.append(
            conform("competitiveness", {
                "region": regions,
                "industry": industries,
                "indicator": pa.repeat(name, size),
                "value": _column(found.value[row]),
                "percentile": _column(100 * found.percentile[row]),
                "lower": _column(100 * found.lower[row]),
                "upper": _column(100 * found.upper[row]),
                "interval": pc.if_else(pa.array(np.isnan(found.lower[row])), pa.scalar(None, pa.string()), "error"),
                "peers": found.peers[row].astype(np.int32),
                "flags": joined(flags, (size,)),
            })
        )  # fmt: skip
    return pa.concat_tables(blocks)


def _column(values: FloatArray) -> pa.Array:
    return pa.array(values, mask=np.isnan(values))
