"""Bringing criteria of different units to one scale before weights are put on them; the way is named, because it decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from grono.measures.choice.ranking import mid_ranks
from grono.measures.result import divide

if TYPE_CHECKING:
    from grono.measures.result import FloatArray

Standardisation = Literal["range", "z", "percentile", "none"]
"""``range`` 0 for the worst and 1 for the best candidate; ``z`` standard deviations from the mean; ``percentile`` places
only; ``none`` as given."""

STANDARDISATIONS: tuple[Standardisation, ...] = get_args(Standardisation)


def standardised(draws: FloatArray, values: FloatArray, way: Standardisation) -> FloatArray:
    """Put draws of the criteria on a common scale.

    The scale of ``range`` and ``z`` is that of the best estimates and so is the same in all draws: an error moves a candidate,
    not the ruler. A criterion that is equal for all candidates becomes 0 for all.

    Parameters
    ----------
    draws : array, shape (draws, candidates, criteria)
        Larger is better, nothing missing.
    values : array, shape (candidates, criteria)
        The best estimates, NaN where missing.
    way : {"range", "z", "percentile", "none"}
        How.
    """
    if way == "none":
        return draws
    if way == "percentile":
        ranks = mid_ranks(np.swapaxes(draws, 1, 2))
        return np.swapaxes((ranks - 0.5) / draws.shape[1], 1, 2)
    middle, scale = _range(values) if way == "range" else _moments(values)
    return divide(draws - middle, np.broadcast_to(scale, draws.shape))


def _range(values: FloatArray) -> tuple[FloatArray, FloatArray]:
    lowest = np.nanmin(values, axis=0)
    return lowest, np.nanmax(values, axis=0) - lowest


def _moments(values: FloatArray) -> tuple[FloatArray, FloatArray]:
    spread = np.nanstd(values, axis=0)
    same = np.nanmax(values, axis=0) == np.nanmin(values, axis=0)
    return np.nanmean(values, axis=0), np.where(same, 0.0, spread)
