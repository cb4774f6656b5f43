"""The location quotient on other scales, and the cluster index of Litzenberger and Sternberg."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grono.measures.margins import margins
from grono.measures.result import Measured, Reason, as_cells, divide, measured
from grono.measures.shares import shares
from grono.measures.specialisation import location_quotient

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from grono.measures.margins import Margins
    from grono.measures.result import BoolArray, FloatArray


def lq_symmetric(employees: ArrayLike, sums: Margins | None = None) -> Measured:
    r"""Location quotient brought into [−1, 1), so that half and double lie equally far from the average.

    .. math:: \frac{LQ - 1}{LQ + 1}

    Parameters
    ----------
    employees : array, shape (regions, industries)
        Employees; NaN where missing.
    sums : Margins, optional
        Margins to use.

    Returns
    -------
    Measured, shape (regions, industries)
        −1 where there are no employees, 0 at the average. ``MISSING`` and ``EMPTY`` as in :func:`location_quotient`.

    References
    ----------
    Dalum, B., Laursen, K. & Villumsen, G. (1998), *International Review of Applied Economics* 12; rule MAP-18.

    Examples
    --------
    >>> lq_symmetric([[100, 0], [50, 50]]).value.round(3).tolist()
    [[0.143, -1.0], [-0.2, 0.333]]
    """
    quotient = location_quotient(employees, sums)
    return Measured(np.where(quotient.present, (quotient.value - 1) / (quotient.value + 1), 0.0), quotient.reason)


def lq_log(employees: ArrayLike, sums: Margins | None = None) -> Measured:
    r"""Natural logarithm of the location quotient.

    .. math:: \ln LQ_{ri}

    Parameters
    ----------
    employees : array, shape (regions, industries)
        Employees; NaN where missing.
    sums : Margins, optional
        Margins to use.

    Returns
    -------
    Measured, shape (regions, industries)
        0 at the average. ``ZERO`` where there are no employees; ``MISSING`` and ``EMPTY`` as in :func:`location_quotient`.

    References
    ----------
    Rule MAP-18.

    Examples
    --------
    >>> lq_log([[100, 0], [50, 50]]).masked().round(3).tolist()
    [[0.288, None], [-0.405, 0.693]]
    """
    quotient = location_quotient(employees, sums)
    zero = quotient.present & (quotient.value == 0)
    usable = quotient.present & ~zero
    reason = np.where(zero, np.uint8(Reason.ZERO), quotient.reason)
    return Measured(np.log(quotient.value, out=np.zeros_like(quotient.value), where=usable), reason)


def lq_additive(employees: ArrayLike, sums: Margins | None = None) -> Measured:
    r"""Difference between an industry's share in the region and its share in all employees.

    .. math:: q_{ri} - q_i

    Parameters
    ----------
    employees : array, shape (regions, industries)
        Employees; NaN where missing.
    sums : Margins, optional
        Margins to use.

    Returns
    -------
    Measured, shape (regions, industries)
        In [−1, 1]; 0.01 is one percentage point more than the average. A cell of 0 gives −q_i.

    References
    ----------
    Hoen, A. R. & Oosterhaven, J. (2006), *Annals of Regional Science* 40; rule MAP-18.

    Examples
    --------
    >>> lq_additive([[100, 0], [50, 50]]).value.tolist()
    [[0.25, -0.25], [-0.25, 0.25]]
    """
    cells = as_cells(employees)
    share = shares(cells, sums)
    empty = (share.sums.region == 0)[:, None] | (share.sums.industry == 0)[None, :]
    return measured(share.of_region - share.industry[None, :], {Reason.MISSING: np.isnan(cells), Reason.EMPTY: empty})


def litzenberger_sternberg(
    employees: ArrayLike, area: ArrayLike, population: ArrayLike, plants: ArrayLike, sums: Margins | None = None
) -> Measured:
    r"""Cluster index: density of employees × employees per head ÷ mean size of plants, each relative to the whole.

    .. math:: CI_{ri} = \frac{e_{ri}/a_r}{e_i/a} \cdot \frac{e_{ri}/n_r}{e_i/n} \Big/ \frac{e_{ri}/b_{ri}}{e_i/b_i}

    Parameters
    ----------
    employees : array, shape (regions, industries)
        Employees; NaN where missing.
    area : array, shape (regions,)
        a, in any unit; NaN where unknown.
    population : array, shape (regions,)
        n, persons; NaN where unknown.
    plants : array, shape (regions, industries)
        b, plants; NaN where unknown.
    sums : Margins, optional
        Margins of the employees to use.

    Returns
    -------
    Measured, shape (regions, industries)
        1 is the average. 0 where plants stand without employees; ``FEW_PLANTS`` where there is no plant; ``MISSING`` where
        one of the four is unknown or an area or population is 0. The whole is the regions that have employees and whose
        figure is known; an empty region moves nothing.

    References
    ----------
    Litzenberger, T. & Sternberg, R. (2006), *Geographische Zeitschrift* 94; rule MAP-18.

    Examples
    --------
    >>> index = litzenberger_sternberg([[60], [40]], area=[10, 90], population=[200, 200], plants=[[12], [8]])
    >>> index.value.round(3).tolist()
    [[7.2], [0.356]]
    """
    cells, sites = as_cells(employees), as_cells(plants)
    sums = margins(cells) if sums is None else sums
    inhabited = sums.region > 0
    density, per_head = _relative(area, inhabited), _relative(population, inhabited)
    share = divide(np.nan_to_num(cells), sums.industry[None, :])
    share_of_plants = divide(np.nan_to_num(sites), np.nansum(np.where(inhabited[:, None], sites, 0.0), axis=0)[None, :])
    unknown = (np.isnan(density) | np.isnan(per_head)) & inhabited
    scale = np.nan_to_num(density * per_head)[:, None]
    return measured(
        share * share_of_plants * scale,  # the employees of the third term cancel those of the second
        {
            Reason.MISSING: np.isnan(cells) | np.isnan(sites) | unknown[:, None],
            Reason.EMPTY: ~inhabited[:, None] | (sums.industry == 0)[None, :],
            Reason.FEW_PLANTS: sites == 0,
        },
    )


def _relative(amount: ArrayLike, counted: BoolArray) -> FloatArray:
    """Whole over part for each region; NaN where the part is unknown or nothing."""
    given = np.asarray(amount, dtype=np.float64)
    usable = counted & (np.nan_to_num(given) > 0)
    return np.where(usable, divide(np.full_like(given, given[usable].sum()), np.where(usable, given, 0.0)), np.nan)
