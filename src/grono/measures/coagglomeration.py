"""Which industries lie in the same regions beyond what all employees explain: coagglomeration after Ellison and Glaeser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from grono.measures.result import Measured, Reason, divide, measured
from grono.measures.shares import shares

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from grono.measures.margins import Margins
    from grono.measures.result import FloatArray
    from grono.measures.shares import Shares

Reference = Literal["totals", "mean"]
"""x, what an industry's spread is compared with: that of all employees, or the mean spread of the industries."""


def coagglomeration_pair(
    employees: ArrayLike, sums: Margins | None = None, *, reference: Reference = "totals"
) -> Measured:
    r"""Coagglomeration of all pairs of industries, by one matrix product.

    .. math:: \gamma^c_{ij} = \frac{\sum_r (s_{ri} - x_r)(s_{rj} - x_r)}{X}, \quad X = 1 - \sum_r x_r^2

    Parameters
    ----------
    employees : array, shape (regions, industries)
        Employees; a region with a missing cell (NaN) in either industry adds nothing to the pair.
    sums : Margins, optional
        Margins to use.
    reference : {"totals", "mean"}
        x: the regions' shares of all employees, or their mean share over the industries, each counting the same.

    Returns
    -------
    Measured, shape (industries, industries)
        Symmetric; 0 in the mean when plants of different industries choose regions independently, above 0 when the industries
        share regions. No plant sizes are needed. The diagonal is G/X of the industry alone: no pair, and not comparable.
        ``EMPTY`` where an industry has no employees, ``ONE_REGION`` with one region.

    References
    ----------
    Ellison, G., Glaeser, E. L. & Kerr, W. R. (2010), doi:10.1257/aer.100.3.1195; rule MAP-21.

    Examples
    --------
    >>> coagglomeration_pair([[6, 5, 2], [3, 1, 5], [1, 4, 3]]).value.round(4)[0].tolist()
    [0.0853, -0.0171, -0.0683]
    """
    share = shares(employees, sums)
    excess, spread = _excess(share, reference)
    gram = excess.T @ excess
    gram *= 1 / spread if spread > 0 else 0.0
    gaps = share.industry_gaps()
    return measured(gram, {code: where[:, None] | where[None, :] for code, where in gaps.items()})


def coagglomeration_group(
    employees: ArrayLike, groups: ArrayLike, sums: Margins | None = None, *, reference: Reference = "totals"
) -> Measured:
    r"""Coagglomeration of groups of industries: the mean of their pairs, weighted by employment.

    .. math:: \frac{G/X - H - \sum_j \gamma_j w_j^2 (1 - H_j)}{1 - \sum_j w_j^2}
              = \frac{2 \sum_{i<j} w_i w_j \gamma^c_{ij}}{1 - \sum_j w_j^2}

    G is the raw concentration of the pooled group, w the industries' shares of its employees, H = Σw²H_j. The plant sizes
    cancel, so that none are needed.

    Parameters
    ----------
    employees : array, shape (regions, industries)
        Employees; a missing cell (NaN) adds nothing.
    groups : array of int, shape (industries,)
        Group 0, 1, … of each industry; −1 for none.
    sums : Margins, optional
        Margins to use.
    reference : {"totals", "mean"}
        As in :func:`coagglomeration_pair`.

    Returns
    -------
    Measured, shape (groups,)
        ``EMPTY`` for a group without employees, ``ONE_INDUSTRY`` where a single industry of it has employees, ``ONE_REGION``
        with one region.

    References
    ----------
    Ellison, G. & Glaeser, E. L. (1997), doi:10.1086/262098; rule MAP-21.

    Examples
    --------
    >>> coagglomeration_group([[6, 5, 2], [3, 1, 5], [1, 4, 3]], [0, 0, -1]).value.round(4).tolist()
    [-0.0171]
    """
    share = shares(employees, sums)
    excess, spread = _excess(share, reference)
    index = np.asarray(groups, dtype=np.intp)
    size = np.where(share.known.any(axis=0), share.sums.industry, 0.0)
    member = (index[:, None] == np.arange(index.max(initial=-1) + 1)[None, :]).astype(np.float64)
    weight = divide(member * size[:, None], (size @ member)[None, :])
    pooled = np.square(excess @ weight).sum(axis=0)
    alone = np.square(excess).sum(axis=0) @ np.square(weight)
    others = 1 - np.square(weight).sum(axis=0)
    members = (weight > 0).sum(axis=0)
    one_region = np.full(members.size, int((share.sums.region > 0).sum()) <= 1)
    return measured(
        divide(pooled - alone, np.where(members > 1, spread * others, 0.0)),
        {Reason.EMPTY: members == 0, Reason.ONE_REGION: one_region, Reason.ONE_INDUSTRY: members == 1},
    )


def _excess(share: Shares, reference: Reference) -> tuple[FloatArray, float]:
    """Return s − x, 0 where a cell is not known, and X."""
    x = share.region
    if reference == "mean":
        usable = share.known.any(axis=0)
        x = share.of_industry[:, usable].mean(axis=1) if usable.any() else np.zeros_like(x)
    excess = share.of_industry - x[:, None]
    if not share.known.all():
        excess[~share.known] = 0.0
    return excess, float(1 - np.square(x).sum())
