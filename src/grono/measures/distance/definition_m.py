r"""M of Marcon and Puech to the letter: every plant of an industry asks every other plant, one row of distances at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grono.measures.result import Measured, Reason, measured

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from grono.measures.result import BoolArray, FloatArray


def m_exact(  # noqa: PLR0913 - places, sizes, one or two industries and distances: the definition names all of them
    x: ArrayLike,
    y: ArrayLike,
    member: ArrayLike,
    radii: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    other: ArrayLike | None = None,
) -> Measured:
    r"""Compare the share of an industry around its own plants with its share everywhere, by exact distances.

    .. math::
        M(r) = \sum_{i \in A} \frac{W_A(i, r)}{W(i, r)} \Big/ \sum_{i \in A} \frac{W_A - w_i}{W - w_i}

    :math:`W_A(i, r)` and :math:`W(i, r)` add up the sizes of the plants of industry A, and of all plants, within r of plant i,
    plant i itself left out. M = 2 says: around its plants stands twice as much of the industry as its share everywhere.

    Parameters
    ----------
    x, y : array, shape (plants,)
        Metres; a plant with NaN in either is left out.
    member : array of bool, shape (plants,)
        Plants of the industry.
    radii : array, shape (radii,)
        Metres; a plant at exactly r is within r.
    weight : array, shape (plants,), optional
        Sizes, zero or more; without them every plant counts as one. A plant of size 0 or NaN is none.
    other : array of bool, shape (plants,), optional
        Plants of another industry B, whose share around the plants of A is asked for instead.

    Returns
    -------
    Measured, shape (radii,)
        Plants without a neighbour (of any size) within r are left out of both sums; ``NO_NEIGHBOUR`` where all are.
        ``FEW_PLANTS`` with fewer than two plants of one industry, or none of either of two.

    Notes
    -----
    Time is plants of A × all plants, memory is one row of distances.

    References
    ----------
    Marcon, E. & Puech, F. (2010), doi:10.1093/jeg/lbp056; rule MAP-34.

    Examples
    --------
    >>> place = ([0, 1, 0, 3, 4, 2], [0, 0, 2, 1, 4, 5])
    >>> m_exact(*place, [True, True, True, False, False, False], [2.5, 4.5]).value.round(3).tolist()
    [2.222, 1.444]
    """
    east, north = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    size = np.ones_like(east) if weight is None else np.asarray(weight, dtype=np.float64)
    known = np.isfinite(east) & np.isfinite(north) & np.isfinite(size)
    counts = known & (np.nan_to_num(size) > 0)
    own = np.asarray(member, dtype=bool) & counts
    asked = own if other is None else np.asarray(other, dtype=bool) & counts
    place = np.column_stack((east, north))[known]
    sums = _sums(place, size[known], own[known], asked[known], np.asarray(radii, dtype=np.float64))
    if own.sum() < 1 or asked.sum() < (2 if other is None else 1):
        return measured(sums[0], {Reason.FEW_PLANTS: np.ones(sums.shape[1], dtype=bool)})
    alone = sums[1] == 0
    value = np.divide(sums[0], sums[1], out=np.zeros_like(sums[0]), where=~alone)
    return measured(value, {Reason.NO_NEIGHBOUR: alone})


def _sums(place: FloatArray, size: FloatArray, own: BoolArray, asked: BoolArray, radii: FloatArray) -> FloatArray:
    """Return the two sums of the definition, shape (2, radii)."""
    sums = np.zeros((2, radii.size))
    whole, of_asked = size.sum(), size[asked].sum()
    for plant in np.flatnonzero(own):
        distance = np.hypot(*(place - place[plant]).T)
        distance[plant] = np.inf
        everywhere = whole - size[plant]
        share = (of_asked - (size[plant] if asked[plant] else 0.0)) / everywhere if everywhere > 0 else 0.0
        for number, radius in enumerate(radii):
            near = distance <= radius
            around = size[near].sum()
            if around > 0:
                sums[:, number] += size[near & asked].sum() / around, share
    return sums
