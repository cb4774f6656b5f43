"""Which sheets the file of a plan has, and what stands in their columns; writing, reading and the documentation all use this table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from grono.strategy import Direction, IndicatorKind, NodeKind, OverTime, OverTree, Temporal, WeightBasis

FORMAT = "grono-plan-1"
"""What the sheet *about* names, so that a file of another kind is told at once."""
LANGUAGES = ("pl", "en")
"""Languages in which quantities are written in words."""
Values = dict[str, Any]
"""Column → value: a text, a number, a truth, a date, a quantity or a list of texts, as the kind of the column says."""


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    KEY = "key"
    CHOICE = "choice"
    FLAG = "yes or no"
    WHOLE = "whole number"
    YEAR = "year"
    DAY = "date"
    QUANTITY = "quantity"
    CODES = "codes with commas"
    LINES = "one a line"


@dataclass(frozen=True)
class SheetColumn:
    """A column.

    Parameters
    ----------
    refers : str
        Of a key: the sheet in which it stands; empty for the key of the row itself.
    identifies : bool
        Whether the column says, with the others that do, which row this is: no two rows have the same.
    """

    name: str
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: tuple[str, ...] = ()
    refers: str = ""
    identifies: bool = False
    longest: int = 0


@dataclass(frozen=True)
class PlanSheet:
    """A sheet with its columns in their order."""

    name: str
    columns: tuple[SheetColumn, ...]

    @property
    def identifying(self) -> tuple[str, ...]:
        """Return the columns that say which row a row is."""
        return tuple(one.name for one in self.columns if one.identifies)


def _key() -> SheetColumn:
    return SheetColumn("key", Kind.KEY, identifies=True, longest=50)


def _refers(name: str, sheet: str, *, required: bool = True, identifies: bool = False) -> SheetColumn:
    return SheetColumn(name, Kind.KEY, required=required, refers=sheet, identifies=identifies, longest=50)


def _choice(name: str, choices: object, *, required: bool = True, identifies: bool = False) -> SheetColumn:
    return SheetColumn(name, Kind.CHOICE, required=required, choices=tuple(choices), identifies=identifies)  # type: ignore[arg-type]  # an enumeration or a tuple


def _text(name: str, longest: int = 0, *, required: bool = False) -> SheetColumn:
    return SheetColumn(name, required=required, longest=longest)


def _year(*, required: bool) -> SheetColumn:
    return SheetColumn("year", Kind.YEAR, required=required, identifies=True)


def _quantity(name: str, *, required: bool = False) -> SheetColumn:
    return SheetColumn(name, Kind.QUANTITY, required=required)


_AID = SheetColumn("aid_relevant", Kind.FLAG)
_STRUCK_OUT = _text("struck_out")
_SOURCE = _text("source", 500)
_STATES = ("present", "partial", "missing")

PLAN_SHEETS: tuple[PlanSheet, ...] = (
    PlanSheet("about", (_choice("format", (FORMAT,)), _choice("figures_in", LANGUAGES))),
    PlanSheet(
        "strategy",
        (
            _text("title", required=True),
            _text("source", 500, required=True),
            _choice("level", ("programme", "operational")),
            _text("language", 8, required=True),
            _text("jst_teryt", 7),
            SheetColumn("horizon_from", Kind.YEAR),
            SheetColumn("horizon_to", Kind.YEAR),
            _text("legal_basis"),
            SheetColumn("consistent_with", Kind.LINES),
            _text("summary"),
        ),
    ),
    PlanSheet(
        "parts",
        (
            _key(),
            _refers("below", "parts", required=False),
            _choice("kind", NodeKind),
            _text("number", 50),
            _text("title", required=True),
            _text("lead"),
            _quantity("weight"),
            _choice("weight_basis", WeightBasis),
            _text("description"),
            _AID,
            _STRUCK_OUT,
        ),
    ),
    PlanSheet(
        "points",
        (_refers("part", "parts", identifies=True), _year(required=True), _quantity("points", required=True)),
    ),
    PlanSheet(
        "indicators",
        (
            _key(),
            _refers("part", "parts"),
            _refers("stage", "parts", required=False),
            _choice("kind", IndicatorKind),
            _text("name", required=True),
            _text("unit", 100),
            _choice("direction", Direction, required=False),
            _choice("temporal", Temporal, required=False),
            _choice("over_time", OverTime, required=False),
            _choice("over_tree", OverTree, required=False),
            _text("frequency", 100),
            SheetColumn("publication_lag_days", Kind.WHOLE),
            _text("data_source"),
            _text("owner_post", 300),
            SheetColumn("standard_codes", Kind.CODES),
            _STRUCK_OUT,
        ),
    ),
    PlanSheet(
        "values",
        (
            _refers("indicator", "indicators", identifies=True),
            _choice("role", ("baseline", "target", "path", "unspecified"), identifies=True),
            _year(required=True),
            _quantity("value", required=True),
        ),
    ),
    PlanSheet(
        "funding",
        (
            _key(),
            _refers("part", "parts"),
            _text("name", required=True),
            _text("budget"),
            _quantity("share"),
            _AID,
            _STRUCK_OUT,
        ),
    ),
    PlanSheet(
        "amounts",
        (_refers("funding", "funding", identifies=True), _year(required=False), _quantity("amount", required=True)),
    ),
    PlanSheet(
        "sectors",
        (
            _key(),
            _text("sector", 300, required=True),
            _choice("role", ("priority", "additional", "supporting")),
            _SOURCE,
        ),
    ),
    PlanSheet(
        "milestones",
        (
            _key(),
            SheetColumn("day", Kind.DAY, required=True),
            SheetColumn("until", Kind.DAY),
            _choice("precision", ("day", "month", "year")),
            SheetColumn("year_inferred", Kind.FLAG),
            _text("place", 200),
            _text("decision", required=True),
            _SOURCE,
        ),
    ),
    PlanSheet(
        "selection",
        (
            _key(),
            _text("candidate", 300),
            _choice("stage", ("longlist", "shortlist", "chosen", "rejected")),
            SheetColumn("day", Kind.DAY),
            _text("map", 12),
            _text("region", 20),
            _text("industry", 20),
            _text("note"),
            _SOURCE,
        ),
    ),
    PlanSheet(
        "promotion",
        (
            _key(),
            _choice("kind", ("internal", "external")),
            _text("audience", required=True),
            _text("aim"),
            _text("tools"),
            _SOURCE,
        ),
    ),
    PlanSheet(
        "diagnosis",
        (
            _key(),
            _text("statement", required=True),
            _text("indicator", 300),
            _text("unit", 100),
            _quantity("own"),
            _quantity("comparator"),
            _text("compared_with", 300),
            _text("figure_source", 500),
            SheetColumn("figure_day", Kind.DAY),
            _choice("figure_precision", ("day", "month", "year"), required=False),
            _text("rank", 100),
            _SOURCE,
        ),
    ),
    PlanSheet(
        "results",
        (
            _key(),
            _text("name", 300, required=True),
            _refers("indicator", "indicators", required=False),
            _choice("role", ("actual", "estimate", "expected")),
            _quantity("quantity", required=True),
            _text("unit", 100),
            _text("when", 200),
            _SOURCE,
        ),
    ),
    PlanSheet(
        "theory",
        (
            _key(),
            _refers("output", "indicators"),
            _refers("outcome", "indicators"),
            _text("assumption", required=True),
            _SOURCE,
        ),
    ),
    PlanSheet(
        "statuses",
        (
            _key(),
            _refers("task", "parts"),
            SheetColumn("of_year", Kind.YEAR, required=True),
            _choice("colour", ("green", "amber", "red")),
            _text("reason", required=True),
            _SOURCE,
        ),
    ),
    PlanSheet(
        "recommendations",
        (
            _key(),
            SheetColumn("number", Kind.WHOLE, required=True),
            _choice("state", _STATES),
            _text("evidence"),
            _SOURCE,
        ),
    ),
    PlanSheet(
        "completeness",
        (
            _key(),
            SheetColumn("number", Kind.WHOLE, required=True),
            _choice("state", _STATES),
            _text("section", 300),
            _SOURCE,
        ),
    ),
)
"""The sheets in their order. A sheet that a file leaves out leaves its part of the plan as it is."""
