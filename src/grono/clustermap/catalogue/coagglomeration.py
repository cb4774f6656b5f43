"""Which industries are spread over the regions alike, as an analysis of a map (MAP-21)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from grono.clustermap.context import Findings, PairFindings
from grono.clustermap.flags import PARTIAL, joined
from grono.clustermap.variants import no_interval
from grono.measures import coagglomeration_pair
from grono.tables import conform

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.clustermap.context import MapContext
    from grono.measures import Measured

NAME = "coagglomeration_pair"

PARTNERS = 10
"""Pairs kept of each industry, the strongest: with n industries there are n(n − 1)/2, and most say nothing."""

LEAST_PLANTS = 10
"""An industry known to have fewer plants is left out: where a few plants stand, they stand together with something (as MAP-33)."""


def analyse(context: MapContext) -> Findings:
    """Return the strongest pairs as rows of the table ``relatedness``; the rule stands in the record."""
    year = context.year
    reference = "mean" if context.specification.parameters.coagglomeration_mean_reference else "totals"
    found = coagglomeration_pair(year.employees, year.sums, reference="mean" if reference == "mean" else "totals")
    again = context.settled_pairs("coagglomeration")
    if again is not None:
        return Findings(tables={"relatedness": _table(context, found, again)})
    judged = _judged(context)
    kept = strongest_pairs(found, judged, PARTNERS)
    return PairFindings(
        tables={"relatedness": _table(context, found, kept)},
        pairs=kept,
        record={
            "rule": f"above 0 and among the {PARTNERS} strongest of either industry",
            "least_plants": LEAST_PLANTS,
            "least_employees": context.specification.parameters.least_employees,
            "reference": reference,
            "industries": int(judged.sum()),
            "pairs": int(judged.sum() * (judged.sum() - 1) // 2),
            "kept": int(kept[0].size),
        },
    )


def _judged(context: MapContext) -> NDArray[np.bool_]:
    """Return the industries with enough employees and, where they are known, enough plants."""
    year = context.year
    sizes = year.plants.sizes
    large = year.sums.industry >= context.specification.parameters.least_employees
    return np.asarray(large & (~sizes.known | (sizes.plants >= LEAST_PLANTS)))


def strongest_pairs(
    found: Measured, judged: NDArray[np.bool_], partners: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the pairs above 0 that are among the strongest of either industry, the first index below the second.

    Parameters
    ----------
    found : Measured, shape (industries, industries)
        Symmetric; the diagonal is no pair.
    judged : numpy.ndarray of bool, shape (industries,)
        Industries that can be in a pair.
    partners : int
        How many of each; ties all stay.
    """
    value = np.where(found.present & judged[:, None] & judged[None, :], found.value, -np.inf)
    np.fill_diagonal(value, -np.inf)
    size = len(value)
    if size < 2:
        return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp)
    place = max(size - partners, 0)
    least = np.partition(value, place, axis=1)[:, place]
    strong = (value > 0) & (value >= least[:, None])
    first, second = np.nonzero(np.triu(strong | strong.T, 1))
    return first, second


def _table(context: MapContext, found: Measured, kept: tuple[NDArray[np.intp], NDArray[np.intp]]) -> pa.Table:
    industries = pa.array(context.observations.industries, pa.string())
    size, partial = kept[0].size, context.year.sums.industry_partial
    rests_on_gaps = partial[kept[0]] | partial[kept[1]]
    return conform("relatedness", {
        "industry": industries.take(pa.array(kept[0])),
        "other": industries.take(pa.array(kept[1])),
        "measure": pa.repeat(NAME, size),
        "value": pa.array(found.value[kept], mask=~found.present[kept]),
        **no_interval(size),
        "p": pa.nulls(size, pa.float64()),
        "kept": pa.repeat(True, size),
        "flags": joined({PARTIAL: rests_on_gaps}, (size,)),
    })  # fmt: skip
