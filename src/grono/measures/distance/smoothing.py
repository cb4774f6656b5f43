"""From pair shares in bins to a density: kernel and mirrored kernel are linear in the bins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr

from grono.measures.distance.definition import NORMAL_RANGE, POWER, SHRINK

if TYPE_CHECKING:
    from grono.measures.result import FloatArray

LEAST_BANDWIDTH = 0.25
"""Bandwidth is at least this share of a bin: the bins hold nothing finer."""


def binned_bandwidths(counts: FloatArray, edges: FloatArray) -> FloatArray:
    """Silverman's bandwidth of each industry from its unweighted pairs in bins, m being the number of pairs.

    Parameters
    ----------
    counts : array, shape (industries, bins)
        Pairs of plants, each counted once.
    edges : array, shape (bins + 1,)
        Metres; distances are taken as evenly spread within a bin.

    Returns
    -------
    numpy.ndarray of float64, shape (industries,)
        Metres, at least a quarter of the narrowest bin; 0 with fewer than two pairs.

    References
    ----------
    Rule MAP-33; the exact rule is :func:`grono.measures.distance.definition.silverman_bandwidth`.
    """
    pairs = counts.sum(axis=1)
    some = np.maximum(pairs, 2)[:, None]
    middle, width = (edges[1:] + edges[:-1]) / 2, np.diff(edges)
    mean = (counts @ middle)[:, None] / some
    square = (counts * ((middle - mean) ** 2 + width**2 / 12)).sum(axis=1)
    spread = np.sqrt(square / (some[:, 0] - 1))
    quartiles = [_quantile(counts, pairs, edges, level) for level in (0.25, 0.75)]
    rule = SHRINK * np.minimum(spread, (quartiles[1] - quartiles[0]) / NORMAL_RANGE) * some[:, 0] ** POWER
    return np.where(pairs < 2, 0.0, np.maximum(rule, LEAST_BANDWIDTH * width.min()))


def smoother(radii: FloatArray, edges: FloatArray, bandwidth: float) -> FloatArray:
    r"""Return the matrix that turns pair shares in bins into the density at each radius.

    The kernel is averaged over each bin, so that a bandwidth below the width of a bin does no harm:

    .. math:: \frac{\Phi(\frac{e_{b+1}-r}{h}) - \Phi(\frac{e_b-r}{h}) + \Phi(\frac{e_{b+1}+r}{h})
              - \Phi(\frac{e_b+r}{h})}{e_{b+1}-e_b}

    Parameters
    ----------
    radii : array, shape (radii,)
        Metres.
    edges : array, shape (bins + 1,)
        Metres.
    bandwidth : float
        h in metres, above 0.

    Returns
    -------
    numpy.ndarray of float64, shape (radii, bins)
        Per metre.
    """
    near = ndtr((edges - radii[:, None]) / bandwidth)
    mirrored = ndtr((edges + radii[:, None]) / bandwidth)
    return np.asarray((np.diff(near, axis=1) + np.diff(mirrored, axis=1)) / np.diff(edges))


def _quantile(counts: FloatArray, pairs: FloatArray, edges: FloatArray, level: float) -> FloatArray:
    below = np.cumsum(counts, axis=1)
    target = level * pairs
    number = np.minimum((below < target[:, None]).sum(axis=1), counts.shape[1] - 1)
    industry = np.arange(counts.shape[0])
    inside = counts[industry, number]
    before = below[industry, number] - inside
    share = np.where(inside > 0, (target - before) / np.maximum(inside, 1e-300), 0.0)
    return np.asarray(edges[number] + share * np.diff(edges)[number])
