"""What the picture of the multiverse reads from a map: candidates, choices, and in how many ways each survives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from grono.charts.multiverse_words import removed_by_word
from grono.charts.reading import Row, name_of, rows_where

if TYPE_CHECKING:
    from grono.clustermap import ClusterMap

COLUMNS = ["region_name", "industry", "industry_name", "specifications", "survived", "share", "removed_by"]
_TO_DOTS = 152
"""Where the dots begin, in pixels from the beginning of the bars."""
STEP, _BETWEEN = 19, 9
"""From dot to dot, and more between two decisions."""


@dataclass(frozen=True)
class Choice:
    """One way to decide something, and where its column of dots stands."""

    dimension: str
    choice: str
    x: float

    @property
    def name(self) -> str:
        """Name of its column."""
        return f"{self.dimension}={self.choice}"


def candidates_of(source: ClusterMap, region: str | None, language: str) -> list[Row]:
    """Return the candidates of the map or of a region, the steadiest first."""
    table = source.further.get("multiverse")
    rows = [] if table is None else rows_where(table, **({} if region is None else {"region": region}))
    described = [
        row
        | {
            "industry_name": name_of(source, "industry", row["industry"], language),
            "region_name": name_of(source, "region", row["region"], language),
            "removed_by": removed_by_word(row["removed_by"], language),
        }
        for row in rows
    ]
    return sorted(described, key=lambda row: (-float(row["share"]), row["industry"], row["region"]))


def choices_of(source: ClusterMap) -> list[Choice]:
    """Return the choices of every decision that offers more than one, in their order."""
    table = source.further.get("multiverse_parts")
    if table is None:
        return []
    dimensions: dict[str, list[str]] = {}
    columns = (table["dimension"].to_pylist(), table["choice"].to_pylist())
    for dimension, choice in dict.fromkeys(zip(*columns, strict=True)):
        dimensions.setdefault(dimension, []).append(choice)
    found, x = [], float(_TO_DOTS)
    for dimension, ways in dimensions.items():
        if len(ways) < 2:
            continue
        for choice in ways:
            found.append(Choice(dimension, choice, x))
            x += STEP
        x += _BETWEEN
    return found


def shares_of(source: ClusterMap) -> dict[tuple[str, str, str], float]:
    """Return region, industry and choice → share of the specifications with that choice that the candidate survives."""
    table = source.further.get("multiverse_parts")
    return {
        (row["region"], row["industry"], f"{row['dimension']}={row['choice']}"): row["survived"] / row["specifications"]
        for row in ([] if table is None else table.to_pylist())
        if row["specifications"]
    }


def table_with(rows: list[Row], choices: list[Choice], shares: dict[tuple[str, str, str], float]) -> pa.Table:
    """Return what is drawn as a table, a column for each choice."""
    kinds = {"specifications": pa.int32(), "survived": pa.int32(), "share": pa.float64()}
    fields = [(name, kinds.get(name, pa.string())) for name in COLUMNS]
    fields += [(one.name, pa.float64()) for one in choices]
    full = [
        {name: row[name] for name in COLUMNS}
        | {one.name: shares.get((row["region"], row["industry"], one.name)) for one in choices}
        for row in rows
    ]
    return pa.Table.from_pylist(full, schema=pa.schema(fields))
