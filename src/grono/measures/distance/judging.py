"""Observed pair shares against their null: curves and bands of many subjects, an industry or a pair of them, each."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.distance.bands import Null, Source, bands_around, standardised
from grono.measures.distance.curves import DistanceCurves, gaps
from grono.measures.distance.moments import remaining
from grono.measures.distance.smoothing import smoother
from grono.measures.result import measured

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from grono.measures.distance.reference import Reference
    from grono.measures.result import FloatArray

WORKERS = 2
"""Threads over batches; the result does not depend on them."""

BATCH = 16
"""Subjects whose draws are smoothed by one matrix product: 6 MB of curves at 2 000 draws."""

CURVES = ("observed", "expected", "lower_local", "upper_local", "lower_global", "upper_global")


@dataclass(frozen=True)
class Subject:
    """What is judged.

    Parameters
    ----------
    row : int
        Its place in the result.
    shares : numpy.ndarray, shape (bins,)
        Observed shares of pairs.
    bandwidth : float
        Metres.
    mixture : tuple of float
        a₁ and a₂ of its null.
    source : Source
        Draws that stand for its null.
    """

    row: int
    shares: FloatArray
    bandwidth: float
    mixture: tuple[float, float]
    source: Source


def judged(ground: Reference, subjects: Sequence[Subject], reason: NDArray[np.uint8]) -> DistanceCurves:
    """Return the curves of all subjects with their bands.

    Parameters
    ----------
    ground : Reference
        All sites.
    subjects : sequence of Subject
        One for each place in the result whose reason is ``PRESENT``.
    reason : numpy.ndarray of uint8
        Why the others have no curve.
    """
    rows = {name: np.zeros((reason.size, ground.radii.size)) for name in CURVES}
    p_values = np.zeros((2, reason.size))

    def judge(batch: list[Subject]) -> None:
        smoothings = [smoother(ground.radii, ground.bins.edges, subject.bandwidth) for subject in batch]
        draws = _draws(ground, batch, smoothings)
        for subject, smoothing, drawn in zip(batch, smoothings, draws, strict=True):
            observed, null = smoothing @ subject.shares, _null(ground, smoothing, subject.mixture)
            bands = bands_around(observed, null, drawn, ground.settings.level, ground.settings.envelope)
            found = (observed, null.mean, bands.lower_local, bands.upper_local, bands.lower_global, bands.upper_global)
            for name, values in zip(CURVES, found, strict=True):
                rows[name][subject.row] = values
            p_values[:, subject.row] = bands.p_above, bands.p_below

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(judge, _batches(subjects)))
    return distance_curves(ground.radii, rows, p_values, reason)


def distance_curves(
    radii: FloatArray, rows: dict[str, FloatArray], p_values: FloatArray, reason: NDArray[np.uint8]
) -> DistanceCurves:
    """Put curves, p-values and reasons together."""
    above, below = (measured(values, gaps(reason)) for values in p_values)
    return DistanceCurves(radii, **rows, p_localised=above, p_dispersed=below, reason=reason)


def no_curves(reason: NDArray[np.uint8]) -> DistanceCurves:
    """Return the result where nothing can be judged: distance 0 alone, and the reasons."""
    return distance_curves(
        np.zeros(1), {name: np.zeros((reason.size, 1)) for name in CURVES}, np.zeros((2, reason.size)), reason
    )


def _batches(subjects: Sequence[Subject]) -> Iterator[list[Subject]]:
    """Put subjects that read the same draws together, some at a time."""
    shared: dict[int, list[Subject]] = {}
    for subject in subjects:
        shared.setdefault(id(subject.source), []).append(subject)
    for members in shared.values():
        for first in range(0, len(members), BATCH):
            yield members[first : first + BATCH]


def _draws(ground: Reference, batch: list[Subject], smoothings: list[FloatArray]) -> NDArray[np.float32]:
    """Return the standardised draws of a batch, each in standard deviations of what was drawn."""
    source, scaled, parts = batch[0].source, [], []
    for subject, smoothing in zip(batch, smoothings, strict=True):
        null = _null(ground, smoothing, source.mixture or subject.mixture)
        scaled.append(smoothing * null.inverse[:, None])
        one, two = remaining(subject.mixture, ground.moments.sites)
        gaussian = (max(one, 0.0) ** 0.5, max(two, 0.0) ** 0.5)
        parts.append((1.0,) if source.mixture else gaussian)
    return standardised(source, scaled, parts)


def _null(ground: Reference, smoothing: FloatArray, mixture: tuple[float, float]) -> Null:
    """Return exact mean and standard deviation of the density at each radius."""
    covariance = ground.moments.covariance(mixture)
    variance = np.einsum("rb,rb->r", smoothing @ covariance, smoothing)
    return Null(smoothing @ ground.moments.mean, np.sqrt(np.maximum(variance, 0.0)))
