r"""What every plant has around it, and what M needs of it: once for all industries, by convolution on the lattice (MAP-53)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.distance.lattice import distance_bins
from grono.measures.distance.m_between_moments import BetweenMoments, BetweenSums
from grono.measures.distance.m_moments import MMoments, PairSums
from grono.measures.distance.rings import Rings

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from grono.measures.distance.lattice import DistanceBins, Lattice
    from grono.measures.result import FloatArray

    Single = NDArray[np.float32]
    Spectrum = NDArray[np.complex64]

WORKERS = 2
"""Threads over radii; the result does not depend on them."""

BLOCK = 16_384
"""Cells of one matrix product in double precision: a few megabytes, which stay in the cache."""


@dataclass(frozen=True)
class Disks:
    r"""The disks around the occupied cells of a lattice.

    Parameters
    ----------
    sites : Lattice
        The lattice.
    bins : DistanceBins
        The radii as bins: disk k is the bins 0 to k.
    radii : numpy.ndarray, shape (radii,)
        Metres; what stands at exactly r is within r.
    inverse : numpy.ndarray of float32, shape (cells, radii)
        :math:`u_r(x) = 1/D_r(x)`, D the other sites within r; 0 where there is none.
    rings : Rings
        Convolutions on this lattice.
    spectra : list of numpy.ndarray
        Transforms of the disks.
    """

    sites: Lattice
    bins: DistanceBins
    radii: FloatArray
    inverse: Single
    rings: Rings
    spectra: list[Single]


def disk_bins(sites: Lattice, radii: ArrayLike) -> DistanceBins:
    """Return bins whose upper edges lie just above the radii, so that a plant at exactly r is within r."""
    limits = np.asarray(radii, dtype=np.float64)
    return distance_bins(sites, np.concatenate(([0.0], np.nextafter(limits * (1 + 1e-12), np.inf))))


def disks(sites: Lattice, radii: ArrayLike) -> tuple[Disks, MMoments]:
    """Count what stands within each radius of every site, and sum the kernel of M over all pairs of sites.

    Parameters
    ----------
    sites : Lattice
        The sites, four at least.
    radii : array, shape (radii,)
        Ascending metres above 0.

    Returns
    -------
    tuple of Disks and MMoments
        What observed values, and the null distribution of every industry, are made of.
    """
    limits = np.asarray(radii, dtype=np.float64)
    bins = disk_bins(sites, limits)
    rings = Rings(sites, bins)
    cells = sites.count.size
    around, shares = np.empty((limits.size, cells), np.float32), np.empty((limits.size, cells), np.float32)
    spectra: list[Single] = [np.empty(0, np.float32)] * limits.size
    weighted: list[Spectrum] = [np.empty(0, np.complex64)] * limits.size
    whole = rings.transform(sites.count)

    def one(radius: int) -> None:
        spectra[radius] = rings.ring(0, radius)
        others = np.rint(rings.read(whole, spectra[radius])) - 1
        inverse = np.divide(1, others, out=np.zeros_like(others), where=others > 0)
        weighted[radius] = rings.transform(sites.count * inverse)
        sums = rings.read(weighted[radius], spectra[radius])
        around[radius] = np.where(others > 0, 1 + sums - inverse, 0)
        shares[radius] = inverse

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(one, range(limits.size)))
    moments = _moments(sites, shares, around, _cross_sums(weighted, spectra))
    return Disks(sites, bins, limits, np.ascontiguousarray(shares.T), rings, spectra), moments


def _cross_sums(weighted: list[Spectrum], disk: list[Single]) -> FloatArray:
    r"""Return :math:`\sum_x u_r(x) \sum_{y: d \le r} u_t(y)` over sites, x itself included, for r ≤ t, from transforms alone."""
    count = len(weighted)
    cross = np.zeros((count, count))
    rows, columns = weighted[0].shape
    inside = np.full(columns, 2.0, dtype=np.float32)
    inside[0] = inside[-1] = 1.0
    points = rows * 2 * (columns - 1)
    lines = max(BLOCK * 4 // columns, 1)

    def part(first: int) -> FloatArray:
        sums = np.zeros((count, count))
        block = np.stack([spectrum[first : first + lines] for spectrum in weighted]).reshape(count, -1).view(np.float32)
        for radius in range(count):
            scaled = weighted[radius][first : first + lines] * (_rows_of(disk[radius], first, lines, rows) * inside)
            sums[radius, radius:] = block[radius:] @ np.ascontiguousarray(scaled).reshape(-1).view(np.float32)
        return sums

    with ThreadPoolExecutor(WORKERS) as pool:
        for sums in pool.map(part, range(0, rows, lines)):
            cross += sums
    return np.asarray(cross / points)


def _rows_of(disk: Single, first: int, lines: int, rows: int) -> Single:
    """Return some rows of a whole transform from its upper half: row k equals row −k."""
    row = np.arange(first, min(first + lines, rows))
    return np.asarray(disk[np.minimum(row, rows - row)])


def _moments(sites: Lattice, inverse: Single, around: Single, cross: FloatArray) -> MMoments:
    r"""Put the sums of the corrected kernel together: see :class:`MMoments`.

    With :math:`\kappa = 1/(N-1)`, :math:`J_{rt} = \sum I_t G_r` and :math:`B_{rt} = \sum I_r I_t`:
    :math:`G'_r = G_r - I_r - \kappa(N_r - I_r)` and
    :math:`T'_{rt} = T_{rt} - 2\kappa(J_{rt} + J_{tr}) + 2\kappa^2[(N-2)B_{rt} + N_rN_t]`. Between two industries only x asks:
    the same sums without their mirror images, see :class:`BetweenMoments`.
    """
    count, total = sites.count.astype(np.float64), sites.sites
    share = 1 / (total - 1)
    reached = np.array([count[row > 0].sum() for row in inverse])
    number = len(inverse)
    shared, same, joint = np.zeros((number, number)), np.zeros((number, number)), np.zeros((number, number))
    own = np.zeros((number, number))
    for first in range(0, count.size, BLOCK):
        part = slice(first, first + BLOCK)
        sites_here, u, g = count[part], inverse[:, part].astype(np.float64), around[:, part].astype(np.float64)
        near = u > 0
        corrected = g - near - share * (reached[:, None] - near)
        shared += (corrected * sites_here) @ corrected.T
        joint += (g * sites_here) @ near.T
        own += (u * sites_here) @ u.T
        others = np.divide(1, u, out=np.zeros_like(u), where=near)
        same += (u * others * sites_here) @ u.T
    upper = np.triu(np.ones((number, number), dtype=bool))
    turned = np.where(upper, cross - own, (cross - own).T)
    same = np.where(upper, same, same.T)
    both = np.minimum(reached[:, None], reached[None, :])
    squared, mixed = reached[:, None] * reached[None, :], joint + joint.T
    symmetric = 2 * (same + turned) + 2 * share**2 * ((total - 2) * both + squared) - 2 * share * mixed
    corrected_turn = turned - share * (mixed - 2 * both) + share**2 * (squared - both)
    between = BetweenMoments(BetweenSums(total, shared, same - share * both, corrected_turn), reached)
    return MMoments(PairSums(total, np.zeros(number), shared, symmetric), reached / total, between)
