"""Trend of an indicator for which no path is declared (STR-29)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from grono.messages import GronoError, message
from grono.strategy.status import DEFAULT_THRESHOLDS

if TYPE_CHECKING:
    from grono.messages import Message
    from grono.strategy.status import Thresholds

Reading = tuple[float, float]
"""A year and the value in it."""


class TrendClass(StrEnum):
    """How the change so far compares with the change that is required."""

    SIGNIFICANT = "significant"
    MODERATE = "moderate"
    INSUFFICIENT = "insufficient"
    AWAY = "away"
    UNDETERMINED = "undetermined"

    @property
    def label(self) -> Message:
        """Return the words for the class."""
        return _LABELS[self]


_LABELS = {
    TrendClass.SIGNIFICANT: message("significant progress towards the target"),
    TrendClass.MODERATE: message("moderate progress towards the target"),
    TrendClass.INSUFFICIENT: message("insufficient progress towards the target"),
    TrendClass.AWAY: message("moving away from the target"),
    TrendClass.UNDETERMINED: message("no change is required, so there is nothing to compare with"),
}


@dataclass(frozen=True)
class Trend:
    """Change so far and required change, each a year.

    Parameters
    ----------
    actual, required : float
        Growth rates as shares, or mean yearly changes in the unit of the indicator.
    uses_growth_rates : bool
        Whether they are compound annual growth rates.
    ratio : float, optional
        actual / required; none when no change is required.
    category : TrendClass
        The class of the ratio.
    """

    actual: float
    required: float
    uses_growth_rates: bool
    ratio: float | None
    category: TrendClass


def trend(baseline: Reading, actual: Reading, target: Reading, thresholds: Thresholds = DEFAULT_THRESHOLDS) -> Trend:
    """Compare the compound annual growth so far with the one that leads from the baseline to the target.

    rate = (value/baseline)^(1/years) - 1. Values of zero or below have no such rate; mean yearly changes are compared then.

    Raises
    ------
    GronoError
        When the actual reading or the target is not later than the baseline.
    """
    if actual[0] <= baseline[0] or target[0] <= baseline[0]:
        raise GronoError(
            message(
                "A trend needs a reading and a target later than the baseline of %(year)s.", year=f"{baseline[0]:g}"
            )
        )
    growth = min(baseline[1], actual[1], target[1]) > 0
    change = _growth_rate if growth else _mean_change
    so_far, required = change(baseline, actual), change(baseline, target)
    ratio = so_far / required if required else None
    return Trend(so_far, required, growth, ratio, _category(ratio, thresholds))


def _growth_rate(first: Reading, last: Reading) -> float:
    return float((last[1] / first[1]) ** (1 / (last[0] - first[0])) - 1)


def _mean_change(first: Reading, last: Reading) -> float:
    return (last[1] - first[1]) / (last[0] - first[0])


def _category(ratio: float | None, thresholds: Thresholds) -> TrendClass:
    if ratio is None:
        return TrendClass.UNDETERMINED
    if ratio >= thresholds.trend_significant:
        return TrendClass.SIGNIFICANT
    if ratio >= thresholds.trend_moderate:
        return TrendClass.MODERATE
    return TrendClass.INSUFFICIENT if ratio >= 0 else TrendClass.AWAY
