"""Tables from files to checked columns: reading, encodings, column guessing, column contracts, and DuckDB behind Ibis.

Every problem of a file is found at once and named by row and column.
"""

from grono.tables.column_roles import column_roles
from grono.tables.contracts import Column, ContractError, conform, contract, schema
from grono.tables.engine import Engine
from grono.tables.files import RawTable, read_table
from grono.tables.sources import TableError, TableSource, sha256_of
from grono.tables.values import Bands, Decimal, Numbers, bands, codes, numbers, years

__all__ = [
    "Bands",
    "Column",
    "ContractError",
    "Decimal",
    "Engine",
    "Numbers",
    "RawTable",
    "TableError",
    "TableSource",
    "bands",
    "codes",
    "column_roles",
    "conform",
    "contract",
    "numbers",
    "read_table",
    "schema",
    "sha256_of",
    "years",
]
