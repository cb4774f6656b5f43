"""What every measure returns: values, and a reason wherever there is none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    FloatArray = NDArray[np.float64]
    BoolArray = NDArray[np.bool_]


class Reason(IntEnum):
    """Why a measure has no value (MAP-10)."""

    PRESENT = 0
    MISSING = 1
    """The cell itself is missing or suppressed."""
    EMPTY = 2
    """The region or the industry has no employees at all."""
    ONE_REGION = 3
    NEW = 4
    """Nothing stood there in the first period."""
    FEW_PLANTS = 5
    """The sizes of plants are unknown, or one plant is the whole industry."""
    EXCLUDED = 6
    """The industry is missing somewhere in one of two periods, so that the comparison leaves it out."""
    ZERO = 7
    """A zero stands where the measure divides or takes a logarithm."""
    ONE_INDUSTRY = 8
    CONSTANT = 9
    """All values are equal, so that there is no spread to measure in."""

    NO_NEIGHBOUR = 10
    """An island: no region beside it has a value."""
    UNRELATED = 11
    """The industry shares no region with any other."""
    NOT_IDENTIFIED = 12
    """The table falls into separate parts, or does not tell its regions apart: no one order of complexity follows from it."""
    ABSENT = 13
    """By the rule of presence the industry is in no region, or the region has no industry."""
    INSIDE_BAND = 14
    """The curve is nowhere outside its global band, so there is no distance at which it leaves it."""

    GAMMA_AT_LIMIT = 15
    """γ̃ was cut at its upper limit, and the region has all or nothing of the industry: an interval would have no width."""

    NO_DRAWS = 50
    """Nothing is known of the value's error, so that it has no interval."""
    NEVER_FIRST = 51
    """In no draw did the candidate come first, so that no weights speak for it."""

    @property
    def label(self) -> str:
        """The reason as it stands in result tables, such as ``missing(one_region)``."""
        return f"missing({self.name.lower()})" if self is not Reason.MISSING else "missing"


@dataclass(frozen=True)
class Measured:
    """Values of one measure with the reason of every gap.

    Parameters
    ----------
    value : numpy.ndarray of float64
        The measure; 0 where there is none, so that neither NaN nor infinity ever leaves a measure.
    reason : numpy.ndarray of uint8
        :class:`Reason`, of the same shape; ``PRESENT`` where ``value`` counts.
    """

    value: FloatArray
    reason: NDArray[np.uint8]

    @property
    def present(self) -> BoolArray:
        """Where a value exists."""
        return np.equal(self.reason, Reason.PRESENT)

    def masked(self) -> np.ma.MaskedArray[tuple[int, ...], np.dtype[np.float64]]:
        """Return the values with the gaps masked."""
        return np.ma.MaskedArray(self.value, mask=~self.present)


def measured(value: FloatArray, reasons: dict[Reason, BoolArray]) -> Measured:
    """Put values and reasons together; the first reason that applies to a cell is kept.

    A NaN or infinity without a reason is an error of the measure and raises ``FloatingPointError``.
    """
    reason = np.zeros(value.shape, dtype=np.uint8)
    for code, where in reasons.items():
        reason[(reason == Reason.PRESENT) & where] = code
    clean = np.where(reason == Reason.PRESENT, value, 0.0)
    if not np.isfinite(clean).all():
        message = "a measure produced a value that is not a finite number and named no reason"
        raise FloatingPointError(message)
    return Measured(clean, reason)


def as_cells(employees: ArrayLike) -> FloatArray:
    """Return employees as a float array of shape (regions, industries); NaN marks a missing cell.

    Raises
    ------
    ValueError
        When the array is not two-dimensional, or a cell is negative or infinite.
    """
    cells = np.asarray(employees, dtype=np.float64)
    if cells.ndim != 2:
        message = f"employees must have the shape (regions, industries), not {cells.shape}"
        raise ValueError(message)
    if (cells < 0).any() or (cells == np.inf).any():
        message = "employees must be zero or more and finite; use NaN for a missing cell"
        raise ValueError(message)
    return cells


def divide(numerator: FloatArray, denominator: FloatArray) -> FloatArray:
    """Divide where the denominator is not zero, and return 0 elsewhere."""
    result = np.zeros(np.broadcast_shapes(numerator.shape, denominator.shape))
    np.divide(numerator, denominator, out=result, where=denominator != 0)
    return result
