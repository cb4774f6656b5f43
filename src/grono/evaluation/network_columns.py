"""Which column of a file is what: names given by the user, else the usual ones in English and Polish; rows as text with their number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grono.messages import InputError, Message, Problem, message
from grono.tables import Engine, read_table
from grono.tables.roles import folded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROLES: dict[str, Message] = {
    "from": message("first end of a tie"),
    "to": message("second end of a tie"),
    "date": message("date or year"),
    "organisation": message("organisation"),
    "cluster": message("cluster"),
    "kind": message("kind"),
    "project": message("project"),
    "region": message("region"),
    "university": message("university"),
    "industry": message("business"),
    "government": message("government"),
    "first": message("first label"),
    "second": message("second label"),
    "third": message("third label"),
}
"""What a column can be."""

_NAMES = {
    "from": ("from", "source", "organisation_a", "organization_a", "a", "od", "organizacja_a", "podmiot_a", "kto"),
    "to": ("to", "target", "organisation_b", "organization_b", "b", "do", "organizacja_b", "podmiot_b", "z_kim"),
    "date": ("date", "day", "year", "wave", "data", "dzien", "rok", "okres"),
    "organisation": ("organisation", "organization", "name", "node", "partner", "organizacja", "nazwa", "podmiot"),
    "cluster": ("cluster", "group", "klaster", "grupa"),
    "kind": ("kind", "type", "side", "sector", "rodzaj", "typ", "strona", "sektor"),
    "project": ("project", "project_id", "projekt", "id_projektu", "numer_projektu"),
    "region": ("region", "voivodeship", "place", "wojewodztwo", "gmina", "powiat", "miejsce"),
    "university": ("university", "u", "research", "uczelnia", "nauka"),
    "industry": ("industry", "i", "firm", "business", "firma", "przedsiebiorstwo", "biznes", "przemysl"),
    "government": ("government", "g", "administration", "administracja", "samorzad", "wladza"),
    "first": ("first",),
    "second": ("second",),
    "third": ("third",),
}
"""Usual names of each, in lower case without diacritics."""


@dataclass(frozen=True)
class Rows:
    """A file with its columns named.

    Parameters
    ----------
    roles : dict
        What is where: role → column.
    rows : list of dict
        One for each row, the text of each role or None where the cell is empty, and ``row``, its number in the file.
    source : str
        Name of the file.
    """

    roles: dict[str, str]
    rows: list[dict[str, Any]]
    source: str


def read_rows(
    table: Any, required: Sequence[str], optional: Sequence[str], columns: Mapping[str, str] | None = None
) -> Rows:
    """Read a file (CSV, XLSX and others, or a data frame) with the columns that are wanted.

    Parameters
    ----------
    table : path or data frame
        The file.
    required, optional : sequence of str
        Roles; those required must be found.
    columns : mapping, optional
        Role → column as the user named it; the rest is found by its usual names.

    Raises
    ------
    TableError
        When the file is no table.
    InputError
        When a column is missing, named wrongly, or a row has too many or too few cells.
    """
    with Engine() as engine:
        raw = read_table(table, engine)
        if raw.problems:
            raise InputError(raw.problems)
        roles = _roles(raw.columns, (*required, *optional), columns or {})
        problems = [_not_found(role, raw.columns) for role in required if role not in roles]
        if problems:
            raise InputError(problems)
        wanted = {role: raw.column(name) for role, name in roles.items()}
        cells = raw.cells.select(row_number=raw.cells["row"], **wanted).order_by("row_number")
        rows = engine.rows(cells)
        for row in rows:
            row["row"] = raw.row_in_file(int(row.pop("row_number")))
        return Rows(roles, rows, raw.source.name)


def _roles(columns: Sequence[str], wanted: Sequence[str], given: Mapping[str, str]) -> dict[str, str]:
    problems = [_no_such_column(name, columns) for name in given.values() if name not in columns]
    if problems:
        raise InputError(problems)
    found = {role: name for role, name in given.items() if role in wanted}
    by_name = {folded(column): column for column in reversed(columns) if column not in found.values()}
    for role in wanted:
        name = next((name for name in _NAMES[role] if name in by_name), None)
        if role not in found and name is not None:
            found[role] = by_name[name]
    return found


def _not_found(role: str, columns: Sequence[str]) -> Problem:
    return Problem(
        "column-not-found",
        message(
            "No column looks like the %(role)s. Name it “%(name)s”, or say which it is; the table has: %(columns)s.",
            role=ROLES[role],
            name=_NAMES[role][0],
            columns=", ".join(columns),
        ),
    )


def _no_such_column(name: str, columns: Sequence[str]) -> Problem:
    sentence = message(
        'There is no column "%(name)s". The table has: %(columns)s.', name=name, columns=", ".join(columns)
    )
    return Problem("unknown-column", sentence, column=name)


def empty_cell(row: int, column: str) -> Problem:
    """Return the problem of a cell that must not be empty."""
    sentence = message(
        'Row %(row)s, column "%(column)s": the cell is empty. Fill it in, or remove the row.', row=row, column=column
    )
    return Problem("empty-cell", sentence, row=row, column=column)
