"""Suppressed cells: between observations and measures, what the source keeps to itself is bounded, estimated and drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from grono.clustermap.hidden_cells.hidden import HiddenYear
from grono.clustermap.hidden_cells.hidden_problems import contradictions, incomplete, missed, summary
from grono.clustermap.hidden_cells.hidden_sums import ALL, Figures, hidden_system, parents_among
from grono.clustermap.hidden_cells.hidden_table import estimated_table, places_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.clustermap.hidden_cells.hidden_sums import HiddenSystem
    from grono.clustermap.reading.observations import Observations, ReadingOptions
    from grono.clustermap.reading.plants import SizeBands
    from grono.measures.suppression import HiddenCells
    from grono.messages import Problem

    FloatArray = NDArray[np.float64]
    BoolArray = NDArray[np.bool_]


def estimate_hidden(
    observations: Observations, bands: SizeBands | None, options: ReadingOptions, *, seed: int
) -> Observations:
    """Fill hidden cells with estimates inside their bounds, and keep draws of what they could be (MAP-42, MAP-43).

    Hidden is what the source suppresses and, with ``missing="bounds"``, also what is missing. Bounds come from size bands of
    the region, a count of no plants, totals, and parents at higher levels of the classification. A cell that nothing bounds from
    above cannot be estimated and stays as it is.

    Parameters
    ----------
    observations : Observations
        The table as understood.
    bands : SizeBands or None
        Plants by size band; those of single regions bound the employees of their cells.
    options : ReadingOptions
        ``missing`` and ``imputations``; with 0 imputations hidden cells are left out like missing ones.
    seed : int
        Seed of the run.

    Returns
    -------
    Observations
        The same object when nothing is hidden.
    """
    hidden = _hidden_cells(observations, options)
    if options.imputations == 0 or hidden is None:
        return observations
    work = _Work(observations, bands, options, seed)
    years = {}
    for index, period in enumerate(observations.periods):
        if hidden[index].any():
            years[period] = work.year(index, hidden[index])
    return _with_estimates(observations, years, (*work.problems, *summary(observations, hidden, years)))


def _hidden_cells(observations: Observations, options: ReadingOptions) -> BoolArray | None:
    """Return the hidden cells, shape (periods, regions, industries); None when there are none."""
    if options.missing == "bounds":
        hidden = np.isnan(observations.employees)
        return hidden if hidden.any() else None
    suppressed = pc.equal(observations.table["status"], "suppressed")
    if not pc.any(suppressed).as_py():
        return None
    return _placed(observations, observations.table.filter(suppressed))


def _placed(observations: Observations, rows: pa.Table) -> BoolArray:
    """Return where rows of the table stand, totals left out."""
    mask = np.zeros(observations.employees.shape, dtype=bool)
    places = places_of(observations, rows)
    inside = np.asarray((places >= 0).all(axis=0))
    mask[tuple(places[:, inside])] = True
    return mask


class _Work:
    """Estimates year by year and collects what has to be said."""

    def __init__(self, observations: Observations, bands: SizeBands | None, options: ReadingOptions, seed: int) -> None:
        self._observations = observations
        self._bands = bands
        self._options = options
        self._seed = seed
        self._tree = _Tree(observations)
        self.problems: list[Problem] = []

    def year(self, index: int, hidden: BoolArray) -> HiddenYear:
        """Bound, estimate and draw the hidden cells of one year."""
        from grono.measures.suppression import exact_bounds, impute, rake  # here: they bring in a compiler

        figures, middle = self._figures(index, hidden)
        system = hidden_system(figures)
        bounds = exact_bounds(system.cells)
        period = self._observations.periods[index]
        self.problems += contradictions(self._observations, system, bounds.contradictory, figures.codes, period)
        self.problems += incomplete(system, period)
        raked = rake(bounds.cells, _start(figures, middle, system, bounds.cells))
        industries = len(self._observations.industries)
        kept = (
            (system.rows < len(self._observations.regions))
            & (system.columns < industries)
            & np.isfinite(bounds.cells.upper)
        )
        names = tuple(f"{period} {code}" for code in figures.codes)
        drawn = impute(
            bounds.cells,
            raked.value,
            groups=system.columns,
            names=names,
            draws=self._options.imputations,
            seed=self._seed,
        )
        self.problems += missed(int((raked.missed | drawn.missed).sum()), period)
        return HiddenYear(
            system.rows[kept], system.columns[kept], bounds.cells.lower[kept], bounds.cells.upper[kept],
            raked.value[kept], drawn.values[:, kept],
        )  # fmt: skip

    def _figures(self, index: int, hidden: BoolArray) -> tuple[Figures, FloatArray]:
        """Return the year with its margins and parents, and a first guess for the cells whose plants are known by band."""
        observations, tree = self._observations, self._tree
        regions, industries = hidden.shape
        shape = (regions + 1, len(tree.codes))
        value, mask = np.full(shape, np.nan), np.zeros(shape, dtype=bool)
        value[:-1, :industries], mask[:-1, :industries] = observations.employees[index], hidden
        value[:-1, -1], value[-1, :industries] = observations.region_totals[index], observations.industry_totals[index]
        value[-1, -1] = observations.totals[index]
        tree.fill(value, mask, observations.periods[index])
        lower, upper = np.zeros(shape), np.where(mask, np.inf, 0.0)
        middle = np.full(shape, np.nan)
        self._bound_by_plants(index, mask[:-1, :industries], (lower, upper, middle))
        return Figures(tree.codes, value, mask, lower, upper, tree.parent, self._options.rounding), middle

    def _bound_by_plants(self, index: int, hidden: BoolArray, ends: tuple[FloatArray, FloatArray, FloatArray]) -> None:
        """Bound hidden cells by their plants: by size band where the region has them, to zero where there are none."""
        observations, bands = self._observations, self._bands
        regions, industries = hidden.shape
        if observations.plants is not None:
            none = hidden & (observations.plants[index] == 0)
            ends[1][:regions, :industries][none] = 0.0
        if bands is None:
            return
        rows = (bands.period == observations.periods[index]) & (bands.region >= 0)
        counted = np.zeros((regions, industries), dtype=bool)
        counted[bands.region[rows], bands.industry[rows]] = True
        known = hidden & counted
        for end, each in zip(ends, _band_ends(bands, rows), strict=True):
            sums = np.zeros((regions, industries))
            np.add.at(sums, (bands.region[rows], bands.industry[rows]), bands.count[rows] * each)
            part = end[:regions, :industries]
            part[known] = np.minimum(part[known], sums[known]) if end is ends[1] else sums[known]
        np.maximum(ends[0], 0.0, out=ends[0])
        np.maximum(ends[1], ends[0], out=ends[1])


def _band_ends(bands: SizeBands, rows: BoolArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the least and most that a plant of each row has, and the middle: the geometric mean, in the open band its start."""
    lower, upper = bands.lower[rows], bands.upper[rows]
    is_open = np.isinf(upper)
    middle = np.where(is_open, lower, np.sqrt(lower * np.where(is_open, 0.0, upper)))
    return lower, upper, middle


def _start(figures: Figures, middle: FloatArray, system: HiddenSystem, cells: HiddenCells) -> FloatArray:
    """Return what raking starts from: plants at the middle of their bands, else what independence of margins suggests."""
    shown = np.nan_to_num(figures.value)
    region = np.where(np.isnan(figures.value[:, -1]), shown[:, :-1].sum(axis=1), shown[:, -1])
    column = np.where(np.isnan(figures.value[-1]), shown[:-1].sum(axis=0), shown[-1])
    total = max(float(region[:-1].sum()), 1.0)
    guess = region[system.rows] * column[system.columns] / total
    known = middle[system.rows, system.columns]
    floor = np.maximum(cells.lower, 1e-3)
    start = np.clip(np.where(np.isnan(known), np.maximum(guess, 1.0), known), floor, np.maximum(cells.upper, floor))
    return np.asarray(start)


class _Tree:
    """The industries of a table with the parents that stand in it at higher levels."""

    def __init__(self, observations: Observations) -> None:
        self._observations = observations
        self._wholes = observations.wholes
        parents = () if self._wholes is None else tuple(sorted(set(self._wholes["industry"].to_pylist())))
        self.codes = (*observations.industries, *parents, ALL)
        named = self.codes[:-1]
        self.parent = parents_among(named, self._above(named), frozenset(parents))

    def _above(self, codes: tuple[str, ...]) -> dict[str, str | None]:
        classification, resolutions = self._observations.classification, self._observations.resolutions
        above: dict[str, str | None] = {}
        waiting = list(codes)
        while waiting:
            code = waiting.pop()
            if code in above:
                continue
            found = resolutions.get(code)
            known = code if found is None or found.kind == "exact" else found.class_code
            above[code] = classification.parent(known) if known == code else known
            if above[code] is not None:
                waiting.append(str(above[code]))
        return above

    def fill(self, value: FloatArray, hidden: BoolArray, period: int) -> None:
        """Put the parents of a year into its figures; a parent without a figure is hidden, so that it can still link its parts."""
        if self._wholes is None:
            return
        first = len(self._observations.industries)
        hidden[:-1, first:-1] = True
        rows = self._wholes.filter(pc.equal(self._wholes["period"], period))
        column = pc.index_in(rows["industry"], value_set=pa.array(self.codes, pa.string())).to_numpy()
        region = pc.index_in(rows["region"], value_set=pa.array((*self._observations.regions, ALL), pa.string()))
        place = pc.fill_null(region, -1).to_numpy(zero_copy_only=False).astype(np.intp)
        figure = rows["value"].to_numpy(zero_copy_only=False).astype(np.float64)
        known = (place >= 0) & ~np.isnan(figure)
        value[place[known], column[known]] = figure[known]
        hidden[place[known], column[known]] = False


def _with_estimates(
    observations: Observations, years: dict[int, HiddenYear], problems: tuple[Problem, ...]
) -> Observations:
    employees, estimated = observations.employees.copy(), observations.estimated.copy()
    bounds = np.full((2, *employees.shape), np.nan)
    for period, year in years.items():
        at = (observations.period_index(period), year.region, year.industry)
        employees[at], estimated[at] = year.estimate, True
        bounds[0][at], bounds[1][at] = year.lower, year.upper
    filled = ~np.isnan(bounds[1])
    return replace(
        observations,
        table=estimated_table(observations, employees, bounds, filled),
        employees=employees,
        estimated=estimated,
        hidden=years,
        problems=(*observations.problems, *problems),
    )
