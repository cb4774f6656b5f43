"""M of Marcon and Puech for all industries at once, with global bands, exact moments and effect sizes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.distance.industries import CountedPlants, counted_plants, industry_cells, unjudged
from grono.measures.distance.m_null import MNull
from grono.measures.distance.m_pairs import observed_sums
from grono.measures.distance.m_rows import MJudgement, Rows
from grono.measures.distance.m_settings import MGround, MSettings, m_ground
from grono.measures.distance.m_weighted import WeightedM
from grono.measures.result import Reason

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from grono.measures.distance.industries import IndustryCells


@dataclass(frozen=True)
class MFunction(CountedPlants, MJudgement):
    """M of all industries: curves, effects and verdicts of :class:`MJudgement`, and what they rest on."""


def m_function(  # noqa: PLR0913 - the table, the rest by name with a default
    points: ArrayLike,
    industry: ArrayLike,
    industries: int,
    *,
    weights: ArrayLike | None = None,
    settings: MSettings | None = None,
    ground: MGround | None = None,
) -> MFunction:
    r"""How much more of an industry stands around its own plants than its share everywhere, and whether chance does that.

    .. math::
        M(r) = \sum_{i \in A} \frac{W_A(i, r)}{W(i, r)} \Big/ \sum_{i \in A} \frac{W_A - w_i}{W - w_i}

    The null puts the industry's label (with ``weights``: its plants with their sizes) on a random subset of all sites. Without
    weights its mean and covariance are exact, or exact to first order where sites have no neighbour; only the shape of the
    largest deviation is drawn. Distances are those of the lattice, for the observed curve and the null alike.

    Parameters
    ----------
    points : array, shape (sites, 2)
        x and y in metres of a projection. A site with a missing coordinate (NaN) is left out and counted.
    industry : array of whole numbers, shape (sites,)
        Industry of the plant at each site, 0 … industries − 1; −1 for a site that belongs to none of them.
    industries : int
        Number of industries.
    weights : array, shape (sites,), optional
        Employees. A plant with a missing weight is left out of its industry and counted, one with 0 is none; in all
        surroundings they weigh nothing.
    settings : MSettings, optional
        Radii, draws, level, floor, seed.
    ground : MGround, optional
        The same points as :func:`m_ground` prepared them, with its settings; made here without it.

    Returns
    -------
    MFunction
        ``EMPTY`` without plants, ``FEW_PLANTS`` below ``least_plants``, ``ONE_REGION`` where all sites share a cell,
        ``ONE_INDUSTRY`` for an industry of all sites.

    References
    ----------
    Marcon, E. & Puech, F. (2010), doi:10.1093/jeg/lbp056; rules MAP-34, MAP-35, MAP-51 and MAP-53.

    Examples
    --------
    >>> import numpy as np
    >>> random = np.random.default_rng(1)
    >>> place = random.random((3000, 2)) * 100_000
    >>> place[:60] = 50_000 + random.normal(0, 5_000, (60, 2))
    >>> found = m_function(place, np.repeat([0, 1, 2], [60, 60, 2880]), 3)
    >>> found.verdict.tolist(), found.notable.tolist()
    ([1, 0, 1], [1, 0, 0])
    """
    ground = ground or m_ground(points, settings)
    sites = ground.sites
    groups = industry_cells(sites, industry, industries, weights)
    reason = unjudged(sites, groups.number, ground.settings.least_plants)
    possible = bool((reason == Reason.PRESENT).any())
    rows = Rows(reason, ground.radii if possible else ground.idle_radii, ground.settings)
    if possible and weights is None:
        _unweighted(rows, ground, groups)
    elif possible:
        weighted = WeightedM(
            ground.around[0], np.asarray(industry), np.asarray(weights, dtype=np.float64), ground.settings.seed
        )
        rows.fill(lambda number: weighted.of(number, ground.settings.draws))
    return MFunction(**vars(rows.judgement()), **vars(counted_plants(groups, sites)))


def _unweighted(rows: Rows, ground: MGround, groups: IndustryCells) -> None:
    """Every plant counts as one."""
    around, moments = ground.around
    shares, reached = observed_sums(around, groups)
    null = MNull(around, moments, ground.settings.draws, ground.settings.seed)
    null.prepare(int(number) for number in groups.number[rows.present])
    scale = (ground.sites.sites - 1) / np.maximum(groups.number - 1, 1)
    values = np.divide(shares, reached, out=np.full(shares.shape, np.nan), where=reached > 0) * scale[:, None]
    rows.fill(lambda industry: (values[industry], *null.of(int(groups.number[industry]))))
