"""What comes back from the engine, as the tables a map is drawn from: cells, size bands, and the plants' places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from grono.clustermap.microdata import cell_sums, size_counts
from grono.clustermap.reading.observations import NO_PERIOD, ReadingOptions
from grono.clustermap.reading.plant_cells import (
    PlantCells,
    band_text,
    no_regions,
    nobody,
    plants_left_out,
    sums_as_texts,
)
from grono.messages import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.clustermap.microdata import Microdata
    from grono.tables import TableEngine

KEYS = ["period", "region", "industry"]


def cells_of_microdata(
    microdata: Microdata, engine: TableEngine, zone_regions: Mapping[str, str | None] | None = None
) -> PlantCells:
    """Add the plants up in the engine: the same cells and size bands as :func:`~grono.clustermap.reading.plant_cells.plants_from_points`.

    Parameters
    ----------
    microdata : Microdata
        The plants.
    engine : TableEngine
        Where they are kept.
    zone_regions : mapping, optional
        Zone → region, where the plants have zones and no regions of their own; a zone that it lacks has none.

    Raises
    ------
    InputError
        When the plants have no regions, or none of them has staff.
    """
    if "region" not in microdata.columns and "zone" not in microdata.columns:
        raise InputError([no_regions()])
    renamed = None if "region" in microdata.columns else zone_regions
    cells = _merged(engine.arrow(cell_sums(microdata.plants)), microdata, renamed, KEYS)
    inside = cells.filter(cells["region"].is_valid())
    sizes = _merged(engine.arrow(size_counts(microdata.plants)), microdata, renamed, [*KEYS, "lower", "upper"])
    sizes = sizes.filter(sizes["region"].is_valid())
    if not sizes.num_rows:
        raise InputError([nobody()])
    plants = _total(cells, "plants")
    without_size = _total(inside, "plants") - _total(inside, "sized")
    bands = zip(sizes["lower"].to_pylist(), sizes["upper"].to_pylist(), strict=True)
    return PlantCells(
        _codes(inside).append_column("employees", _employees(inside, microdata.sized_by)).append_column(
            "plants", inside["plants"].cast(pa.string())
        ),
        _codes(sizes).append_column("band", pa.array([band_text(*ends) for ends in bands], pa.string())).append_column(
            "plants", sizes["plants"].cast(pa.string())
        ),
        ReadingOptions(classification=microdata.classification.key, absent_means_zero=True),
        (
            *microdata.problems,
            *plants_left_out(
                plants - _total(inside, "plants"), without_size, plants if microdata.sized_by == "none" else 0
            ),
        ),
    )  # fmt: skip


def _merged(
    rows: pa.Table, microdata: Microdata, regions: Mapping[str, str | None] | None, keys: list[str]
) -> pa.Table:
    """Write industries, and zones, by their own names, add up what then is one, and put the rows in order."""
    rows = rows.sort_by([(key, "ascending") for key in keys])  # sums of parts do not depend on the engine's order
    named = _renamed(rows, "industry", microdata.units)
    if regions is not None:
        named = _renamed(named, "region", regions)
    values = [name for name in rows.column_names if name not in keys]
    grouped = named.group_by(keys, use_threads=False).aggregate([(name, "sum") for name in values])
    grouped = grouped.rename_columns([name.removesuffix("_sum") for name in grouped.column_names])
    return grouped.sort_by([(key, "ascending") for key in keys])


def _renamed(rows: pa.Table, column: str, names: Mapping[str, str | None]) -> pa.Table:
    encoded = rows[column].cast(pa.string()).combine_chunks().dictionary_encode()
    texts = pa.array([names.get(text) for text in encoded.dictionary.to_pylist()], pa.string())
    return rows.set_column(rows.column_names.index(column), column, texts.take(encoded.indices))


def _total(rows: pa.Table, column: str) -> int:
    return int(pc.sum(rows[column]).as_py() or 0)


def _codes(rows: pa.Table) -> pa.Table:
    codes = rows.select(["region", "industry"])
    if pc.all(pc.equal(rows["period"], NO_PERIOD)).as_py():
        return codes
    return codes.append_column("year", rows["period"].cast(pa.string()))


def _employees(rows: pa.Table, sized_by: str) -> pa.Array:
    sums = np.nan_to_num(rows["employees"].to_numpy(zero_copy_only=False).astype(np.float64))
    known = rows["sized"].to_numpy(zero_copy_only=False) > 0
    return sums_as_texts(sums, known, estimated=sized_by == "band")


def places_of_microdata(microdata: Microdata, engine: TableEngine, period: int) -> pa.Table | None:
    """Return the plants of one year with their places, in the order of the table; None where it has no places.

    This is the one table with a row for each plant that leaves the engine: some forty bytes each.
    """
    if microdata.where is None:
        return None
    plants = microdata.plants
    names = {"degrees": ("longitude", "latitude"), "metres": ("x", "y"), "zone": ()}[microdata.where.kind]
    columns = {"industry": plants.industry}
    columns |= dict(zip(names, (plants.east, plants.north) if names else (), strict=True))
    kept = {"employees", "band", "precision", "plant", "zone"} & set(plants.columns)
    columns |= {name: plants[name] for name in sorted(kept) if name in microdata.columns}
    if "region" in microdata.columns:
        columns["region"] = plants.region
    if microdata.columns.get("year"):
        columns["year"] = plants.period
    of_year = plants.filter(plants.period == period).order_by("row")
    return engine.arrow(of_year.select(**{name: of_year[value.get_name()] for name, value in columns.items()}))
