"""What to know before using a number, as short names that every result table carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from grono.measures import Reason
from grono.measures.uncertainty import at_upper_limit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from grono.clustermap.reading.observations import Observations
    from grono.clustermap.variants import Axis
    from grono.clustermap.year import YearMeasures
    from grono.measures import Measured

    Flags = Mapping[str, NDArray[np.bool_]]

PARTIAL = "partial"
"""A missing cell is left out of the region's or the industry's sum."""
PARTIAL_TOTAL = "partial_total"
"""A missing cell is left out of the grand total only."""
ESTIMATED = "estimated"
"""The source has estimated this figure."""
IMPUTED = "imputed_share"
"""Part of what this rests on is hidden in the source and was estimated inside its bounds."""
NOT_IN_ALL_IMPUTATIONS = "not_in_all_imputations"
"""With some possible values of the hidden cells this has no value; it stands as estimated, without an interval for them."""
FEW_PLANTS = "few_plants"
"""Sizes of plants are unknown here, or one plant is the whole industry: no interval."""
GAMMA_AT_LIMIT = "gamma_at_limit"
"""γ̃ of the industry was cut at its limit; a region that has all or nothing of it has no interval."""
CODE_WITHOUT_CLASS = "code_without_class"
"""The code has no class of its own and is counted with its nearest ancestor."""


def joined(flags: Flags, shape: tuple[int, ...]) -> pa.Array:
    """Return the names of the flags of each cell by commas, in the order of the flags; null where there are none.

    Each distinct combination is put together once, so that a million cells cost no more than their bits.
    """
    names = list(flags)
    bits = np.zeros(shape, dtype=np.int64)
    for position, name in enumerate(names):
        bits |= np.broadcast_to(flags[name], shape).astype(np.int64) << position
    distinct, place = np.unique(bits.ravel(), return_inverse=True)
    texts = [
        ",".join(name for position, name in enumerate(names) if mask >> position & 1) or None
        for mask in distinct.tolist()
    ]
    return pa.array(texts, pa.string()).take(pa.array(place))


def missing_flags(values: Measured) -> dict[str, NDArray[np.bool_]]:
    """Return a flag such as ``missing(empty)`` for every reason that occurs."""
    return {
        reason.label: values.reason == reason
        for reason in Reason
        if reason is not Reason.PRESENT and (values.reason == reason).any()
    }


def cell_flags(observations: Observations, year: YearMeasures) -> dict[str, NDArray[np.bool_]]:
    """Return the flags of every region × industry of a year."""
    return {
        **sum_flags(observations, year, "cell"),
        **_plant_flags(year),
        GAMMA_AT_LIMIT: np.equal(year.interval.lower.reason, Reason.GAMMA_AT_LIMIT),
        CODE_WITHOUT_CLASS: without_class(observations)[None, :],
    }


def industry_flags(observations: Observations, year: YearMeasures) -> dict[str, NDArray[np.bool_]]:
    """Return the flags of every industry of a year."""
    return {
        **sum_flags(observations, year, "industry"),
        **_plant_flags(year),
        GAMMA_AT_LIMIT: at_upper_limit(year.shrunk_gamma),
        CODE_WITHOUT_CLASS: without_class(observations),
    }


def sum_flags(observations: Observations, year: YearMeasures, axis: Axis) -> dict[str, NDArray[np.bool_]]:
    """Return what holds for every measure of cells and their sums, whether it looks at plants or not (MAP-10, MAP-43)."""
    sums, imputed = year.sums, _imputed_flags(observations, year, axis)
    if axis == "region":
        return {PARTIAL: sums.region_partial, **imputed}
    if axis == "industry":
        return {PARTIAL: sums.industry_partial, **imputed}
    partial = sums.region_partial[:, None] | sums.industry_partial[None, :]
    return {
        PARTIAL: partial,
        PARTIAL_TOTAL: np.full(partial.shape, sums.total_partial) & ~partial,
        ESTIMATED: observations.estimated[observations.period_index(year.period)],
        **imputed,
    }


def without_class(observations: Observations) -> NDArray[np.bool_]:
    """Return where an industry is counted with an ancestor."""
    return np.array([observations.resolutions[code].kind == "ancestor" for code in observations.industries])


def _imputed_flags(observations: Observations, year: YearMeasures, axis: Axis) -> dict[str, NDArray[np.bool_]]:
    """Return where an estimate enters: a hidden cell by itself, others through a sum that the source does not publish."""
    if year.imputed is None:
        return {}
    index, cells = observations.period_index(year.period), year.imputed.cells
    if axis == "region":
        return {IMPUTED: np.asarray(cells.any(axis=1))}
    if axis == "industry":
        return {IMPUTED: np.asarray(cells.any(axis=0))}
    region = cells.any(axis=1) & np.isnan(observations.region_totals[index])
    industry = cells.any(axis=0) & np.isnan(observations.industry_totals[index])
    return {IMPUTED: cells | region[:, None] | industry[None, :]}


def _plant_flags(year: YearMeasures) -> dict[str, NDArray[np.bool_]]:
    known = year.concentration.gamma.reason != Reason.FEW_PLANTS
    flags = {} if year.plants.flag == "no_plant_sizes" else {FEW_PLANTS: ~known}
    if year.plants.flag:
        flags[year.plants.flag] = np.ones_like(known) if year.plants.flag == "no_plant_sizes" else known
    return flags
