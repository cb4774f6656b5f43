"""Curves over distance for every industry with their bands, and the verdict drawn from them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.result import Measured, Reason, measured
from grono.measures.testing import benjamini_hochberg

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.measures.result import BoolArray, FloatArray

    Codes = NDArray[np.uint8]


class Verdict(IntEnum):
    """What a curve says of an industry."""

    NEITHER = 0
    LOCALISED = 1
    """Above the upper global band somewhere."""
    DISPERSED = 2
    """Below the lower global band somewhere, and above the upper one nowhere."""


@dataclass(frozen=True)
class DistanceCurves:
    """Observed curves of all industries beside what chance gives; arrays of shape (industries, radii), 0 where missing.

    Parameters
    ----------
    radii : numpy.ndarray, shape (radii,)
        Distances in metres.
    observed, expected : numpy.ndarray
        The curve, and its exact mean when the same plants stand on a random subset of all sites.
    lower_local, upper_local, lower_global, upper_global : numpy.ndarray
        Bands at each distance, and at all distances together.
    p_localised, p_dispersed : Measured, shape (industries,)
        Probability that chance rises above (falls below) its mean as far as the observed curve, anywhere.
    reason : numpy.ndarray of uint8, shape (industries,)
        :class:`~grono.measures.result.Reason` of each industry; ``PRESENT`` where the curve counts.
    """

    radii: FloatArray
    observed: FloatArray
    expected: FloatArray
    lower_local: FloatArray
    upper_local: FloatArray
    lower_global: FloatArray
    upper_global: FloatArray
    p_localised: Measured
    p_dispersed: Measured
    reason: Codes

    @property
    def present(self) -> BoolArray:
        """Industries that have a curve."""
        return np.equal(self.reason, Reason.PRESENT)

    @property
    def gaps(self) -> dict[Reason, BoolArray]:
        """Where there is no curve, by reason."""
        return gaps(self.reason)

    @property
    def localisation(self) -> FloatArray:
        """Γ(r), how far the curve stands above the upper global band."""
        return np.where(self.present[:, None], np.maximum(self.observed - self.upper_global, 0.0), 0.0)

    @property
    def dispersion(self) -> FloatArray:
        """Ψ(r), how far it stands below the lower global band; 0 for a localised industry."""
        below = np.maximum(self.lower_global - self.observed, 0.0)
        localised = (self.localisation > 0).any(axis=1)
        return np.where((self.present & ~localised)[:, None], below, 0.0)

    @property
    def verdict(self) -> Codes:
        """:class:`Verdict` of each industry by its bands alone; ``NEITHER`` where there is no curve."""
        above = (self.localisation > 0).any(axis=1)
        below = (self.dispersion > 0).any(axis=1)
        return np.where(above, Verdict.LOCALISED, np.where(below, Verdict.DISPERSED, Verdict.NEITHER)).astype(np.uint8)

    def discovered(self, level: float) -> Codes:
        """Return the verdicts that remain when of all localised (of all dispersed) only a share ``level`` may be false.

        The families are all industries with a curve, once for each side (MAP-35).
        """
        raw, result = self.verdict, np.zeros(self.reason.size, dtype=np.uint8)
        sides = ((Verdict.LOCALISED, self.p_localised, "localised"), (Verdict.DISPERSED, self.p_dispersed, "dispersed"))
        for verdict, p_value, family in sides:
            kept = benjamini_hochberg(p_value, family=f"{family}, all industries", level=level).kept
            result[kept & (raw == verdict)] = verdict
        return result


def gaps(reason: Codes) -> dict[Reason, BoolArray]:
    """Return where each reason but ``PRESENT`` stands."""
    return {Reason(code): np.equal(reason, code) for code in np.unique(reason) if code != Reason.PRESENT}


@dataclass(frozen=True)
class PairExcess:
    """How much an industry's pairs differ from chance, each of shape (industries,).

    Parameters
    ----------
    excess_share : Measured
        Share of pairs above what is expected, over the distances where the curve is above the upper global band.
    deficit_share : Measured
        Share of pairs lacking, over the distances where a dispersed industry is below the lower one.
    range_from, range_to : Measured
        Shortest and longest distance, in metres, where it is above (of a dispersed industry: below) the band;
        ``INSIDE_BAND`` where it is nowhere outside.
    """

    excess_share: Measured
    deficit_share: Measured
    range_from: Measured
    range_to: Measured


def pair_excess(curves: DistanceCurves) -> PairExcess:
    """Measure the effect of each curve of pair densities, because significance alone says nothing of large industries."""
    between = np.diff(curves.radii, prepend=curves.radii[0], append=curves.radii[-1])
    step = (between[1:] + between[:-1]) / 2
    above, below = curves.localisation > 0, curves.dispersion > 0
    gap = curves.gaps
    difference = curves.observed - curves.expected
    outside = above | below
    nowhere = {**gap, Reason.INSIDE_BAND: np.asarray(~outside.any(axis=1))}
    shortest = np.where(outside, curves.radii, np.inf).min(axis=1)
    longest = np.where(outside, curves.radii, 0.0).max(axis=1)
    return PairExcess(
        excess_share=measured(np.where(above, difference, 0.0) @ step, gap),
        deficit_share=measured(np.where(below, -difference, 0.0) @ step, gap),
        range_from=measured(shortest, nowhere),
        range_to=measured(longest, nowhere),
    )


@dataclass(frozen=True)
class Judgement:
    """Curves with their effect and what remains of their verdicts.

    Parameters
    ----------
    curves : DistanceCurves
        Densities per metre, with bands.
    effect : PairExcess
        Excess share of pairs and range of distances.
    bandwidth : Measured, shape (industries,)
        h in metres.
    verdict : numpy.ndarray of uint8, shape (industries,)
        :class:`Verdict` by the global bands.
    discovered : numpy.ndarray of uint8
        The verdicts kept by the procedure of Benjamini and Hochberg.
    notable : numpy.ndarray of uint8
        Of these, those whose effect reaches the floor.
    """

    curves: DistanceCurves
    effect: PairExcess
    bandwidth: Measured
    verdict: Codes
    discovered: Codes
    notable: Codes


def judgement(curves: DistanceCurves, bandwidth: FloatArray, level: float, least_excess: float) -> Judgement:
    """Draw verdicts from curves: by the bands, after false discoveries, and with the effect floor."""
    effect, discovered = pair_excess(curves), curves.discovered(level)
    size = np.where(discovered == Verdict.LOCALISED, effect.excess_share.value, effect.deficit_share.value)
    return Judgement(
        curves=curves,
        effect=effect,
        bandwidth=measured(bandwidth, curves.gaps),
        verdict=curves.verdict,
        discovered=discovered,
        notable=np.where(size >= least_excess, discovered, Verdict.NEITHER).astype(np.uint8),
    )
