"""Specifications as plain values: made anew, changed by a form; the numerics are imported only where they are needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

if TYPE_CHECKING:
    from grono.portal.maps.forms import ReadingForm, RuleForm


def new_specification(classification: str, **reading: Any) -> dict[str, Any]:
    """Return the specification a map begins with: everything guessed or by default."""
    from grono.clustermap import ReadingOptions, Specification

    chosen = Specification(ReadingOptions(classification=classification, **reading), language=get_language() or "pl")
    return chosen.as_record()


def with_reading(specification: dict[str, Any], form: ReadingForm) -> dict[str, Any]:
    """Return a specification that reads the tables as a form says."""
    given = form.cleaned_data
    reading = {
        "columns": form.columns("employees"),
        "classification": given["classification"],
        "level": given["level"],
        "decimal": given["decimal"] or None,
        "rounding": given["rounding"] or None,
        "absent_means_zero": given["absent_means_zero"],
    }
    return {**specification, "reading": reading, "size_band_columns": form.columns("size_bands")}


def with_rule(specification: dict[str, Any], form: RuleForm, understood: dict[str, Any]) -> dict[str, Any]:
    """Return a specification that draws what a form says, with the columns that were understood."""
    given = form.cleaned_data
    tables = understood["tables"]
    return {
        **specification,
        "reading": {**specification["reading"], "columns": _roles(tables, "employees")},
        "size_band_columns": _roles(tables, "size_bands"),
        "period": int(given["period"]) if given.get("period") else None,
        "base_period": int(given["base_period"]) if given.get("base_period") else None,
        "parameters": form.parameters(),
        "language": get_language() or specification["language"],
    }


def _roles(tables: dict[str, Any], kind: str) -> dict[str, str]:
    return dict(tables[kind]["roles"]) if kind in tables else {}
