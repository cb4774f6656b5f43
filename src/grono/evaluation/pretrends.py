"""Did the treated run parallel to their counterfactual before? A test, and the words for its answer are in the verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from grono.evaluation.gaps import Groups, all_first
from grono.evaluation.placebos import rank_p
from grono.evaluation.staggered import group_time_effects

if TYPE_CHECKING:
    from grono.evaluation.estimate import Estimate
    from grono.evaluation.plan import Plan
    from grono.evaluation.sample import Sample
    from grono.measures.result import FloatArray


_UNITS_FOR_EACH = 3
"""So many units, at least, for each effect that is tested jointly: below, their covariance is hardly known."""


@dataclass(frozen=True)
class Pretrend:
    """The answer of a pre-trend test.

    Parameters
    ----------
    p_value : float or None
        None where nothing could be tested.
    by : {"placebos", "wald"}
        By the rank of the treated among placebos, or jointly over all effects before the beginning.
    statistic : float
        Root mean squared gap before, or Wald's statistic.
    """

    p_value: float | None
    by: str
    statistic: float


def wald(estimates: FloatArray, influence: FloatArray) -> tuple[float, int]:
    r"""Return Wald's statistic of the hypothesis that all estimates are zero, and its degrees of freedom.

    .. math:: W = \hat\theta'\hat\Sigma^{+}\hat\theta, \qquad \hat\Sigma = \Psi'\Psi/n^2

    Parameters
    ----------
    estimates : numpy.ndarray, shape (estimates,)
        What should be zero.
    influence : numpy.ndarray, shape (units, estimates)
        Its influence function.
    """
    covariance = influence.T @ influence / influence.shape[0] ** 2
    rank = int(np.linalg.matrix_rank(covariance, hermitian=True))
    return float(estimates @ np.linalg.pinv(covariance, hermitian=True) @ estimates), rank


def pretrend(plan: Plan, cut: Sample, found: Estimate) -> Pretrend:
    """Test whether the treated went the way of their counterfactual before they began.

    With standard errors: jointly, over every effect by group and time before the beginning. With placebos: by the rank of the
    treated's gap before among the gaps of the placebos; a treated unit that is met worse than nearly all others is not comparable.
    """
    if found.placebos:
        return _by_rank(plan, cut, found)
    if found.p_by == "placebos":
        return Pretrend(None, "placebos", _size(found.gap, cut.periods_before, plan.method))
    groups = Groups(cut.treated, cut.donors, cut.first)
    effects = group_time_effects(groups.outcome, all_first(groups), control=plan.control)
    before = [place for place, effect in enumerate(effects.effects) if effect.before]
    if not before:
        return Pretrend(None, "wald", 0.0)
    estimates = np.array([effects.effects[place].estimate for place in before])
    influence = effects.influence[:, before]
    units = min(len(cut.treated_units), len(cut.donor_units))
    if len(before) * _UNITS_FOR_EACH > units:
        # Too many for the units there are: then only their mean, which is the drift over all periods before.
        estimates, influence = estimates.mean(keepdims=True), influence.mean(axis=1, keepdims=True)
    statistic, freedom = wald(estimates, influence)
    if not freedom:
        return Pretrend(None, "wald", statistic)
    scaled = statistic / freedom * (units - freedom) / (units - 1)
    return Pretrend(float(stats.f.sf(scaled, freedom, units - freedom)), "wald", statistic)


def _by_rank(plan: Plan, cut: Sample, found: Estimate) -> Pretrend:
    before = cut.periods_before
    own = _size(found.gap, before, plan.method)
    others = [_size(placebo.gap, before, plan.method) for placebo in found.placebos]
    return Pretrend(rank_p(own, others), "placebos", own)


def _size(gap: FloatArray, before: int, method: str) -> float:
    """Return the root mean squared gap before; methods that allow a constant difference are not charged for it."""
    early = gap[:before]
    centred = early if method == "synthetic_control" else early - early.mean()
    return float(np.sqrt((centred**2).mean()))
