"""Area and population of the regions: a table beside the employees, for what is measured by square kilometre or by head."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from grono.messages import InputError, Problem, message
from grono.tables import TypedColumns, column_roles, read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from grono.clustermap.reading.observations import Observations
    from grono.tables import Engine, RawTable, TableSource

    FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Areas:
    """Area and population in the order of the observations' regions.

    Parameters
    ----------
    area : numpy.ndarray or None, shape (regions,)
        Square kilometres; NaN where unknown, None where the table has no such column.
    population : numpy.ndarray or None, shape (regions,)
        Persons; the same.
    source : TableSource
        The file.
    columns : dict
        Role → column, as used.
    problems : tuple of Problem
        Warnings.
    """

    area: FloatArray | None
    population: FloatArray | None
    source: TableSource
    columns: dict[str, str]
    problems: tuple[Problem, ...]


def read_areas(
    table: Any, engine: Engine, observations: Observations, columns: Mapping[str, str] | None = None
) -> Areas:
    """Read a table of regions with their area in square kilometres, their population, or both.

    Regions that the observations do not have are left out with a warning; so is said which of theirs the table lacks.

    Raises
    ------
    TableError, InputError
        With all problems of the table at once: neither area nor population, a figure that is none, a region named twice.
    """
    raw = read_table(table, engine, name="regions")
    roles = column_roles(raw, "regions", columns)
    figures = [role for role in ("area", "population") if role in roles]
    if not figures:
        raise InputError([_nothing_to_read(raw)])
    typed = TypedColumns(raw, engine)
    typed.code("region", roles["region"])
    for role in figures:
        typed.number(role, roles[role], None)
    cells, problems = typed.store("regions_typed")
    rows = engine.arrow(cells.order_by("row"))
    codes = rows["region"].to_pylist()
    problems = [*problems, *_named_twice(raw, codes, rows["row"].to_pylist())]
    if any(problem.severity == "error" for problem in problems):
        raise InputError([problem for problem in problems if problem.severity == "error"])
    place = {code: index for index, code in enumerate(observations.regions)}
    values = {
        role: _on_axis(codes, rows[role].to_numpy(zero_copy_only=False).astype(np.float64), place) for role in figures
    }
    warnings = (*_left_out([code for code in codes if code not in place]), *_without(observations, values))
    return Areas(values.get("area"), values.get("population"), raw.source, roles, warnings)


def _on_axis(codes: list[str], values: FloatArray, place: Mapping[str, int]) -> FloatArray:
    result = np.full(len(place), np.nan)
    for code, value in zip(codes, values, strict=True):
        if code in place:
            result[place[code]] = value
    return result


def _nothing_to_read(raw: RawTable) -> Problem:
    sentence = message(
        "No column looks like the area or the population. Name one of them; the table has: %(columns)s.",
        columns=", ".join(raw.columns),
    )
    return Problem("column-not-found", sentence)


def _named_twice(raw: RawTable, codes: list[str | None], rows: list[int]) -> list[Problem]:
    first: dict[str, int] = {}
    problems = []
    for code, row in zip(codes, rows, strict=True):
        if code is None:
            continue
        if code in first:
            sentence = message(
                "Rows %(first)s and %(row)s are both about region %(region)s. Keep one of them.",
                first=raw.row_in_file(first[code]), row=raw.row_in_file(row), region=code,
            )  # fmt: skip
            problems.append(Problem("duplicate-key", sentence, raw.row_in_file(row), value=code))
        first.setdefault(code, row)
    return problems


def _left_out(unknown: list[str]) -> list[Problem]:
    if not unknown:
        return []
    sentence = message(
        "Table of regions: %(count)s regions do not occur in the table of employees and were left out (%(first)s ...).",
        count=len(unknown),
        first=", ".join(unknown[:5]),
    )
    return [Problem("regions-left-out", sentence, severity="warning", count=len(unknown))]


def _without(observations: Observations, values: Mapping[str, FloatArray]) -> list[Problem]:
    unknown = np.any([np.isnan(column) for column in values.values()], axis=0)
    lacking = [code for code, gap in zip(observations.regions, unknown, strict=True) if gap]
    if not lacking:
        return []
    sentence = message(
        "Table of regions: %(count)s regions have no area or population (%(first)s ...); what needs it is missing there.",
        count=len(lacking),
        first=", ".join(lacking[:5]),
    )
    return [Problem("regions-without-figure", sentence, severity="warning", count=len(lacking))]
