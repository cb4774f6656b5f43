"""Data of the triple helix read from files: who takes part in which project, or units with three labels each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from grono.evaluation.network_columns import Rows, empty_cell, read_rows
from grono.evaluation.networks_files import KINDS, kind_of
from grono.messages import InputError, Problem, message
from grono.tables.roles import folded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    IntegerArray = NDArray[np.int64]

_YES = {"1", "yes", "true", "x", "tak", "t", "y", "prawda"}
_NO = {"0", "no", "false", "nie", "n", "-", "", "falsz"}


@dataclass(frozen=True)
class HelixTable:
    """Counts ready for :func:`grono.evaluation.synergy`.

    Parameters
    ----------
    counts : array of three dimensions
        Units by their three labels.
    classes : tuple of three tuples of str
        Names along each axis; ``("no", "yes")`` three times for presence data.
    regions : dict of arrays
        The same for each region where the file names them.
    presence : bool
        Whether the file says who takes part in which project.
    without_side : int
        Projects in which none of the three takes part; they are left out.
    """

    counts: IntegerArray
    classes: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
    regions: dict[str, IntegerArray]
    presence: bool
    without_side: int = 0


def read_presence(table: Any, *, columns: Mapping[str, str] | None = None) -> HelixTable:
    """Read who takes part in projects.

    Parameters
    ----------
    table : path or data frame
        Either one row for each participation (project, kind of the participant), or one row a project with a column for each side
        (university, industry, government: 1 or 0, yes or no). A column of regions divides the table; a project has one region.
    columns : mapping, optional
        Role → column, for columns with unusual names.

    Raises
    ------
    TableError, InputError
        With all problems of the file at once.
    """
    given = read_rows(table, ("project",), ("region", "kind", *KINDS), columns)
    sides, problems = _long(given) if "kind" in given.roles else _wide(given)
    places, more = _places(given)
    if problems + more:
        raise InputError(problems + more)
    counts: dict[str, IntegerArray] = {}
    without = 0
    for project, present in sides.items():
        if not present:
            without += 1
            continue
        cell = tuple(int(side in present) for side in KINDS)
        counts.setdefault(places.get(project, ""), np.zeros((2, 2, 2), dtype=np.int64))[cell] += 1
    if not counts:
        sentence = message(
            "No project has a participant from university, industry or government. Check the column of kinds."
        )
        raise InputError([Problem("no-sides", sentence)])
    axis = ("no", "yes")
    return HelixTable(
        counts=np.sum(list(counts.values()), axis=0),
        classes=(axis, axis, axis),
        regions=dict(sorted(counts.items())) if "region" in given.roles else {},
        presence=True,
        without_side=without,
    )


def _long(given: Rows) -> tuple[dict[str, set[str]], list[Problem]]:
    sides: dict[str, set[str]] = {}
    problems: list[Problem] = []
    for row in given.rows:
        if row["project"] is None:
            problems.append(empty_cell(row["row"], given.roles["project"]))
            continue
        kind, problem = kind_of(row["kind"], row["row"], given.roles["kind"])
        problems += [problem] if problem else []
        sides.setdefault(row["project"], set()).update({kind} if kind else set())
    return sides, problems


def _wide(given: Rows) -> tuple[dict[str, set[str]], list[Problem]]:
    lacking = [side for side in KINDS if side not in given.roles]
    if lacking:
        sentence = message(
            "The table says neither the kind of each participant nor, in three columns, whether university, industry and government "
            "take part. Add a column “kind”, or the columns: %(names)s.",
            names=", ".join(lacking),
        )
        return {}, [Problem("no-sides", sentence)]
    sides: dict[str, set[str]] = {}
    problems: list[Problem] = []
    for row in given.rows:
        if row["project"] is None:
            problems.append(empty_cell(row["row"], given.roles["project"]))
            continue
        found = {side: _said(row[side]) for side in KINDS}
        problems += [
            _neither_yes_nor_no(row["row"], given.roles[side], row[side]) for side in KINDS if found[side] is None
        ]
        sides.setdefault(row["project"], set()).update(side for side in KINDS if found[side])
    return sides, problems


def _said(text: str | None) -> bool | None:
    word = folded(text or "")
    return True if word in _YES else False if word in _NO else None


def _neither_yes_nor_no(row: int, column: str, value: str) -> Problem:
    sentence = message(
        'Row %(row)s, column "%(column)s": “%(value)s” is neither yes nor no. Write 1 or 0.',
        row=row,
        column=column,
        value=value,
    )
    return Problem("neither-yes-nor-no", sentence, row=row, column=column, value=value)


def _places(given: Rows) -> tuple[dict[str, str], list[Problem]]:
    places: dict[str, str] = {}
    problems = []
    for row in given.rows if "region" in given.roles else []:
        project, region = row["project"], row["region"]
        if region is None:
            problems.append(empty_cell(row["row"], given.roles["region"]))
        elif project is not None and places.setdefault(project, region) != region:
            sentence = message(
                "Row %(row)s: project “%(project)s” is in %(region)s here and in %(first)s before. A project counts in one region.",
                row=row["row"],
                project=project,
                region=region,
                first=places[project],
            )
            problems.append(Problem("two-regions", sentence, row=row["row"], value=region))
    return places, problems


def read_units(table: Any, labels: tuple[str, str, str], *, region: str | None = None) -> HelixTable:
    """Read units, such as firms, with three labels each, such as municipality, technology and size.

    Parameters
    ----------
    table : path or data frame
        One row a unit.
    labels : three column names
        Where the labels stand.
    region : str, optional
        Column that divides the table.

    Raises
    ------
    TableError, InputError
        With all problems of the file at once: every unit needs its three labels.
    """
    roles = ("first", "second", "third")
    columns = dict(zip(roles, labels, strict=True)) | ({"region": region} if region else {})
    given = read_rows(table, (*roles, *(("region",) if region else ())), (), columns)
    problems = [
        empty_cell(row["row"], given.roles[role]) for row in given.rows for role in given.roles if row[role] is None
    ]
    if problems or not given.rows:
        raise InputError(problems or [_no_rows(given.source)])
    classes = tuple(tuple(sorted({row[role] for row in given.rows})) for role in roles)
    places = [{name: place for place, name in enumerate(axis)} for axis in classes]
    counts: dict[str, IntegerArray] = {}
    for row in given.rows:
        cell = tuple(place[row[role]] for place, role in zip(places, roles, strict=True))
        shape = [len(axis) for axis in classes]
        counts.setdefault(row.get("region") or "", np.zeros(shape, dtype=np.int64))[cell] += 1
    return HelixTable(
        counts=np.sum(list(counts.values()), axis=0),
        classes=(classes[0], classes[1], classes[2]),
        regions=dict(sorted(counts.items())) if region else {},
        presence=False,
    )


def _no_rows(name: str) -> Problem:
    sentence = message('"%(name)s" has no rows of data. Add at least one below the header.', name=name)
    return Problem("no-rows", sentence)
