"""What stands in a ring around every occupied cell: one Fourier transform of the field, one for each ring."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
from scipy import fft

from grono.measures.distance.lattice import DistanceBins
from grono.measures.kernels import kernel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import ArrayLike, NDArray

    from grono.measures.distance.lattice import Lattice

    Single = NDArray[np.float32]
    Spectrum = NDArray[np.complex64]

WORKERS = 2
"""Threads over rings; the result does not depend on them."""

NEARER = (0.25, 0.5)
"""Rings up to these shares of the longest distance are transformed on smaller lattices of their own."""


@kernel("void(complex64[:, ::1], float32[:, ::1], complex64[:, ::1])")
def _scale(spectrum: Spectrum, ring: Single, into: Spectrum) -> None:
    """Multiply a transform by that of a ring, whose rows beyond the middle mirror those before it."""
    rows, half = spectrum.shape[0], ring.shape[0]
    for row in range(rows):
        mirrored = row if row < half else rows - row
        for column in range(spectrum.shape[1]):
            into[row, column] = spectrum[row, column] * ring[mirrored, column]


class Rings:
    """Sums of a field over the rings around every occupied cell, by convolution on the lattice in single precision.

    A ring is the same in all eight directions, so its transform is real and comes from one quarter of it.

    Parameters
    ----------
    sites : Lattice
        The lattice.
    bins : DistanceBins
        The rings; several together make a disk.
    """

    def __init__(self, sites: Lattice, bins: DistanceBins) -> None:
        self.sites = sites
        self.bins = bins
        self._offsets = tuple(min(bins.reach, extent - 1) for extent in sites.shape)
        self._shape = tuple(
            _even_length(extent + offset) for extent, offset in zip(sites.shape, self._offsets, strict=True)
        )
        self._read_at = sites.row.astype(np.int64) * self._shape[1] + sites.column
        down, across = (np.arange(offset + 1, dtype=np.int64) ** 2 for offset in self._offsets)
        squared = np.minimum(down[:, None] + across[None, :], bins.table.size - 1)
        self._quarter = bins.table[squared]

    def transform(self, values: ArrayLike) -> Spectrum:
        """Return the transform of a field given by its values at occupied cells."""
        padded = np.zeros(self._shape, dtype=np.float32)
        padded[self.sites.row, self.sites.column] = values
        return np.asarray(fft.rfft2(padded, workers=WORKERS), dtype=np.complex64)

    def ring(self, first: int, last: int | None = None) -> Single:
        """Return the transform of one bin, or of the bins from ``first`` to ``last`` (included) together."""
        last = first if last is None else last
        rows, columns = self._quarter.shape
        height, width = self._shape[0] // 2 + 1, self._shape[1] // 2 + 1
        lines = np.zeros((rows, width), dtype=np.float32)
        lines[:, :columns] = (self._quarter >= first) & (self._quarter <= last)
        lines = fft.dct(lines, type=1, axis=1, overwrite_x=True)
        padded = np.zeros((height, width), dtype=np.float32)
        padded[:rows] = lines
        return np.asarray(fft.dct(padded, type=1, axis=0, overwrite_x=True), dtype=np.float32)

    def read(self, spectrum: Spectrum, ring: Single) -> Single:
        """Return the field of ``spectrum`` summed over the ring around each occupied cell, that cell included."""
        product = np.empty_like(spectrum)
        _scale(spectrum, ring, product)
        lines = fft.ifft(product, axis=0, overwrite_x=True)[: self.sites.shape[0]]
        plane = fft.irfft(lines, n=self._shape[1], axis=1, overwrite_x=True)
        return np.asarray(plane.reshape(-1).take(self._read_at), dtype=np.float32)

    def inner_product(self, left: Spectrum, right: Spectrum, ring: Single) -> float:
        r"""Return :math:`\sum_x \sum_{y \in ring(x)} f_x g_y` of two fields from their transforms alone."""
        half = ring.shape[0]
        product = (left * right.conj()).real
        inside = np.full(product.shape[1], 2.0)
        inside[0] = inside[-1] = 1.0
        total = (product[:half] * ring).sum(axis=0, dtype=np.float64)
        total += (product[half:] * ring[1:-1][::-1]).sum(axis=0, dtype=np.float64)
        return float(total @ inside) / (self._shape[0] * self._shape[1])

    def each(self, spectrum: Spectrum, bins: Iterable[int], into: Single, *, whole: bool) -> None:
        """Write the sums over each of these bins into the rows of ``into``, rounded when they are ``whole`` numbers."""

        def one(row: int, number: int) -> None:
            sums = self.read(spectrum, self.ring(number))
            into[row] = np.rint(sums, out=sums) if whole else sums

        with ThreadPoolExecutor(WORKERS) as pool:
            for done in [pool.submit(one, row, number) for row, number in enumerate(bins)]:
                done.result()


def ring_counts(sites: Lattice, bins: DistanceBins) -> Single:
    """Count the other sites in each ring around a site, for every occupied cell.

    Parameters
    ----------
    sites : Lattice
        The lattice.
    bins : DistanceBins
        The rings.

    Returns
    -------
    numpy.ndarray of float32, shape (bins, cells)
        D_b(x) of MAP-50: whole numbers, exact up to some millions of sites; the site itself is not counted.

    Examples
    --------
    >>> from grono.measures.distance.lattice import distance_bins, lattice
    >>> sites = lattice([0, 1, 0, 3, 4, 2], [0, 0, 2, 1, 4, 5], side=1.0)
    >>> counts = ring_counts(sites, distance_bins(sites, [0, 2, 4, 10]))
    >>> (counts * sites.count).sum(axis=1).tolist()
    [2.0, 16.0, 12.0]
    """
    counts = np.empty((bins.bins, sites.count.size), dtype=np.float32)
    for numbers, nearer in _by_reach(sites, bins):
        rings = Rings(sites, nearer)
        rings.each(rings.transform(sites.count), numbers, counts[numbers.start : numbers.stop], whole=True)
    if bins.table[0] < bins.bins:
        counts[bins.table[0]] -= 1
    return counts


def _by_reach(sites: Lattice, bins: DistanceBins) -> Iterator[tuple[range, DistanceBins]]:
    """Part the rings into near and far ones: a near ring needs little room around the lattice, so a smaller transform."""
    first, longest = 0, bins.reach * sites.side
    for end in (
        *np.searchsorted(bins.edges[1:], [share * longest for share in NEARER], side="right").tolist(),
        bins.bins,
    ):
        if end > first:
            last = int(np.flatnonzero(bins.table < end).max(initial=0))
            table = np.append(bins.table[: last + 1], bins.bins).astype(np.uint8)
            yield range(first, end), DistanceBins(bins.edges, table)
            first = end


def _even_length(least: int) -> int:
    """Return the next even length that transforms fast."""
    length = fft.next_fast_len(max(least, 2), real=True)
    while length % 2:
        length = fft.next_fast_len(length + 1, real=True)
    return int(length)
