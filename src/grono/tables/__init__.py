"""Tables from files to checked columns: reading, encodings, column guessing, column contracts, and DuckDB behind Ibis.

Every problem of a file is found at once and named by row and column.

``import grono.tables`` is cheap: a module, and with it Ibis, is imported when one of its names is first used.
The function ``column_roles`` alone comes at once: its module needs no engine.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from grono.tables.roles import column_roles

if TYPE_CHECKING:
    from grono.tables.contracts import Column, ContractError, cluster_key, conform, contract, schema
    from grono.tables.engine import Engine
    from grono.tables.engine_files import read_plants_table
    from grono.tables.engine_protocol import EngineError, EngineName, TableEngine, open_engine
    from grono.tables.files import RawTable, read_table, unpacked_bytes
    from grono.tables.label_files import read_labels
    from grono.tables.sources import TableError, TableSource, sha256_of
    from grono.tables.typed import TypedColumns
    from grono.tables.values import Decimal

__all__ = [
    "Column",
    "ContractError",
    "Decimal",
    "Engine",
    "EngineError",
    "EngineName",
    "RawTable",
    "TableEngine",
    "TableError",
    "TableSource",
    "TypedColumns",
    "cluster_key",
    "column_roles",
    "conform",
    "contract",
    "open_engine",
    "read_labels",
    "read_plants_table",
    "read_table",
    "schema",
    "sha256_of",
    "unpacked_bytes",
]

_HOMES = {
    "Column": "contracts",
    "ContractError": "contracts",
    "Decimal": "values",
    "Engine": "engine",
    "EngineError": "engine_protocol",
    "EngineName": "engine_protocol",
    "RawTable": "files",
    "TableEngine": "engine_protocol",
    "TableError": "sources",
    "TableSource": "sources",
    "TypedColumns": "typed",
    "cluster_key": "contracts",
    "conform": "contracts",
    "contract": "contracts",
    "open_engine": "engine_protocol",
    "read_labels": "label_files",
    "read_plants_table": "engine_files",
    "read_table": "files",
    "schema": "contracts",
    "sha256_of": "sources",
    "unpacked_bytes": "files",
}


def __getattr__(name: str) -> object:
    """Import the module of a name at its first use."""
    if name in _HOMES:
        return getattr(import_module(f"grono.tables.{_HOMES[name]}"), name)
    message = f"module 'grono.tables' has no attribute {name!r}"
    raise AttributeError(message)
