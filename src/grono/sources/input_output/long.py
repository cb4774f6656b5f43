"""A long table: one row for each cell, as statistical packages and the UK's and Germany's published tables have it."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from grono.messages import InputError, Problem, message
from grono.sources.input_output.table import DOMESTIC, IMPORTED, Cell, InputOutputTable, absent, number, table_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Rows = Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class LongColumns:
    """Where things stand in a long table.

    Parameters
    ----------
    supplier, user, value, unit, year : str
        Columns; the year may be a date.
    domestic, imported : mapping
        Column → text of the rows that are domestic and imported flows; all rows are domestic where nothing is given.
    output : str
        Code among the suppliers of the row that holds the output of each user.
    """

    supplier: str
    user: str
    value: str
    unit: str
    year: str
    output: str
    domestic: Mapping[str, str] = field(default_factory=dict)
    imported: Mapping[str, str] | None = None


def parse_long(data: bytes, columns: LongColumns, *, imports_included: bool = False) -> InputOutputTable:
    """Parse a long table saved as CSV.

    Raises
    ------
    InputError
        When a column or the row of output is absent, or the rows chosen have several units or years.
    """
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    known = list(rows[0]) if rows else []
    needed = (columns.supplier, columns.user, columns.value, columns.unit, columns.year, *columns.domestic)
    for name in needed:
        if name not in known:
            raise absent(name, known)
    domestic = _chosen(rows, columns.domestic)
    imported = [] if columns.imported is None else _chosen(rows, columns.imported)
    outputs = {
        row[columns.user].strip(): number(row[columns.value])
        for row in domestic
        if _supplier(row, columns) == columns.output
    }
    if not outputs:
        raise absent(columns.output, sorted({_supplier(row, columns) for row in domestic}))
    cells = [
        Cell(_supplier(row, columns), row[columns.user].strip(), number(row[columns.value]), origin)
        for origin, chosen in ((DOMESTIC, domestic), (IMPORTED, imported))
        for row in chosen
    ]
    unit = _only([*domestic, *imported], columns.unit)
    year = int(_only([*domestic, *imported], columns.year)[:4])
    return table_of(cells, outputs, unit=unit, year=year, imports_included=imports_included)


def _supplier(row: Mapping[str, str], columns: LongColumns) -> str:
    return row[columns.supplier].strip()


def _chosen(rows: Rows, texts: Mapping[str, str]) -> list[Mapping[str, str]]:
    chosen = [row for row in rows if all(row[column] == text for column, text in texts.items())]
    if not chosen and texts:
        column, text = next(iter(texts.items()))
        raise absent(text, sorted({row[column] for row in rows}))
    return chosen


def _only(rows: Rows, column: str) -> str:
    values = sorted({row[column] for row in rows})
    if len(values) > 1:
        sentence = message(
            "The column “%(column)s” has several values: %(values)s. Choose the rows of one.",
            column=column,
            values=", ".join(values),
        )
        raise InputError([Problem("several-values", sentence, column=column)])
    return values[0]
