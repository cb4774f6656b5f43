"""What is known of the cells of one year that the source keeps to itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]
    Places = NDArray[np.intp]


@dataclass(frozen=True)
class HiddenYear:
    """Hidden cells of one year that could be estimated, each of shape (cells,).

    Parameters
    ----------
    region, industry : numpy.ndarray of int
        Where they stand on the axes of the observations.
    lower, upper : numpy.ndarray
        What they can be at all.
    estimate : numpy.ndarray
        Raked inside the bounds.
    draws : numpy.ndarray, shape (draws, cells)
        Imputations: what they could be, all of them together each time.
    """

    region: Places
    industry: Places
    lower: FloatArray
    upper: FloatArray
    estimate: FloatArray
    draws: FloatArray

    def filled(self, employees: FloatArray, values: FloatArray) -> FloatArray:
        """Return the employees of the year, shape (regions, industries), with these values in the hidden cells."""
        cells = employees.copy()
        cells[self.region, self.industry] = values
        return cells

    def where(self, shape: tuple[int, ...]) -> NDArray[np.bool_]:
        """Return the hidden cells as a mask of shape (regions, industries)."""
        mask = np.zeros(shape, dtype=bool)
        mask[self.region, self.industry] = True
        return mask
