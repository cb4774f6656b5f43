"""Column contracts: what each table of Grono holds, as data that code and documentation read."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import pyarrow as pa

from grono.messages import GronoError, message

_TYPES = {
    "string": pa.string(),
    "int32": pa.int32(),
    "double": pa.float64(),
    "bool": pa.bool_(),
}


class ContractError(GronoError):
    """A table that is not what its contract says: a fault of the program, not of the input."""


@dataclass(frozen=True)
class Column:
    """One column of a contract.

    Parameters
    ----------
    name, type, unit : str
        Name, Arrow type and unit (empty for a pure number or a text).
    required : bool
        Whether every row has a value.
    descriptions : dict of str
        What the column holds, by language.
    """

    name: str
    type: str
    unit: str
    required: bool
    descriptions: dict[str, str]


def read_rows(room: str, name: str) -> list[dict[str, str]]:
    """Read a CSV file from the ``data`` folder of a room."""
    text = files(room).joinpath("data", name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def read_data(name: str) -> list[dict[str, str]]:
    """Read one of this room's data files as rows."""
    return read_rows("grono.tables", name)


@cache
def contract(table: str) -> tuple[Column, ...]:
    """Return the columns of a table.

    Raises
    ------
    KeyError
        When no table has that name.
    """
    columns = tuple(
        Column(
            row["column"], row["type"], row["unit"], row["required"] == "yes",
            {"en": row["description_en"], "pl": row["description_pl"]},
        )
        for row in read_data("contracts.csv")
        if row["table"] == table
    )  # fmt: skip
    if not columns:
        raise KeyError(table)
    return columns


def cluster_key(scheme: str, code: str) -> str:
    """Return the code of a cluster of a definition in the table of names."""
    return f"{scheme}/{code}"


def schema(table: str) -> pa.Schema:
    """Return the Arrow schema of a table."""
    return pa.schema([pa.field(column.name, _TYPES[column.type], not column.required) for column in contract(table)])


def conform(table: str, columns: dict[str, object]) -> pa.Table:
    """Build an Arrow table from columns and check it against its contract.

    Raises
    ------
    ContractError
        When a column is missing, unexpected, of another type, or empty where a value is required.
    """
    expected = schema(table)
    wrong = set(columns) ^ set(expected.names)
    if wrong:
        raise ContractError(
            message('Table "%(table)s": columns %(names)s do not match.', table=table, names=sorted(wrong))
        )
    try:
        built = pa.table({field.name: _as_type(columns[field.name], field.type) for field in expected}, schema=expected)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError) as error:
        raise ContractError(message('Table "%(table)s": %(reason)s', table=table, reason=str(error))) from error
    empty = [field.name for field in expected if not field.nullable and built[field.name].null_count]
    if empty:
        raise ContractError(message('Table "%(table)s": %(names)s must not be empty.', table=table, names=empty))
    return built


def _as_type(column: Any, kind: pa.DataType) -> pa.Array | pa.ChunkedArray:
    if isinstance(column, pa.Array | pa.ChunkedArray):
        return column.cast(kind)
    return pa.array(column, kind)
