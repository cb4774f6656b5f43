"""What clusters are searched in: employment and plants by region, and likenesses that know no regions."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from grono.measures.coagglomeration import coagglomeration_pair
from grono.measures.partition.similarity import off_diagonal, profile_correlation, standardised_mean
from grono.measures.result import Measured
from grono.measures.specialisation import location_quotient

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from grono.measures.result import BoolArray, FloatArray

MEAN = "mean"
"""Name of the standardised mean of all likenesses."""


@dataclass(frozen=True)
class Material:
    """What a partition is searched in.

    Parameters
    ----------
    codes : tuple of str
        Codes of the industries; random numbers and ties go by their order, never by that of the columns.
    employees : numpy.ndarray, shape (regions, industries)
        NaN where missing.
    plants : numpy.ndarray or None
        Plants of the same shape, where they are known.
    profiles : {"location_quotients", "levels"}
        What is correlated over the regions. Numbers as such (Delgado, Porter and Stern) rise and fall with the size of the regions, so that
        all industries look alike and planted clusters are missed; quotients are free of size.
    fixed : mapping
        Name → likeness of shape (industries, industries) that does not come from the regions, such as ``input_output`` (the links) or
        ``occupations``.
    """

    codes: tuple[str, ...]
    employees: FloatArray
    plants: FloatArray | None = None
    fixed: Mapping[str, Measured] = field(default_factory=dict)
    profiles: Literal["location_quotients", "levels"] = "location_quotients"

    def similarities(self, regions: NDArray[np.intp] | None = None) -> dict[str, Measured]:
        """Return name → likeness: employment, plants, coagglomeration, those that are fixed, and their mean where there are several.

        Parameters
        ----------
        regions : numpy.ndarray of int, optional
            Rows to take instead of all, some more than once: a resample of the regions.
        """
        rows = slice(None) if regions is None else regions
        employees = self.employees[rows]
        found = {"employment": self._correlation(employees)}
        if self.plants is not None:
            found["plants"] = self._correlation(self.plants[rows])
        found["coagglomeration"] = coagglomeration_pair(employees)
        found.update(self.fixed)
        usable = {name: one for name, one in found.items() if off_diagonal(one).any()}
        return {**usable, MEAN: standardised_mean(usable.values())} if len(usable) > 1 else usable

    def _correlation(self, cells: FloatArray) -> Measured:
        if self.profiles == "levels":
            return profile_correlation(cells)
        quotient = location_quotient(cells)
        return profile_correlation(np.where(quotient.present, quotient.value, np.nan))

    def taken(self, order: NDArray[np.intp]) -> Material:
        """Return the industries in another order."""

        def square(one: Measured) -> Measured:
            return Measured(one.value[np.ix_(order, order)], one.reason[np.ix_(order, order)])

        return replace(
            self,
            codes=tuple(self.codes[place] for place in order),
            employees=self.employees[:, order],
            plants=None if self.plants is None else self.plants[:, order],
            fixed={name: square(one) for name, one in self.fixed.items()},
        )


def complete(similarity: Measured, members: BoolArray) -> FloatArray:
    """Return the likeness of some industries without gaps.

    A pair that is not known gets the mean of all pairs, so that it neither draws together nor apart; the diagonal is each
    industry's largest likeness to another, so that it is as near to itself as to its nearest and not an outlier of its own row.
    """
    pairs = off_diagonal(similarity)[members][:, members]
    values = similarity.value[members][:, members]
    whole = np.where(pairs, values, values[pairs].mean() if pairs.any() else 0.0)
    lowest = whole.min(initial=0.0)
    np.fill_diagonal(whole, lowest)
    np.fill_diagonal(whole, whole.max(axis=1, initial=lowest))
    return whole
