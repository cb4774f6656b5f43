"""Bands around the expected curve, at each distance and at all distances together, and what they say of an observed one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np

from grono.measures.distance.products import piece_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from grono.measures.distance.moments import PairMoments
    from grono.measures.result import BoolArray, FloatArray

    Single = NDArray[np.float32]

Envelope = Literal["largest", "rank"]
"""How all distances are taken together: by the largest standardised deviation, or by percentile envelopes."""


@dataclass(frozen=True)
class Bands:
    """Bands of one curve.

    Parameters
    ----------
    lower_local, upper_local, lower_global, upper_global : numpy.ndarray, shape (radii,)
        The curve leaves a local band with probability ``level`` on each side at each distance, a global one with
        probability ``level`` on each side at any distance.
    p_above, p_below : float
        (k + 1)/(n + 1), k the draws that rise above (fall below) what is expected at least as far as the observed curve.
    """

    lower_local: FloatArray
    upper_local: FloatArray
    lower_global: FloatArray
    upper_global: FloatArray
    p_above: float
    p_below: float


@dataclass(frozen=True)
class Null:
    """Exact mean and standard deviation of a curve under the null, each of shape (radii,)."""

    mean: FloatArray
    deviation: FloatArray

    @property
    def inverse(self) -> FloatArray:
        """1 over the standard deviation; 0 where that is 0."""
        return np.divide(1.0, self.deviation, out=np.zeros_like(self.deviation), where=self.deviation > 0)


@dataclass(frozen=True)
class Source:
    """Draws of pair shares that several industries read their nulls from.

    Parameters
    ----------
    draws : numpy.ndarray of float32, shape (parts · bins, draws)
        Deviations from the mean share. One part: of real draws. Two parts: Gaussian fields, to be mixed.
    mixture : tuple of float, optional
        a₁ and a₂ of what was drawn; none for Gaussian fields.
    """

    draws: Single
    mixture: tuple[float, float] | None = None

    @cached_property
    def pieces(self) -> Single:
        """The draws in pieces of equal width, shape (pieces, parts · bins, width); the last is filled up with zeros."""
        rows, number = self.draws.shape
        width = piece_width(rows, rows if self.mixture else rows // 2)
        whole = np.zeros((rows, -(-number // width) * width), dtype=np.float32)
        whole[:, :number] = self.draws
        return np.ascontiguousarray(np.moveaxis(whole.reshape(rows, -1, width), 1, 0))


def real_source(shares: Single, moments: PairMoments, mixture: tuple[float, float]) -> Source:
    """Return real draws of pair shares, shape (bins, draws), as deviations from their mean."""
    return Source(np.asarray(shares - moments.mean[:, None], dtype=np.float32), mixture)


def gaussian_fields(moments: PairMoments, draws: int, random: np.random.Generator) -> Source:
    """Draw two fields, with the covariances ψ₁ − μμᵀ and ψ₂ − μμᵀ; every industry mixes its null from them (MAP-50)."""
    fields = [_field(covariance, draws, random) for covariance in (moments.first, moments.second)]
    return Source(np.concatenate(fields))


def standardised(source: Source, smoothings: Sequence[FloatArray], parts: Sequence[tuple[float, ...]]) -> Single:
    """Smooth the draws for several industries at once.

    Parameters
    ----------
    source : Source
        The draws.
    smoothings : sequence of array, each of shape (radii, bins)
        Matrix of each industry from pair shares to what is wanted: the curve in standard deviations.
    parts : sequence of tuple of float
        Factor of each part of the source, for each industry.

    Returns
    -------
    numpy.ndarray of float32, shape (industries, radii, draws)
        Deviations from the mean.
    """
    left = [
        np.concatenate([factor * smoothing for factor in factors], axis=1)
        for smoothing, factors in zip(smoothings, parts, strict=True)
    ]
    pieces = np.stack(left).astype(np.float32)[:, None] @ source.pieces
    curves = np.moveaxis(pieces, 1, 2).reshape(len(left), pieces.shape[2], -1)
    return np.asarray(curves[:, :, : source.draws.shape[1]], dtype=np.float32)


def bands_around(observed: FloatArray, null: Null, draws: Single, level: float, envelope: Envelope) -> Bands:
    """Return the bands of one curve, and how far the observed one leaves what is expected.

    Parameters
    ----------
    observed : array, shape (radii,)
        Observed curve.
    null : Null
        Its exact mean and standard deviation.
    draws : numpy.ndarray of float32, shape (radii, draws)
        Standardised draws of the null.
    level : float
        Probability outside on each side.
    envelope : "largest" or "rank"
        Global bands: mean ± c standard deviations, c from the largest standardised deviation of each draw; or the
        percentiles that ``level`` of the draws leave at any distance (Duranton & Overman 2005).

    References
    ----------
    Rules MAP-33 and MAP-35.
    """
    number = draws.shape[1]
    kept = max(int(np.floor(level * (number + 1) + 1e-9)), 1)
    seen = np.asarray((observed - null.mean) * null.inverse, dtype=np.float32)
    local = np.sort(draws, axis=1)[:, [kept - 1, number - kept]].T
    if envelope == "rank":
        varied = null.deviation > 0
        lower, below = _by_rank(-draws, -seen, varied, kept)
        upper, above = _by_rank(draws, seen, varied, kept)
    else:
        lower, below = _by_largest(-draws.min(axis=0), -seen.min(), kept)
        upper, above = _by_largest(draws.max(axis=0), seen.max(), kept)
    lower_local, upper_local, lower_global, upper_global = (
        np.maximum(null.mean + edge * null.deviation, 0.0) for edge in (*local, -lower, upper)
    )
    p_above, p_below = ((extreme + 1) / (number + 1) for extreme in (above, below))
    return Bands(lower_local, upper_local, lower_global, upper_global, p_above, p_below)


def _by_largest(largest: Single, seen: np.float32, kept: int) -> tuple[FloatArray, int]:
    """Return the deviation that ``kept`` of the draws reach, and the draws that reach the observed one."""
    edge = -np.partition(-largest, kept - 1)[kept - 1]
    return np.asarray(edge, dtype=np.float64), int((largest >= seen).sum())


def _by_rank(draws: Single, seen: Single, varied: BoolArray, kept: int) -> tuple[FloatArray, int]:
    """Return the percentile envelope, and the draws whose best rank is at least as good as that of the observed curve."""
    edge = np.zeros(seen.size)
    if not varied.any():
        return edge, draws.shape[1]
    falling = np.sort(-draws[varied], axis=1)
    rows = list(zip(falling, -draws[varied], -seen[varied], strict=True))
    best = np.min([np.searchsorted(ordered, row) for ordered, row, _ in rows], axis=0)
    own = min(int(np.searchsorted(ordered, value, side="right")) for ordered, _, value in rows)
    edge[varied] = -falling[:, int(np.partition(best, kept - 1)[kept - 1])]
    return edge, int((best < own).sum())


def _field(covariance: FloatArray, draws: int, random: np.random.Generator) -> Single:
    values, vectors = np.linalg.eigh(np.asarray(covariance, dtype=np.float64))
    factor = vectors * np.sqrt(np.maximum(values, 0.0))
    return np.asarray(factor @ random.standard_normal((len(values), draws)), dtype=np.float32)
