"""Schemas of table rows, made from the column contracts, so that a column is described in one place only."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema
from pydantic import create_model

from grono.portal.api.answers import Text
from grono.tables.contracts import contract

_TYPES: dict[str, Any] = {"string": str, "int32": int, "double": float, "bool": bool}
LISTS = frozenset({"flags", "missing"})
"""Columns that hold several words, by commas in the files."""
YEARS = frozenset({"period", "base_period"})
"""Columns with a year; a table without years has 0 there, here null."""
NAMES = {"name": "name", "region_name": "region_name", "industry_name": "industry_name"}
"""Columns whose text depends on the language."""


def row_schema(table: str, name: str, **more: Any) -> Any:
    """Return the schema of a row of a table: names as :class:`Text`, words by commas as lists, the rest as it stands."""
    fields: dict[str, Any] = {column.name: _field(column) for column in contract(table)}
    return create_model(name, __base__=Schema, **fields, **more)


def _field(column: Any) -> tuple[Any, Any]:
    described = column.descriptions["en"]
    if column.name in NAMES:
        return Text, Field(description=described)
    if column.name in LISTS:
        return list[str], Field(description=described)
    kind = _TYPES[column.type]
    required = column.required and column.name not in YEARS
    extra = {"x-unit": column.unit} if column.unit else None
    return kind if required else kind | None, Field(description=described, json_schema_extra=extra)


def row_values(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row of a stored table as its schema says, without the names, which depend on the language."""
    return {name: _value(name, value) for name, value in row.items() if name not in NAMES}


def _value(name: str, value: Any) -> Any:
    if name in LISTS:
        return value.split(",") if value else []
    return (value or None) if name in YEARS else value


def polish_descriptions() -> dict[str, str]:
    """Return the description of each column in Polish by that in English."""
    tables = ("shortlist", "regions", "industries", "measures", "change")
    return {column.descriptions["en"]: column.descriptions["pl"] for table in tables for column in contract(table)}


NOTES = (
    list[str],
    Field(description=_("The flags, and what is missing, in words of the language asked for.")),
)
