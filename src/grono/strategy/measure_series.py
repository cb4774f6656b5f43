"""The tables of a cluster map as series of values for an indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.strategy.series import NATION, Observation, SourceSeries, taken_figure

if TYPE_CHECKING:
    from datetime import date

    import pyarrow as pa

EMPLOYEES = "employees"
"""The one series of a map that is counted and not computed; it has every year of the table the map is drawn from."""


def series_of_employees(observations: pa.Table, source: str, published: date | None) -> SourceSeries:
    """Return the employees of every region and industry; the nation is the table's own margin, without one the sum of the regions.

    Parameters
    ----------
    observations : pyarrow.Table
        Table of the contract ``observations``.
    source, published : str, date
        What stands below the figures, and the day on which the map was published.
    """
    rows = observations.filter([name == EMPLOYEES for name in observations["measure"].to_pylist()]).to_pylist()
    found = [
        Observation(
            row["region"],
            row["industry"],
            row["period"],
            taken_figure(row["value"], row["status"]),
            row["flag_text"] or "",
        )
        for row in rows
    ]
    unit = rows[0]["unit"] if rows else ""
    return SourceSeries((*found, *_nation(found)), source, unit, published)


def _nation(found: list[Observation]) -> list[Observation]:
    from grono.quantities import total

    told = {(one.part, one.period) for one in found if one.place == NATION}
    cells: dict[tuple[str, int], list[Observation]] = {}
    for one in found:
        if (one.part, one.period) not in told:
            cells.setdefault((one.part, one.period), []).append(one)
    return [
        Observation(NATION, part, period, total([one.quantity for one in ones], non_negative_flow=True).value)
        for (part, period), ones in cells.items()
    ]


def series_of_measure(measures: pa.Table, source: str, unit: str, published: date | None) -> SourceSeries:
    """Return a measure of a map: of cells, or of regions (then the part is empty). A value that is missing says why in its flag.

    Parameters
    ----------
    measures : pyarrow.Table
        Rows of one variant of the contract ``measures``.
    source, unit, published : str, str, date
        What stands below the figures, their unit, and the day on which the map was published.
    """
    found = tuple(
        Observation(
            row["region"] or NATION,
            row["industry"] or "",
            row["period"],
            taken_figure(row["value"], "observed"),
            row["flags"] or "",
        )
        for row in measures.to_pylist()
    )
    return SourceSeries(found, source, unit, published)


__all__ = ["EMPLOYEES", "series_of_employees", "series_of_measure"]
