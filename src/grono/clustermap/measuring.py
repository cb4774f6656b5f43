"""Second step, as a table: every measure of every year under one contract."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from grono.clustermap.flags import (
    CODE_WITHOUT_CLASS,
    ESTIMATED,
    cell_flags,
    industry_flags,
    joined,
    missing_flags,
    region_flags,
    without_class,
)
from grono.tables import conform

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from grono.clustermap.change import Change
    from grono.clustermap.observations import Observations
    from grono.clustermap.year import YearMeasures
    from grono.measures import Measured


POSTERIOR = "beta posterior; plants fall independently"
"""Method of what comes from the posterior of MAP-12."""


@dataclass(frozen=True)
class _Variant:
    """One measure with what stands beside its values; ``axis`` is ``cell``, ``region`` or ``industry``."""

    axis: str
    name: str
    values: Measured
    method: str = "plain"
    lower: Measured | None = None
    upper: Measured | None = None
    n: NDArray[np.float64] | None = None


class _Rows:
    """One block of rows for each variant, all cells in the order of the axes."""

    def __init__(self, observations: Observations) -> None:
        self._regions = pa.array(observations.regions, pa.string())
        self._industries = pa.array(observations.industries, pa.string())
        self._shape = (len(observations.regions), len(observations.industries))

    def block(self, variant: _Variant, period: int, flags: dict[str, NDArray[np.bool_]]) -> pa.Table:
        """Return the rows of one variant in one year."""
        shape = {"cell": self._shape, "region": self._shape[:1], "industry": self._shape[1:]}[variant.axis]
        size = int(np.prod(shape))
        place = np.arange(size)
        region = place // self._shape[1] if variant.axis == "cell" else place
        industry = place % self._shape[1] if variant.axis == "cell" else place
        empty = pa.nulls(size, pa.string())
        count = np.zeros(size) if variant.n is None else np.broadcast_to(variant.n, shape).ravel()
        return conform("measures", {
            "region": empty if variant.axis == "industry" else self._regions.take(pa.array(region)),
            "industry": empty if variant.axis == "region" else self._industries.take(pa.array(industry)),
            "period": pa.repeat(pa.scalar(period, pa.int32()), size),
            "variant": pa.repeat(variant.name, size),
            "value": _column(variant.values),
            "lower": _column(variant.lower) if variant.lower else pa.nulls(size, pa.float64()),
            "upper": _column(variant.upper) if variant.upper else pa.nulls(size, pa.float64()),
            "n": pa.array(count, mask=count == 0),
            "method": pa.repeat(variant.method, size),
            "flags": joined({**missing_flags(variant.values), **flags}, shape),
        })  # fmt: skip


def _column(values: Measured) -> pa.Array:
    return pa.array(values.value.ravel(), mask=~values.present.ravel())


def measures_table(observations: Observations, years: Iterable[YearMeasures], change: Change | None) -> pa.Table:
    """Return the measures of all years, and the change between two, under the contract ``measures``."""
    rows = _Rows(observations)
    blocks = [block for year in years for block in _year_blocks(rows, observations, year)]
    if change is not None:
        blocks += _change_blocks(rows, observations, change)
    return pa.concat_tables(blocks)


def _year_blocks(rows: _Rows, observations: Observations, year: YearMeasures) -> list[pa.Table]:
    flags = {
        "cell": cell_flags(observations, year),
        "region": region_flags(year),
        "industry": industry_flags(observations, year),
    }
    interval, index, plants = year.interval, year.concentration, year.plants.sizes.plants
    variants = [
        _Variant("cell", "location_quotient", year.quotient, "plain", interval.lower, interval.upper, plants),
        _Variant("cell", "location_quotient_shrunk", interval.shrunk, POSTERIOR, n=plants),
        _Variant("cell", "probability_above_one", interval.probability_above_one, POSTERIOR, n=plants),
        _Variant("region", "krugman_specialisation", year.specialisation),
        _Variant("industry", "ellison_glaeser", index.gamma, n=plants),
        _Variant("industry", "ellison_glaeser_z", index.z, n=plants),
        _Variant("industry", "raw_concentration", index.raw, n=plants),
    ]
    return [rows.block(variant, year.period, flags[variant.axis]) for variant in variants]


def _change_blocks(rows: _Rows, observations: Observations, change: Change) -> list[pa.Table]:
    since, parts = f"since {change.before}", change.parts
    variants = [
        _Variant("cell", "growth", change.cell_growth, since),
        _Variant("cell", "growth_per_year", change.cell_growth_per_year, since),
        _Variant("cell", "shift_share_national", parts.national, since),
        _Variant("cell", "shift_share_mix", parts.mix, since),
        _Variant("cell", "shift_share_regional", parts.regional, since),
        _Variant("cell", "shift_share_new", parts.new, since),
        _Variant("industry", "growth", change.industry_growth, since),
    ]
    estimated = (
        observations.estimated[observations.period_index(change.before)]
        | observations.estimated[observations.period_index(change.after)]
    )
    flags = {
        "cell": {ESTIMATED: estimated, CODE_WITHOUT_CLASS: without_class(observations)[None, :]},
        "industry": {CODE_WITHOUT_CLASS: without_class(observations)},
    }
    return [rows.block(variant, change.after, flags[variant.axis]) for variant in variants]
