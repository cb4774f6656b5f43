"""An input–output table of somebody's making, and what each industry makes: one unit, one year, one classification (MAP-6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import ibis
import numpy as np

from grono.classifications import fold, get_classification, resolve_all
from grono.clustermap.reading.ancestry import UNKNOWN, places_above
from grono.clustermap.reading.flow_problems import (
    another_place,
    no_outputs,
    own_codes,
    repeated_flows,
    repeated_outputs,
    several,
    unknown_origins,
    without_output,
)
from grono.clustermap.reading.flow_table import Flows
from grono.clustermap.reading.totals import is_total
from grono.messages import InputError
from grono.tables import TypedColumns, column_roles, conform, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pyarrow as pa
    from numpy.typing import NDArray

    from grono.classifications import Classification
    from grono.clustermap.reading.observations import Observations
    from grono.messages import Problem
    from grono.tables import Engine, RawTable

    FloatArray = NDArray[np.float64]

DOMESTIC, IMPORTED = "domestic", "imported"

ORIGINS = {
    **dict.fromkeys(("domestic", "d", "home", "national", "krajowe", "krajowy", "kraj"), DOMESTIC),
    **dict.fromkeys(("imported", "imports", "import", "m", "importowane", "importowany", "z importu"), IMPORTED),
}
"""Words, folded, by which tables tell where a good comes from."""


def read_flows(  # noqa: PLR0913 - two tables, everything else by name and with a default
    table: Any,
    outputs: Any,
    engine: Engine,
    observations: Observations,
    *,
    columns: Mapping[str, str] | None = None,
    output_columns: Mapping[str, str] | None = None,
    classification: str | None = None,
    absent_means_zero: bool = False,
) -> Flows:
    """Read a table of flows between industries and one of their outputs.

    Parameters
    ----------
    table : path or frame
        One row for each supplier, user and, where told, origin (domestic or imported).
    outputs : path or frame
        One row for each industry, in the same unit, year and classification.
    engine : Engine
        Where the cells are kept.
    observations : Observations
        What the industries are linked to, where both are of one classification.
    columns, output_columns : mapping, optional
        Role → column; what is absent is guessed.
    classification : str, optional
        Where the codes come from, ``none`` for codes of the table's own; by default the classification of the observations. A code that
        it does not know stands for itself, since such tables also have products and sectors of their own.
    absent_means_zero : bool
        Whether a pair without a row trades nothing; otherwise its flow is missing (MAP-2).

    Raises
    ------
    TableError, InputError
        With all problems of a table at once: figures that are none or below zero, a key twice, several units or years.
    """
    if outputs is None:
        raise InputError([no_outputs()])
    chosen = observations.classification if classification is None else get_classification(classification)
    flow_rows = _read(table, "flows", engine, columns, chosen)
    output_rows = _read(outputs, "outputs", engine, output_columns, chosen)
    differing = another_place(flow_rows.stated, output_rows.stated, output_rows.raw.source.name)
    if differing:
        raise InputError(differing)
    linked = observations if chosen.key == observations.classification.key else None
    found = _Reading(flow_rows, output_rows, absent=0.0 if absent_means_zero else np.nan)
    return found.flows(linked, len(observations.industries))


@dataclass(frozen=True)
class _Rows:
    """Rows of one table without its totals, codes in one spelling; what it says of all of them; codes that are its own."""

    raw: RawTable
    roles: dict[str, str]
    rows: list[dict[str, Any]]
    stated: dict[str, str]
    own: list[str]


def _read(
    table: Any, name: str, engine: Engine, columns: Mapping[str, str] | None, classification: Classification
) -> _Rows:
    raw = read_table(table, engine, name=name)
    roles = column_roles(raw, name, columns)
    keys = ("supplier", "user") if name == "flows" else ("industry",)
    typed = TypedColumns(raw, engine)
    for key in keys:
        typed.code(key, roles[key])
    typed.number("value", roles["value"], None)
    for role in ("origin", "year", "unit", "classification"):
        typed.constant(role, raw.column(roles[role]) if role in roles else ibis.null("string"))
    cells, problems = typed.store(f"{name}_typed")
    kept = cells.select("row", *keys, "value", "origin", "year", "unit", "classification").order_by("row")
    rows = [row for row in engine.rows(kept) if not any(is_total(row[key] or "") for key in keys)]
    own = _in_one_spelling(rows, keys, classification)
    stated, doubtful = _stated(rows, roles)
    problems += [*doubtful, *(repeated_flows if name == "flows" else repeated_outputs)(raw, rows)]
    if name == "flows":
        problems += unknown_origins(raw, roles, [row for row in rows if _origin(row) is None])
    if problems:
        raise InputError(problems)
    return _Rows(raw, roles, rows, stated, own)


def _in_one_spelling(rows: list[dict[str, Any]], keys: tuple[str, ...], classification: Classification) -> list[str]:
    """Spell the codes of rows as the classification does, and return those that it does not know."""
    given = sorted({row[key] for row in rows for key in keys if row[key] is not None})
    resolutions, _ = resolve_all(classification, given, leading_zeros="keep")
    for row in rows:
        for key in keys:
            row[key] = resolutions[row[key]].unit if row[key] in resolutions else row[key]
    return [code for code in given if code not in resolutions]


def _stated(rows: Iterable[Mapping[str, Any]], roles: Mapping[str, str]) -> tuple[dict[str, str], list[Problem]]:
    """Return the one unit, year and classification of a table, and a problem for each that it has several of."""
    stated, problems = {}, []
    for role in ("year", "unit", "classification"):
        values = sorted({str(row[role]) for row in rows if row[role] is not None})
        if len(values) > 1:
            problems.append(several(role, roles[role], values))
        elif values:
            stated[role] = values[0]
    return stated, problems


def _origin(row: Mapping[str, Any]) -> str | None:
    """Return where the goods of a row come from; without a word they are domestic."""
    return DOMESTIC if row["origin"] is None else ORIGINS.get(fold(row["origin"]))


class _Reading:
    """The rows of both tables laid out by industry."""

    def __init__(self, flows: _Rows, outputs: _Rows, *, absent: float) -> None:
        self._flows, self._outputs, self._absent = flows, outputs, absent
        codes = {row[key] for row in flows.rows for key in ("supplier", "user")} | {
            row["industry"] for row in outputs.rows
        }
        self._own = sorted({*flows.own, *outputs.own})
        self._industries = tuple(sorted(codes))
        self._order = {code: index for index, code in enumerate(self._industries)}

    def flows(self, linked: Observations | None, count: int) -> Flows:
        """Return the table; ``linked`` are the observations, of ``count`` industries, where they have its classification."""
        size = len(self._industries)
        tables = {origin: np.full((size, size), self._absent) for origin in {_origin(row) for row in self._flows.rows}}
        for row in self._flows.rows:
            supplier, user = (self._order[row[key]] for key in ("supplier", "user"))
            tables[_origin(row)][supplier, user] = np.nan if row["value"] is None else row["value"]
        output = np.full(size, np.nan)
        for row in self._outputs.rows:
            output[self._order[row["industry"]]] = np.nan if row["value"] is None else row["value"]
        lacking = [self._industries[place] for place in np.flatnonzero(~(output > 0))]
        place = np.full(count, UNKNOWN, dtype=np.intp) if linked is None else places_above(linked, self._industries)
        return Flows(
            industries=self._industries,
            domestic=tables.get(DOMESTIC, np.full((size, size), self._absent)),
            imported=tables.get(IMPORTED),
            output=output,
            place=place,
            table=_flow_table(self._flows.rows),
            outputs=_output_table(self._outputs.rows),
            source=self._flows.raw.source, output_source=self._outputs.raw.source,
            columns=self._flows.roles, output_columns=self._outputs.roles,
            problems=(*own_codes(self._own, int((place >= 0).sum())), *without_output(lacking)),
        )  # fmt: skip


def _flow_table(rows: list[dict[str, Any]]) -> pa.Table:
    return conform("flows", {
        "supplier": [row["supplier"] for row in rows],
        "user": [row["user"] for row in rows],
        "origin": [_origin(row) for row in rows],
        "value": [row["value"] for row in rows],
    })  # fmt: skip


def _output_table(rows: list[dict[str, Any]]) -> pa.Table:
    return conform("outputs", {
        "industry": [row["industry"] for row in rows], "value": [row["value"] for row in rows]
    })  # fmt: skip
