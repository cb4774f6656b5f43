"""Draw a cluster map from a table of plants, on either engine: the plants stay in it, their sums are drawn here (MAP-61)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from grono.clustermap.analyses import analysis_texts
from grono.clustermap.drawing import draw
from grono.clustermap.microdata import MicrodataOptions, read_microdata
from grono.clustermap.microdata_cells import cells_of_microdata, places_of_microdata
from grono.clustermap.reading.companions import Companions
from grono.clustermap.reading.coordinates import EUROPE
from grono.clustermap.reading.zones import ZoneOptions, read_zones
from grono.clustermap.record import warnings_record
from grono.clustermap.specification import Specification

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.classifications import Labels
    from grono.clustermap.microdata import Microdata
    from grono.clustermap.progress import Progress
    from grono.clustermap.reading.plant_cells import PlantCells
    from grono.clustermap.result import ClusterMap
    from grono.tables import TableEngine


def draw_from_microdata(  # noqa: PLR0913 - one table, everything else by name and with a default
    plants: Any,
    *,
    engine: TableEngine,
    specification: Specification | None = None,
    companions: Companions | None = None,
    labels: Labels | None = None,
    created: str | None = None,
    progress: Progress | None = None,
) -> ClusterMap:
    """Draw a cluster map from plants alone.

    Parameters
    ----------
    plants : path or frame
        One row for each plant (and year): industry, region or zone, and if known employees or size band, and coordinates.
        A Parquet file, or a folder of them, is read by the engine itself.
    engine : TableEngine
        Where the plants are kept and added up: :func:`grono.tables.open_engine`.
    specification : Specification, optional
        ``reading.columns``, ``reading.classification`` and ``reading.decimal`` say how the plants are read;
        ``companion_options["points"]`` may hold band_codes, projection, given_projection and zone_columns.
    companions : Companions, optional
        Further tables; ``zones`` places plants that have only the code of a zone. Its ``points`` are the plants themselves.
    labels, created, progress
        As in :func:`grono.clustermap.draw`.

    Returns
    -------
    ClusterMap
        The same on both engines.

    Raises
    ------
    TableError, InputError
        With all problems of a table at once.
    """
    chosen, brought = specification or Specification(), companions or Companions()
    options = _Options.of(chosen)
    microdata = read_microdata(plants, engine, options.microdata)
    cells = cells_of_microdata(microdata, engine, _zone_regions(microdata, brought.zones, engine, options))
    points = _points(microdata, engine, chosen, cells)
    drawn = draw(
        cells.employees,
        size_bands=cells.size_bands,
        companions=replace(brought, points=points),
        specification=_of_cells(chosen, cells, options, points),
        labels=labels,
        created=created,
        progress=progress,
        engine=engine.local,
    )
    return replace(drawn, run=_record(drawn.run, microdata, cells), problems=(*cells.problems, *drawn.problems))


@dataclass(frozen=True)
class _Options:
    microdata: MicrodataOptions
    zone_columns: Mapping[str, str]

    @classmethod
    def of(cls, specification: Specification) -> _Options:
        points = dict(specification.companion_options.get("points", {}))
        reading = specification.reading
        return cls(
            MicrodataOptions(
                {**points.get("columns", {}), **reading.columns}, reading.classification, points.get("band_codes"),
                reading.decimal, points.get("given_projection"), points.get("projection", EUROPE),
            ),
            points.get("zone_columns", {}),
        )  # fmt: skip


def _zone_regions(
    microdata: Microdata, zones: Any | None, engine: TableEngine, options: _Options
) -> dict[str, str | None] | None:
    """Return zone → region: that of the table of zones, else the zone itself."""
    if zones is None or "zone" not in microdata.columns:
        return None
    given = options.microdata.given_projection or options.microdata.projection
    read = read_zones(
        zones,
        engine.local,
        ZoneOptions(options.microdata.projection, given, options.zone_columns, options.microdata.decimal),
    )
    return dict(zip(read.place, read.region or tuple(read.place), strict=True))


def _points(microdata: Microdata, engine: TableEngine, specification: Specification, cells: PlantCells) -> Any | None:
    wanted = specification.analyses
    if wanted is not None and not any(
        analysis_texts()[name].needs == "points" for name in wanted if name in analysis_texts()
    ):
        return None
    years = cells.employees["year"].unique().to_pylist() if "year" in cells.employees.column_names else [0]
    last = specification.period if specification.period is not None else max(map(int, years))
    return places_of_microdata(microdata, engine, min(map(int, years), key=lambda year: (abs(year - last), year)))


def _of_cells(specification: Specification, cells: PlantCells, options: _Options, points: Any | None) -> Specification:
    """Return the specification of the map of the cells: their columns have names of their own."""
    reading = replace(specification.reading, columns={}, decimal=None, absent_means_zero=True)
    others = {name: given for name, given in specification.companion_options.items() if name != "points"}
    if points is not None:
        chosen = options.microdata
        others["points"] = {
            "columns": {name: name for name in points.column_names},
            "projection": chosen.projection, "given_projection": chosen.given_projection,
            "band_codes": chosen.band_codes, "zone_columns": dict(options.zone_columns), "decimal": "point",
        }  # fmt: skip
    return replace(
        specification, reading=replace(reading, classification=cells.reading.classification), companion_options=others
    )


def _record(run: dict[str, Any], microdata: Microdata, cells: PlantCells) -> dict[str, Any]:
    plants = sum(int(count) for count in cells.employees["plants"].to_pylist())
    return {
        **run,
        "microdata": {**microdata.source.as_record(), "columns": dict(microdata.columns), "plants": plants},
        "warnings": [*warnings_record(cells.problems), *run["warnings"]],
    }
