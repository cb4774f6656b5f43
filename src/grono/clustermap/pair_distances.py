"""Whether related industries also stand near one another: K-density between the plants of two (MAP-33)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from grono.clustermap.flags import joined
from grono.clustermap.variants import no_interval
from grono.measures.distance.colocation import k_density_colocation
from grono.measures.distance.curves import Verdict
from grono.measures.distance.reference import DistanceSettings
from grono.tables import conform

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.clustermap.context import MapContext
    from grono.measures.distance.curves import Judgement

    FloatArray = NDArray[np.float64]
    Pairs = NDArray[np.intp]

NAME = "kd_colocation"
"""Name of the pairs in the table ``relatedness``."""

PAIRS = 60
"""Pairs asked: each is a test of its own with its own draws."""

BY = ("relatedness", "coagglomeration")
"""Analyses whose pairs are asked, in this order: links first, then pairs spread over the regions alike."""


def related_pairs(context: MapContext) -> Pairs:
    """Return the pairs that earlier analyses kept, the surest first, at most :data:`PAIRS`; shape (pairs, 2)."""
    place = {code: number for number, code in enumerate(context.observations.industries)}
    chosen: dict[tuple[int, int], None] = {}
    for analysis in BY:
        before = context.earlier.get(analysis)
        rows = (
            [] if before is None else before.tables["relatedness"].to_pylist() if "relatedness" in before.tables else []
        )
        kept = [row for row in rows if row["kept"] and row["value"] is not None]
        kept.sort(key=lambda row: (1.0 if row["p"] is None else row["p"], -row["value"], row["industry"], row["other"]))
        for row in kept:
            one, other = sorted((place[row["industry"]], place[row["other"]]))
            chosen.setdefault((one, other))
    return np.array(list(chosen)[:PAIRS], dtype=np.intp).reshape(-1, 2)


def pair_table(
    context: MapContext, points: FloatArray, industry: NDArray[np.int64], weights: FloatArray | None
) -> tuple[pa.Table | None, dict[str, Any]]:
    """Return the pairs as rows of ``relatedness`` with what is noted of them; no table where no pair is related.

    Parameters
    ----------
    context : MapContext
        The map.
    points : numpy.ndarray, shape (sites, 2)
        Metres.
    industry : numpy.ndarray of int, shape (sites,)
        Place of the industry on the map; −1 for none.
    weights : numpy.ndarray or None, shape (sites,)
        Employees.
    """
    pairs = related_pairs(context)
    record: dict[str, Any] = {"asked": len(pairs), "rule": f"the {PAIRS} surest pairs kept by {' and '.join(BY)}"}
    if not len(pairs):
        return None, record
    settings = DistanceSettings(seed=context.specification.seed)
    found = k_density_colocation(
        points, industry, pairs, weights=weights, settings=settings, names=context.observations.industries
    )
    table = _table(context, pairs, found)
    record["near"] = int(np.equal(found.notable, Verdict.LOCALISED).sum())
    return table, record


def _table(context: MapContext, pairs: Pairs, found: Judgement) -> pa.Table:
    """Return the pairs that could be judged: value is the share of pairs of plants nearer than chance has it."""
    judged = np.flatnonzero(found.curves.present)
    codes = pa.array(context.observations.industries, pa.string())
    verdict, discovered, notable = (column[judged] for column in (found.verdict, found.discovered, found.notable))
    probability = found.curves.p_localised
    flags = {
        "localised": verdict == Verdict.LOCALISED,
        "dispersed": verdict == Verdict.DISPERSED,
        "not_discovered": (verdict != Verdict.NEITHER) & (discovered == Verdict.NEITHER),
        "small_effect": (discovered != Verdict.NEITHER) & (notable == Verdict.NEITHER),
    }
    return conform("relatedness", {
        "industry": codes.take(pa.array(pairs[judged, 0])),
        "other": codes.take(pa.array(pairs[judged, 1])),
        "measure": pa.repeat(NAME, judged.size),
        "value": pa.array(found.effect.excess_share.value[judged]),
        **no_interval(judged.size),
        "p": pa.array(probability.value[judged], mask=~probability.present[judged]),
        "kept": pa.array(notable == Verdict.LOCALISED),
        "flags": joined(flags, judged.shape),
    })  # fmt: skip
