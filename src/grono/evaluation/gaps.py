"""The gap between the treated and what they would have been, method by method, for the treated and for placebos alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.evaluation.differences import first_differences, two_way_fixed_effects
from grono.evaluation.staggered import aggregate, group_time_effects
from grono.evaluation.synthetic import synthetic_control
from grono.evaluation.synthetic_difference_in_differences import synthetic_differences

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.evaluation.plan import Plan
    from grono.evaluation.staggered import Control
    from grono.measures.result import FloatArray

    IntArray = NDArray[np.int64]


@dataclass(frozen=True)
class Compared:
    """What a method makes of treated and donors.

    Parameters
    ----------
    effect : float
        Mean effect on the treated.
    counterfactual, gap : numpy.ndarray, shape (periods,)
        What the mean of the treated would have been, and the difference.
    unit_weights, period_weights : numpy.ndarray or None
        Weights, where the method has them.
    """

    effect: float
    counterfactual: FloatArray
    gap: FloatArray
    unit_weights: FloatArray | None = None
    period_weights: FloatArray | None = None


@dataclass(frozen=True)
class Groups:
    """Treated and donors on their way into a method.

    Parameters
    ----------
    treated, donors : numpy.ndarray, shape (units, periods)
        Outcomes.
    first : numpy.ndarray of int, shape (treated units,)
        First treated period of each.
    predictors : tuple of numpy.ndarray or None
        What a synthetic control is to meet, for the mean of the treated and for each donor.
    """

    treated: FloatArray
    donors: FloatArray
    first: IntArray
    predictors: tuple[FloatArray, FloatArray] | None = None

    @property
    def periods_before(self) -> int:
        """Periods before the first unit begins."""
        return int(self.first.min())

    @property
    def treatment(self) -> FloatArray:
        """D: 1 where a unit is treated, shape (units, periods)."""
        periods = np.arange(self.treated.shape[1])
        given = (periods[None, :] >= self.first[:, None]).astype(np.float64)
        return np.vstack([given, np.zeros(self.donors.shape)])

    @property
    def outcome(self) -> FloatArray:
        """Outcomes of all, treated first."""
        return np.vstack([self.treated, self.donors])


def compared(plan: Plan, groups: Groups) -> Compared:
    """Compare treated and donors by the method of the plan."""
    return _METHODS[plan.method](plan, groups)


def _parallel(groups: Groups, base: slice) -> Compared:
    """Move the mean of the donors so that it meets the treated over some periods before."""
    own, others = groups.treated.mean(axis=0), groups.donors.mean(axis=0)
    counterfactual = others + float((own - others)[base].mean())
    gap = own - counterfactual
    return Compared(float(gap[groups.periods_before :].mean()), counterfactual, gap)


def _difference_in_differences(_plan: Plan, groups: Groups) -> Compared:
    return _parallel(groups, slice(None, groups.periods_before))


def _two_way(_plan: Plan, groups: Groups) -> Compared:
    effect = two_way_fixed_effects(groups.outcome, groups.treatment).estimate
    return _with_effect(effect, groups, slice(None, groups.periods_before))


def _first_differences(_plan: Plan, groups: Groups) -> Compared:
    effect = first_differences(groups.outcome, groups.treatment).estimate
    return _with_effect(effect, groups, slice(groups.periods_before - 1, groups.periods_before))


def _with_effect(effect: float, groups: Groups, base: slice) -> Compared:
    """Return the effect with the series beside it; where units begin at different times, each starts from its own last period before."""
    if len(np.unique(groups.first)) == 1:
        found = _parallel(groups, base)
        return Compared(effect, found.counterfactual, found.gap)
    gap = _universal_gap(groups, "never")
    return Compared(effect, groups.treated.mean(axis=0) - gap, gap)


def _staggered(plan: Plan, groups: Groups) -> Compared:
    found = group_time_effects(groups.outcome, all_first(groups), control=plan.control)
    effect = aggregate(found, plan.aggregation).estimate
    gap = _universal_gap(groups, plan.control)
    return Compared(effect, groups.treated.mean(axis=0) - gap, gap)


def all_first(groups: Groups) -> IntArray:
    """Return the first treated period of all units: the number of periods for donors."""
    return np.concatenate([groups.first, np.full(len(groups.donors), groups.treated.shape[1], dtype=np.int64)])


def _universal_gap(groups: Groups, control: Control) -> FloatArray:
    """Return the mean over groups of each period against the last one before their beginning."""
    outcome, first = groups.outcome, all_first(groups)
    periods = np.arange(outcome.shape[1])
    gap = np.zeros(len(periods))
    for group in np.unique(groups.first):
        own = first == group
        for period in periods:
            others = first >= len(periods)
            if control == "not_yet":
                others = others | ((first > max(period, group - 1)) & ~own)
            change = outcome[:, period] - outcome[:, group - 1]
            gap[period] += own.sum() / len(groups.first) * (change[own].mean() - change[others].mean())
    return gap


def _synthetic_control(_plan: Plan, groups: Groups) -> Compared:
    found = synthetic_control(
        groups.treated.mean(axis=0), groups.donors, groups.periods_before, predictors=groups.predictors
    )
    return Compared(found.effect, found.counterfactual, found.gap, found.weights)


def _synthetic_differences(_plan: Plan, groups: Groups) -> Compared:
    found = synthetic_differences(groups.treated, groups.donors, groups.periods_before)
    return Compared(found.estimate, found.counterfactual, found.gap, found.unit_weights, found.period_weights)


_METHODS = {
    "difference_in_differences": _difference_in_differences,
    "two_way_fixed_effects": _two_way,
    "first_differences": _first_differences,
    "group_time_effects": _staggered,
    "synthetic_control": _synthetic_control,
    "synthetic_differences": _synthetic_differences,
}
