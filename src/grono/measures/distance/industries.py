"""The plants of each industry on the lattice, those of one cell merged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.result import Reason

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from grono.measures.distance.lattice import Lattice
    from grono.measures.result import BoolArray, FloatArray

    Long = NDArray[np.int64]


@dataclass(frozen=True)
class IndustryCells:
    """Occupied cells of every industry, one industry after another.

    Parameters
    ----------
    start : numpy.ndarray of int64, shape (industries + 1,)
        Where the cells of each industry begin and end.
    cell : numpy.ndarray of int32
        Occupied cell of the lattice, ascending within an industry.
    plants : numpy.ndarray of float64
        Plants of the industry in the cell.
    weight, squared : numpy.ndarray of float64
        Sum of their weights, and of the squares.
    power_sums : numpy.ndarray of float64, shape (4, industries)
        Σw, Σw², Σw³, Σw⁴.
    number : numpy.ndarray of int64, shape (industries,)
        Plants that count.
    unlocated, unweighted : numpy.ndarray of int64, shape (industries,)
        Plants left out because a coordinate, or the weight, is missing.
    """

    start: Long
    cell: NDArray[np.int32]
    plants: FloatArray
    weight: FloatArray
    squared: FloatArray
    power_sums: FloatArray
    number: Long
    unlocated: Long
    unweighted: Long

    @property
    def industries(self) -> int:
        """Number of industries."""
        return self.number.size

    def of(self, industry: int) -> slice:
        """Return where the cells of an industry stand."""
        return slice(int(self.start[industry]), int(self.start[industry + 1]))


@dataclass(frozen=True)
class CountedPlants:
    """The plants on which curves of industries rest.

    Parameters
    ----------
    plants : numpy.ndarray of int64, shape (industries,)
        Plants that count.
    unlocated, unweighted : numpy.ndarray of int64
        Plants left out because a coordinate, or the weight, is missing: the industry is *partial*.
    sites, left_out : int
        Sites with coordinates, and without.
    cell : float
        Side of a cell of the lattice in metres.
    """

    plants: Long
    unlocated: Long
    unweighted: Long
    sites: int
    left_out: int
    cell: float

    @property
    def partial(self) -> BoolArray:
        """Industries of which plants were left out."""
        return np.asarray(self.unlocated + self.unweighted > 0)


def counted_plants(groups: IndustryCells, sites: Lattice) -> CountedPlants:
    """Return what the curves of industries on a lattice rest on."""
    return CountedPlants(
        plants=groups.number,
        unlocated=groups.unlocated,
        unweighted=groups.unweighted,
        sites=sites.sites,
        left_out=int((~sites.located).sum()),
        cell=sites.side,
    )


def industry_cells(
    sites: Lattice, industry: ArrayLike, industries: int, weights: ArrayLike | None = None
) -> IndustryCells:
    """Merge the plants of each industry by cell.

    Parameters
    ----------
    sites : Lattice
        All sites.
    industry : array of whole numbers, shape (sites,)
        Industry of each site, from 0; −1 for a site that belongs to none and only may be chosen.
    industries : int
        Number of industries.
    weights : array, shape (sites,), optional
        Employees of each plant. One with a missing weight (NaN) is left out and counted; one with 0 is no plant.
    """
    code = np.asarray(industry, dtype=np.int64)
    if code.shape != sites.cell.shape or code.min(initial=0) < -1 or code.max(initial=0) >= max(industries, 1):
        message = f"industry must hold one number from −1 to {industries - 1} for each site"
        raise ValueError(message)
    has_code = code >= 0
    used = has_code & sites.located
    size, without = None, np.zeros(industries, dtype=np.int64)
    if weights is not None:
        size = _checked_weights(weights, code)
        without = np.bincount(code[used & np.isnan(size)], minlength=industries)
        used &= np.nan_to_num(size) > 0
        size = size[used]
    unlocated = np.bincount(code[has_code & ~sites.located], minlength=industries)
    code, cell = code[used], sites.cell[used]
    number = np.bincount(code, minlength=industries)
    merged = _merge(code * max(sites.count.size, 1) + cell, size)
    owner, place = np.divmod(merged[0], max(sites.count.size, 1))
    start = np.searchsorted(owner, np.arange(industries + 1))
    sums = _power_sums(code, number, size)
    return IndustryCells(start, place.astype(np.int32), *merged[1:], sums, number, unlocated, without)


def plant_weights(
    sites: Lattice, industry: ArrayLike, weights: ArrayLike | None, wanted: NDArray[np.int64]
) -> list[FloatArray]:
    """Return the weights of the plants that count of each wanted industry (ascending numbers); 1 for each without weights.

    They rise, so that draws made for them do not depend on the order of the rows.
    """
    code = np.asarray(industry, dtype=np.int64)
    size = np.ones(code.size) if weights is None else np.asarray(weights, dtype=np.float64)
    counted = np.flatnonzero(sites.located & (np.nan_to_num(size) > 0) & np.isin(code, wanted))
    ordered = counted[np.lexsort((size[counted], code[counted]))]
    ends = np.searchsorted(code[ordered], wanted, side="right")
    return np.split(size[ordered], ends[:-1])


def _checked_weights(weights: ArrayLike, code: Long) -> FloatArray:
    size = np.asarray(weights, dtype=np.float64)
    if size.shape != code.shape or np.isinf(size).any() or (np.nan_to_num(size) < 0).any():
        message = "weights must be one number for each site, zero or more and finite; NaN where one is missing"
        raise ValueError(message)
    return size


def _merge(key: Long, size: FloatArray | None) -> tuple[Long, FloatArray, FloatArray, FloatArray]:
    if size is None:
        ordered = np.sort(key)
        first = _firsts(ordered)
        plants = np.diff(np.append(first, ordered.size)).astype(np.float64)
        return ordered[first], plants, plants, plants
    order = np.argsort(key, kind="stable")
    ordered, size = key[order], size[order]
    first = _firsts(ordered)
    plants = np.diff(np.append(first, ordered.size)).astype(np.float64)
    if first.size == 0:
        return ordered, plants, plants, plants
    return ordered[first], plants, np.add.reduceat(size, first), np.add.reduceat(size**2, first)


def _firsts(ordered: Long) -> Long:
    change = np.empty(ordered.size, dtype=np.bool_)
    change[:1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=change[1:])
    return np.flatnonzero(change)


def _power_sums(code: Long, number: Long, size: FloatArray | None) -> FloatArray:
    if size is None:
        return np.tile(number.astype(np.float64), (4, 1))
    return np.stack([np.bincount(code, size**power, minlength=number.size) for power in (1, 2, 3, 4)])


def unjudged(sites: Lattice, plants: Long, least_plants: int) -> NDArray[np.uint8]:
    """Return why an industry is not judged, ``PRESENT`` where it is; shape (industries,), as ``plants``, its plants that count."""
    reason = np.zeros(plants.size, dtype=np.uint8)
    reason[plants >= sites.sites] = Reason.ONE_INDUSTRY
    reason[plants < least_plants] = Reason.FEW_PLANTS
    if sites.count.size <= 1 or sites.sites < 4:
        reason[:] = Reason.ONE_REGION
    reason[plants == 0] = Reason.EMPTY
    return reason


def unjudged_pairs(sites: Lattice, plants: Long, least_plants: int) -> NDArray[np.uint8]:
    """Return why a pair of industries is not judged, ``PRESENT`` where it is; ``plants`` of shape (pairs, 2)."""
    fewest = plants.min(axis=1)
    reason = np.zeros(len(plants), dtype=np.uint8)
    reason[fewest < least_plants] = Reason.FEW_PLANTS
    if sites.count.size <= 1 or sites.sites < 4:
        reason[:] = Reason.ONE_REGION
    reason[fewest == 0] = Reason.EMPTY
    return reason
