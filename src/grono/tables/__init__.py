"""Tables from files to checked columns: reading, encodings, column guessing, column contracts, and DuckDB behind Ibis.

Every problem of a file is found at once and named by row and column.
"""

from grono.tables.column_roles import column_roles
from grono.tables.contracts import Column, ContractError, conform, contract, schema
from grono.tables.engine import Engine
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
    "RawTable",
    "TableError",
    "TableSource",
    "TypedColumns",
    "column_roles",
    "conform",
    "contract",
    "read_labels",
    "read_table",
    "schema",
    "sha256_of",
    "unpacked_bytes",
]
