"""Second step, as a table: every measure of every year under one contract."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from grono.clustermap.flags import (
    CODE_WITHOUT_CLASS,
    ESTIMATED,
    cell_flags,
    industry_flags,
    sum_flags,
    without_class,
)
from grono.clustermap.hidden_cells.carrying import POOLED
from grono.clustermap.variants import MeasureRows, Variant
from grono.measures import Measured, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grono.clustermap.change import Change
    from grono.clustermap.hidden_cells.carrying import Imputed
    from grono.clustermap.reading.observations import Observations
    from grono.clustermap.year import YearMeasures


OF_THE_POSTERIOR = ("location_quotient_shrunk",)
"""Measures that have no interval in a map without hidden cells, but the posterior's with them."""

POSTERIOR = "beta posterior; plants fall independently"
"""Method of what comes from the posterior of MAP-12."""


def measures_table(observations: Observations, years: Iterable[YearMeasures], change: Change | None) -> pa.Table:
    """Return the measures of all years, and the change between two, under the contract ``measures``."""
    rows = MeasureRows(observations)
    blocks = [block for year in years for block in _year_blocks(rows, observations, year)]
    if change is not None:
        blocks += _change_blocks(rows, observations, change)
    return pa.concat_tables(blocks)


def _year_blocks(rows: MeasureRows, observations: Observations, year: YearMeasures) -> list[pa.Table]:
    flags = {
        "cell": cell_flags(observations, year),
        "region": sum_flags(observations, year, "region"),
        "industry": industry_flags(observations, year),
    }
    interval, index, plants = year.interval, year.concentration, year.plants.sizes.plants
    variants = [
        Variant("cell", "location_quotient", year.quotient, "plain", interval.lower, interval.upper, plants),
        Variant("cell", "location_quotient_shrunk", interval.shrunk, POSTERIOR, n=plants),
        Variant("cell", "probability_above_one", interval.probability_above_one, POSTERIOR, n=plants),
        Variant("region", "krugman_specialisation", year.specialisation),
        Variant("industry", "ellison_glaeser", index.gamma, n=plants),
        Variant("industry", "ellison_glaeser_shrunk", year.shrunk_gamma, "shrunk by its null variance", n=plants),
        Variant("industry", "ellison_glaeser_z", index.z, n=plants),
        Variant("industry", "raw_concentration", index.raw, n=plants),
    ]
    if year.imputed is not None:
        variants = [*(_over_imputations(variant, year.imputed) for variant in variants), *_shares(year.imputed)]
    return [rows.block(variant, year.period, flags[variant.axis]) for variant in variants]


def _over_imputations(variant: Variant, imputed: Imputed) -> Variant:
    """Return a measure with its interval over all imputations, unless it has a wider one of its own."""
    from grono.measures.suppression import IntervalKind, differ  # here: its room brings in a compiler

    method = POOLED if variant.method == "plain" else f"{variant.method}; {POOLED}"
    own = (variant.lower, variant.upper) if variant.lower and variant.upper else None
    ends = own or imputed.ends[variant.name]
    there = ends[0].present & ends[1].present
    if own or variant.name in OF_THE_POSTERIOR:
        kinds = np.where(imputed.moved, IntervalKind.ERROR_AND_IMPUTATIONS, IntervalKind.ERROR)
    else:
        there = there & differ(ends[0].value, ends[1].value)
        kinds = np.full(there.shape, IntervalKind.IMPUTATIONS)
    reason = np.where(there, np.uint8(Reason.PRESENT), np.uint8(Reason.NO_DRAWS))
    lower, upper = (Measured(np.where(there, end.value, 0.0), reason) for end in ends)
    return replace(variant, method=method, lower=lower, upper=upper, kinds=np.where(there, kinds, 0).astype(np.uint8))


def _shares(imputed: Imputed) -> list[Variant]:
    return [
        Variant("region", "imputed_share_of_region", imputed.of_region),
        Variant("industry", "imputed_share_of_industry", imputed.of_industry),
    ]


def _change_blocks(rows: MeasureRows, observations: Observations, change: Change) -> list[pa.Table]:
    since, parts = f"since {change.before}", change.parts
    variants = [
        Variant("cell", "growth", change.cell_growth, since),
        Variant("cell", "growth_per_year", change.cell_growth_per_year, since),
        Variant("cell", "shift_share_national", parts.national, since),
        Variant("cell", "shift_share_mix", parts.mix, since),
        Variant("cell", "shift_share_regional", parts.regional, since),
        Variant("cell", "shift_share_new", parts.new, since),
        Variant("industry", "growth", change.industry_growth, since),
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
