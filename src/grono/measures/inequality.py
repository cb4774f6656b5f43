"""How unevenly an industry lies in space or a region is composed: absolute differences and Gini indices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from grono.measures.result import Measured, Reason, divide, measured
from grono.measures.shares import shares
from grono.measures.specialisation import krugman_specialisation, location_quotient

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from grono.measures.margins import Margins
    from grono.measures.result import FloatArray

Over = Literal["regions", "industries"]
"""What a measure runs over: ``regions`` gives a value for each industry, ``industries`` one for each region."""


def krugman_concentration(employees: ArrayLike, sums: Margins | None = None) -> Measured:
    r"""Sum of the absolute differences between an industry's spread over regions and that of all employees.

    .. math:: \sum_r |s_{ri} - x_r| \in [0, 2)

    Parameters
    ----------
    employees : array, shape (regions, industries)
        Employees; missing cells (NaN) are left out of the sums and of the comparison.
    sums : Margins, optional
        Margins to use.

    Returns
    -------
    Measured, shape (industries,)
        0 for an industry that lies where all employees are. ``EMPTY`` for an industry without employees, ``ONE_REGION`` with
        one region.

    References
    ----------
    Krugman, P. (1991), *Geography and Trade*; rule MAP-19.

    Examples
    --------
    >>> krugman_concentration([[100, 0], [50, 50]]).value.round(3).tolist()
    [0.333, 1.0]
    """
    share = shares(employees, sums)
    difference = np.abs(share.of_industry - share.region[:, None])
    return measured(np.where(share.known, difference, 0.0).sum(axis=0), share.industry_gaps())


def hoover_concentration(employees: ArrayLike, sums: Margins | None = None) -> Measured:
    r"""Share of an industry's employees that would have to move for it to lie where all employees are.

    .. math:: \tfrac12 \sum_r |s_{ri} - x_r| \in [0, 1)

    Half of :func:`krugman_concentration`, with the same gaps.

    References
    ----------
    Hoover, E. M. (1936), doi:10.2307/1927875; rule MAP-19.

    Examples
    --------
    >>> hoover_concentration([[100, 0], [50, 50]]).value.round(3).tolist()
    [0.167, 0.5]
    """
    return _half(krugman_concentration(employees, sums))


def hoover_specialisation(employees: ArrayLike, sums: Margins | None = None) -> Measured:
    r"""Share of a region's employees that would have to change industry for it to be composed like the whole.

    .. math:: \tfrac12 \sum_i |q_{ri} - q_i| \in [0, 1)

    Half of :func:`krugman_specialisation`, with the same gaps.

    References
    ----------
    Hoover, E. M. (1936), doi:10.2307/1927875; rule MAP-19.

    Examples
    --------
    >>> hoover_specialisation([[100, 0], [50, 50]]).value.tolist()
    [0.25, 0.25]
    """
    return _half(krugman_specialisation(employees, sums))


def _half(values: Measured) -> Measured:
    return Measured(values.value / 2, values.reason)


def hachman(employees: ArrayLike, sums: Margins | None = None) -> Measured:
    r"""Likeness of a region's composition to that of the whole: the reciprocal of its mean location quotient.

    .. math:: \frac{1}{\sum_i LQ_{ri}\, q_{ri}} \in (0, 1]

    Parameters
    ----------
    employees : array, shape (regions, industries)
        Employees; missing cells (NaN) are left out of the sum.
    sums : Margins, optional
        Margins to use.

    Returns
    -------
    Measured, shape (regions,)
        1 for a region composed like the whole. ``EMPTY`` for a region without employees, ``ZERO`` where all that is known of
        it is 0.

    References
    ----------
    Hachman, F. (1995), *Economic Report to the Governor of Utah*; rule MAP-19.

    Examples
    --------
    >>> hachman([[100, 0], [50, 50]]).value.tolist()
    [0.75, 0.75]
    """
    share = shares(employees, sums)
    quotient = location_quotient(employees, share.sums)
    mean = (np.where(share.known, quotient.value, 0.0) * share.of_region).sum(axis=1)
    return measured(divide(np.ones_like(mean), mean), {**share.region_gaps(), Reason.ZERO: mean == 0})


def gini_lq_unweighted(employees: ArrayLike, sums: Margins | None = None, *, over: Over = "regions") -> Measured:
    r"""Gini index of location quotients in which every region (or industry) counts the same.

    .. math:: \frac{\sum_j \sum_k |LQ_j - LQ_k|}{2 n^2\, \overline{LQ}} \in [0, 1 - 1/n]

    Parameters
    ----------
    employees : array, shape (regions, industries)
        Employees; missing cells (NaN), empty regions and empty industries are left out and not counted in n.
    sums : Margins, optional
        Margins to use.
    over : {"regions", "industries"}
        ``regions`` gives the concentration of each industry, ``industries`` the specialisation of each region.

    Returns
    -------
    Measured, shape (industries,) or (regions,)
        ``ONE_REGION`` for concentration with one region; 0 for specialisation with one industry; ``ZERO`` where every quotient
        known is 0.

    References
    ----------
    Farhauer, O. & Kröll, A. (2013), *Standorttheorien*; rule MAP-19.

    Examples
    --------
    >>> gini_lq_unweighted([[100, 0], [50, 50]]).value.round(3).tolist()
    [0.167, 0.5]
    """
    share = shares(employees, sums)
    quotient = location_quotient(employees, share.sums).value
    known, gaps = share.known, share.industry_gaps()
    if over == "industries":
        quotient, known, gaps = quotient.T, known.T, share.region_gaps()
    count = known.sum(axis=0)
    ordered = np.sort(
        np.where(known, quotient, -1.0), axis=0
    )  # −1, below every quotient: what is not known comes first
    place = np.arange(1, len(ordered) + 1)[:, None] - (len(ordered) - count)
    twice = np.where(place > 0, (2 * place - count - 1) * ordered, 0.0).sum(axis=0)
    total = np.where(known, quotient, 0.0).sum(axis=0)
    return measured(divide(twice, count * total), {**gaps, Reason.ZERO: total == 0})


def locational_gini_weighted(employees: ArrayLike, sums: Margins | None = None) -> Measured:
    r"""Gini index of an industry's location quotients in which regions count by their employees.

    .. math:: \tfrac14 \sum_r \sum_t x_r x_t |LQ_r - LQ_t| \in [0, \tfrac12)

    By sorting regions by their quotient, R log R steps for an industry and not R².

    Parameters
    ----------
    employees : array, shape (regions, industries)
        Employees. A region with a missing cell (NaN) is left out of the industry's comparison: the shares of the others are
        taken among themselves.
    sums : Margins, optional
        Margins to use.

    Returns
    -------
    Measured, shape (industries,)
        0 for an industry that lies where all employees are. ``ONE_REGION`` with one region, ``ZERO`` where every cell known is 0.

    References
    ----------
    Kim, S. (1995), doi:10.2307/2946643; rule MAP-19.

    Examples
    --------
    >>> locational_gini_weighted([[100, 0], [50, 50]]).value.round(3).tolist()
    [0.083, 0.25]
    """
    share = shares(employees, sums)
    weight = np.where(share.known, share.region[:, None], 0.0)
    x, s = _among_themselves(weight), _among_themselves(share.of_industry)
    order = np.argsort(np.where(share.known, divide(s, x), np.inf), axis=0)
    x, s = np.take_along_axis(x, order, axis=0), np.take_along_axis(s, order, axis=0)
    below = np.cumsum(x, axis=0)
    value = 0.5 * (s * (2 * below - x - 1)).sum(axis=0)
    nothing = share.of_industry.sum(axis=0) == 0
    return measured(np.maximum(value, 0.0), {**share.industry_gaps(), Reason.ZERO: nothing})


def locational_gini_weighted_01(employees: ArrayLike, sums: Margins | None = None) -> Measured:
    """Twice :func:`locational_gini_weighted`, so that it lies in [0, 1); the same gaps (MAP-19).

    Examples
    --------
    >>> locational_gini_weighted_01([[100, 0], [50, 50]]).value.round(3).tolist()
    [0.167, 0.5]
    """
    half = locational_gini_weighted(employees, sums)
    return Measured(half.value * 2, half.reason)


def _among_themselves(part: FloatArray) -> FloatArray:
    return divide(part, part.sum(axis=0)[None, :])
