"""How often two industries share a region: co-occurrence and the proximities made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from grono.measures.result import Measured, Reason, divide, measured

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.measures.relatedness.presence import Presence
    from grono.measures.result import FloatArray

ProximityVariant = Literal["min_conditional", "cosine", "jaccard", "association"]
"""Names of the proximities, as they stand in result tables after ``proximity_``."""


def co_occurrence(there: Presence) -> NDArray[np.int64]:
    r"""Regions that have both of two industries, shape (industries, industries); the diagonal is the ubiquity.

    .. math:: C = M^\top M

    References
    ----------
    Rule MAP-24.
    """
    ones = there.as_numbers()
    return np.rint(ones.T @ ones).astype(np.int64)


def proximity(there: Presence, variant: ProximityVariant = "min_conditional") -> Measured:
    r"""How near two industries are to each other, judged by the regions that have both.

    .. math::

        \varphi^{min}_{ij} = \frac{C_{ij}}{\max(u_i, u_j)},\;
        \varphi^{cos}_{ij} = \frac{C_{ij}}{\sqrt{u_i u_j}},\;
        \varphi^{jac}_{ij} = \frac{C_{ij}}{u_i + u_j - C_{ij}},\;
        \varphi^{ass}_{ij} = \frac{C_{ij} \sum_k c_k}{c_i c_j},\quad c_i = \sum_{j \ne i} C_{ij}

    Parameters
    ----------
    there : Presence
        Which industries a region has.
    variant : {"min_conditional", "cosine", "jaccard", "association"}
        The first three lie in [0, 1]; ``association`` is 1 where two industries meet as often as their meetings with all
        others let one expect.

    Returns
    -------
    Measured, shape (industries, industries)
        Symmetric, the diagonal 0. An industry that is nowhere (u = 0) is ``EMPTY``; in ``association`` one that meets no
        other is ``UNRELATED``.

    References
    ----------
    Hidalgo, C. A., Klinger, B., Barabási, A.-L. & Hausmann, R. (2007), doi:10.1126/science.1144581; van Eck, N. J. &
    Waltman, L. (2009), doi:10.1002/asi.21075; rule MAP-24.

    Examples
    --------
    >>> from grono.measures.relatedness import presence
    >>> proximity(presence([[1, 1], [1, 0]])).value.tolist()
    [[0.0, 0.5], [0.5, 0.0]]
    """
    if variant not in get_args(ProximityVariant):
        message = f"{variant!r} is no proximity; use one of {', '.join(get_args(ProximityVariant))}"
        raise ValueError(message)
    ubiquity = there.ubiquity.astype(np.float64)
    together = co_occurrence(there).astype(np.float64)
    np.fill_diagonal(together, 0.0)
    meetings = together.sum(axis=1)
    value = _of_counts(together, ubiquity, meetings, variant)
    nowhere, alone = ubiquity == 0, (meetings == 0) & (variant == "association")
    return measured(value, {Reason.EMPTY: _either(nowhere), Reason.UNRELATED: _either(alone)})


def _of_counts(
    together: FloatArray, ubiquity: FloatArray, meetings: FloatArray, variant: ProximityVariant
) -> FloatArray:
    if variant == "min_conditional":
        return divide(together, np.maximum.outer(ubiquity, ubiquity))
    if variant == "cosine":
        return divide(together, np.sqrt(np.multiply.outer(ubiquity, ubiquity)))
    if variant == "jaccard":
        return divide(together, np.add.outer(ubiquity, ubiquity) - together)
    return divide(together * meetings.sum(), np.multiply.outer(meetings, meetings))


def _either(where: NDArray[np.bool_]) -> NDArray[np.bool_]:
    return np.logical_or.outer(where, where)
