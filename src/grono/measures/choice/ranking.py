"""Places in a line: ranks that share what is tied, along the last axis, for many lines at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.measures.result import FloatArray

    Drawn = NDArray[np.floating[Any]]
    Places = NDArray[np.intp]


def mid_ranks(values: Drawn) -> FloatArray:
    """Rank along the last axis from the smallest, 1 first; equal values share the mean of their places, NaN stays NaN.

    Examples
    --------
    >>> mid_ranks(np.array([3.0, 5.0, np.nan, 5.0, 8.0])).tolist()
    [1.0, 2.5, nan, 2.5, 4.0]
    """
    order = np.argsort(values, axis=-1)
    ordered = np.take_along_axis(values, order, axis=-1)
    size = values.shape[-1]
    place = np.broadcast_to(np.arange(size), values.shape)
    begins = np.ones(values.shape, dtype=bool)
    begins[..., 1:] = ordered[..., 1:] != ordered[..., :-1]
    first = np.maximum.accumulate(np.where(begins, place, 0), axis=-1)
    ends = np.ones(values.shape, dtype=bool)
    ends[..., :-1] = begins[..., 1:]
    last = np.minimum.accumulate(np.where(ends, place, size)[..., ::-1], axis=-1)[..., ::-1]
    ranks = np.empty(values.shape)
    np.put_along_axis(ranks, order, (first + last) / 2 + 1, axis=-1)
    ranks[np.isnan(values)] = np.nan
    return ranks


def mid_ranks_of(values: Drawn, chosen: Places) -> FloatArray:
    """Return the mid-ranks of some columns only, shape (..., chosen); as :func:`mid_ranks`, and sooner where they are few.

    Counting who is smaller costs chosen × n, sorting n log n.

    Examples
    --------
    >>> mid_ranks_of(np.array([3.0, 5.0, np.nan, 5.0, 8.0]), np.array([1, 4])).tolist()
    [2.5, 4.0]
    """
    size = values.shape[-1]
    if chosen.size > 4 * np.log2(size + 1):
        return np.asarray(mid_ranks(values)[..., chosen])
    ranks = np.empty((*values.shape[:-1], chosen.size))
    for place, column in enumerate(chosen):
        own = values[..., column, None]
        ranks[..., place] = (values < own).sum(axis=-1) + ((values == own).sum(axis=-1) + 1) / 2
    ranks[np.isnan(values[..., chosen])] = np.nan
    return ranks


def order_of_first(utility: Drawn, random: np.random.Generator) -> Places:
    """Return, for each line, who stands where, the largest first; whoever ties is put in random order.

    Parameters
    ----------
    utility : array, shape (draws, candidates)
        Without NaN.
    random : numpy.random.Generator
        Decides between equals, so that the order in which candidates are given has no say.
    """
    order = np.argsort(-utility, axis=1)
    ordered = np.take_along_axis(utility, order, axis=1)
    tied = np.flatnonzero((ordered[:, 1:] == ordered[:, :-1]).any(axis=1))
    if tied.size:
        lots = random.random((tied.size, utility.shape[1]))
        order[tied] = np.lexsort((lots, -utility[tied]), axis=1)
    return order
