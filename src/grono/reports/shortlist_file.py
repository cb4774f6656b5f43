"""The shortlist as CSV: machine form, safe in a spreadsheet, read back unchanged."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from grono.reports.spreadsheet_text import original_text, safe_text
from grono.tables.contracts import conform, schema

if TYPE_CHECKING:
    from pathlib import Path


def write_table(table: pa.Table, path: Path) -> None:
    """Write a table as UTF-8 CSV: numbers with a point and all their digits, an empty cell for no value."""
    texts = {field.name for field in table.schema if pa.types.is_string(field.type)}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table.column_names)
        columns = [
            [_text_cell(value) for value in column.to_pylist()]
            if name in texts
            else ["" if value is None else value for value in column.to_pylist()]
            for name, column in zip(table.column_names, table.columns, strict=True)
        ]
        writer.writerows(zip(*columns, strict=True))


def _text_cell(value: str | None) -> str:
    return "" if value is None else safe_text(value)


def read_table(path: Path, contract: str) -> pa.Table:
    """Read such a file back under its contract; an empty cell is no value.

    Raises
    ------
    ContractError
        When the columns are not those of the contract.
    """
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    types = {field.name: field.type for field in schema(contract)}
    columns: dict[str, object] = {}
    for position, name in enumerate(header):
        cells = [row[position] for row in rows]
        columns[name] = [_value(cell, types.get(name, pa.string())) for cell in cells]
    return conform(contract, columns)


def _value(cell: str, kind: pa.DataType) -> Any:
    if cell == "":
        return None
    if pa.types.is_string(kind):
        return original_text(cell)
    return int(cell) if pa.types.is_integer(kind) else float(cell)
