"""A matrix as offices lay it out in a spreadsheet: suppliers in rows, users in columns, output in a row or a column of its own."""

from __future__ import annotations

import csv
import io

from grono.sources.input_output.table import Cell, InputOutputTable, absent, number, table_of


def parse_matrix(  # noqa: PLR0913 - what the file does not say of itself, by name
    data: bytes,
    *,
    unit: str,
    year: int,
    output_column: str | None = None,
    output_row: str | None = None,
    imports_included: bool = False,
) -> InputOutputTable:
    r"""Parse a matrix saved as CSV, such as the block of one country of WIOD or the use table of the BEA.

    Parameters
    ----------
    data : bytes
        CSV in UTF-8: codes of users in the first line, of suppliers in the first column.
    unit, year : str, int
        What the values are in, and of which year: the file does not say it.
    output_column, output_row : str, optional
        Where the output of each industry stands; give one.
    imports_included : bool
        Whether flows contain imported goods, which is then said.

    Examples
    --------
    >>> table = parse_matrix(b"x,A,B,output\nA,1,2,10\nB,3,0,20\n", unit="EUR million", year=2020, output_column="output")
    >>> table.industries, table.flows["value"].to_pylist()
    (('A', 'B'), [1.0, 2.0, 3.0, 0.0])
    """
    heading, *lines = [row for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) if any(row)]
    users = [code.strip() for code in heading[1:]]
    rows = {line[0].strip(): line[1:] for line in lines}
    if output_column is not None:
        if output_column not in users:
            raise absent(output_column, users)
        place = users.index(output_column)
        outputs = {code: number(row[place]) for code, row in rows.items()}
    elif output_row in rows:
        outputs = {user: number(text) for user, text in zip(users, rows[output_row], strict=False)}
    else:
        raise absent(output_row or "", list(rows))
    industries = {code for code in users if code in rows}
    cells = [
        Cell(supplier, user, number(text) if supplier in industries and user in industries else None)
        for supplier, row in rows.items()
        for user, text in zip(users, row, strict=False)
    ]
    return table_of(cells, outputs, unit=unit, year=year, imports_included=imports_included)
