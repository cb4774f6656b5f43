"""Official lists of names that the user loads from files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grono.classifications import Labels, load_labels
from grono.tables.files import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grono.tables.engine import Engine


def read_labels(files: Iterable[Any], engine: Engine) -> Labels:
    """Read names of regions and industries from tables of codes and names; a later file adds to and overrides earlier ones.

    Parameters
    ----------
    files : iterable of paths or frames
        Each with a column of codes and one or more of names; see :func:`grono.classifications.load_labels`.
    engine : Engine
        Where their cells are kept.

    Raises
    ------
    TableError, InputError
        When a file is no such list.
    """
    labels = Labels()
    for number, file in enumerate(files):
        raw = read_table(file, engine, name=f"labels_{number}")
        cells = raw.cells.select(
            **{f"c{index}": raw.column(name) for index, name in enumerate(raw.columns)}, row=raw.cells.row
        )
        rows = engine.rows(cells.order_by("row"))
        labels = labels.merged(
            load_labels({name: row[f"c{index}"] for index, name in enumerate(raw.columns)} for row in rows)
        )
    return labels
