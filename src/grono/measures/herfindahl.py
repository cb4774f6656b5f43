"""How much of an industry lies in few regions, or of a region in few industries: Herfindahl, Maurel–Sédillot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grono.measures.result import Measured, Reason, divide, measured
from grono.measures.shares import shares

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from grono.measures.inequality import Over
    from grono.measures.margins import Margins
    from grono.measures.plant_sizes import PlantSizes
    from grono.measures.result import BoolArray, FloatArray


def herfindahl(employees: ArrayLike, sums: Margins | None = None, *, over: Over = "regions") -> Measured:
    r"""Sum of squared shares: of an industry's regions, or of a region's industries.

    .. math:: H_i = \sum_r s_{ri}^2, \qquad H_r = \sum_i q_{ri}^2

    Parameters
    ----------
    employees : array, shape (regions, industries)
        Employees; missing cells (NaN) are left out.
    sums : Margins, optional
        Margins to use.
    over : {"regions", "industries"}
        ``regions`` gives H of each industry, ``industries`` H of each region.

    Returns
    -------
    Measured, shape (industries,) or (regions,)
        1/n for equal shares to 1 for a single one. An industry is ``ONE_REGION`` with one region; a region with one industry
        has 1; ``EMPTY`` without employees, ``ZERO`` where every cell known is 0.

    References
    ----------
    Herfindahl, O. C. (1950); Hirschman, A. O. (1964); rule MAP-19.

    Examples
    --------
    >>> herfindahl([[20], [50], [20], [10]]).value.round(2).tolist()
    [0.34]
    """
    value, _, gaps = _squares(employees, sums, over)
    return measured(value, gaps)


def herfindahl_normalised(employees: ArrayLike, sums: Margins | None = None, *, over: Over = "regions") -> Measured:
    r"""Herfindahl on a scale from 0 (equal shares) to 1 (a single one).

    .. math:: \frac{H - 1/n}{1 - 1/n}

    Parameters
    ----------
    employees, sums, over
        As in :func:`herfindahl`.

    Returns
    -------
    Measured, shape (industries,) or (regions,)
        n counts the regions (industries) that have employees anywhere and whose cell is known. ``ONE_REGION`` or
        ``ONE_INDUSTRY`` for n = 1.

    References
    ----------
    Dörsam, P. (2004); rule MAP-19.

    Examples
    --------
    >>> herfindahl_normalised([[20], [50], [20], [10]]).value.round(2).tolist()
    [0.12]
    """
    value, count, gaps = _squares(employees, sums, over)
    single = Reason.ONE_REGION if over == "regions" else Reason.ONE_INDUSTRY
    least = divide(np.ones_like(value), count)
    gaps = {**gaps, single: gaps.get(single, np.zeros(value.size, dtype=bool)) | (count == 1)}
    return measured(divide(value - least, 1 - least), gaps)


def equivalent_number(employees: ArrayLike, sums: Margins | None = None, *, over: Over = "regions") -> Measured:
    r"""Equivalent number: how many equally large shares would give the same Herfindahl.

    .. math:: 1 / H

    Parameters
    ----------
    employees, sums, over
        As in :func:`herfindahl`, with the same gaps.

    References
    ----------
    Adelman, M. A. (1969), doi:10.2307/1926955; rule MAP-19.

    Examples
    --------
    >>> equivalent_number([[20], [50], [20], [10]]).value.round(6).tolist()
    [2.941176]
    """
    value, _, gaps = _squares(employees, sums, over)
    return measured(divide(np.ones_like(value), value), gaps)


def maurel_sedillot(employees: ArrayLike, sizes: PlantSizes, sums: Margins | None = None) -> Measured:
    r"""Geographic concentration beyond plant sizes after Maurel and Sédillot, a sister of γ of Ellison and Glaeser.

    .. math:: \frac{(\sum_r s_r^2 - \sum_r x_r^2) / X - H}{1 - H}, \quad X = 1 - \sum_r x_r^2

    Parameters
    ----------
    employees : array, shape (regions, industries)
        Employees; missing cells (NaN) are left out.
    sizes : PlantSizes
        Plant Herfindahl H of each industry.
    sums : Margins, optional
        Margins to use.

    Returns
    -------
    Measured, shape (industries,)
        0 in the mean when plants choose regions at random in proportion to all employees, as γ; an industry in large regions
        scores higher than by γ, one in small regions lower. ``FEW_PLANTS`` where plant sizes are unknown or one plant is the
        whole industry.

    References
    ----------
    Maurel, F. & Sédillot, B. (1999), doi:10.1016/S0166-0462(99)00020-0; rule MAP-20.

    Examples
    --------
    >>> from grono.measures import sizes_from_counts
    >>> maurel_sedillot([[80, 10], [20, 90]], sizes_from_counts([50, 50])).value.round(4).tolist()
    [0.3403, 0.6289]
    """
    share = shares(employees, sums)
    evenness = np.square(share.region).sum()
    raw = divide(np.square(share.of_industry).sum(axis=0) - evenness, np.full(share.industry.size, 1 - evenness))
    few = ~sizes.known | (sizes.herfindahl >= 1)
    return measured(
        divide(raw - sizes.herfindahl, 1 - sizes.herfindahl), {**share.industry_gaps(), Reason.FEW_PLANTS: few}
    )


def _squares(
    employees: ArrayLike, sums: Margins | None, over: Over
) -> tuple[FloatArray, FloatArray, dict[Reason, BoolArray]]:
    share = shares(employees, sums)
    axis = 0 if over == "regions" else 1
    part = share.of_industry if over == "regions" else share.of_region
    value = np.square(part).sum(axis=axis)
    gaps = share.industry_gaps() if over == "regions" else share.region_gaps()
    return value, share.known.sum(axis=axis).astype(np.float64), {**gaps, Reason.ZERO: value == 0}
