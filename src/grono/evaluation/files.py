"""A tidy table out of a file somebody sent: CSV, XLSX, ODS or Parquet, with the names its columns may have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.messages import InputError, Problem, plural_message
from grono.tables import Engine, read_table
from grono.tables.roles import folded

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pyarrow as pa

NAMES = {
    "unit": ("unit", "region", "jednostka", "gmina", "powiat", "name", "nazwa"),
    "period": ("period", "year", "time", "okres", "rok", "data"),
    "outcome": ("outcome", "value", "wynik", "wartosc"),
    "treated_from": ("treated_from", "first_treated", "od", "objeta_od"),
}
"""What columns are called in other tables; the first that fits is taken."""

MOST_ROWS = 200_000
"""A panel of all gminas over eighty years; more is not one table of units and periods."""


def read_tidy(path: Path, columns: Mapping[str, str] | None = None) -> pa.Table:
    """Read a file as a tidy table whose columns have the names of :func:`grono.evaluation.read_panel`.

    Parameters
    ----------
    path : pathlib.Path
        CSV, TSV, XLSX, ODS or Parquet.
    columns : mapping, optional
        Role (*unit*, *period*, *outcome*, *treated_from*) → name of the column; the rest is known by its name.

    Raises
    ------
    TableError, InputError
        When it is no table, or has too many rows.
    """
    with Engine() as engine:
        names, table = _cells(path, engine)
    if table.num_rows > MOST_ROWS:
        sentence = plural_message(
            "The table has more than %(number)s row. Keep one row for each unit and period.",
            "The table has more than %(number)s rows. Keep one row for each unit and period.",
            MOST_ROWS,
        )
        raise InputError([Problem("too-many-rows", sentence)])
    return table.rename_columns(_renamed(names, dict(columns or {})))


def _cells(path: Path, engine: Engine) -> tuple[tuple[str, ...], pa.Table]:
    """Return the names of the columns and their texts; what the engine keeps for them ends before it is closed."""
    raw = read_table(path, engine, name="panel")
    if raw.problems:
        raise InputError(raw.problems)
    cells = raw.cells.order_by("row").limit(MOST_ROWS + 1)
    return raw.columns, engine.arrow(
        cells.select(**{f"c{place}": raw.column(name) for place, name in enumerate(raw.columns)})
    )


def _renamed(names: tuple[str, ...], given: Mapping[str, str]) -> list[str]:
    """Return the new names: those that were given, then those that are known."""
    taken = {name: role for role, name in given.items()}
    for role, known in NAMES.items():
        if role in taken.values():
            continue
        fits = [name for word in known for name in names if folded(name) == word and name not in taken]
        if fits:
            taken[fits[0]] = role
    return [taken.get(name, name) for name in names]
