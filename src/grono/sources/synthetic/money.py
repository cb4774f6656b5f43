"""Invented money: what the plants pay, make and sell abroad, and what the divisions buy from each other."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from grono.sources.synthetic.economy import YEARS, economy_of_plants
from grono.sources.synthetic.plan import definition_rows, planted_clusters, region_weights, supply_chains

SPREAD = 0.35
"""Standard deviation of the logarithm of productivity between industries."""

PREMIUM = 1.15
"""How many times more a planted cluster makes of an hour than the same industry elsewhere."""

THOUSANDS_A_HEAD, WAGE_SHARE, EXPORT_SHARE = 180.0, 0.45, 0.3
"""Value added a head in thousands of złoty, and the shares of wages and exports in it: invented, in a believable order."""


def synthetic_indicators(*, seed: int = 2026) -> pa.Table:
    """Return wages, value added and exports by region, industry and year, in thousands of złoty, for the economy of a seed."""
    industries, plants, sizes = economy_of_plants(seed)
    regions = list(region_weights())
    random = np.random.default_rng([seed, 2])
    shape = (len(regions), len(industries))
    a_head = THOUSANDS_A_HEAD * np.exp(random.normal(0, SPREAD, shape[1]) + random.normal(0, 0.08, shape))
    for cluster in planted_clusters():
        a_head[regions.index(cluster.region), industries.index(cluster.industry)] *= PREMIUM
    wages = WAGE_SHARE * np.exp(random.normal(0, 0.08, shape))
    exports = np.clip(EXPORT_SHARE * np.exp(random.normal(0, 0.5, shape[1]) + random.normal(0, 0.2, shape)), 0, 0.95)
    parts = []
    for number, year in enumerate(YEARS):
        cell = plants.region * shape[1] + plants.industry
        employees = np.bincount(cell, weights=sizes[number], minlength=shape[0] * shape[1]).reshape(shape)
        made = employees * a_head * 1.03**number
        for measure, values in (("value_added", made), ("wages", made * wages), ("exports", made * exports)):
            row, column = np.nonzero(employees)
            parts.append(
                pa.table({
                    "region": np.array(regions)[row], "industry": np.array(industries)[column],
                    "year": np.full(row.size, year), "measure": np.full(row.size, measure),
                    "value": np.round(values[row, column], 1),
                })
            )  # fmt: skip
    return pa.concat_tables(parts)


def synthetic_flows(*, seed: int = 2026) -> tuple[pa.Table, pa.Table]:
    """Return what divisions of NACE sell each other, and what each makes, in millions of złoty of the last year."""
    industries, plants, sizes = economy_of_plants(seed)
    divisions = sorted({code[:2] for code in industries})
    of_industry = np.array([divisions.index(code[:2]) for code in industries])
    output = np.bincount(of_industry[plants.industry], weights=sizes[-1], minlength=len(divisions)) * 0.4
    random = np.random.default_rng([seed, 3])
    flows = np.outer(output, output) / output.sum() * 0.4 * np.exp(random.normal(0, 0.8, (len(divisions),) * 2))
    for supplier, user, times in supply_chains():
        flows[divisions.index(supplier), divisions.index(user)] *= times
    flows *= np.minimum(1, 0.8 * output / flows.sum(axis=1))[:, None]
    flows *= np.minimum(1, 0.8 * output / flows.sum(axis=0))[None, :]
    row, column = np.nonzero(np.round(flows, 1))
    names = np.array(divisions)
    common = {"unit": "PLN million", "year": YEARS[-1]}
    return (
        pa.table({"supplier": names[row], "user": names[column], "value": np.round(flows[row, column], 1),
                  **{name: [value] * row.size for name, value in common.items()}}),
        pa.table({"industry": names, "value": np.round(output, 1),
                  **{name: [value] * names.size for name, value in common.items()}}),
    )  # fmt: skip


def synthetic_cluster_members() -> pa.Table:
    """Return an invented definition of clusters; every name says so."""
    rows = definition_rows()
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    return pa.table({"scheme": ["synthetic"] * len(rows), **columns})
