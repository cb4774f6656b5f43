"""The standardised location quotient, and the cut-off above which it stands out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import betainc

from grono.measures.quotients import lq_log
from grono.measures.result import Measured, Reason, divide, measured
from grono.measures.specialisation import location_quotient

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from grono.measures.margins import Margins
    from grono.measures.result import FloatArray

SPREAD_OF_ROUNDING = 1e-12
"""A standard deviation below this share of the values' size is rounding: a quotient of four sums errs by a few 1e-16."""


@dataclass(frozen=True)
class CutOff:
    """Value from which a standardised quotient stands out in its industry, each of shape (industries,).

    Parameters
    ----------
    value : Measured
        Mean of the quantile over all resamples of the regions.
    lower, upper : Measured
        2.5 and 97.5 % quantiles over the resamples.
    """

    value: Measured
    lower: Measured
    upper: Measured


def lq_standardised(employees: ArrayLike, sums: Margins | None = None) -> Measured:
    r"""Location quotient in standard deviations from the mean of its industry.

    .. math:: \frac{LQ_{ri} - \overline{LQ}_i}{sd_i}

    Parameters
    ----------
    employees : array, shape (regions, industries)
        Employees; NaN where missing.
    sums : Margins, optional
        Margins to use.

    Returns
    -------
    Measured, shape (regions, industries)
        Mean and population standard deviation of each industry run over the regions that have employees, zeros included and
        missing cells left out. ``CONSTANT`` where all quotients of the industry are equal, ``ONE_REGION`` with one region.

    References
    ----------
    O'Donoghue, D. & Gleave, B. (2004), doi:10.1080/03434002000213932; rule MAP-18.

    Examples
    --------
    >>> lq_standardised([[10, 0], [5, 5], [0, 10]]).value.round(3).tolist()
    [[1.225, -1.225], [0.0, 0.0], [-1.225, 1.225]]
    """
    return _standardised(location_quotient(employees, sums))


def lq_standardised_log(employees: ArrayLike, sums: Margins | None = None) -> Measured:
    r"""Logarithm of the location quotient in standard deviations from the mean of its industry.

    .. math:: \frac{\ln LQ_{ri} - \overline{\ln LQ}_i}{sd(\ln LQ_i)}

    Parameters
    ----------
    employees : array, shape (regions, industries)
        Employees; NaN where missing.
    sums : Margins, optional
        Margins to use.

    Returns
    -------
    Measured, shape (regions, industries)
        As :func:`lq_standardised`; cells without employees are ``ZERO`` and left out of mean and standard deviation.

    References
    ----------
    O'Donoghue, D. & Gleave, B. (2004), doi:10.1080/03434002000213932; Tian, Z. (2013); rule MAP-18.

    Examples
    --------
    >>> lq_standardised_log([[10, 1], [5, 5], [2, 10]]).value.round(2).tolist()
    [[1.09, -1.38], [0.24, 0.42], [-1.33, 0.96]]
    """
    return _standardised(lq_log(employees, sums))


def _standardised(values: Measured) -> Measured:
    counted = values.present
    count = counted.sum(axis=0).astype(np.float64)
    mean = divide(values.value.sum(axis=0), count)
    centred = np.where(counted, values.value - mean, 0.0)
    deviation = np.sqrt(divide(np.square(centred).sum(axis=0), count))
    constant = deviation <= SPREAD_OF_ROUNDING * np.maximum(np.abs(values.value).max(axis=0, initial=0.0), 1.0)
    standardised = divide(centred, np.where(constant, 0.0, deviation)[None, :])
    why = Reason.ONE_REGION if int(counted.any(axis=1).sum()) <= 1 else Reason.CONSTANT
    return Measured(standardised, np.where(counted & constant[None, :], np.uint8(why), values.reason))


def standardised_cut_off(standardised: Measured, *, level: float = 0.95) -> CutOff:
    r"""Cut-off of a standardised quotient by bootstrap: the mean ``level`` quantile of resampled regions.

    Resampling n regions with replacement and taking the k-th smallest, k = ⌈level·n⌉, gives the j-th smallest observed value
    with probability

    .. math:: I_{j/n}(k, n - k + 1) - I_{(j-1)/n}(k, n - k + 1)

    (I: the regularised incomplete beta function), so that the bootstrap with infinitely many resamples is a weighted mean of the sorted
    values: no random numbers, no error of simulation.

    Parameters
    ----------
    standardised : Measured, shape (regions, industries)
        From :func:`lq_standardised` or :func:`lq_standardised_log`.
    level : float
        Quantile, within (0, 1).

    Returns
    -------
    CutOff
        ``EMPTY`` for an industry without a value. Under 1/(1 − level) regions the quantile is the largest value of each
        resample, and the largest region always lies above its mean.

    References
    ----------
    Tian, Z. (2013), https://ageconsearch.umn.edu/record/243958; Efron, B. (1979), doi:10.1214/aos/1176344552 (the bootstrap
    distribution of a quantile in closed form); rule MAP-18.

    Examples
    --------
    >>> cut = standardised_cut_off(lq_standardised([[9, 1], [1, 9], [2, 8], [1, 12]]))
    >>> cut.value.value.round(3).tolist()
    [1.043, 0.668]
    """
    if not 0 < level < 1:
        message = f"the level of a cut-off must lie between 0 and 1, not {level}"
        raise ValueError(message)
    counted = standardised.present
    count = counted.sum(axis=0)
    ordered = np.sort(np.where(counted, standardised.value, np.inf), axis=0)
    result = np.zeros((3, count.size))
    for regions in np.unique(count[count > 0]):
        columns = count == regions
        values = ordered[:regions, columns]
        cumulated = _chance_of_quantile(int(regions), level)
        result[0, columns] = np.diff(cumulated, prepend=0.0) @ values
        result[1:, columns] = values[np.searchsorted(cumulated, (0.025, 0.975))]
    gaps = {Reason.EMPTY: count == 0}
    return CutOff(*(measured(row, gaps) for row in result))


def _chance_of_quantile(regions: int, level: float) -> FloatArray:
    """Chance that the quantile of a resample is at most the first, second, … smallest value."""
    rank = max(int(np.ceil(round(level * regions, 9))), 1)  # rounded: 0.07 · 100 is 7.000000000000001
    steps = np.arange(1, regions + 1) / regions
    chance: FloatArray = betainc(rank, regions - rank + 1, steps)
    return np.minimum(chance, 1.0)
