"""The sizes of an industry's plants: the moments that concentration and its uncertainty rest on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.result import divide

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from grono.measures.result import BoolArray, FloatArray


@dataclass(frozen=True)
class PlantSizes:
    """Moments of the plant shares z_p of each industry, as far as they are known.

    Parameters
    ----------
    plants : numpy.ndarray, shape (industries,)
        Number of plants; 0 where unknown.
    herfindahl : numpy.ndarray, shape (industries,)
        H = Σz²; 0 where unknown.
    fourth_moment : numpy.ndarray, shape (industries,)
        Σz⁴; 0 where unknown.
    known : numpy.ndarray of bool
        Where there is at least one plant.
    equal_sizes : numpy.ndarray of bool
        Where only the number of plants is known and all are taken to be equal, so that H = 1/n is a lower bound.
    """

    plants: FloatArray
    herfindahl: FloatArray
    fourth_moment: FloatArray
    known: BoolArray
    equal_sizes: BoolArray

    @classmethod
    def unknown(cls, industries: int) -> PlantSizes:
        """Nothing is known of the plants of any industry."""
        nothing, no = np.zeros(industries), np.zeros(industries, dtype=bool)
        return cls(nothing, nothing, nothing, no, no)


def sizes_from_counts(plants: ArrayLike) -> PlantSizes:
    """Take the plants of each industry as equal: H = 1/n, Σz⁴ = 1/n³.

    Parameters
    ----------
    plants : array, shape (industries,)
        Number of plants; 0 or NaN where unknown.
    """
    count = np.nan_to_num(np.asarray(plants, dtype=np.float64))
    one = np.ones_like(count)
    known = count > 0
    return PlantSizes(count, divide(one, count), divide(one, count**3), known, known.copy())


def sizes_from_plants(employees: ArrayLike, industry: ArrayLike, industries: int) -> PlantSizes:
    """Compute the moments from the plants themselves.

    Parameters
    ----------
    employees : array, shape (plants,)
        Employees of each plant, zero or more.
    industry : array of int, shape (plants,)
        Index of the industry of each plant.
    industries : int
        Number of industries.
    """
    size = np.asarray(employees, dtype=np.float64)
    index = np.asarray(industry, dtype=np.intp)
    ones = np.ones_like(size)
    return _sizes(index, size, ones, industries)


def sizes_from_bands(
    count: ArrayLike, lower: ArrayLike, upper: ArrayLike, industry: ArrayLike, industry_employees: ArrayLike
) -> PlantSizes:
    """Compute the moments from plants counted by size band (MAP-12).

    A member of a band is taken at the geometric mean of the band's ends, with 0 as 1. The members of an open band share what
    is left of the industry's employees, at least the band's lower end each.

    Parameters
    ----------
    count : array, shape (rows,)
        Plants in a band of an industry.
    lower, upper : array, shape (rows,)
        Ends of the band in employees, inclusive; infinite ``upper`` marks the open band.
    industry : array of int, shape (rows,)
        Index of the industry of each row.
    industry_employees : array, shape (industries,)
        Employees of each industry, for the open band.

    Returns
    -------
    PlantSizes
        Unknown where no plant is counted.

    Examples
    --------
    >>> bands = dict(count=[145, 40, 10, 10, 5, 5], lower=[0, 5, 10, 20, 50, 500], upper=[4, 9, 19, 49, 99, 999])
    >>> round(float(sizes_from_bands(**bands, industry=[0] * 6, industry_employees=[5000]).herfindahl[0]), 6)
    0.105862
    """
    size = sizes_in_bands(count, lower, upper, industry, industry_employees)
    return _sizes(
        np.asarray(industry, dtype=np.intp),
        size,
        np.asarray(count, dtype=np.float64),
        len(np.asarray(industry_employees)),
    )


def sizes_in_bands(
    count: ArrayLike, lower: ArrayLike, upper: ArrayLike, industry: ArrayLike, industry_employees: ArrayLike
) -> FloatArray:
    """Return at which size a plant of each band is taken; arguments as of :func:`sizes_from_bands`."""
    number, low, high = (np.asarray(values, dtype=np.float64) for values in (count, lower, upper))
    index = np.asarray(industry, dtype=np.intp)
    employees = np.asarray(industry_employees, dtype=np.float64)
    is_open = np.isinf(high)
    size = np.sqrt(np.maximum(low, 1.0) * np.maximum(np.where(is_open, low, high), 1.0))
    closed = np.bincount(index, weights=np.where(is_open, 0.0, number * size), minlength=employees.size)
    open_members = np.bincount(index, weights=np.where(is_open, number, 0.0), minlength=employees.size).astype(
        np.float64
    )
    rest = divide(np.maximum(np.nan_to_num(employees) - closed, 0.0), open_members)
    return np.asarray(np.where(is_open, np.maximum(rest[index], low), size))


def _sizes(index: NDArray[np.intp], size: FloatArray, number: FloatArray, industries: int) -> PlantSizes:
    def moment(power: int) -> FloatArray:
        return np.bincount(index, weights=number * size**power, minlength=industries).astype(np.float64)

    first = moment(1)
    plants = moment(0)
    known = (plants > 0) & (first > 0)
    return PlantSizes(
        plants, divide(moment(2), first**2), divide(moment(4), first**4), known, np.zeros(industries, dtype=bool)
    )
