"""How M is looked at, and all sites prepared for it once: for the industries, and for pairs of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.distance.lattice import CELLS, lattice
from grono.measures.distance.m_disks import disks
from grono.measures.distance.reference import median_distance

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from grono.measures.distance.bands import Envelope
    from grono.measures.distance.lattice import Lattice
    from grono.measures.distance.m_disks import Disks
    from grono.measures.distance.m_moments import MMoments
    from grono.measures.result import FloatArray

RADII = 17
"""Radii of a curve, evenly on a logarithmic scale."""

HALVINGS = 256
"""The shortest radius is this part of the longest: 17 radii are then √2 apart."""


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
class MGround:
    """All sites, and what stands around them once that is asked for.

    Parameters
    ----------
    sites : Lattice
        All sites.
    settings : MSettings
        How to look at them.
    """

    sites: Lattice
    settings: MSettings

    @cached_property
    def around(self) -> tuple[Disks, MMoments]:
        """What stands within each radius of every site, and the moments of M."""
        return disks(self.sites, self.settings.radii_of(self.sites))

    @property
    def radii(self) -> FloatArray:
        """Radii in metres."""
        return self.around[0].radii

    @property
    def idle_radii(self) -> FloatArray:
        """Radii where nothing can be judged: those that were asked for, or a single one."""
        return np.asarray(self.settings.radii or (1.0,))


def m_ground(points: ArrayLike, settings: MSettings | None = None) -> MGround:
    """Put all sites on a lattice, to look at them several times.

    Parameters
    ----------
    points : array, shape (sites, 2)
        x and y in metres of a projection. A site with a missing coordinate (NaN) is left out.
    settings : MSettings, optional
        How to look at them.
    """
    chosen = settings or MSettings()
    return MGround(lattice(*np.asarray(points, dtype=np.float64).reshape(-1, 2).T, cells=chosen.cells), chosen)
