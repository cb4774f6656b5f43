"""Shift-share beyond the classic one: homothetic after Esteban-Marquillas, and year by year after Barff and Knight."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.growth import ShiftShare, shift_share
from grono.measures.result import Measured, Reason, as_cells, divide, measured

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from grono.measures.result import BoolArray, FloatArray


@dataclass(frozen=True)
class EstebanShiftShare:
    """The five parts of each cell's change, of shape (regions, industries), in employees; they add up to the change.

    Parameters
    ----------
    national, mix : Measured
        As in the classic shift-share: e(g − 1) and e(gᵢ − g).
    competitive : Measured
        What the cell would have gained beyond its industry if the region were composed like the nation: h(gᵣᵢ − gᵢ).
        ``NEW`` where nothing stood in the cell in the first period.
    allocation : Measured
        What it gained because the region is specialised where it is fast or slow: (e − h)(gᵣᵢ − gᵢ). ``NEW`` likewise.
    new : Measured
        Employees of a cell in which nothing stood before, whether new to the region or to the nation.
    included : numpy.ndarray of bool, shape (industries,)
        False for an industry left out because a cell of it is missing in either period; its cells are ``EXCLUDED``.
    """

    national: Measured
    mix: Measured
    competitive: Measured
    allocation: Measured
    new: Measured
    included: BoolArray

    def of_regions(self) -> dict[str, FloatArray]:
        """Return the sums over industries by part, each of shape (regions,), with ``total`` their sum."""
        names = ("national", "mix", "competitive", "allocation", "new")
        parts: dict[str, FloatArray] = {name: getattr(self, name).value.sum(axis=1) for name in names}
        return {**parts, "total": np.sum(list(parts.values()), axis=0)}


def shift_share_esteban(before: ArrayLike, after: ArrayLike) -> EstebanShiftShare:
    r"""Shift-share that takes a region's specialisation out of its competitive part.

    .. math:: h_{ri} = e_r q_i, \quad c_{ri} = h_{ri} (g_{ri} - g_i), \quad a_{ri} = (e_{ri} - h_{ri})(g_{ri} - g_i)

    with :math:`g_{ri} = e'_{ri}/e_{ri}` and :math:`g_i` the same ratio of the nation. The national part and the mix are
    those of :func:`grono.measures.shift_share`; competitive and allocation together are its regional part.

    Parameters
    ----------
    before, after : arrays, shape (regions, industries)
        Employees in the first and the last period; NaN where missing. An industry with a missing cell in either period is
        left out everywhere, also from the rates and from the homothetic employment h.

    Returns
    -------
    EstebanShiftShare
        In employees. A cell of 0 in the first period has no ratio: its competitive and allocation parts are ``NEW``, and
        what stands there afterwards is the part ``new``, so that the parts always add up.

    References
    ----------
    Esteban-Marquillas, J. M. (1972), *A reinterpretation of shift-share analysis*, Regional and Urban Economics 2(3),
    doi:10.1016/0034-3331(72)90033-4; rules MAP-10 and MAP-36.

    Examples
    --------
    >>> parts = shift_share_esteban([[50, 50], [450, 150]], [[60, 80], [490, 150]]).of_regions()
    >>> [round(float(parts[name][0]), 6) for name in ("competitive", "allocation", "total")]
    [20.0, 7.5, 40.0]
    """
    classic = shift_share(before, after)
    included = classic.included
    first, last = (np.where(included, as_cells(cells), 0.0) for cells in (before, after))
    of_industry = first.sum(axis=0)
    homothetic = first.sum(axis=1, keepdims=True) * divide(of_industry, np.full_like(of_industry, first.sum()))
    ahead = divide(last, first) - divide(last.sum(axis=0), of_industry)[None, :]
    started = first == 0
    excluded = {Reason.EXCLUDED: np.broadcast_to(~included[None, :], first.shape)}
    gaps = {**excluded, Reason.NEW: started}
    return EstebanShiftShare(
        national=classic.national,
        mix=classic.mix,
        competitive=measured(homothetic * ahead, gaps),
        allocation=measured((first - homothetic) * ahead, gaps),
        new=measured(np.where(started, last, 0.0), excluded),
        included=included,
    )


def shift_share_dynamic(periods: Sequence[ArrayLike] | FloatArray) -> ShiftShare:
    r"""Sum the classic shift-share over every step from one period to the next, so that weights and rates follow the years.

    .. math:: \sum_t e^t_{ri}(g^t - 1), \quad \sum_t e^t_{ri}(g^t_i - g^t), \quad \sum_t (e^{t+1}_{ri} - e^t_{ri} g^t_i)

    Parameters
    ----------
    periods : arrays of shape (regions, industries), two or more, in the order of time
        Employees; NaN where missing. An industry with a missing cell in any of them is left out of every step, since a step
        without it would break the sum. Steps need not be one year long: they are what the table has.

    Returns
    -------
    ShiftShare
        In employees, summed over the steps. ``new`` counts what an industry brings in the step in which it comes to the
        nation; its later growth belongs to the other parts.

    Raises
    ------
    ValueError
        With fewer than two periods, or periods of different shapes.

    References
    ----------
    Barff, R. A. & Knight, P. L. (1988), *Dynamic shift-share analysis*, Growth and Change 19(2),
    doi:10.1111/j.1468-2257.1988.tb00465.x; rules MAP-10 and MAP-36.

    Examples
    --------
    >>> years = [[[90, 20], [310, 130]], [[95, 30], [325, 150]], [[100, 40], [340, 170]]]
    >>> parts = shift_share_dynamic(years).of_regions()
    >>> [round(float(parts[name][0]), 6) for name in ("mix", "regional", "total")]
    [-2.392857, 11.97619, 30.0]
    """
    panel = [as_cells(cells) for cells in periods]
    if len(panel) < 2 or any(cells.shape != panel[0].shape for cells in panel):
        message = "a dynamic shift-share needs two or more periods of one shape (regions, industries)"
        raise ValueError(message)
    included: BoolArray = ~np.logical_or.reduce([np.isnan(cells).any(axis=0) for cells in panel])
    kept = [np.where(included, cells, 0.0) for cells in panel]
    steps = [shift_share(first, last) for first, last in pairwise(kept)]
    excluded = {Reason.EXCLUDED: np.broadcast_to(~included[None, :], kept[0].shape)}

    def summed(name: str) -> Measured:
        value: FloatArray = np.sum([getattr(step, name).value for step in steps], axis=0)
        return measured(value, excluded)

    return ShiftShare(summed("national"), summed("mix"), summed("regional"), summed("new"), included)
