"""One line for each region and each industry of a map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from grono.clustermap.flags import industry_flags, joined, sum_flags
from grono.tables import conform

if TYPE_CHECKING:
    from grono.clustermap.evidence import Evidence
    from grono.measures import Measured


def regions_table(evidence: Evidence) -> pa.Table:
    """Return the regions under their contract."""
    observations, year, change, found = evidence.observations, evidence.year, evidence.change, evidence.found
    size = len(observations.regions)
    parts = change.parts.of_regions() if change else {}
    return conform("regions", {
        "region": observations.regions,
        "name": [evidence.naming.region(code, "en").text for code in observations.regions],
        "period": pa.repeat(pa.scalar(year.period, pa.int32()), size),
        "employees": year.sums.region,
        "share": year.sums.region_share,
        "krugman_specialisation": _column(year.specialisation),
        "candidates": found.candidate.sum(axis=1),
        "rest_on_few_plants": found.rests_on_few_plants.sum(axis=1),
        "base_period": pa.repeat(pa.scalar(change.before, pa.int32()), size) if change else pa.nulls(size, pa.int32()),
        "change": parts.get("total", pa.nulls(size, pa.float64())),
        **{name: parts.get(name, pa.nulls(size, pa.float64())) for name in ("national", "mix", "regional", "new")},
        "flags": joined(sum_flags(observations, year, "region"), (size,)),
    })  # fmt: skip


def industries_table(evidence: Evidence) -> pa.Table:
    """Return the industries under their contract."""
    observations, year, change, found = evidence.observations, evidence.year, evidence.change, evidence.found
    size = len(observations.industries)
    sizes = year.plants.sizes
    total = year.sums.total
    return conform("industries", {
        "industry": observations.industries,
        "industry_class": [observations.resolutions[code].class_code for code in observations.industries],
        "name": [evidence.naming.industry(code, "en").text for code in observations.industries],
        "period": pa.repeat(pa.scalar(year.period, pa.int32()), size),
        "employees": year.sums.industry,
        "share": year.sums.industry / total if total else np.zeros(size),
        "plants": pa.array(sizes.plants, mask=~sizes.known),
        "herfindahl": pa.array(sizes.herfindahl, mask=~sizes.known),
        "ellison_glaeser": _column(year.concentration.gamma),
        "raw_concentration": _column(year.concentration.raw),
        "candidates": found.candidate.sum(axis=0),
        "growth": _column(change.industry_growth) if change else pa.nulls(size, pa.float64()),
        "flags": joined(industry_flags(observations, year), (size,)),
    })  # fmt: skip


def _column(values: Measured) -> pa.Array:
    return pa.array(values.value, mask=~values.present)
