"""Whether related industries also stand near one another: K-density and M between the plants of two (MAP-33, MAP-34)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from grono.clustermap.distance_rows import curve_rows
from grono.clustermap.flags import joined
from grono.clustermap.variants import no_interval
from grono.measures.distance.colocation import k_density_colocation
from grono.measures.distance.curves import Verdict
from grono.measures.distance.m_between import m_colocation
from grono.tables import conform

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.clustermap.context import MapContext
    from grono.measures.distance.curves import Judgement
    from grono.measures.distance.m_rows import MJudgement
    from grono.measures.distance.m_settings import MGround
    from grono.measures.distance.reference import KGround
    from grono.measures.result import Measured

    FloatArray = NDArray[np.float64]
    Pairs = NDArray[np.intp]

TOGETHER, AROUND = "kd_colocation", "m_colocation"
"""Names of the pairs in the table ``relatedness``: excess share of the pairs of plants; M of the second around the first."""

PAIRS = 60
"""Pairs asked: each is a test of its own with its own draws."""

BY = ("relatedness", "coagglomeration")
"""Analyses whose pairs are asked, in this order: links first, then pairs spread over the regions alike."""


def related_pairs(context: MapContext) -> Pairs:
    """Return the pairs that earlier analyses kept, at most :data:`PAIRS`; shape (pairs, 2).

    Pairs of two candidates of the map come first, then those of one, then all others; within each the surest first.
    """
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
    listed = np.atleast_1d(context.found.candidate.any(axis=0))
    in_order = sorted(chosen, key=lambda pair: -int(listed[list(pair)].sum()))
    return np.array(in_order[:PAIRS], dtype=np.intp).reshape(-1, 2)


@dataclass(frozen=True)
class Sites:
    """The plants whose distances are asked for, prepared once.

    Parameters
    ----------
    place : numpy.ndarray, shape (sites, 2)
        Metres.
    industry : numpy.ndarray of int, shape (sites,)
        Place of the industry on the map; −1 for none.
    weights : numpy.ndarray or None, shape (sites,)
        Employees.
    spread, near : KGround, MGround
        All sites, for K-density and for M.
    """

    place: FloatArray
    industry: NDArray[np.int64]
    weights: FloatArray | None
    spread: KGround
    near: MGround


@dataclass(frozen=True)
class FoundPairs:
    """What the distances say of pairs: rows of ``relatedness`` and of ``distance``, and what is noted of them."""

    links: tuple[pa.Table, ...] = ()
    curves: tuple[pa.Table, ...] = ()
    record: dict[str, Any] = field(default_factory=dict)


def pair_findings(context: MapContext, sites: Sites) -> FoundPairs:
    """Return K-density and, in both directions, M of the pairs that stand; no tables where no pair is related."""
    pairs = related_pairs(context)
    record: dict[str, Any] = {
        "asked": len(pairs),
        "rule": f"the {PAIRS} surest pairs kept by {' and '.join(BY)}, candidates first",
    }
    if not len(pairs):
        return FoundPairs(record=record)
    names, place, industry = context.observations.industries, sites.place, sites.industry
    together = k_density_colocation(place, industry, pairs, weights=sites.weights, names=names, ground=sites.spread)
    directed = np.concatenate([pairs, pairs[:, ::-1]])
    around = m_colocation(place, industry, directed, weights=sites.weights, ground=sites.near)
    record["near"] = int(np.equal(together.notable, Verdict.LOCALISED).sum())
    record["around"] = int(np.equal(around.notable, Verdict.LOCALISED).sum())
    codes = np.array(names, dtype=object)
    return FoundPairs(
        links=(
            _links(TOGETHER, codes[pairs], together, together.effect.excess_share),
            _links(AROUND, codes[directed], around, around.effect.largest),
        ),
        curves=(
            curve_rows("kd", together.curves, codes[pairs[:, 0]].tolist(), other=codes[pairs[:, 1]].tolist()),
            curve_rows(
                "m", around.curves, codes[directed[:, 0]].tolist(), other=codes[directed[:, 1]].tolist(), gap=around.gap
            ),
        ),
        record=record,
    )


def _links(measure: str, codes: NDArray[np.object_], found: Judgement | MJudgement, value: Measured) -> pa.Table:
    """Return the pairs that could be judged, with the size of their effect."""
    judged = np.flatnonzero(found.curves.present)
    verdict, discovered, notable = (column[judged] for column in (found.verdict, found.discovered, found.notable))
    probability = found.curves.p_localised
    flags = {
        "localised": verdict == Verdict.LOCALISED,
        "dispersed": verdict == Verdict.DISPERSED,
        "not_discovered": (verdict != Verdict.NEITHER) & (discovered == Verdict.NEITHER),
        "small_effect": (discovered != Verdict.NEITHER) & (notable == Verdict.NEITHER),
    }
    return conform("relatedness", {
        "industry": pa.array(codes[judged, 0].tolist(), pa.string()),
        "other": pa.array(codes[judged, 1].tolist(), pa.string()),
        "measure": pa.repeat(measure, judged.size),
        "value": pa.array(value.value[judged], mask=~value.present[judged]),
        **no_interval(judged.size),
        "p": pa.array(probability.value[judged], mask=~probability.present[judged]),
        "kept": pa.array(notable == Verdict.LOCALISED),
        "flags": joined(flags, judged.shape),
    })  # fmt: skip
