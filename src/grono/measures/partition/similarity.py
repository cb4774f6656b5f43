"""How alike industries are, pair by pair, and several likenesses in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grono.measures.result import Measured, Reason, divide, measured

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import ArrayLike

    from grono.measures.result import BoolArray, FloatArray

LEAST_COMMON = 3
"""Rows that two industries must both have: through two points there is always a straight line."""

NO_SPREAD = 1e-12
"""Share of its own size below which a sum of squares is rounding and not spread."""


def profile_correlation(cells: ArrayLike) -> Measured:
    r"""Correlation of industries over regions: whether they stand where the others stand.

    .. math:: \rho_{ij} = \frac{\sum_r (y_{ri} - \bar y_i)(y_{rj} - \bar y_j)}
              {\sqrt{\sum_r (y_{ri} - \bar y_i)^2 \sum_r (y_{rj} - \bar y_j)^2}}

    Parameters
    ----------
    cells : array, shape (regions, industries)
        Employees, plants, or location quotients where large regions should not decide alone; or occupations × industries for the
        likeness of what people do there. NaN where missing: a pair is compared over the rows in which both are known.

    Returns
    -------
    Measured, shape (industries, industries)
        In [−1, 1], symmetric. ``EMPTY`` for an industry without employees, ``CONSTANT`` where one has the same everywhere (one
        region included), ``MISSING`` with fewer than three common rows.

    References
    ----------
    Porter, M. E. (2003), doi:10.1080/0034340032000108688; rule MAP-38.

    Examples
    --------
    >>> profile_correlation([[1, 2, 3], [2, 4, 2], [3, 6, 1]]).value.tolist()
    [[1.0, 1.0, -1.0], [1.0, 1.0, -1.0], [-1.0, -1.0, 1.0]]
    """
    table = np.asarray(cells, dtype=np.float64)
    known = ~np.isnan(table)
    rows = known.sum(axis=0)
    centre = divide(np.nansum(table, axis=0), rows.astype(np.float64))
    around = np.where(known, table - centre, 0.0)
    size = np.square(np.nan_to_num(table)).sum(axis=0)
    there = known.astype(np.float64)
    common = there.T @ there
    products = around.T @ around
    if known.all():
        squares = np.broadcast_to(np.diagonal(products)[:, None], products.shape)
    else:
        sums = around.T @ there
        products = products - divide(sums * sums.T, common)
        squares = np.square(around).T @ there - divide(np.square(sums), common)
    spread = np.where(squares > NO_SPREAD * size[:, None], squares, 0.0)
    value = np.clip(divide(products, np.sqrt(spread * spread.T)), -1.0, 1.0)
    np.fill_diagonal(value, 1.0)
    empty = size == 0
    return measured(
        value,
        {
            Reason.EMPTY: empty[:, None] | empty[None, :],
            Reason.MISSING: common < min(LEAST_COMMON, max(len(table), 1)),
            Reason.CONSTANT: (spread == 0) | (spread.T == 0),
        },
    )


def standardised_mean(similarities: Iterable[Measured]) -> Measured:
    """Mean of several likenesses, each brought to mean 0 and standard deviation 1 over its pairs of different industries.

    Parameters
    ----------
    similarities : iterable of Measured, shape (industries, industries)
        Symmetric; they may have different units.

    Returns
    -------
    Measured, shape (industries, industries)
        The mean over those that know the pair, ``MISSING`` where none does; a likeness that is the same for all pairs says
        nothing and is left out. The diagonal is 0.

    References
    ----------
    Delgado, M., Porter, M. E. & Stern, S. (2016), doi:10.1093/jeg/lbv017; rule MAP-38.
    """
    standardised = [_standardised(one) for one in similarities]
    value = np.sum([score for score, _ in standardised], axis=0)
    known = np.sum([present for _, present in standardised], axis=0).astype(np.float64)
    return measured(divide(value, known), {Reason.MISSING: known == 0})


def off_diagonal(similarity: Measured) -> BoolArray:
    """Return where a similarity is known between two different industries."""
    return np.asarray(similarity.present & ~np.eye(len(similarity.value), dtype=bool))


def _standardised(similarity: Measured) -> tuple[FloatArray, BoolArray]:
    pairs = off_diagonal(similarity)
    values = similarity.value[pairs]
    spread = float(values.std()) if values.size else 0.0
    if spread <= NO_SPREAD * float(np.abs(values).max(initial=0.0)):
        return np.zeros_like(similarity.value), np.zeros_like(pairs)
    return np.where(pairs, (similarity.value - values.mean()) / spread, 0.0), pairs
