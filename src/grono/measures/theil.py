"""Theil's two measures of inequality, T and L, and what of each lies between and within groups of regions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.result import Measured, Reason, divide, measured
from grono.measures.shares import shares, sums_by_label

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from grono.measures.margins import Margins
    from grono.measures.result import BoolArray, FloatArray
    from grono.measures.shares import Shares


@dataclass(frozen=True)
class TheilParts:
    """Inequality split by a grouping of regions, each of shape (industries,); total = between + within.

    Parameters
    ----------
    total : Measured
        As without the grouping.
    between : Measured
        What is left when each group is levelled.
    within : Measured
        The groups' own inequality, weighted: by their shares of the industry (T), of all employees (L).
    """

    total: Measured
    between: Measured
    within: Measured


def theil_t(employees: ArrayLike, sums: Margins | None = None, *, unweighted: bool = False) -> Measured:
    r"""Theil T of an industry's spread over regions against that of all employees.

    .. math:: T_i = \sum_r s_{ri} \ln \frac{s_{ri}}{x_r} \ge 0, \quad 0 \ln 0 = 0

    Parameters
    ----------
    employees : array, shape (regions, industries)
        Employees. A region with a missing cell (NaN) is left out of the industry's comparison: the shares of the others are
        taken among themselves.
    sums : Margins, optional
        Margins to use.
    unweighted : bool
        Every region with employees counts the same: x = 1/n.

    Returns
    -------
    Measured, shape (industries,)
        0 for an industry that lies where all employees are. ``EMPTY``, ``ONE_REGION``, ``ZERO`` where every cell known is 0.

    References
    ----------
    Theil, H. (1967), *Economics and Information Theory*; rule MAP-19.

    Examples
    --------
    >>> theil_t([[10], [10], [10], [20], [50]], unweighted=True).value.round(7).tolist()
    [0.2502012]
    """
    return _split_t(shares(employees, sums), None, unweighted=unweighted).total


def theil_l(employees: ArrayLike, sums: Margins | None = None, *, unweighted: bool = False) -> Measured:
    r"""Theil L (mean logarithmic deviation) of an industry's spread over regions against that of all employees.

    .. math:: L_i = \sum_r x_r \ln \frac{x_r}{s_{ri}} \ge 0

    Another number than :func:`theil_t`: it weighs regions by all employees and knows no region without the industry.

    Parameters
    ----------
    employees : array, shape (regions, industries)
        Employees; a missing cell (NaN) as in :func:`theil_t`.
    sums : Margins, optional
        Margins to use.
    unweighted : bool
        Every region with employees counts the same: x = 1/n.

    Returns
    -------
    Measured, shape (industries,)
        ``ZERO`` where a region with employees has none in the industry.

    References
    ----------
    Theil, H. (1967), *Economics and Information Theory*; rule MAP-19.

    Examples
    --------
    >>> theil_l([[10], [10], [10], [20], [50]], unweighted=True).value.round(7).tolist()
    [0.2326302]
    """
    return _split_l(shares(employees, sums), None, unweighted=unweighted).total


def theil_t_by_group(
    employees: ArrayLike, groups: ArrayLike, sums: Margins | None = None, *, unweighted: bool = False
) -> TheilParts:
    r"""Theil T split into the part between groups of regions and the part within them.

    .. math:: T = \sum_g S_g \ln\frac{S_g}{X_g} + \sum_g S_g T_g

    Parameters
    ----------
    employees : array, shape (regions, industries)
        Employees, as in :func:`theil_t`.
    groups : array, shape (regions,)
        Group of each region, numbers or text, such as the larger region it lies in.
    sums, unweighted
        As in :func:`theil_t`.

    Returns
    -------
    TheilParts
        A group without the industry counts 0 in both parts.

    References
    ----------
    Theil, H. (1967), *Economics and Information Theory*; rule MAP-19.

    Examples
    --------
    >>> parts = theil_t_by_group([[30, 10], [10, 10], [20, 20]], ["north", "north", "south"])
    >>> [part.value.round(4).tolist() for part in (parts.total, parts.between, parts.within)]
    [[0.0204, 0.0499], [0.0095, 0.0204], [0.0109, 0.0294]]
    """
    return _split_t(shares(employees, sums), groups, unweighted=unweighted)


def theil_l_by_group(
    employees: ArrayLike, groups: ArrayLike, sums: Margins | None = None, *, unweighted: bool = False
) -> TheilParts:
    r"""Theil L split into the part between groups of regions and the part within them.

    .. math:: L = \sum_g X_g \ln\frac{X_g}{S_g} + \sum_g X_g L_g

    Parameters
    ----------
    employees : array, shape (regions, industries)
        Employees, as in :func:`theil_l`.
    groups : array, shape (regions,)
        Group of each region, numbers or text.
    sums, unweighted
        As in :func:`theil_l`.

    Returns
    -------
    TheilParts
        ``between`` can have a value where ``within`` and ``total`` are ``ZERO``: each group has the industry, a region has not.

    References
    ----------
    Theil, H. (1967), *Economics and Information Theory*; rule MAP-19.

    Examples
    --------
    >>> parts = theil_l_by_group([[30, 10], [0, 10], [10, 20]], ["north", "north", "south"])
    >>> parts.between.masked().round(4).tolist(), parts.total.masked().round(4).tolist()
    ([0.0381, 0.0316], [None, 0.152])
    """
    return _split_l(shares(employees, sums), groups, unweighted=unweighted)


@dataclass(frozen=True)
class _Compared:
    """s and x among the regions known of each industry, and their sums by group."""

    s: FloatArray
    x: FloatArray
    group_s: FloatArray
    group_x: FloatArray
    group: NDArray[np.intp]
    gaps: dict[Reason, BoolArray]

    @classmethod
    def of(cls, share: Shares, groups: ArrayLike | None, *, unweighted: bool) -> _Compared:
        weight = np.ones_like(share.region) if unweighted else share.region
        x = np.where(share.known, weight[:, None], 0.0)
        x, s = divide(x, x.sum(axis=0)[None, :]), share.of_industry
        s = divide(s, s.sum(axis=0)[None, :])
        labels = np.zeros(share.region.size) if groups is None else np.asarray(groups)
        (group_s, index), (group_x, _) = sums_by_label(s, labels), sums_by_label(x, labels)
        gaps = {**share.industry_gaps(), Reason.ZERO: share.of_industry.sum(axis=0) == 0}
        return cls(s, x, group_s, group_x, index, gaps)


def _split_t(share: Shares, groups: ArrayLike | None, *, unweighted: bool) -> TheilParts:
    found = _Compared.of(share, groups, unweighted=unweighted)
    between = _weighted_log(found.group_s, found.group_s, found.group_x)
    own_s, own_x = _within(found)
    within = _weighted_log(found.s, own_s, own_x)
    return _parts(between, within, found.gaps, found.gaps)


def _split_l(share: Shares, groups: ArrayLike | None, *, unweighted: bool) -> TheilParts:
    found = _Compared.of(share, groups, unweighted=unweighted)
    between = _weighted_log(found.group_x, found.group_x, found.group_s)
    own_s, own_x = _within(found)
    within = _weighted_log(found.x, own_x, own_s)
    absent = ((found.s == 0) & (found.x > 0)).any(axis=0)
    absent_group = ((found.group_s == 0) & (found.group_x > 0)).any(axis=0)
    return _parts(
        between,
        within,
        {**found.gaps, Reason.ZERO: found.gaps[Reason.ZERO] | absent_group},
        {**found.gaps, Reason.ZERO: found.gaps[Reason.ZERO] | absent},
    )


def _within(found: _Compared) -> tuple[FloatArray, FloatArray]:
    """Shares of each region in its own group."""
    return divide(found.s, found.group_s[found.group]), divide(found.x, found.group_x[found.group])


def _weighted_log(weight: FloatArray, over: FloatArray, under: FloatArray) -> FloatArray:
    """Σ weight·ln(over/under) by column; a term counts 0 where its weight or either share is 0."""
    counted = (weight > 0) & (over > 0) & (under > 0)
    ratio = np.divide(over, under, out=np.ones_like(over), where=counted)
    return np.asarray((weight * np.log(ratio)).sum(axis=0))


def _parts(
    between: FloatArray, within: FloatArray, gaps: dict[Reason, BoolArray], inner_gaps: dict[Reason, BoolArray]
) -> TheilParts:
    between, within = np.maximum(between, 0.0), np.maximum(within, 0.0)  # below 0 by rounding only
    return TheilParts(measured(between + within, inner_gaps), measured(between, gaps), measured(within, inner_gaps))
