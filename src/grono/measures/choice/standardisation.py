"""Bringing criteria of different units to one scale before weights are put on them; the way is named, because it decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from grono.measures.choice.ranking import mid_ranks
from grono.measures.result import divide

if TYPE_CHECKING:
    from grono.measures.choice.ranking import Drawn
    from grono.measures.result import FloatArray

Standardisation = Literal["range", "z", "percentile", "none"]
"""``range`` 0 for the worst and 1 for the best candidate; ``z`` standard deviations from the mean; ``percentile`` places
only; ``none`` as given."""

STANDARDISATIONS: tuple[Standardisation, ...] = get_args(Standardisation)


def standardised(draws: Drawn, values: FloatArray, way: Standardisation) -> Drawn:
    """Put draws of the criteria on a common scale.

    The scale of ``range`` and ``z`` is that of the best estimates and so is the same in all draws: an error moves a candidate,
    not the ruler. A criterion that is equal for all candidates becomes 0 for all.

    Parameters
    ----------
    draws : array, shape (criteria, draws, candidates)
        Larger is better, nothing missing.
    values : array, shape (candidates, criteria)
        The best estimates, NaN where missing.
    way : {"range", "z", "percentile", "none"}
        How.

    Examples
    --------
    >>> values = np.array([[100.0, 3.0], [300.0, 3.0], [200.0, 3.0]])
    >>> standardised(values.T[:, None, :], values, "range")[:, 0].tolist()
    [[0.0, 1.0, 0.5], [0.0, 0.0, 0.0]]
    """
    if way == "none":
        return draws
    if way == "percentile":
        return percentiles_of(draws)
    middle = np.nanmin(values, axis=0) if way == "range" else np.nanmean(values, axis=0)
    scale = scale_of(values, way)
    return divide(draws - middle[:, None, None], np.broadcast_to(scale[:, None, None], draws.shape))


def percentiles_of(draws: Drawn) -> FloatArray:
    """Return the mid-rank percentile of each candidate in each draw, by criterion."""
    return np.asarray((mid_ranks(draws) - 0.5) / draws.shape[-1])


def scale_of(values: FloatArray, way: Standardisation) -> FloatArray:
    """Return what each criterion is divided by, shape (criteria,); 0 where it is equal for all candidates."""
    if way not in {"range", "z"}:
        return np.ones(values.shape[1])
    width = np.nanmax(values, axis=0) - np.nanmin(values, axis=0)
    return np.asarray(width if way == "range" else np.where(width == 0, 0.0, np.nanstd(values, axis=0)))
