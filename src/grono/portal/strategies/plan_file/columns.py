"""Where the columns of a plan's file stand in the database."""

from __future__ import annotations

from grono.portal.strategies.kinds import PlanField

SUBJECTS = {"parts": "node", "indicators": "indicator", "funding": "funding"}
"""Sheet → kind of the subject of its cells."""
CELLS: dict[str, dict[str, PlanField]] = {
    "parts": {
        "title": PlanField.TITLE,
        "lead": PlanField.LEAD,
        "weight": PlanField.WEIGHT,
        "struck_out": PlanField.STRUCK_OUT,
    },
    "indicators": {"name": PlanField.TITLE, "struck_out": PlanField.STRUCK_OUT},
    "funding": {"name": PlanField.TITLE, "share": PlanField.SHARE, "struck_out": PlanField.STRUCK_OUT},
}
"""Columns that are values of the plan, changed of an adopted plan by an authority alone."""
PROPERTIES: dict[str, dict[str, str]] = {
    "parts": {
        "number": "number_text",
        "weight_basis": "weight_basis",
        "description": "text",
        "aid_relevant": "aid_relevant",
    },
    "indicators": {
        "kind": "kind",
        "unit": "unit",
        "direction": "direction",
        "temporal": "temporal",
        "over_time": "over_time",
        "over_tree": "over_tree",
        "frequency": "frequency",
        "publication_lag_days": "publication_lag_days",
        "data_source": "source_text",
        "owner_post": "owner_post",
        "standard_codes": "standard_codes",
    },
    "funding": {"budget": "group_text", "aid_relevant": "aid_relevant"},
}
"""Columns that are said beside the values."""
FIXED = {"parts": ("below", "kind"), "indicators": ("part",), "funding": ("part",)}
"""Columns that say where a row stands: it stays there."""
YEARLY = {
    "points": ("parts", "part", PlanField.POINTS, "points"),
    "values": ("indicators", "indicator", None, "value"),
    "amounts": ("funding", "funding", PlanField.AMOUNT, "amount"),
}
"""Sheets of values by year: sheet of the subject, column of its key, field (of values the column *role* says it), column of the value."""
FURTHER: dict[str, dict[str, str]] = {
    "sectors": {"sector": "sector", "role": "role"},
    "milestones": {
        "day": "day",
        "until": "until",
        "precision": "precision",
        "year_inferred": "year_inferred",
        "place": "place",
        "decision": "decision",
    },
    "selection": {
        "candidate": "candidate",
        "stage": "stage",
        "day": "day",
        "map": "map_public_id",
        "region": "region",
        "industry": "industry",
        "note": "note",
    },
    "promotion": {"kind": "kind", "audience": "audience", "aim": "aim", "tools": "tools"},
    "diagnosis": {
        "statement": "statement_text",
        "indicator": "indicator_text",
        "unit": "unit",
        "own": "own",
        "comparator": "comparator",
        "compared_with": "comparator_text",
        "figure_source": "comparator_source",
        "figure_day": "comparator_day",
        "figure_precision": "comparator_precision",
        "rank": "rank",
    },
    "results": {
        "name": "name_text",
        "indicator": "indicator",
        "role": "role",
        "quantity": "quantity",
        "unit": "unit",
        "when": "when_text",
    },
    "theory": {"output": "output", "outcome": "outcome", "assumption": "assumption"},
    "statuses": {"task": "task", "of_year": "year", "colour": "colour", "reason": "reason"},
    "recommendations": {"number": "number", "state": "state", "evidence": "evidence"},
    "completeness": {"number": "number", "state": "state", "section": "section"},
}
"""Columns of the further parts; each has *source* besides."""
REFERS: dict[str, dict[str, str]] = {
    "results": {"indicator": "indicators"},
    "theory": {"output": "indicators", "outcome": "indicators"},
    "statuses": {"task": "parts"},
}
"""Columns of the further parts that name a row of another sheet."""
QUANTITIES = frozenset({"own", "comparator", "quantity"})
"""Fields of further parts that hold a quantity as a text."""
FACTS = (
    "title",
    "source",
    "level",
    "language",
    "jst_teryt",
    "horizon_from",
    "horizon_to",
    "legal_basis",
    "consistent_with",
    "summary",
)
"""What is said about a strategy as a whole."""
