"""Which column of somebody's table is the region, which the industry: guessed from names, then from content, and always shown."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from rapidfuzz import process

from grono.messages import InputError, Problem, message
from grono.tables.contracts import read_data

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grono.messages import Message
    from grono.tables.files import RawTable

REQUIRED = {
    "neighbours": ("region",),
    "correspondence": ("from", "to"),
    "observations": ("region", "industry", "employees"),
    "size_bands": ("industry", "band", "plants"),
    "points": ("industry",),
    "zones": ("zone",),
    "regions": ("region",),
    "flows": ("supplier", "user", "value"),
    "outputs": ("industry", "value"),
    "cluster_members": ("cluster", "industry"),
    "indicators": ("region", "industry", "measure", "value"),
}
OPTIONAL = {
    "neighbours": ("neighbour", "weight", "longitude", "latitude", "x", "y"),
    "correspondence": ("share",),
    "observations": ("year", "plants"),
    "size_bands": ("region", "year"),
    "points": ("plant", "region", "year", "employees", "band", "longitude", "latitude", "x", "y", "zone", "precision"),
    "regions": ("area", "population"),
    "indicators": ("year",),
    "flows": ("origin", "year", "unit", "classification"),
    "outputs": ("year", "unit", "classification"),
    "cluster_members": (
        "scheme",
        "share",
        "traded",
        "subcluster",
        "cluster_name",
        "cluster_name_pl",
        "cluster_name_en",
    ),
    "zones": ("region", "longitude", "latitude", "x", "y", "precision", "area"),
}


def role_title(role: str) -> Message:
    """Return what a role is called in a sentence."""
    return {
        "region": message("region"),
        "from": message("old code"),
        "to": message("new code"),
        "share": message("share"),
        "neighbour": message("neighbour"),
        "weight": message("weight"),
        "industry": message("industry"),
        "year": message("year"),
        "employees": message("employees"),
        "plants": message("plants"),
        "band": message("size band"),
        "plant": message("plant"),
        "zone": message("zone"),
        "longitude": message("longitude"),
        "latitude": message("latitude"),
        "x": message("x coordinate"),
        "y": message("y coordinate"),
        "precision": message("precision in metres"),
        "area": message("area"),
        "population": message("population"),
        "supplier": message("supplier"),
        "user": message("user"),
        "value": message("value"),
        "cluster": message("cluster"),
        "measure": message("measure"),
    }[role]


@cache
def _known_names(table: str) -> dict[str, tuple[str, int]]:
    rows = [row for row in read_data("column_names.csv") if row["table"] == table]
    return {row["name"]: (row["role"], order) for order, row in reversed(list(enumerate(rows)))}


def folded(name: str) -> str:
    """Return a column name in lower case, without diacritics, with underscores between words."""
    plain = unicodedata.normalize("NFKD", name.replace("ł", "l").replace("Ł", "L"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
    return "_".join(letters.replace("-", " ").replace(".", " ").split())


def column_roles(raw: RawTable, table: str, given: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return role → column name for a table of observations or size bands.

    Parameters
    ----------
    raw : RawTable
        The table.
    table : {"observations", "size_bands"}
        What it should hold.
    given : mapping, optional
        Roles already decided by the user, role → column name; the rest is guessed.

    Raises
    ------
    InputError
        When a given name is no column, one column is given two roles, or a required role cannot be guessed.
    """
    roles = dict(given or {})
    problems = _wrong_names(raw, table, roles)
    if problems:
        raise InputError(problems)
    roles = {**_guessed(raw.columns, table, roles), **roles}
    missing = [role for role in REQUIRED[table] if role not in roles]
    if missing:
        raise InputError([_unguessed(raw, role) for role in missing])
    return {role: roles[role] for role in (*REQUIRED[table], *OPTIONAL[table]) if role in roles}


def _wrong_names(raw: RawTable, table: str, roles: Mapping[str, str]) -> list[Problem]:
    problems = []
    allowed = (*REQUIRED[table], *OPTIONAL[table])
    for role, name in roles.items():
        if role not in allowed:
            sentence = message(
                '"%(role)s" is not something a column can be. Use one of: %(allowed)s.',
                role=role,
                allowed=", ".join(allowed),
            )
            problems.append(Problem("unknown-role", sentence, value=role))
        elif name not in raw.columns:
            problems.append(Problem("unknown-column", _no_such_column(name, raw), column=name))
        elif list(roles.values()).count(name) > 1:
            sentence = message('Column "%(name)s" is given two meanings. Each column can have one.', name=name)
            problems.append(Problem("column-used-twice", sentence, column=name))
    return problems


def _no_such_column(name: str, raw: RawTable) -> Message:
    nearest = process.extractOne(folded(name), {column: folded(column) for column in raw.columns}, score_cutoff=60)
    if nearest is None:
        return message(
            'There is no column "%(name)s". The table has: %(columns)s.', name=name, columns=", ".join(raw.columns)
        )
    return message('There is no column "%(name)s". Did you mean "%(nearest)s"?', name=name, nearest=nearest[2])


def _unguessed(raw: RawTable, role: str) -> Problem:
    return Problem(
        "column-not-found",
        message(
            "No column looks like the %(role)s. Name it; the table has: %(columns)s.",
            role=role_title(role),
            columns=", ".join(raw.columns),
        ),
    )


def _guessed(columns: Sequence[str], table: str, taken: Mapping[str, str]) -> dict[str, str]:
    known = _known_names(table)
    best: dict[str, tuple[int, str]] = {}
    for column in columns:
        entry = known.get(folded(column))
        if entry is None or column in taken.values() or entry[0] in taken:
            continue
        role, order = entry
        if role not in best or order < best[role][0]:
            best[role] = (order, column)
    return {role: column for role, (_, column) in best.items()}
