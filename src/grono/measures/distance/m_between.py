"""Whether the plants of one industry stand around those of another: M between two industries, with global bands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.distance.industries import industry_cells, unjudged_pairs
from grono.measures.distance.m_between_null import BetweenNull
from grono.measures.distance.m_pairs import observed_between
from grono.measures.distance.m_rows import MJudgement, Rows
from grono.measures.distance.m_settings import MGround, MSettings, m_ground
from grono.measures.distance.m_weighted import WeightedM
from grono.measures.result import Reason

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from grono.measures.distance.industries import IndustryCells

    Long = NDArray[np.int64]

MOST_DRAWS = 999
"""Draws that all pairs share at most: there are few pairs, so that p = .001 is small enough (MAP-35)."""


@dataclass(frozen=True)
class MColocation(MJudgement):
    """M between industries: curves, effects and verdicts of :class:`MJudgement`, one row a pair, and what they rest on.

    Parameters
    ----------
    plants : numpy.ndarray of int64, shape (pairs, 2)
        Plants of either industry that count.
    """

    plants: NDArray[np.int64]


def m_colocation(  # noqa: PLR0913 - two tables, the rest by name with a default
    points: ArrayLike,
    industry: ArrayLike,
    pairs: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    settings: MSettings | None = None,
    ground: MGround | None = None,
) -> MColocation:
    r"""Compare the share of another industry around the plants of one with its share everywhere, and with what chance gives.

    .. math::
        M_{AB}(r) = \sum_{i \in A} \frac{W_B(i, r)}{W(i, r)} \Big/ \sum_{i \in A} \frac{W_B}{W - w_i}

    The null puts both labels (with ``weights``: the plants of both with their sizes) on a random subset of all sites. Without
    weights its mean is exact and its covariance is, or is to first order where sites have no neighbour; up to 512 plants each
    the shape of the largest deviation comes from real draws. The two directions are two questions: small suppliers may all
    stand around a few large buyers, which stand everywhere else too.

    Parameters
    ----------
    points : array, shape (sites, 2)
        x and y in metres of a projection. A site with a missing coordinate (NaN) is left out.
    industry : array of whole numbers, shape (sites,)
        Industry of the plant at each site, from 0; −1 for a site that belongs to none.
    pairs : array of whole numbers, shape (pairs, 2)
        Two different industries each: around whose plants, and whose share.
    weights : array, shape (sites,), optional
        Employees; a plant with a missing weight, or 0, is left out of its industry, and weighs nothing in surroundings.
    settings : MSettings, optional
        Radii, draws, level, floor, seed.
    ground : MGround, optional
        The same points as :func:`m_ground` prepared them, with its settings; made here without it.

    Returns
    -------
    MColocation
        For each pair; ``EMPTY`` where one has no plants, ``FEW_PLANTS`` where one has fewer than ``least_plants``,
        ``ONE_REGION`` where all sites share a cell.

    References
    ----------
    Marcon, E. & Puech, F. (2010), doi:10.1093/jeg/lbp056; rules MAP-34, MAP-35, MAP-51 and MAP-53.

    Examples
    --------
    >>> import numpy as np
    >>> random = np.random.default_rng(1)
    >>> place = random.random((3000, 2)) * 100_000
    >>> place[:80] = 50_000 + random.normal(0, 5_000, (80, 2))
    >>> industry = np.repeat([0, 1, 2, -1], [40, 40, 40, 2880])
    >>> found = m_colocation(place, industry, [[0, 1], [1, 0], [0, 2]])
    >>> found.verdict.tolist(), found.notable.tolist()
    ([1, 1, 2], [1, 1, 2])
    """
    code, wanted = np.asarray(industry, dtype=np.int64), np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
    if wanted.min(initial=0) < 0 or (wanted[:, 0] == wanted[:, 1]).any():
        message = "each pair must name two different industries by their numbers, from 0"
        raise ValueError(message)
    ground = ground or m_ground(points, settings)
    groups = industry_cells(ground.sites, code, int(max(code.max(initial=-1), wanted.max(initial=-1))) + 1, weights)
    plants = groups.number[wanted]
    reason = unjudged_pairs(ground.sites, plants, ground.settings.least_plants)
    possible = bool((reason == Reason.PRESENT).any())
    rows = Rows(reason, ground.radii if possible else ground.idle_radii, ground.settings)
    if possible and weights is None:
        _unweighted(rows, ground, groups, wanted)
    elif possible:
        weighted = WeightedM(ground.around[0], code, np.asarray(weights, dtype=np.float64), ground.settings.seed)
        draws = min(ground.settings.draws, MOST_DRAWS)
        rows.fill(lambda row: weighted.between(int(wanted[row, 0]), int(wanted[row, 1]), draws))
    return MColocation(**vars(rows.judgement()), plants=plants)


def _unweighted(rows: Rows, ground: MGround, groups: IndustryCells, pairs: Long) -> None:
    """Every plant counts as one."""
    around, moments = ground.around
    shares, reached = observed_between(around, groups, pairs)
    null = BetweenNull(around, moments.between, min(ground.settings.draws, MOST_DRAWS), ground.settings.seed)
    null.prepare((int(one), int(other)) for one, other in groups.number[pairs[rows.present]])
    scale = (ground.sites.sites - 1) / np.maximum(groups.number[pairs[:, 1]], 1)
    values = np.divide(shares, reached, out=np.full(shares.shape, np.nan), where=reached > 0) * scale[:, None]

    rows.fill(lambda row: (values[row], *null.of(int(groups.number[pairs[row, 0]]), int(groups.number[pairs[row, 1]]))))
