"""Wages, value added and exports by region, industry and year: a table beside the employees, for competitiveness (MAP-1, MAP-41)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import ibis
import numpy as np
import pyarrow as pa

from grono.classifications import resolve_all
from grono.clustermap.reading.levels import duplicate_rows
from grono.clustermap.reading.observations import NO_PERIOD
from grono.clustermap.reading.totals import is_total
from grono.messages import InputError, Problem, message
from grono.tables import TypedColumns, column_roles, read_table
from grono.tables.roles import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from grono.clustermap.reading.observations import Observations
    from grono.messages import Message
    from grono.tables import Engine, TableSource

    FloatArray = NDArray[np.float64]

MEASURES = ("wages", "value_added", "exports")
"""What the table may hold, each an amount of money that adds up over regions and industries."""

NAMES = {
    **{name: name for name in MEASURES},
    "payroll": "wages", "wage_bill": "wages", "wynagrodzenia": "wages",
    "gross_value_added": "value_added", "gva": "value_added", "wartosc_dodana": "value_added",
    "export": "exports", "eksport": "exports",
}  # fmt: skip
"""How measures may be called, folded."""


@dataclass(frozen=True)
class Indicators:
    """Further figures on the axes of the observations.

    Parameters
    ----------
    panels : dict
        Measure, one of :data:`MEASURES` → array of shape (periods, regions, industries); NaN where the table has no figure.
    source : TableSource
        The file.
    columns : dict
        Role → column, as used.
    problems : tuple of Problem
        Warnings.
    """

    panels: dict[str, FloatArray]
    source: TableSource
    columns: dict[str, str]
    problems: tuple[Problem, ...]


def read_indicators(
    table: Any, engine: Engine, observations: Observations, columns: Mapping[str, str] | None = None
) -> Indicators:
    """Read a table of wages, value added or exports: one row for each region, industry, year and measure.

    Rows of totals, and of regions, industries, years and measures that the map does not have, are left out; all but totals
    with a warning. A table without years holds for every year of the map.

    Raises
    ------
    TableError, InputError
        With all problems of the table at once.
    """
    raw = read_table(table, engine, name="indicators")
    roles = column_roles(raw, "indicators", columns)
    typed = TypedColumns(raw, engine)
    for role in ("region", "industry", "measure"):
        typed.code(role, roles[role])
    typed.number("value", roles["value"], None)
    if "year" in roles:
        typed.year("period", roles["year"])
    else:
        typed.constant("period", ibis.literal(NO_PERIOD, "int32"))
    cells, problems = typed.store("indicators_typed")
    problems += duplicate_rows(raw, cells, {}, engine, also=("measure",))
    if any(problem.severity == "error" for problem in problems):
        raise InputError([problem for problem in problems if problem.severity == "error"])
    rows = engine.arrow(cells.select("region", "industry", "period", "measure", "value").order_by("region", "industry"))
    panels, warnings = _laid_out(rows, observations, dated="year" in roles)
    return Indicators(panels, raw.source, roles, (*problems, *warnings))


def _laid_out(
    rows: pa.Table, observations: Observations, *, dated: bool
) -> tuple[dict[str, FloatArray], list[Problem]]:
    totals = _of_codes(rows["region"], is_total) | _of_codes(rows["industry"], is_total)
    rows = rows.filter(pa.array(totals == 0))
    given = sorted(set(rows["industry"].unique().to_pylist()))
    resolutions, _ = resolve_all(observations.classification, given)
    units = {code: place for place, code in enumerate(observations.industries)}
    industries = {code: units[found.unit] for code, found in resolutions.items() if found.unit in units}
    regions = {code: place for place, code in enumerate(observations.regions)}
    periods = {year: place for place, year in enumerate(observations.periods)}
    measures = {code: NAMES[folded(code)] for code in rows["measure"].unique().to_pylist() if folded(code) in NAMES}
    names = sorted(set(measures.values()))
    places = {
        "measure": _of_codes(rows["measure"], lambda code: names.index(measures[code]) if code in measures else -1),
        "region": _of_codes(rows["region"], lambda code: regions.get(code, -1)),
        "industry": _of_codes(rows["industry"], lambda code: industries.get(code, -1)),
        "period": _of_codes(rows["period"], lambda year: periods.get(year, -1) if dated else 0),
    }
    unknown = {
        role: {str(code) for code in rows[role].filter(pa.array(place < 0)).unique().to_pylist()}
        for role, place in places.items()
    }
    value = rows["value"].to_numpy()
    kept = np.logical_and.reduce([place >= 0 for place in places.values()]) & ~np.isnan(value)
    panels = {}
    for number, name in enumerate(names):
        mine = kept & (places["measure"] == number)
        if mine.any():
            panels[name] = _panel(observations.employees.shape, places, value, mine, dated=dated)
    return panels, _left_out({"year" if role == "period" else role: codes for role, codes in unknown.items()})


def _panel(
    shape: tuple[int, ...],
    places: Mapping[str, NDArray[np.int64]],
    value: FloatArray,
    mine: NDArray[np.bool_],
    *,
    dated: bool,
) -> FloatArray:
    panel = np.full(shape, np.nan)
    region, industry = places["region"][mine], places["industry"][mine]
    if dated:
        panel[places["period"][mine], region, industry] = value[mine]
    else:
        panel[:, region, industry] = value[mine]
    return panel


def _of_codes(column: pa.ChunkedArray, what: Callable[[Any], int]) -> NDArray[np.int64]:
    """Ask once for each code of a column what holds for it, and return that for each row."""
    coded = column.combine_chunks().dictionary_encode()
    found = np.asarray([what(code) for code in coded.dictionary.to_pylist()], dtype=np.int64)
    each: NDArray[np.int64] = found[coded.indices.to_numpy()]
    return each


def _left_out(unknown: dict[str, set[str]]) -> list[Problem]:
    return [
        Problem(
            f"indicators-{role}-left-out",
            _sentence(role, ", ".join(sorted(codes)[:5]) + (" ..." if len(codes) > 5 else "")),
            severity="warning",
            count=len(codes),
        )
        for role, codes in unknown.items()
        if codes
    ]


def _sentence(role: str, codes: str) -> Message:
    if role == "measure":
        return message(
            "Indicators: these measures are not known and were left out: %(codes)s. Known are: %(known)s.",
            codes=codes,
            known=", ".join(MEASURES),
        )
    if role == "region":
        return message(
            "Indicators: these regions do not occur in the table of employees and were left out: %(codes)s.",
            codes=codes,
        )
    if role == "industry":
        return message(
            "Indicators: these industries do not occur in the table of employees and were left out: %(codes)s.",
            codes=codes,
        )
    return message(
        "Indicators: these years do not occur in the table of employees and were left out: %(codes)s.", codes=codes
    )
