"""K-density of plants that stay in the engine: their lattice counts go to tasks by industry, the null is made here (MAP-61)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from grono.clustermap.microdata import Squares, extent, lattice_counts
from grono.measures.distance import DistanceSettings, KDensity
from grono.measures.distance.curves import judgement
from grono.measures.distance.industries import IndustryCells, unjudged
from grono.measures.distance.judging import Subject, judged, no_curves
from grono.measures.distance.lattice import DistanceBins, Lattice
from grono.measures.distance.moments import own_pairs
from grono.measures.distance.pairs import pair_histograms
from grono.measures.distance.reference import reference
from grono.measures.distance.smoothing import binned_bandwidths
from grono.measures.result import Reason
from grono.messages import InputError, Problem, message

if TYPE_CHECKING:
    import ibis
    from numpy.typing import NDArray

    from grono.clustermap.microdata import Microdata, MicrodataOptions
    from grono.measures.distance.reference import Reference
    from grono.tables import TableEngine

    FloatArray = NDArray[np.float64]


def k_density_of_microdata(
    microdata: Microdata,
    engine: TableEngine,
    *,
    period: int,
    settings: DistanceSettings | None = None,
    least_employees: float = 0.0,
) -> tuple[tuple[str, ...], KDensity]:
    """K-density of every industry, each plant counting 1: the same as of the plants themselves, whatever the engine.

    The sites are counted by square; from these alone come the exact moments of the null and its draws, once, on this machine.
    They are sent to the engine's machines, where each industry's pairs are counted by a task of its own; what comes back is one
    histogram an industry.

    Parameters
    ----------
    microdata : Microdata
        Plants with x and y in metres.
    engine : TableEngine
        Where they are kept.
    period : int
        The year; 0 in a table without.
    settings : DistanceSettings, optional
        Longest distance, draws, level, floor, seed.
    least_employees : float
        Plants with fewer are left out; those of unknown size stay.

    Returns
    -------
    tuple
        The industries, and :class:`~grono.measures.distance.KDensity` in their order.

    Raises
    ------
    InputError
        When the plants have no coordinates in metres.
    """
    _check_metres(microdata)
    chosen = settings or DistanceSettings()
    plants = _of_year(microdata, period, least_employees)
    counts, sites, whole = _squares(plants, engine, chosen.cells)
    width = sites.shape[1]
    placed = counts.mutate(position=counts.square_row * width + counts.square_column)
    grouped = placed.group_by("industry").aggregate(position=placed.position.collect(), plants=placed.plants.collect())
    if sites.count.size <= 1 or sites.sites < 4:
        found = engine.each_row(grouped, industry_number, None)
        industries, number = _in_order(found)
        reason = np.full(len(industries), Reason.ONE_REGION, dtype=np.uint8)
        return industries, _result(no_curves(reason), np.zeros(number.size), number, sites, whole, chosen)
    ground = reference(sites, chosen)
    found = sorted(engine.each_row(grouped, industry_histogram, (sites, ground.bins)), key=lambda one: one[0])
    industries, number = _in_order(found)
    reason = unjudged(sites, number, chosen.least_plants)
    pairs = np.array([histogram for _, _, histogram in found])
    curves, bandwidth = _judged(ground, number, pairs, reason)
    return industries, _result(curves, bandwidth, number, sites, whole, chosen)


def industry_number(row: dict[str, Any], _shared: None) -> tuple[str, int]:
    """Return an industry and its plants."""
    return row["industry"], int(np.sum(row["plants"]))


def industry_histogram(row: dict[str, Any], shared: tuple[Lattice, DistanceBins]) -> tuple[str, int, FloatArray]:
    """Return an industry, its plants, and its pairs of plants by distance: the task that the engine's machines do.

    Parameters
    ----------
    row : dict
        industry; position and plants of its squares, in any order.
    shared : tuple of Lattice and DistanceBins
        All sites, and the bins.
    """
    sites, bins = shared
    position = np.asarray(row["position"], dtype=np.int64)
    order = np.argsort(position)
    cell = np.searchsorted(sites.position, position[order]).astype(np.int32)
    plants = np.asarray(row["plants"], dtype=np.float64)[order]
    number, none = np.array([int(plants.sum())]), np.zeros(1, dtype=np.int64)
    start = np.array([0, cell.size])
    groups = IndustryCells(start, cell, plants, plants, plants, np.zeros((4, 1)), number, none, none)
    return row["industry"], int(number[0]), pair_histograms(sites, bins, groups, weighted=False)[0]


def _check_metres(microdata: Microdata) -> None:
    options: MicrodataOptions = microdata.options
    metres = microdata.where is not None and microdata.where.kind == "metres"
    if not metres or options.given_projection not in (None, options.projection):
        sentence = message(
            "The plants have no coordinates in metres (x and y), so no lattice can be counted. "
            "Name the two columns, or bring degrees to metres first."
        )
        raise InputError([Problem("no-metres", sentence)])


def _of_year(microdata: Microdata, period: int, least_employees: float) -> ibis.Table:
    plants = microdata.plants.filter(microdata.plants.period == period)
    if least_employees > 0 and microdata.sized_by != "none":
        plants = plants.filter(plants["size"].isnull() | (plants["size"] >= least_employees))
    renamed = [(code, unit) for code, unit in microdata.units.items() if code != unit]
    return plants.mutate(industry=plants.industry.cases(*renamed, else_=plants.industry)) if renamed else plants


def _squares(plants: ibis.Table, engine: TableEngine, cells: int) -> tuple[ibis.Table, Lattice, int]:
    """Return the counts by industry and square, kept in the engine; the sites by square; and how many plants there are."""
    whole = int(engine.rows(plants.aggregate(plants=plants.count()))[0]["plants"])
    box = engine.rows(extent(plants))[0]
    side = (
        max((box["east"] or 0.0) - (box["west"] or 0.0), (box["north"] or 0.0) - (box["south"] or 0.0)) / cells or 1.0
    )
    squares = Squares(box["west"] or 0.0, box["south"] or 0.0, side, cells - 1)
    counts = engine.stored(lattice_counts(plants, squares), engine.fresh_name("squares"))
    sites = counts.group_by("square_row", "square_column").aggregate(plants=counts.plants.sum())
    rows = engine.arrow(sites).sort_by([("square_row", "ascending"), ("square_column", "ascending")])
    row, column, count = (rows[name].to_numpy().astype(np.int32) for name in rows.column_names)
    shape = (int(row.max(initial=0)) + 1, int(column.max(initial=0)) + 1)
    return counts, Lattice(side, shape, np.zeros(0, dtype=np.int32), row, column, count), whole


def _in_order(found: list[Any]) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    ordered = sorted((one[0], one[1]) for one in found)
    return tuple(name for name, _ in ordered), np.array([number for _, number in ordered], dtype=np.int64)


def _judged(
    ground: Reference, number: NDArray[np.int64], pairs: FloatArray, reason: NDArray[np.uint8]
) -> tuple[Any, FloatArray]:
    every = number * (number - 1) / 2
    near, anywhere = (
        binned_bandwidths(counts, ground.bins.edges) for counts in (pairs, every[:, None] * ground.moments.mean)
    )
    bandwidth = np.where(near > 0, near, anywhere)
    subjects = [
        Subject(
            place, pairs[place] / every[place], float(bandwidth[place]),
            own_pairs(np.full(4, float(number[place]))), ground.draws_for(int(number[place])),
        )
        for place in np.flatnonzero(reason == Reason.PRESENT).tolist()
    ]  # fmt: skip
    curves = judged(ground, subjects, reason) if subjects else no_curves(reason)
    return curves, bandwidth


def _result(  # noqa: PLR0913 - the parts of a result that has just been found
    curves: Any,
    bandwidth: FloatArray,
    number: NDArray[np.int64],
    sites: Lattice,
    whole: int,
    settings: DistanceSettings,
) -> KDensity:
    none = np.zeros(number.size, dtype=np.int64)
    return KDensity(
        **vars(judgement(curves, bandwidth, settings.level, settings.least_excess)),
        plants=number, unlocated=none, unweighted=none,
        sites=sites.sites, left_out=whole - sites.sites, cell=sites.side,
    )  # fmt: skip
