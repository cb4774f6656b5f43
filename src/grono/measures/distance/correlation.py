"""Pairs by distance from the correlation of lattices: two Fourier transforms, however many plants there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import fft

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from grono.measures.distance.lattice import DistanceBins
    from grono.measures.result import FloatArray

    Place = NDArray[np.int32]

LARGEST_DEVIATION = 0.2
"""A count that single precision gives further than this from a whole number is made again in double precision."""


def transform_points(places: Sequence[Place], bins: DistanceBins) -> int:
    """Return the points of a transform that holds these cells (rows and columns)."""
    shape, _ = _shape(places, bins)
    return shape[0] * shape[1]


def correlated_pairs(places: Sequence[tuple[Place, FloatArray]], bins: DistanceBins, *, whole: bool) -> FloatArray:
    """Sum w_i·w_j over pairs of cells by distance bin: those of one lattice, or those between two.

    Parameters
    ----------
    places : one or two tuples of arrays
        Occupied cells (rows and columns) and their weights. With one tuple, a cell is not paired with itself.
    bins : DistanceBins
        Distance bins.
    whole : bool
        Whether the weights are whole numbers: then the sums are exact.

    Returns
    -------
    numpy.ndarray of float64, shape (bins,)
    """
    precisions: tuple[Any, ...] = (np.float32, np.float64) if whole else (np.float64,)
    for precision in precisions:
        sums = _sums_of_offsets(places, bins, precision)
        if not whole:
            break
        nearest = np.rint(sums)
        if np.abs(sums - nearest).max() < LARGEST_DEVIATION:
            sums = nearest
            break
    rows, columns = (np.arange(extent, dtype=np.int32) ** 2 for extent in sums.shape)
    number = bins.table[np.minimum(rows[:, None] + columns[None, :], bins.table.size - 1)]
    total = np.bincount(number.ravel(), sums.ravel(), minlength=bins.bins + 1)[: bins.bins]
    return np.asarray(total, dtype=np.float64)


def _shape(places: Sequence[Place], bins: DistanceBins) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the shape of the transform and the largest offsets that count."""
    lowest, highest = _corner(places), -_corner([-place for place in places])
    extents = (highest - lowest + 1).tolist()
    offsets = [min(bins.reach, extent - 1) for extent in extents]
    height, width = (fft.next_fast_len(e + o, real=True) for e, o in zip(extents, offsets, strict=True))
    return (int(height), int(width)), (offsets[0], offsets[1])


def _corner(places: Sequence[Place]) -> Place:
    return np.asarray(np.min([place.min(axis=1) for place in places], axis=0))


def _sums_of_offsets(places: Sequence[tuple[Place, FloatArray]], bins: DistanceBins, precision: Any) -> FloatArray:
    """Sum over pairs of cells by their offset (down, across), whatever its signs."""
    shape, (down, across) = _shape([place for place, _ in places], bins)
    corner = _corner([place for place, _ in places])
    spectra = [_transform(place - corner[:, None], weight, shape, precision) for place, weight in places]
    power = spectra[0].real * spectra[-1].real
    power += spectra[0].imag * spectra[-1].imag
    lines = fft.ifft(power, axis=0)[: down + 1]
    plane = fft.irfft(lines, n=shape[1], axis=1)
    sums = plane[:, : across + 1].astype(np.float64)
    sums[1:, 1:] += plane[1:, shape[1] - 1 : shape[1] - across - 1 : -1]
    if len(places) == 1:
        sums[0, 0] = 0
        return np.asarray(sums)
    sums *= 2
    sums[0, 0] /= 2
    return np.asarray(sums)


def _transform(place: Place, weight: FloatArray, shape: tuple[int, int], precision: Any) -> NDArray[Any]:
    """Transform the rows that hold cells, then all columns."""
    field = np.zeros((int(place[0].max()) + 1, shape[1]), dtype=precision)
    field[tuple(place)] = weight
    lines = fft.rfft(field, axis=1, overwrite_x=True)
    return np.asarray(fft.fft(lines, n=shape[0], axis=0, overwrite_x=True))
