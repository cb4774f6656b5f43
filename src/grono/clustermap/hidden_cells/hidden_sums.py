"""Which sums a hidden cell of one year takes part in: totals, and parents at higher levels of the classification."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.clustermap.reading.rounding import grid_bounds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from grono.measures.suppression import HiddenCells

    FloatArray = NDArray[np.float64]
    BoolArray = NDArray[np.bool_]
    Places = NDArray[np.intp]

ALL = "TOTAL"
"""The root of the tree of industries and the name of all regions together."""

AGREEMENT = 1e-9
"""Part of a sum by which published parts may differ from it and still add up: what adding in another order may do."""


@dataclass(frozen=True)
class Figures:
    """One year with its margins: regions and, in the last row, all of them; industries, their parents and, last, all.

    Parameters
    ----------
    codes : tuple of str
        Industries, then parents, then :data:`ALL`.
    value : numpy.ndarray, shape (regions + 1, codes)
        Published figures; NaN elsewhere.
    hidden : numpy.ndarray of bool
        Cells to find; what is neither published nor hidden is left out of sums.
    lower, upper : numpy.ndarray
        Bounds of the hidden cells.
    parent : mapping
        Code → the nearest code above it among ``codes``.
    rounding : str or None
        Grid of the source.
    """

    codes: tuple[str, ...]
    value: FloatArray
    hidden: BoolArray
    lower: FloatArray
    upper: FloatArray
    parent: Mapping[str, str]
    rounding: str | None


@dataclass(frozen=True)
class Sum:
    """A published or hidden whole with its parts, named by places in the figures.

    Parameters
    ----------
    row, column : int
        Where the whole stands.
    rows, columns : numpy.ndarray of int
        Where the hidden cells of the sum stand; the whole itself comes last where it is hidden.
    least, most : float
        What the hidden parts amount to, less the whole where it is hidden too.
    whole_hidden : bool
        Whether it is.
    """

    row: int
    column: int
    rows: Places
    columns: Places
    least: float
    most: float
    whole_hidden: bool


@dataclass(frozen=True)
class HiddenSystem:
    """Hidden cells of a year as one system.

    Parameters
    ----------
    cells : HiddenCells
        One for each hidden place, in the order of ``rows`` and ``columns``.
    rows, columns : numpy.ndarray of int
        Places in the figures.
    sums : list of Sum
        In the order of the system.
    incomplete : list of str
        Codes whose published figure is more than its published parts, ``""`` for those of all regions together: such sums are
        taken as upper limits only.
    """

    cells: HiddenCells
    rows: Places
    columns: Places
    sums: list[Sum]
    incomplete: list[str]


def hidden_system(figures: Figures) -> HiddenSystem:
    """Put the hidden cells and all sums they take part in into one system."""
    from scipy.sparse import csr_array  # here: most maps hide nothing

    from grono.measures.suppression import hidden_cells  # here, because it brings in the compiler of the kernels

    ends = _Ends(figures)
    sums, incomplete = ends.sums()
    rows, columns = np.nonzero(figures.hidden)
    number = np.full(figures.value.shape, -1, dtype=np.intp)
    number[rows, columns] = np.arange(rows.size)
    entries = [(number[one.rows, one.columns], _signs(one)) for one in sums]
    start = np.cumsum([0, *(cells.size for cells, _ in entries)])
    cell = np.concatenate([cells for cells, _ in entries]) if entries else np.zeros(0, dtype=np.intp)
    sign = np.concatenate([signs for _, signs in entries]) if entries else np.zeros(0)
    matrix = csr_array((sign, cell, start), shape=(len(sums), rows.size))
    least, most = np.array([one.least for one in sums]), np.array([one.most for one in sums])
    cells = hidden_cells(figures.lower[rows, columns], figures.upper[rows, columns], matrix, least, most)
    return HiddenSystem(cells, rows, columns, sums, incomplete)


def _signs(one: Sum) -> FloatArray:
    signs = np.ones(one.rows.size)
    if one.whole_hidden:
        signs[-1] = -1
    return signs


@dataclass(frozen=True)
class _Kind:
    """Sums that ask the same question of many rows: ``wholes`` (k,) and ``parts`` (k, p) as places in the figures."""

    code: str
    wholes: tuple[Places, Places]
    parts: tuple[Places, Places]


class _Ends:
    """The sums of a table, with the ends that rounding leaves to its figures."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures
        self._low, self._high = grid_bounds(figures.value, figures.rounding)
        self._published = ~np.isnan(figures.value)

    def sums(self) -> tuple[list[Sum], list[str]]:
        """Return every sum with a hidden part, and the codes whose parts are not all there."""
        found: list[Sum] = []
        incomplete: list[str] = []
        for kind in self._kinds():
            limited = bool(self._falls_short(kind).any())
            incomplete += [kind.code] if limited else []
            found += self._of_kind(kind, limited=limited)
        return found, incomplete

    def _kinds(self) -> Iterator[_Kind]:
        """Return the sums over the parts of each parent, region by region, and those over the regions of each code."""
        figures = self._figures
        rows, codes = np.arange(figures.value.shape[0]), np.arange(len(figures.codes))
        place = {code: column for column, code in enumerate(figures.codes)}
        children: dict[str, list[int]] = {}
        for code, parent in figures.parent.items():
            children.setdefault(parent, []).append(place[code])
        for parent, parts in children.items():
            wholes = (rows, np.full(rows.size, place[parent]))
            yield _Kind(parent, wholes, _grid(rows, np.sort(parts)))
        regions, columns = _grid(rows[:-1], codes)
        yield _Kind("", (np.full(codes.size, rows[-1]), codes), (regions.T, columns.T))

    def _falls_short(self, kind: _Kind) -> BoolArray:
        """Return where all parts are published and add up to less than their whole."""
        whole = self._low[kind.wholes]
        high = self._high[kind.parts].sum(axis=1)
        with np.errstate(invalid="ignore"):
            return np.asarray(high < whole - AGREEMENT * np.maximum(1.0, np.abs(whole)))

    def _of_kind(self, kind: _Kind, *, limited: bool) -> list[Sum]:
        hidden = self._figures.hidden
        whole_hidden = hidden[kind.wholes]
        known = whole_hidden | self._published[kind.wholes]
        asked = known & (whole_hidden | hidden[kind.parts].any(axis=1))
        return [self._sum(kind, int(number), limited=limited) for number in np.flatnonzero(asked)]

    def _sum(self, kind: _Kind, number: int, *, limited: bool) -> Sum:
        whole = (int(kind.wholes[0][number]), int(kind.wholes[1][number]))
        parts = (kind.parts[0][number], kind.parts[1][number])
        hidden, published = self._figures.hidden[parts], self._published[parts]
        open_below = limited or not (published | hidden).all()
        low, high = float(self._low[parts][published].sum()), float(self._high[parts][published].sum())
        rows, columns = parts[0][hidden], parts[1][hidden]
        whole_hidden = bool(self._figures.hidden[whole])
        if whole_hidden:
            rows, columns = np.append(rows, whole[0]), np.append(columns, whole[1])
            least, most = -high, -low
        else:
            least, most = float(self._low[whole]) - high, float(self._high[whole]) - low
        return Sum(*whole, rows, columns, -np.inf if open_below else least, most, whole_hidden)


def _grid(rows: Places, columns: Places) -> tuple[Places, Places]:
    grid = np.meshgrid(rows, columns, indexing="ij")
    return grid[0], grid[1]


def parents_among(codes: Sequence[str], parent_of: Mapping[str, str | None], known: frozenset[str]) -> dict[str, str]:
    """Return for each code the nearest known code above it, :data:`ALL` where there is none.

    Parameters
    ----------
    codes : sequence of str
        Industries and parents of the table.
    parent_of : mapping
        Code → the code one level up in the classification, also for codes between those of the table.
    known : frozenset of str
        Codes with figures of their own.
    """
    nearest = {}
    for code in codes:
        above = parent_of.get(code)
        while above is not None and above not in known:
            above = parent_of.get(above)
        nearest[code] = ALL if above is None else above
    return nearest
