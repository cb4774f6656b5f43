"""Change between two periods: growth, and how much of it a region shares with the nation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.result import Measured, Reason, as_cells, divide, measured

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from grono.measures.result import BoolArray, FloatArray


def growth(before: ArrayLike, after: ArrayLike, *, years: float = 1.0) -> Measured:
    """Relative change, in the mean per year: (e₁/e₀)^(1/years) − 1.

    Parameters
    ----------
    before, after : arrays of one shape
        Employees in the first and the last period; NaN where missing.
    years : float
        Years between them; 1 gives the whole change.

    Returns
    -------
    Measured
        0.1 is 10 %. ``NEW`` where nothing stood before and something does now, ``EMPTY`` where both are 0.

    Examples
    --------
    >>> growth([100, 0], [121, 5], years=2).masked().tolist()
    [0.10000000000000009, None]
    """
    first, last = np.asarray(before, dtype=np.float64), np.asarray(after, dtype=np.float64)
    missing = np.isnan(first) | np.isnan(last)
    ratio = divide(np.nan_to_num(last), np.nan_to_num(first))
    none_before = np.nan_to_num(first) == 0
    reasons = {Reason.MISSING: missing, Reason.NEW: none_before & (last > 0), Reason.EMPTY: none_before}
    return measured(ratio ** (1 / years) - 1, reasons)


@dataclass(frozen=True)
class ShiftShare:
    """The four parts of each cell's change, of shape (regions, industries), in employees; they add up to the change.

    Parameters
    ----------
    national : Measured
        What the cell would have gained at the nation's rate: e(g − 1).
    mix : Measured
        What it gained because its industry grows faster or slower than the nation: e(gᵢ − g).
    regional : Measured
        What it gained beyond its industry: e′ − e·gᵢ.
    new : Measured
        Employees of an industry that the nation did not have before.
    included : numpy.ndarray of bool, shape (industries,)
        False for an industry left out because a cell of it is missing in either period; its cells are ``EXCLUDED``.
    """

    national: Measured
    mix: Measured
    regional: Measured
    new: Measured
    included: BoolArray

    def of_regions(self) -> dict[str, FloatArray]:
        """Return the sums over industries by part, each of shape (regions,), with ``total`` their sum."""
        parts = {
            "national": self.national.value.sum(axis=1),
            "mix": self.mix.value.sum(axis=1),
            "regional": self.regional.value.sum(axis=1),
            "new": self.new.value.sum(axis=1),
        }
        return {**parts, "total": np.sum(list(parts.values()), axis=0)}


def shift_share(before: ArrayLike, after: ArrayLike) -> ShiftShare:
    """Classic shift-share after Dunn, with a fourth part for industries new to the nation, so that the parts always add up.

    Parameters
    ----------
    before, after : arrays, shape (regions, industries)
        Employees in the first and the last period; NaN where missing. An industry with a missing cell in either period is
        left out everywhere, also from the national rates.

    Returns
    -------
    ShiftShare
        In employees.

    References
    ----------
    Dunn, E. S. (1960), doi:10.1111/j.1435-5597.1960.tb01705.x; rules MAP-10 and MAP-36.

    Examples
    --------
    >>> parts = shift_share([[50, 0, 0], [450, 100, 0]], [[60, 10, 5], [490, 110, 0]]).of_regions()
    >>> [round(float(parts[name][0]), 6) for name in ("national", "mix", "regional", "new", "total")]
    [6.25, -1.25, 15.0, 5.0, 25.0]
    """
    first, last = as_cells(before), as_cells(after)
    included: BoolArray = ~np.asarray((np.isnan(first) | np.isnan(last)).any(axis=0))
    first, last = np.where(included, first, 0.0), np.where(included, last, 0.0)
    industry_before, industry_after = first.sum(axis=0), last.sum(axis=0)
    total = first.sum()
    nation = last.sum() / total if total > 0 else 1.0
    industry = divide(industry_after, industry_before)[None, :]
    is_new = np.broadcast_to((industry_before == 0)[None, :], first.shape)
    excluded = {Reason.EXCLUDED: np.broadcast_to(~included[None, :], first.shape)}

    def part(value: FloatArray) -> Measured:
        return measured(value, excluded)

    return ShiftShare(
        national=part(first * (nation - 1)),
        mix=part(first * (industry - nation)),
        regional=part(np.where(is_new, 0.0, last - first * industry)),
        new=part(np.where(is_new, last, 0.0)),
        included=included,
    )
