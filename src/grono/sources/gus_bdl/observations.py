"""From variables of the Local Data Bank to the table of employees that a cluster map is drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from grono.messages import InputError, Problem, message
from grono.sources.gus_bdl.answers import POLAND, territory
from grono.sources.gus_bdl.shipped import attribute_statuses, unit_multipliers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.sources.gus_bdl.answers import BdlFigure
    from grono.sources.gus_bdl.fetching import BdlSeries


@dataclass(frozen=True)
class BdlObservations:
    """A table of employees out of variables.

    Parameters
    ----------
    table : pyarrow.Table
        region (TERYT), industry, year, employees (text: persons, or ``:`` where there is no figure), attribute (GUS's own note),
        status.
    names : pyarrow.Table
        region_code and name, as GUS writes it.
    problems : tuple of Problem
        Warnings.
    """

    table: pa.Table
    names: pa.Table
    problems: tuple[Problem, ...]


def observations_from_bdl(series: Sequence[tuple[str, BdlSeries]]) -> BdlObservations:
    """Put variables under each other as industries of one table.

    Parameters
    ----------
    series : sequence of (industry, BdlSeries)
        The code of the industry that each variable counts people in; ``TOTAL`` for all of them.

    Raises
    ------
    InputError
        When a variable does not count people.

    Notes
    -----
    With the notes 4, 14, 15, 50 and 91 the API sends the figure 0 where there is none: such a cell is missing, not zero. GUS does not
    tell there what is confidential from what is not known, so neither can be said here. An unknown note leaves the figure as it
    is, with a warning.
    """
    problems = [problem for _, one in series for problem in _unit_problems(one)]
    if problems:
        raise InputError(problems)
    rows = [_row(industry, one, figure) for industry, one in series for figure in one.figures]
    rows.sort(key=lambda row: (str(row["region"]), str(row["industry"]), int(str(row["year"]))))
    table = pa.table({name: [row[name] for row in rows] for name in _TYPES}, schema=pa.schema(_TYPES))
    named = {territory(figure.unit, one.level): figure.name for _, one in series for figure in one.figures}
    names = pa.table(
        {"region_code": list(named), "name": list(named.values())},
        schema=pa.schema({"region_code": pa.string(), "name": pa.string()}),
    )
    return BdlObservations(table, names, tuple(_unknown_notes(series)))


_TYPES = {
    "region": pa.string(), "industry": pa.string(), "year": pa.int32(), "employees": pa.string(), "attribute": pa.int32(),
    "status": pa.string(),
}  # fmt: skip


def _row(industry: str, series: BdlSeries, figure: BdlFigure) -> dict[str, object]:
    status = _status(figure)
    value = figure.value if figure.value is not None and status != "missing" else None
    persons = None if value is None else round(value * unit_multipliers()[series.variable.unit], 6)
    return {
        "region": territory(figure.unit, series.level), "industry": industry, "year": figure.year,
        "employees": ":" if persons is None else f"{persons:.12g}", "attribute": figure.attribute, "status": status,
    }  # fmt: skip


def _status(figure: BdlFigure) -> str:
    """Return the status: what the note says, and zero for a figure of 0 without one."""
    noted = attribute_statuses().get(figure.attribute, "observed")
    if figure.value is None:
        return "missing"
    return "zero" if noted == "observed" and figure.value == 0 else noted


def _unit_problems(series: BdlSeries) -> list[Problem]:
    variable = series.variable
    if variable.unit in unit_multipliers():
        return []
    sentence = message(
        "Variable %(variable)s (%(name)s) is counted in “%(unit)s”, not in people. Choose a variable counted in %(known)s.",
        variable=variable.id,
        name=variable.name,
        unit=variable.unit,
        known=", ".join(unit_multipliers()),
    )
    return [Problem("not-people", sentence, value=str(variable.id))]


def _unknown_notes(series: Sequence[tuple[str, BdlSeries]]) -> list[Problem]:
    problems = []
    known = attribute_statuses()
    for _, one in series:
        for note in sorted({figure.attribute for figure in one.figures} - set(known)):
            count = sum(figure.attribute == note for figure in one.figures)
            sentence = message(
                "Variable %(variable)s: figures (%(count)s) carry note %(note)s, which Grono does not know; they are taken as "
                "they are. The list of notes: https://bdl.stat.gov.pl/api/v1/attributes",
                variable=one.variable.id,
                count=count,
                note=note,
            )
            problems.append(Problem("unknown-note", sentence, value=str(note), severity="warning", count=count))
    return problems


__all__ = ["POLAND", "BdlObservations", "observations_from_bdl"]
