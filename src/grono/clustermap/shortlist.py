"""Fourth step: candidates in order, each with its evidence and with what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from grono.clustermap.candidates import CANDIDATE, FEW_PLANTS
from grono.clustermap.flags import cell_flags, joined
from grono.clustermap.variants import ERROR, ERROR_AND_IMPUTATIONS, INTERVAL_LABELS
from grono.tables import conform

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.clustermap.change import Change
    from grono.clustermap.evidence import Evidence
    from grono.clustermap.reading.observations import Observations
    from grono.clustermap.year import YearMeasures
    from grono.measures import Measured

    Index = NDArray[np.intp]

EVIDENCE = ("lower", "ellison_glaeser", "growth", "regional")
"""Evidence that a line may lack; its absence is named in the column ``missing``."""


def shortlist_table(evidence: Evidence, language: str = "en") -> pa.Table:
    """Return the candidates, then what rests on few plants, each list in the order of MAP-17.

    The order is the lower bound of the location quotient, then employees, then code; where a line has no interval, its
    quotient stands in for the bound, behind all lines of its list that have one.
    """
    found = evidence.found
    return pa.concat_tables(
        [
            _one_list(evidence, language, CANDIDATE, found.candidate),
            _one_list(evidence, language, FEW_PLANTS, found.rests_on_few_plants),
        ]
    )


def _one_list(evidence: Evidence, language: str, name: str, where: NDArray[np.bool_]) -> pa.Table:
    observations, year, naming = evidence.observations, evidence.year, evidence.naming
    region, industry = _in_order(year, where)
    size = region.size
    at = (region, industry)
    regions = [observations.regions[index] for index in region]
    industries = [observations.industries[index] for index in industry]
    index = year.concentration
    columns: dict[str, Any] = {
        "list": pa.repeat(name, size),
        "rank": np.arange(1, size + 1),
        "rank_in_region": _rank_within(region),
        "region": regions,
        "region_name": [naming.region(code, language).text for code in regions],
        "industry": industries,
        "industry_class": [observations.resolutions[code].class_code for code in industries],
        "industry_name": [naming.industry(code, language).text for code in industries],
        "period": pa.repeat(pa.scalar(year.period, pa.int32()), size),
        "employees": year.employees[at],
        "location_quotient": year.quotient.value[at],
        "lower": _taken(year.interval.lower, at),
        "upper": _taken(year.interval.upper, at),
        "interval": _interval(year, at),
        "shrunk": _taken(year.interval.shrunk, at),
        "probability_above_one": _taken(year.interval.probability_above_one, at),
        "share_of_region": year.employees[at] / year.sums.region[region],
        "share_of_nation": year.share_of_industry[at],
        "plants": pa.array(year.plants.sizes.plants[industry], mask=~year.plants.sizes.known[industry]),
        "ellison_glaeser": _taken(index.gamma, (industry,)),
        "raw_concentration": _taken(index.raw, (industry,)),
        **_change_columns(evidence.change, at),
        "flags": _flags(observations, year, at),
    }
    return conform("shortlist", {**columns, "missing": _missing(columns, size)})


def _in_order(year: YearMeasures, where: NDArray[np.bool_]) -> tuple[Index, Index]:
    region, industry = np.nonzero(where)
    lower = year.interval.lower
    known = lower.present[region, industry]
    bound = np.where(known, lower.value[region, industry], year.quotient.value[region, industry])
    order = np.lexsort((region, industry, -year.employees[region, industry], -bound, ~known))
    return region[order], industry[order]


def _rank_within(region: Index) -> NDArray[np.int64]:
    rank = np.zeros(region.size, dtype=np.int64)
    for code in np.unique(region):
        inside = region == code
        rank[inside] = np.arange(1, inside.sum() + 1)
    return rank


def _taken(values: Measured, at: tuple[Index, ...]) -> pa.Array:
    return pa.array(values.value[at], mask=~values.present[at])


def _interval(year: YearMeasures, at: tuple[Index, Index]) -> pa.Array:
    """Say what each interval covers: the error of the quotient, and what the hidden cells could be where they move it."""
    moved = np.zeros(at[0].shape, dtype=bool) if year.imputed is None else year.imputed.moved[at]
    words = np.where(moved, INTERVAL_LABELS[ERROR_AND_IMPUTATIONS], INTERVAL_LABELS[ERROR])
    return pa.array(words.tolist(), pa.string(), mask=~year.interval.lower.present[at])


def _change_columns(change: Change | None, at: tuple[Index, Index]) -> dict[str, Any]:
    names = ("base_period", "growth", "growth_per_year", "national", "mix", "regional")
    size = at[0].size
    if change is None:
        return {name: pa.nulls(size, pa.float64()) for name in names}
    parts = change.parts
    return {
        "base_period": pa.repeat(pa.scalar(change.before, pa.int32()), size),
        "growth": _taken(change.cell_growth, at),
        "growth_per_year": _taken(change.cell_growth_per_year, at),
        "national": _taken(parts.national, at),
        "mix": _taken(parts.mix, at),
        "regional": _taken(parts.regional, at),
    }


def _flags(observations: Observations, year: YearMeasures, at: tuple[Index, Index]) -> pa.Array:
    shape = year.employees.shape
    flags = {name: np.broadcast_to(where, shape)[at] for name, where in cell_flags(observations, year).items()}
    return joined(flags, at[0].shape)


def _missing(columns: dict[str, Any], size: int) -> pa.Array:
    gaps = {name: np.asarray(columns[name].is_null()) for name in EVIDENCE}
    return joined(gaps, (size,))
