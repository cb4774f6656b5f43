"""What further analyses add to a map: their tables, and the measures of one region or one industry."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from grono.portal.maps.results import Row

ANSWERS_KEPT = 200
"""Answers that stay in memory for each map; the oldest goes first."""
MEASURES_KEPT = 8
"""Measures whose values stay in memory for each map, about 1 MB each for a country."""
REGION_CELLS = "region_cells.parquet"
PLACES = "places.parquet"
VALUES = "values"
"""Written by ``sidecar``: cells in the order of regions, the measures of whole regions and whole industries, and a file for each measure."""


class Further:
    """The tables of a map beyond the first eight; one that was not computed is empty."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._answers: dict[tuple[Any, ...], list[Row]] = {}
        self._values: dict[str, pa.Table] = {}

    def has(self, table: str) -> bool:
        """Say whether an analysis has made this table."""
        return (self._folder / f"{table}.parquet").is_file()

    def found(self, table: str, **wanted: object) -> list[Row]:
        """Return the rows of a table whose columns have these values, in the order of the table."""
        return self._read(f"{table}.parquet", wanted)

    def cells_of_region(self, region: str) -> list[Row]:
        """Return every industry of a region with its quotient, its relatedness and what became of it."""
        return self._read(f"pages/{REGION_CELLS}", {"region": region})

    def of_industry(self, industry: str) -> dict[str, Row]:
        """Return variant → row of the measures of one whole industry."""
        return {row["variant"]: row for row in self._read(f"pages/{PLACES}", {"industry": industry})}

    def values_of(self, variant: str, period: int) -> pa.Table:
        """Return all values of a measure in one year, missing ones included."""
        found = self._values.pop(variant, None)
        if found is None:
            found = self._values_read(variant, period)
        self._values[variant] = found
        if len(self._values) > MEASURES_KEPT:
            self._values.pop(next(iter(self._values)), None)
        return found

    def _values_read(self, variant: str, period: int) -> pa.Table:
        own = self._folder / "pages" / VALUES / f"{variant}.parquet"
        if variant.isidentifier() and own.is_file():
            return pq.read_table(own)
        import pyarrow.compute as pc  # a map drawn before each measure had a file of its own

        narrow = (pc.field("variant") == variant) & (pc.field("period") == period)
        return pq.read_table(self._folder / "measures.parquet", filters=narrow)

    def of_industries(self, variant: str) -> dict[str, float]:
        """Return industry → value of a measure of whole industries, where there is one."""
        rows = self._read(f"pages/{PLACES}", {"variant": variant, "region": None})
        return {row["industry"]: row["value"] for row in rows if row["value"] is not None}

    @cached_property
    def of_regions(self) -> dict[str, dict[str, Row]]:
        """Return variant → region → row of the measures of whole regions."""
        found: dict[str, dict[str, Row]] = {}
        for row in self._read(f"pages/{PLACES}", {"industry": None}):
            found.setdefault(row["variant"], {})[row["region"]] = row
        return found

    def _read(self, name: str, wanted: dict[str, Any]) -> list[Row]:
        key = (name, *wanted.items())
        if key not in self._answers:
            if len(self._answers) >= ANSWERS_KEPT:
                self._answers.pop(next(iter(self._answers)), None)
            self._answers[key] = self._from_file(name, wanted)
        return self._answers[key]

    def _from_file(self, name: str, wanted: dict[str, Any]) -> list[Row]:
        path = self._folder / name
        if not path.is_file():
            return []
        import pyarrow.compute as pc

        narrow = None
        for column, value in wanted.items():
            one = pc.field(column).is_null() if value is None else pc.field(column) == value
            narrow = one if narrow is None else narrow & one
        rows: list[Row] = pq.read_table(path, filters=narrow).to_pylist()
        return rows
