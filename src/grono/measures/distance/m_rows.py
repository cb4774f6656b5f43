"""Rows of M, each of an industry or of a pair, as they are judged: curves with bands, effects, verdicts."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.distance.bands import Null, bands_around
from grono.measures.distance.curves import DistanceCurves, Verdict
from grono.measures.result import Measured, Reason, measured

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from grono.measures.distance.m_settings import MSettings
    from grono.measures.result import BoolArray, FloatArray

    Single = NDArray[np.float32]
    Judged = tuple[FloatArray, Null, Single]

WORKERS = 2
"""Threads over rows; the result does not depend on them."""

CURVES = ("observed", "expected", "lower_local", "upper_local", "lower_global", "upper_global")


@dataclass(frozen=True)
class MEffect:
    """How much the surroundings of plants differ from chance, each of shape (rows,).

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
class MJudgement:
    """Curves of M with their effect and what remains of their verdicts.

    Parameters
    ----------
    curves : DistanceCurves
        M at each radius, with bands.
    gap : numpy.ndarray of bool, shape (rows, radii)
        Where no plant of the industry has a neighbour, so that M has no value; the curve stands at what is expected.
    effect : MEffect
        How large, and over which radii.
    verdict, discovered, notable : numpy.ndarray of uint8, shape (rows,)
        :class:`Verdict` by the global bands; what Benjamini and Hochberg's procedure keeps; of these, what reaches the floor.
    """

    curves: DistanceCurves
    gap: BoolArray
    effect: MEffect
    verdict: NDArray[np.uint8]
    discovered: NDArray[np.uint8]
    notable: NDArray[np.uint8]


class Rows:
    """Arrays that the rows fill, each its own.

    Parameters
    ----------
    reason : numpy.ndarray of uint8, shape (rows,)
        Why a row has no curve; ``PRESENT`` where it will.
    radii : numpy.ndarray
        Metres.
    settings : MSettings
        Level, envelope and floor.
    """

    def __init__(self, reason: NDArray[np.uint8], radii: FloatArray, settings: MSettings) -> None:
        self.reason, self.radii, self.settings = reason, radii, settings
        self.curves = {name: np.zeros((reason.size, radii.size)) for name in CURVES}
        self.gap = np.zeros((reason.size, radii.size), dtype=bool)
        self.p_values = np.zeros((2, reason.size))

    @property
    def present(self) -> list[int]:
        """Rows that have a curve."""
        return [int(row) for row in np.flatnonzero(self.reason == Reason.PRESENT)]

    def fill(self, of: Callable[[int], Judged]) -> None:
        """Fill every row that has a curve from its observed M (NaN where it has no value), null and standardised draws."""
        with ThreadPoolExecutor(WORKERS) as pool:
            list(pool.map(lambda row: self._fill(row, *of(row)), self.present))

    def _fill(self, row: int, value: FloatArray, null: Null, draws: Single) -> None:
        missing = np.isnan(value)
        kept = Null(null.mean, np.where(missing, 0.0, null.deviation))
        observed = np.where(missing | (kept.deviation == 0), null.mean, value)
        draws = np.where(kept.deviation[:, None] > 0, draws, np.float32(0))
        bands = bands_around(observed, kept, draws, self.settings.level, self.settings.envelope)
        self.gap[row] = missing
        self.curves["observed"][row], self.curves["expected"][row] = observed, null.mean
        for name in CURVES[2:]:
            self.curves[name][row] = getattr(bands, name)
        self.p_values[:, row] = bands.p_above, bands.p_below

    def judgement(self) -> MJudgement:
        """Draw verdicts from the curves: by the bands, after false discoveries, and with the effect floor."""
        gap = {Reason(code): self.reason == code for code in np.unique(self.reason) if code != Reason.PRESENT}
        above, below = (measured(values, gap) for values in self.p_values)
        curves = DistanceCurves(self.radii, **self.curves, p_localised=above, p_dispersed=below, reason=self.reason)
        effect, floor = _effect(curves), self.settings.least_ratio
        discovered, largest = curves.discovered(self.settings.level), effect.largest.value
        far = np.where(discovered == Verdict.LOCALISED, largest >= floor, largest <= 1 / floor)
        notable = np.where(far, discovered, Verdict.NEITHER).astype(np.uint8)
        return MJudgement(curves, self.gap, effect, curves.verdict, discovered, notable)


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
