"""Input–output tables: what an industry needs from the others, and what a demand for it sets going."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.result import Measured, Reason, divide, measured

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from grono.measures.result import BoolArray, FloatArray


@dataclass(frozen=True)
class InputOutput:
    """What follows from a table of flows.

    Parameters
    ----------
    technical : Measured, shape (industries, industries)
        A: what an industry (column) buys from another (row) for one unit of its output.
    leontief : Measured, shape (industries, industries)
        L = (I − A)⁻¹: output of the row that one unit of final demand for the column sets going, all rounds counted.
    output_multiplier : Measured, shape (industries,)
        Column sums of L.
    forward_multiplier : Measured, shape (industries,)
        Row sums of (I − B)⁻¹, B the shares of an industry's output that go to each other one (Ghosh).
    set_aside : numpy.ndarray of bool, shape (industries,)
        Industries whose output is 0 or missing: they have no coefficients and are left out of the inverse.
    partial : bool
        Whether a flow between the others is missing, so that the inverses are those of what is known.
    """

    technical: Measured
    leontief: Measured
    output_multiplier: Measured
    forward_multiplier: Measured
    set_aside: BoolArray
    partial: bool


def as_flows(flows: ArrayLike) -> FloatArray:
    """Return flows as a square float array, supplier by user; NaN marks a missing flow.

    Raises
    ------
    ValueError
        When the array is not square, or a flow is negative or infinite.
    """
    table = np.asarray(flows, dtype=np.float64)
    if table.ndim != 2 or table.shape[0] != table.shape[1]:
        message = f"flows must have the shape (industries, industries), not {table.shape}"
        raise ValueError(message)
    if np.isinf(table).any() or (np.nan_to_num(table) < 0).any():
        message = "flows must be zero or more and finite; use NaN for a missing flow"
        raise ValueError(message)
    return table


def input_output(flows: ArrayLike, output: ArrayLike) -> InputOutput:
    r"""Technical coefficients, Leontief inverse, output multipliers and forward multipliers.

    .. math:: A = Z \hat{x}^{-1}, \quad L = (I - A)^{-1}, \quad m_j = \sum_i L_{ij}, \quad
              B = \hat{x}^{-1} Z, \quad f_i = \sum_j \big((I - B)^{-1}\big)_{ij}

    Parameters
    ----------
    flows : array, shape (industries, industries)
        Z: what each industry (row) sells to each other (column), in the unit of ``output``; NaN where missing, which counts
        as nothing bought and makes the result ``partial``.
    output : array, shape (industries,)
        x: everything each industry makes, in the same unit.

    Returns
    -------
    InputOutput
        An industry of output 0 is ``EMPTY``, of missing output ``MISSING``, and is set aside; what the others buy from it
        and sell to it stays out. ``NOT_IDENTIFIED`` where the table uses up more than it makes, so that no finite round of
        purchases meets a demand (the condition of Hawkins and Simon).

    References
    ----------
    Miller, R. E. & Blair, P. D. (2009), *Input–Output Analysis*, chapters 2 and 12, doi:10.1017/CBO9780511626982; Ghosh, A.
    (1958), doi:10.2307/2550694; rule MAP-37.

    Examples
    --------
    >>> found = input_output([[150, 500], [200, 100]], [1000, 2000])
    >>> found.output_multiplier.value.round(4).tolist()
    [1.5182, 1.4521]
    """
    table, made = as_flows(flows), np.asarray(output, dtype=np.float64)
    if made.shape != table.shape[:1] or np.isinf(made).any() or (np.nan_to_num(made) < 0).any():
        message = "output must have one value for each industry, zero or more and finite; use NaN for a missing one"
        raise ValueError(message)
    aside: BoolArray = ~(made > 0)
    known = np.where(aside[:, None] | aside[None, :], 0.0, np.nan_to_num(table))
    total = np.where(aside, 0.0, made)
    technical = divide(known, total[None, :])
    allocation = divide(known, total[:, None])
    leontief, productive = _inverse(technical)
    ghosh, _ = _inverse(allocation)  # similar to the other: both exist or neither
    of_pairs = _gaps(made, productive=productive)
    coefficient_gaps = {**_gaps(made, productive=True), Reason.MISSING: of_pairs[Reason.MISSING] | np.isnan(table)}
    of_industries = {reason: np.asarray(np.diagonal(where)) for reason, where in of_pairs.items()}
    return InputOutput(
        technical=measured(technical, coefficient_gaps),
        leontief=measured(leontief, of_pairs),
        output_multiplier=measured(leontief.sum(axis=0, where=~aside[:, None]), of_industries),
        forward_multiplier=measured(ghosh.sum(axis=1, where=~aside[None, :]), of_industries),
        set_aside=aside,
        partial=bool(np.isnan(table[~aside][:, ~aside]).any()),
    )


def _inverse(coefficients: FloatArray) -> tuple[FloatArray, bool]:
    """Return (I − A)⁻¹ and whether it is the sum of all rounds of purchases, I + A + A² and so on."""
    unit = np.eye(len(coefficients))
    try:
        inverse = np.linalg.solve(unit - coefficients, unit)
    except np.linalg.LinAlgError:
        return np.zeros_like(unit), False
    # A productive table has an inverse without negative entries, and only a productive one has (Hawkins & Simon 1949); rounding
    # may leave entries of the size of machine precision below zero.
    productive = bool(np.isfinite(inverse).all() and (inverse >= -1e-9 * np.abs(inverse).max(initial=1.0)).all())
    return (np.maximum(inverse, 0.0), True) if productive else (np.zeros_like(unit), False)


def _gaps(made: FloatArray, *, productive: bool) -> dict[Reason, BoolArray]:
    """Return the reasons of pairs: an industry of no known output, of none, or a table that cannot be solved."""
    missing, empty = np.isnan(made), made == 0
    shape = (made.size, made.size)
    return {
        Reason.MISSING: missing[:, None] | missing[None, :],
        Reason.EMPTY: empty[:, None] | empty[None, :],
        Reason.NOT_IDENTIFIED: np.full(shape, not productive),
    }
