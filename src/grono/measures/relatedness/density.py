"""How much of what surrounds an industry a region already has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grono.measures.result import Measured, Reason, divide, measured

if TYPE_CHECKING:
    from grono.measures.relatedness.presence import Presence
    from grono.measures.result import BoolArray


def relatedness_density(there: Presence, proximities: Measured) -> Measured:
    r"""Share of an industry's proximity to others that lies in industries the region has.

    .. math:: \omega_{ri} = \frac{\sum_j M_{rj} \varphi_{ij}}{\sum_j \varphi_{ij}}

    Parameters
    ----------
    there : Presence, shape (regions, industries)
        Which industries a region has.
    proximities : Measured, shape (industries, industries)
        From :func:`grono.measures.relatedness.proximity`, the diagonal 0: an industry does not count as its own neighbour.

    Returns
    -------
    Measured, shape (regions, industries)
        In [0, 1]. ``EMPTY`` for a region without industries and an industry that is nowhere; ``UNRELATED`` for an industry
        with no proximity to any other; ``ONE_INDUSTRY`` where the table has but one.

    References
    ----------
    Hidalgo, C. A., Klinger, B., Barabási, A.-L. & Hausmann, R. (2007), doi:10.1126/science.1144581; rule MAP-25.

    Examples
    --------
    >>> from grono.measures.relatedness import presence, proximity
    >>> table = presence([[1, 1, 0], [1, 0, 1]])
    >>> relatedness_density(table, proximity(table)).value.tolist()
    [[0.5, 1.0, 1.0], [0.5, 1.0, 1.0]]
    """
    around = proximities.value.sum(axis=0)
    share = divide(there.as_numbers() @ proximities.value, np.broadcast_to(around, there.matrix.shape))
    return measured(np.minimum(share, 1.0), _gaps(there, around == 0))  # above 1 there is only rounding


def relatedness_density_relative(there: Presence, proximities: Measured) -> Measured:
    r"""Relatedness density over what as many industries drawn at random would give.

    .. math:: \frac{\omega_{ri}}{(d_r - M_{ri}) / (k - 1)}

    where d is the region's number of industries and k the number of industries that are anywhere: given whether the region
    has industry i, each other industry is among its rest with the same chance, so the mean of this ratio is 1.

    Parameters
    ----------
    there, proximities
        As in :func:`relatedness_density`.

    Returns
    -------
    Measured, shape (regions, industries)
        1 is chance. Gaps as in :func:`relatedness_density`; ``UNRELATED`` too where the region has no other industry: nothing
        over nothing says nothing.

    References
    ----------
    Rule MAP-25.
    """
    density = relatedness_density(there, proximities)
    others = there.diversity[:, None] - there.matrix
    industries = int((there.ubiquity > 0).sum())
    ratio = divide(density.value, others / max(industries - 1, 1))
    gaps: dict[Reason, BoolArray] = {code: np.equal(density.reason, code) for code in Reason if code != Reason.PRESENT}
    gaps[Reason.UNRELATED] |= others == 0
    return measured(ratio, gaps)


def _gaps(there: Presence, unrelated: BoolArray) -> dict[Reason, BoolArray]:
    somewhere = there.ubiquity > 0
    empty = (there.diversity == 0)[:, None] | ~somewhere[None, :]
    single = np.full(empty.shape, int(somewhere.sum()) == 1)
    return {
        Reason.EMPTY: empty,
        Reason.ONE_INDUSTRY: single,
        Reason.UNRELATED: np.broadcast_to(unrelated[None, :], empty.shape),
    }
