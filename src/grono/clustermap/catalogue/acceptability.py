"""The shortlist under uncertainty, as an analysis of a map (MAP-44, MAP-45)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.clustermap.catalogue.competitiveness import found_before
from grono.clustermap.context import Findings
from grono.clustermap.selection.acceptability import RANKS_KEPT, AcceptabilityTables, scopes_of
from grono.clustermap.selection.criteria import NAMES, criteria_of

if TYPE_CHECKING:
    from grono.clustermap.context import MapContext
    from grono.measures.choice import WeightRule


def described(rule: WeightRule) -> str:
    """Return the rule of the weights as it stands in the record."""
    parts = [" > ".join(order) for order in rule.orders]
    parts += [f"{low:g} ≤ {name} ≤ {high:g}" for name, (low, high) in rule.intervals.items()]
    return "uniform on the simplex" + (f", with {'; '.join(parts)}" if parts else "")


def analyse(context: MapContext) -> Findings:
    """Return the tables ``criteria``, ``acceptability`` and ``rank_acceptability``."""
    criteria = criteria_of(context, found_before(context))
    tables = AcceptabilityTables(context)
    for scope in scopes_of(context, criteria):
        tables.add(scope)
    parameters = context.specification.parameters
    return Findings(
        tables=tables.tables(),
        record={
            "criteria": list(NAMES),
            "standardisation": "range; employees and lower_location_quotient by their logarithm",
            "weights": described(context.specification.weights),
            "draws": int(parameters.acceptability_draws),
            "places": int(parameters.shortlist_places),
            "ranks_kept": RANKS_KEPT,
            "growth_drawn_from_years": criteria.steps is not None and criteria.steps.enough,
        },
    )
