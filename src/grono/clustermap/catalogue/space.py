"""Neighbouring regions, as an analysis of a map: does like lie beside like, where, and which clusters cross borders (MAP-29 to 32)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from grono.clustermap.context import Findings
from grono.clustermap.flags import joined
from grono.clustermap.variants import Variant, interval_column, resting_on_sums
from grono.measures import Reason, shrunk_gamma
from grono.measures.result import Measured
from grono.measures.space import (
    JoinedRegions,
    LocalMoran,
    Quadrant,
    gi_star,
    joined_regions,
    local_moran,
    moran,
    moran_p_value,
)
from grono.measures.testing import PERMUTATIONS, benjamini_hochberg
from grono.tables import conform

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.clustermap.context import MapContext
    from grono.measures.space import SpatialWeights

    FloatArray = NDArray[np.float64]
    BoolArray = NDArray[np.bool_]

STRONG_LOWER_BOUND = 1.0
"""A region is strong where the lower bound of its location quotient reaches this (MAP-32)."""

NO_INTERVAL = "no_interval"
"""Nothing is known of the industry's plants: strength was judged by the quotient alone."""
ONLY_TOGETHER = "only_together"
"""The group passes the candidate rule as one region, and none of its regions does alone."""
PASSES_AS_ONE = "passes_as_one"
"""The group passes the candidate rule as one region."""

DRAWS = f"{PERMUTATIONS} permutations"
OVER_INDUSTRIES = "Benjamini–Hochberg; family: all industries of the map"
OVER_REGIONS = "Benjamini–Hochberg; family: the regions of one industry"


@dataclass(frozen=True)
class GroupFindings(Findings):
    """Findings with the regions that count as strong in each industry, shape (regions, industries)."""

    strong: BoolArray | None = None


def analyse(context: MapContext) -> Findings:
    """Return Moran's I, local Moran and Gi* of the location quotients, and groups of strong regions across borders."""
    neighbours = context.companions.neighbours
    if neighbours is None:
        return Findings()
    weights = neighbours.weights.row_standardised()
    quotient = context.year.quotient
    given = np.where(quotient.present, quotient.value, np.nan)
    variants = _of_industries(context, given, weights)
    context.progress("space", 1, 3)
    variants += _of_cells(context, given, weights)
    context.progress("space", 2, 3)
    before = context.settled.get("space")
    strong = _strong(context) if not isinstance(before, GroupFindings) or before.strong is None else before.strong
    groups, record = _groups(context, neighbours.weights, strong)
    islands = [
        code for code, island in zip(context.observations.regions, weights.islands.tolist(), strict=True) if island
    ]
    explained = [replace(one, values=_explained(one, quotient)) for one in variants]
    return GroupFindings(
        strong=strong,
        variants=resting_on_sums(explained, context.observations, context.year),
        tables={"groups": groups},
        record={
            "neighbours": neighbours.origin,
            "neighbour_pairs": int(weights.raw.nnz),
            "regions_without_neighbour": islands,
            "permutations": PERMUTATIONS,
            **record,
        },
    )


def _explained(variant: Variant, quotient: Measured) -> Measured:
    """Where there is no quotient to look at, say why there is none."""
    values = variant.values
    if variant.axis == "cell":
        absent = quotient.reason
    else:
        absent = np.where(quotient.present.any(axis=0), Reason.PRESENT, quotient.reason.max(axis=0, initial=0))
    return Measured(values.value, np.where(absent != Reason.PRESENT, absent, values.reason).astype(np.uint8))


def _of_industries(context: MapContext, given: FloatArray, weights: SpatialWeights) -> list[Variant]:
    found = moran(given, weights)
    p_value = moran_p_value(given, weights, seed=context.specification.seed)
    tested = benjamini_hochberg(p_value, family=OVER_INDUSTRIES)
    return [
        Variant("industry", "moran", found.value, "row-standardised", flags={"like_beside_like": tested.kept}),
        Variant("industry", "moran_z_normality", found.z_normality, "moments under normality"),
        Variant("industry", "moran_z_permutation", found.z_permutation, "moments over all permutations"),
        Variant("industry", "moran_p_value", p_value, DRAWS),
        Variant("industry", "moran_q_value", tested.adjusted, OVER_INDUSTRIES),
    ]


def _of_cells(context: MapContext, given: FloatArray, weights: SpatialWeights) -> list[Variant]:
    found = local_moran(given, weights, seed=context.specification.seed)
    regions = (~np.isnan(given)).sum(axis=0)
    larger = Measured(found.value.value * (regions / np.maximum(regions - 1, 1)), found.value.reason)
    quadrants = _quadrants(found)
    return [
        Variant("cell", "local_moran", found.value, "row-standardised", flags=quadrants),
        Variant("cell", "local_moran_n", larger, "row-standardised"),
        Variant("cell", "local_moran_p_value", found.p_value, DRAWS),
        Variant("cell", "local_moran_q_value", _by_industry(found.p_value), OVER_REGIONS),
        Variant("cell", "gi_star", gi_star(given, weights), "the region itself included"),
    ]


def _quadrants(found: LocalMoran) -> dict[str, BoolArray]:
    named = [one for one in Quadrant if one is not Quadrant.NONE]
    return {one.name.lower(): np.asarray(found.quadrant == one) for one in named}


def _by_industry(p_value: Measured) -> Measured:
    adjusted = np.zeros_like(p_value.value)
    for industry in range(adjusted.shape[1]):
        one = Measured(p_value.value[:, industry], p_value.reason[:, industry])
        adjusted[:, industry] = benjamini_hochberg(one, family=OVER_REGIONS).adjusted.value
    return Measured(adjusted, p_value.reason)


def _strong(context: MapContext) -> BoolArray:
    """Return where a region is strong: by the lower bound where there is one, by the candidate rule's quotient elsewhere."""
    lower, quotient = context.year.interval.lower, context.year.quotient
    by_quotient = quotient.present & (quotient.value >= context.specification.parameters.least_location_quotient)
    return np.where(lower.present, lower.value >= STRONG_LOWER_BOUND, by_quotient)


def _groups(context: MapContext, weights: SpatialWeights, strong: BoolArray) -> tuple[pa.Table, dict[str, Any]]:
    """Join adjacent strong regions."""
    year = context.year
    sizes = year.plants.sizes
    gamma = shrunk_gamma(year.concentration)
    found = joined_regions(year.employees, strong, weights, sums=year.sums, sizes=sizes, gamma=gamma)
    record = {
        "strong_lower_bound": STRONG_LOWER_BOUND,
        "strong_quotient_without_interval": context.specification.parameters.least_location_quotient,
        "groups": len(found.members),
    }
    return _table(context, found), record


def _table(context: MapContext, found: JoinedRegions) -> pa.Table:
    """Return one row for each region of each group."""
    size = np.array([len(regions) for regions in found.members], dtype=np.intp)
    row = np.repeat(np.arange(size.size), size)
    members = np.concatenate([np.zeros(0, dtype=np.intp), *found.members])
    quotient = context.year.quotient.value
    strongest = [
        int(regions[np.argmax(quotient[regions, industry])])
        for industry, regions in zip(found.industry.tolist(), found.members, strict=True)
    ]
    regions = pa.array(context.observations.regions, pa.string())
    industries = pa.array(context.observations.industries, pa.string())
    interval = found.interval

    def column(values: Measured) -> pa.Array:
        return pa.array(values.value[row], mask=~values.present[row])

    return conform("groups", {
        "industry": industries.take(pa.array(found.industry[row])),
        "group": regions.take(pa.array(np.array(strongest, dtype=np.intp)[row])),
        "region": regions.take(pa.array(members)),
        "regions": size[row],
        "employees": found.employees[row],
        "location_quotient": column(found.quotient),
        "lower": column(interval.lower),
        "upper": column(interval.upper),
        "interval": interval_column(None, interval.lower, size.size).take(pa.array(row)),
        "probability_above_one": column(interval.probability_above_one),
        "flags": joined({name: values[row] for name, values in _flags(context, found).items()}, row.shape),
    })  # fmt: skip


def _flags(context: MapContext, found: JoinedRegions) -> dict[str, BoolArray]:
    """Say of each group whether it passes the candidate rule as one region, though none of its regions does."""
    parameters, probability = context.specification.parameters, found.interval.probability_above_one
    sure = np.where(probability.present, probability.value >= parameters.least_probability, True)
    passes = (
        found.quotient.present
        & (found.quotient.value >= parameters.least_location_quotient)
        & (found.employees >= parameters.least_employees)
        & sure
    )
    alone = np.array(
        [
            bool(context.found.candidate[regions, industry].any())
            for industry, regions in zip(found.industry.tolist(), found.members, strict=True)
        ],
        dtype=bool,
    )
    return {PASSES_AS_ONE: passes, ONLY_TOGETHER: passes & ~alone, NO_INTERVAL: ~found.interval.lower.present}
