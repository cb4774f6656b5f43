"""Values of a stored table of measures, without reading more of the file than the answer needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow.dataset as ds

if TYPE_CHECKING:
    from pathlib import Path


def measures(path: Path, wanted: dict[str, Any], offset: int, limit: int) -> tuple[int, list[dict[str, Any]]]:
    """Return how many values match, and those from ``offset`` on, in the order of the file.

    Only the columns that narrow are read to count; all columns only up to the last value of the answer.
    """
    table = ds.dataset(path)
    condition = None
    for name, value in wanted.items():
        narrower = ds.field(name) == value
        condition = narrower if condition is None else condition & narrower
    count = table.count_rows(filter=condition)
    if offset >= count:
        return count, []
    found = table.head(offset + limit, filter=condition).slice(offset)
    return count, found.to_pylist()
