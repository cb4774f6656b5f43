"""M of Marcon and Puech for all industries at once, with global bands, exact moments and effect sizes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.distance.bands import Null, bands_around
from grono.measures.distance.curves import DistanceCurves, Verdict
from grono.measures.distance.industries import industry_cells, unjudged
from grono.measures.distance.lattice import CELLS, lattice
from grono.measures.distance.m_disks import disks
from grono.measures.distance.m_null import MNull
from grono.measures.distance.m_pairs import observed_sums
from grono.measures.distance.m_weighted import WeightedM
from grono.measures.distance.reference import median_distance
from grono.measures.result import Measured, Reason, measured

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from grono.measures.distance.bands import Envelope
    from grono.measures.distance.industries import IndustryCells
    from grono.measures.distance.lattice import Lattice
    from grono.measures.result import BoolArray, FloatArray

    Single = NDArray[np.float32]

WORKERS = 2
"""Threads over industries; the result does not depend on them."""

RADII = 17
"""Radii of a curve, evenly on a logarithmic scale."""

HALVINGS = 256
"""The shortest radius is this part of the longest: 17 radii are then √2 apart."""

_CURVES = ("observed", "expected", "lower_local", "upper_local", "lower_global", "upper_global")


@dataclass(frozen=True)
class MSettings:
    """How M is looked at (each ⚙ of the specification).

    Parameters
    ----------
    radii : tuple of float, optional
        Radii in metres, ascending; without them 17 from ``shortest`` to ``longest``, evenly on a logarithmic scale.
    shortest : float, optional
        Shortest radius in metres, such as the precision of the coordinates; 1/256 of the longest without it.
    longest : float, optional
        Longest radius in metres; the median distance of two sites without it.
    cells : int
        Cells of the lattice along its longer side.
    draws : int
        Draws of each null distribution.
    level : float
        Probability outside of the bands, on each side; and the share of false discoveries.
    envelope : "largest" or "rank"
        How the global bands are made.
    least_plants : int
        An industry with fewer plants is not judged.
    least_ratio : float
        Effect floor: M (or its inverse, of a dispersed industry) outside of the band must reach this. Our own choice.
    seed : int
        Seed of the run.
    """

    radii: tuple[float, ...] | None = None
    shortest: float | None = None
    longest: float | None = None
    cells: int = CELLS
    draws: int = 1999
    level: float = 0.05
    envelope: Envelope = "largest"
    least_plants: int = 10
    least_ratio: float = 1.1
    seed: int = 0

    def __post_init__(self) -> None:
        if self.draws < 19 or not 0 < self.level < 1 or self.least_plants < 2:
            message = "settings: 19 draws or more, a level between 0 and 1, and least_plants 2 or more"
            raise ValueError(message)
        ends = [end for end in (self.shortest, self.longest) if end is not None]
        given = np.asarray(self.radii if self.radii is not None else (ends or [1.0]))
        if not (given.size and np.isfinite(given).all() and given[0] > 0 and (np.diff(given) > 0).all()):
            message = "radii must be ascending metres above 0"
            raise ValueError(message)

    def radii_of(self, sites: Lattice) -> FloatArray:
        """Return the radii for these sites, in metres."""
        if self.radii is not None:
            return np.asarray(self.radii, dtype=np.float64)
        longest = self.longest or median_distance(sites)
        shortest = min(max(self.shortest or 0.0, longest / HALVINGS), longest / 2)
        return np.geomspace(shortest, longest, RADII)


@dataclass(frozen=True)
class MEffect:
    """How much the surroundings of an industry's plants differ from chance, each of shape (industries,).

    Parameters
    ----------
    largest : Measured
        Of a localised industry the largest M above the upper global band, of a dispersed one the smallest below the lower;
        ``INSIDE_BAND`` where the curve is nowhere outside.
    largest_at : Measured
        The radius of that, in metres.
    range_from, range_to : Measured
        Shortest and longest radius outside of the band, in metres.
    """

    largest: Measured
    largest_at: Measured
    range_from: Measured
    range_to: Measured


@dataclass(frozen=True)
class MFunction:
    """M of all industries.

    Parameters
    ----------
    curves : DistanceCurves
        M at each radius, with bands.
    gap : numpy.ndarray of bool, shape (industries, radii)
        Where no plant of the industry has a neighbour, so that M has no value; the curve stands at what is expected.
    effect : MEffect
        How large, and over which radii.
    verdict, discovered, notable : numpy.ndarray of uint8, shape (industries,)
        :class:`Verdict` by the global bands; what Benjamini and Hochberg's procedure keeps; of these, what reaches the floor.
    plants : numpy.ndarray of int64
        Plants that count.
    unlocated, unweighted : numpy.ndarray of int64
        Plants left out because a coordinate, or the weight, is missing: the industry is *partial*.
    sites, left_out : int
        Sites with coordinates, and without.
    cell : float
        Side of a cell of the lattice in metres.
    """

    curves: DistanceCurves
    gap: BoolArray
    effect: MEffect
    verdict: NDArray[np.uint8]
    discovered: NDArray[np.uint8]
    notable: NDArray[np.uint8]
    plants: NDArray[np.int64]
    unlocated: NDArray[np.int64]
    unweighted: NDArray[np.int64]
    sites: int
    left_out: int
    cell: float

    @property
    def partial(self) -> BoolArray:
        """Industries of which plants were left out."""
        return np.asarray(self.unlocated + self.unweighted > 0)


def m_function(
    points: ArrayLike,
    industry: ArrayLike,
    industries: int,
    *,
    weights: ArrayLike | None = None,
    settings: MSettings | None = None,
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
    settings = settings or MSettings()
    places = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    sites = lattice(*places.T, cells=settings.cells)
    groups = industry_cells(sites, industry, industries, weights)
    reason = unjudged(sites, groups.number, settings.least_plants)
    radii = settings.radii_of(sites) if (reason == Reason.PRESENT).any() else np.asarray(settings.radii or (1.0,))
    rows = _Rows(reason, radii, settings)
    if (reason == Reason.PRESENT).any():
        around, moments = disks(sites, radii)
        if weights is None:
            rows.unweighted(groups, MNull(around, moments, settings.draws, settings.seed))
        else:
            rows.weighted(WeightedM(around, np.asarray(industry), np.asarray(weights, dtype=np.float64), settings.seed))
    return _result(rows, sites, groups)


class _Rows:
    """Arrays that the industries fill, each its own row."""

    def __init__(self, reason: NDArray[np.uint8], radii: FloatArray, settings: MSettings) -> None:
        self.reason, self.radii, self.settings = reason, radii, settings
        self.curves = {name: np.zeros((reason.size, radii.size)) for name in _CURVES}
        self.gap = np.zeros((reason.size, radii.size), dtype=bool)
        self.p_values = np.zeros((2, reason.size))

    @property
    def _present(self) -> list[int]:
        return [int(industry) for industry in np.flatnonzero(self.reason == Reason.PRESENT)]

    def unweighted(self, groups: IndustryCells, null: MNull) -> None:
        """Every plant counts as one."""
        shares, reached = observed_sums(null.around, groups)
        null.prepare(int(number) for number in groups.number[self.reason == Reason.PRESENT])
        scale = (null.moments.sums.sites - 1) / np.maximum(groups.number - 1, 1)
        values = np.divide(shares, reached, out=np.full(shares.shape, np.nan), where=reached > 0) * scale[:, None]

        def judge(industry: int) -> None:
            self._fill(industry, values[industry], *null.of(int(groups.number[industry])))

        with ThreadPoolExecutor(WORKERS) as pool:
            list(pool.map(judge, self._present))

    def weighted(self, work: WeightedM) -> None:
        """Plants count with their employees: real draws for each industry."""

        def judge(industry: int) -> None:
            self._fill(industry, *work.of(industry, self.settings.draws))

        with ThreadPoolExecutor(WORKERS) as pool:
            list(pool.map(judge, self._present))

    def _fill(self, industry: int, value: FloatArray, null: Null, draws: Single) -> None:
        missing = np.isnan(value)
        kept = Null(null.mean, np.where(missing, 0.0, null.deviation))
        observed = np.where(missing | (kept.deviation == 0), null.mean, value)
        draws = np.where(kept.deviation[:, None] > 0, draws, np.float32(0))
        bands = bands_around(observed, kept, draws, self.settings.level, self.settings.envelope)
        self.gap[industry] = missing
        self.curves["observed"][industry], self.curves["expected"][industry] = observed, null.mean
        for name in _CURVES[2:]:
            self.curves[name][industry] = getattr(bands, name)
        self.p_values[:, industry] = bands.p_above, bands.p_below


def _effect(curves: DistanceCurves) -> MEffect:
    above, below = curves.localisation > 0, curves.dispersion > 0
    outside = above | below
    nowhere = {**curves.gaps, Reason.INSIDE_BAND: np.asarray(~outside.any(axis=1))}
    ratio = np.where(above, curves.observed, np.where(below, -curves.observed, -np.inf))
    place = ratio.argmax(axis=1)
    largest = curves.observed[np.arange(place.size), place]
    return MEffect(
        measured(largest, nowhere),
        measured(curves.radii[place], nowhere),
        measured(np.where(outside, curves.radii, np.inf).min(axis=1), nowhere),
        measured(np.where(outside, curves.radii, 0.0).max(axis=1), nowhere),
    )


def _result(rows: _Rows, sites: Lattice, groups: IndustryCells) -> MFunction:
    gap = {Reason(code): rows.reason == code for code in np.unique(rows.reason) if code != Reason.PRESENT}
    above, below = (measured(values, gap) for values in rows.p_values)
    curves = DistanceCurves(rows.radii, **rows.curves, p_localised=above, p_dispersed=below, reason=rows.reason)
    effect, floor = _effect(curves), rows.settings.least_ratio
    discovered = curves.discovered(rows.settings.level)
    largest = effect.largest.value
    far = np.where(discovered == Verdict.LOCALISED, largest >= floor, largest <= 1 / floor)
    return MFunction(
        curves=curves,
        gap=rows.gap,
        effect=effect,
        verdict=curves.verdict,
        discovered=discovered,
        notable=np.where(far, discovered, Verdict.NEITHER).astype(np.uint8),
        plants=groups.number,
        unlocated=groups.unlocated,
        unweighted=groups.unweighted,
        sites=sites.sites,
        left_out=int((~sites.located).sum()),
        cell=sites.side,
    )
