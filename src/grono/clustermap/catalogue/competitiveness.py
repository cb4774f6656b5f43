"""Competitiveness of the candidates, as an analysis of a map (MAP-41)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grono.clustermap.context import Findings
from grono.clustermap.selection.competitive_indicators import INDICATORS
from grono.clustermap.selection.competitiveness import Competitiveness, competitiveness_table, measure_competitiveness

if TYPE_CHECKING:
    from grono.clustermap.context import MapContext


@dataclass(frozen=True)
class CompetitivenessFindings(Findings):
    """What was found, with the arrays for the analyses that go on from there."""

    arrays: Competitiveness | None = None


def analyse(context: MapContext) -> Findings:
    """Return the table ``competitiveness``; which indicators had no data stands in the record."""
    found = measure_competitiveness(context)
    without = [name for name, peers in zip(INDICATORS, found.peers[:-1], strict=True) if not peers.any()]
    return CompetitivenessFindings(
        tables={"competitiveness": competitiveness_table(context, found)},
        record={
            "indicators_without_data": without,
            "comparable_employees": context.specification.parameters.comparable_employees,
        },
        arrays=found,
    )


def found_before(context: MapContext) -> Competitiveness:
    """Return what this analysis found in the same run; measure it where it was not asked for."""
    before = context.earlier.get("competitiveness")
    if isinstance(before, CompetitivenessFindings) and before.arrays is not None:
        return before.arrays
    return measure_competitiveness(context)
