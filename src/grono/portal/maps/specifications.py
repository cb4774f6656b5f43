"""Specifications as plain values: made anew, changed by a form; the numerics are imported only where they are needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from grono.portal.maps.forms import ReadingForm, RuleForm

Options = dict[str, dict[str, Any]]

READ_WITH = {"zones": ("points", "zone_columns"), "outputs": ("flows", "output_columns")}
"""Kind of a table that is read with another one → that one, and the option of its reader that holds the columns."""


def new_specification(classification: str, **reading: Any) -> dict[str, Any]:
    """Return the specification a map begins with: everything guessed or by default."""
    from grono.clustermap import ReadingOptions, Specification

    chosen = Specification(ReadingOptions(classification=classification, **reading), language=get_language() or "pl")
    return chosen.as_record()


def with_reading(specification: dict[str, Any], form: ReadingForm, kinds: Iterable[str]) -> dict[str, Any]:
    """Return a specification that reads the tables of some kinds as a form says."""
    given = form.cleaned_data
    reading = {
        "columns": form.columns("employees"),
        "classification": given["classification"],
        "level": given["level"],
        "decimal": given["decimal"] or None,
        "rounding": given["rounding"] or None,
        "absent_means_zero": given["absent_means_zero"],
    }
    others: Options = {kind: form.options(kind) for kind in kinds if kind not in READ_WITH}
    if given["decimal"] and "points" in others:
        others["points"]["decimal"] = given["decimal"]
    return {
        **specification,
        "reading": {**specification["reading"], **reading},
        "size_band_columns": form.columns("size_bands"),
        "companion_options": _with_columns(others, {kind: form.columns(kind) for kind in kinds}),
    }


def with_rule(specification: dict[str, Any], form: RuleForm, understood: dict[str, Any]) -> dict[str, Any]:
    """Return a specification that draws what a form says, with the columns that were understood."""
    given, weights = form.cleaned_data, form.weights()
    return {
        **{name: value for name, value in with_roles(specification, understood).items() if name != "weights"},
        **({"weights": weights} if weights else {}),
        "period": int(given["period"]) if given.get("period") else None,
        "base_period": int(given["base_period"]) if given.get("base_period") else None,
        "parameters": form.parameters(),
        "analyses": form.analyses(),
        "seed": form.seed(),
        "language": get_language() or specification["language"],
    }


def with_roles(specification: dict[str, Any], understood: dict[str, Any]) -> dict[str, Any]:
    """Return a specification with the columns that were understood in place of guesses."""
    roles = {kind: dict(table["roles"]) for kind, table in understood["tables"].items()}
    return {
        **specification,
        "reading": {**specification["reading"], "columns": roles.get("employees", {})},
        "size_band_columns": roles.get("size_bands", {}),
        "companion_options": _with_columns(specification.get("companion_options", {}), roles),
    }


def columns_of(specification: Mapping[str, Any], kind: str) -> dict[str, str]:
    """Return role → column of one table, as far as a specification says."""
    if kind == "employees":
        return dict(specification["reading"]["columns"])
    if kind == "size_bands":
        return dict(specification["size_band_columns"])
    reader, option = READ_WITH.get(kind, (kind, "columns"))
    return dict(specification.get("companion_options", {}).get(reader, {}).get(option, {}))


def without_columns_of(specification: dict[str, Any], kinds: Iterable[str]) -> dict[str, Any]:
    """Return a specification with the columns of some tables to be guessed again."""
    changed = dict(specification)
    options = {name: dict(given) for name, given in specification.get("companion_options", {}).items()}
    for kind in kinds:
        if kind == "employees":
            changed["reading"] = {**specification["reading"], "columns": {}}
        elif kind == "size_bands":
            changed["size_band_columns"] = {}
        else:
            reader, option = READ_WITH.get(kind, (kind, "columns"))
            options.get(reader, {}).pop(option, None)
    return {**changed, "companion_options": options}


def _with_columns(options: Mapping[str, Mapping[str, Any]], roles: Mapping[str, dict[str, str]]) -> Options:
    """Return the options of the readers of further tables with these columns; options of tables that are gone are left out."""
    found: Options = {}
    for kind, columns in roles.items():
        if kind in {"employees", "size_bands"}:
            continue
        reader, option = READ_WITH.get(kind, (kind, "columns"))
        if reader in roles:
            found.setdefault(reader, dict(options.get(reader, {})))[option] = columns
    return found
