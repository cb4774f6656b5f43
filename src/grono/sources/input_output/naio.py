"""Eurostat's symmetric tables (``naio_10_cp1700`` product by product, ``naio_10_cp1750`` industry by industry)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.compute as pc

from grono.messages import InputError, Problem, message
from grono.sources.input_output.table import DOMESTIC, IMPORTED, Cell, InputOutputTable, absent, table_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.sources.eurostat import EurostatTable

SUPPLIERS = ("prd_ava", "ind_ava", "prod_na")
"""Names of the dimension of rows, in newer and older tables."""

USERS = ("prd_use", "ind_use", "induse")
"""Names of the dimension of columns."""

FLOWS = {"DOM": DOMESTIC, "IMP": IMPORTED}
"""Codes of ``stk_flow``; ``TOTAL`` is the sum of both and left out."""

OUTPUT = "P1"
"""Code of the row that holds output (European System of Accounts 2010)."""

PREFIX = "CPA_"
"""What stands before the NACE code of a product."""


def input_output_from_eurostat(source: EurostatTable, *, country: str, year: int) -> InputOutputTable:
    """Take the flows of one country and year out of a tidy table of Eurostat.

    Parameters
    ----------
    source : EurostatTable
        A tidy table with one unit.
    country : str
        Two letters.
    year : int
        The year.

    Notes
    -----
    Products are called by the industry that makes them: ``CPA_C10-C12`` becomes ``C10-C12``.
    """
    suppliers, users = (_dimension(source, names) for names in (SUPPLIERS, USERS))
    units = source.codes("unit")
    if len(units) != 1:
        sentence = message(
            "The column “%(column)s” has several values: %(values)s. Choose the rows of one.",
            column="unit",
            values=", ".join(units),
        )
        raise InputError([Problem("several-values", sentence, column="unit")])
    table = source.table
    table = table.filter(pc.and_(pc.equal(table["geo"], country), pc.equal(table["period"], str(year))))
    if not table.num_rows:
        wanted = f"{country} {year}"
        raise absent(wanted, [f"{code} {period}" for code in source.codes("geo") for period in source.codes("period")])
    rows = [
        (
            FLOWS.get(row.get("stk_flow", "DOM")),
            row[suppliers].removeprefix(PREFIX),
            row[users].removeprefix(PREFIX),
            row["value"],
        )
        for row in table.to_pylist()
    ]
    outputs = {user: value for origin, supplier, user, value in rows if supplier == OUTPUT and origin != IMPORTED}
    if not outputs:
        raise absent(OUTPUT, sorted({supplier for _, supplier, _, _ in rows}))
    cells = [Cell(supplier, user, value, origin) for origin, supplier, user, value in rows if origin is not None]
    return table_of(cells, outputs, unit=units[0], year=year)


def _dimension(source: EurostatTable, names: Sequence[str]) -> str:
    found = next((name for name in names if name in source.dimensions), None)
    if found is None:
        raise absent(names[0], list(source.dimensions))
    return found
