"""Placebos: what a method finds where nothing was done, and what p and interval follow from it."""

from __future__ import annotations

from itertools import combinations
from math import comb, floor
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from grono.measures.result import FloatArray

LEAST_DONORS = 2
"""Donors that must be left over when others stand in for the treated."""


def placebo_sets(donors: int, treated: int, *, seed: int, draws: int = 199) -> list[NDArray[np.int64]]:
    """Return which donors stand in for the treated, set by set.

    Every set once where there are no more than ``draws``; otherwise so many different ones by chance. None when too few donors
    would be left to compare with.
    """
    if donors < treated + LEAST_DONORS:
        return []
    if comb(donors, treated) <= draws:
        return [np.array(rows, dtype=np.int64) for rows in combinations(range(donors), treated)]
    from grono.measures.randomness import stream  # reads all measures; who only names a verdict does not

    generator = stream(seed, "placebo", str(donors), str(treated))
    found: dict[tuple[int, ...], NDArray[np.int64]] = {}
    while len(found) < draws:
        rows = generator.choice(donors, size=treated, replace=False)
        found.setdefault(tuple(sorted(rows.tolist())), rows)
    return list(found.values())


def rank_p(statistic: float, placebos: ArrayLike) -> float:
    """Return the rank of a statistic among its placebos and itself, from the largest, divided by their number (STR-40).

    Examples
    --------
    >>> rank_p(12.4, [1.0, 19.8, 23.9])
    0.75
    """
    values = np.asarray(placebos, dtype=np.float64)
    return float((1 + np.count_nonzero(values >= statistic)) / (1 + len(values)))


def least_placebos(alpha: float) -> int:
    """Return how many placebos p needs to be able to reach α: 1/α − 1.

    Examples
    --------
    >>> least_placebos(0.05)
    19
    """
    return int(np.ceil(round(1 / alpha - 1, 9)))


def critical_placebo(placebos: ArrayLike, alpha: float) -> float | None:
    """Return the largest statistic whose p is still above α; None where no statistic could bring p to α."""
    values = np.sort(np.asarray(placebos, dtype=np.float64))[::-1]
    # p > α as long as more than α·(n + 1) − 1 placebos are as large.
    needed = floor(round(alpha * (len(values) + 1) - 1, 9)) + 1
    return None if needed < 1 or needed > len(values) else float(values[needed - 1])


def interval_around(estimate: float, placebos: ArrayLike, alpha: float) -> tuple[float, float] | None:
    """Return every constant effect that the placebos' sizes do not contradict; it contains 0 exactly when p is above α."""
    half = critical_placebo(np.abs(np.asarray(placebos, dtype=np.float64)), alpha)
    return None if half is None else (estimate - half, estimate + half)


def interval_of_ratio(
    gap_after: FloatArray, error_before: float, ratios: ArrayLike, alpha: float
) -> tuple[float, float] | None:
    r"""Return every constant effect that the rank of the RMSPE ratio does not contradict.

    .. math:: \{\tau : \overline{(g_t - \tau)^2} \le r_*^2\,\overline{g_{pre}^2}\}

    with r* the critical ratio of the placebos (the idea of Firpo and Possebom, doi:10.1515/jci-2016-0026). None where there is no
    such effect (the gap is not constant at all), or p cannot reach α.
    """
    critical = critical_placebo(ratios, alpha)
    if critical is None or not np.isfinite(critical):
        return None
    mean = float(gap_after.mean())
    room = (critical * error_before) ** 2 - float(gap_after.var())
    return None if room < 0 else (mean - room**0.5, mean + room**0.5)
