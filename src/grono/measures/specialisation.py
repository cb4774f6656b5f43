"""How a region differs from the whole: location quotient and Krugman's specialisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grono.measures.margins import Margins, margins
from grono.measures.result import Measured, Reason, as_cells, divide, measured

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def location_quotient(employees: ArrayLike, sums: Margins | None = None) -> Measured:
    r"""Share of an industry in a region's employees over its share in all employees.

    .. math:: LQ_{ri} = \frac{e_{ri} / e_r}{e_i / e}

    Parameters
    ----------
    employees : array, shape (regions, industries)
        Employees, or another additive measure; NaN where missing, 0 where there are none.
    sums : Margins, optional
        Margins to use; by default the sums of the cells, or the source's own where :func:`margins` was given them.

    Returns
    -------
    Measured, shape (regions, industries)
        Dimensionless, 1 is the average. A cell of 0 gives 0; a missing cell is ``MISSING``; an empty region or industry is
        ``EMPTY``; with one region every quotient is 1.

    References
    ----------
    Florence, P. S. (1939), *Report on the Location of Industry*; rule MAP-11.

    Examples
    --------
    >>> location_quotient([[100, 0], [50, 50]]).value.round(3).tolist()
    [[1.333, 0.0], [0.667, 2.0]]
    """
    cells = as_cells(employees)
    sums = margins(cells) if sums is None else sums
    region, industry = sums.region[:, None], sums.industry[None, :]
    quotient = divide(np.nan_to_num(cells) * sums.total, region * industry)
    empty = np.broadcast_to((region == 0) | (industry == 0), cells.shape)
    return measured(quotient, {Reason.MISSING: np.isnan(cells), Reason.EMPTY: empty})


def krugman_specialisation(employees: ArrayLike, sums: Margins | None = None) -> Measured:
    r"""Sum of the absolute differences between a region's industry shares and those of the whole.

    .. math:: K_r = \sum_i |q_{ri} - q_i| \in [0, 2]

    Parameters
    ----------
    employees : array, shape (regions, industries)
        Employees; missing cells (NaN) are left out of the sums and of the comparison.
    sums : Margins, optional
        Margins to use.

    Returns
    -------
    Measured, shape (regions,)
        0 for a region composed like the whole, towards 2 for one that shares nothing with it. ``EMPTY`` for a region without
        employees, ``MISSING`` where no cell of it is known; 0 with one industry.

    References
    ----------
    Krugman, P. (1991), *Geography and Trade*; rule MAP-13.

    Examples
    --------
    >>> krugman_specialisation([[100, 0], [50, 50]]).value.round(3).tolist()
    [0.5, 0.5]
    """
    cells = as_cells(employees)
    sums = margins(cells) if sums is None else sums
    own = divide(np.nan_to_num(cells), sums.region[:, None])
    national = divide(sums.industry, np.full_like(sums.industry, sums.total))
    difference = np.abs(own - national[None, :])
    total = np.where(np.isnan(cells), 0.0, difference).sum(axis=1)
    return measured(total, {Reason.EMPTY: sums.region == 0, Reason.MISSING: np.asarray(np.isnan(cells).all(axis=1))})
