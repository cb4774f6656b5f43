"""From a plan and its sample to an estimate with placebos, p and interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grono.evaluation.differences import first_differences, two_by_two, two_way_fixed_effects
from grono.evaluation.estimate import Estimate, Placebo
from grono.evaluation.gaps import Compared, Groups, all_first, compared
from grono.evaluation.placebos import interval_around, interval_of_ratio, placebo_sets, rank_p
from grono.evaluation.staggered import aggregate, group_time_effects
from grono.evaluation.synthetic_difference_in_differences import jackknife_error

if TYPE_CHECKING:
    from collections.abc import Callable

    from grono.evaluation.plan import Plan
    from grono.evaluation.regression import Coefficient
    from grono.evaluation.sample import Sample
    from grono.measures.result import FloatArray

    Progress = Callable[[int, int], None]

FEW = 10
"""With fewer treated units, or fewer donors, cluster-robust errors are far too small (Conley and Taber, doi:10.3386/t0312;
MacKinnon and Webb, doi:10.1002/jae.2508), so that p and interval come from placebos instead."""

SYNTHETIC = ("synthetic_control", "synthetic_differences")

_EXACT = 1e-10
"""A fit this near, as a share of the outcome's size, is exact but for rounding."""


def estimate(plan: Plan, cut: Sample, progress: Progress | None = None) -> Estimate:
    """Estimate the effect of a plan.

    Parameters
    ----------
    plan : Plan
        What to do.
    cut : Sample
        The units and periods it compares.
    progress : callable, optional
        Called with the number of placebos done and their total.
    """
    groups = Groups(cut.treated, cut.donors, cut.first, _predictors(plan, cut, None))
    found = compared(plan, groups)
    if by_regression(plan, cut):
        placebos: tuple[Placebo, ...] = ()
    else:
        placebos = _placebos(plan, cut, progress or _silent)
    if plan.method == "synthetic_control":
        return _by_ratio(plan, cut, found, placebos)
    if placebos or not by_regression(plan, cut):
        return _by_size(plan, cut, found, placebos)
    return _by_errors(plan, cut, groups, found)


def by_regression(plan: Plan, cut: Sample) -> bool:
    """Return whether p comes from standard errors: with at least ten treated units and ten donors."""
    return plan.method not in SYNTHETIC and min(len(cut.treated_units), len(cut.donor_units)) >= FEW


def ratio_of(gap: FloatArray, before: int, size: float) -> float | None:
    """Return RMSPE after divided by RMSPE before; None where the fit before is exact."""
    fit, miss = np.sqrt((gap[:before] ** 2).mean()), np.sqrt((gap[before:] ** 2).mean())
    return None if fit <= _EXACT * (size + miss) else float(miss / fit)


def _silent(_done: int, _total: int) -> None:
    return None


def _predictors(
    plan: Plan, cut: Sample, rows: np.ndarray[tuple[int, ...], np.dtype[np.int64]] | None
) -> tuple[FloatArray, FloatArray] | None:
    """Return what a synthetic control is to meet: means of the covariates before, and the outcome at three times before."""
    if not plan.covariates:
        return None
    before, count = cut.periods_before, len(cut.treated_units)
    lags = sorted({0, before // 2, before - 1})
    table = np.vstack(
        [
            *(cut.panel.covariates[name][:, :before].mean(axis=1) for name in plan.covariates),
            *cut.panel.outcome[:, lags].T,
        ]
    )
    pool = table[:, count:]
    if rows is None:
        return table[:, :count].mean(axis=1), pool
    return pool[:, rows].mean(axis=1), np.delete(pool, rows, axis=1)


def _placebos(plan: Plan, cut: Sample, progress: Progress) -> tuple[Placebo, ...]:
    sets = placebo_sets(len(cut.donor_units), len(cut.treated_units), seed=plan.seed, draws=min(plan.draws, 199))
    found = []
    for done, rows in enumerate(sets):
        progress(done, len(sets))
        groups = Groups(cut.donors[rows], np.delete(cut.donors, rows, axis=0), cut.first, _predictors(plan, cut, rows))
        result = compared(plan, groups)
        ratio = ratio_of(result.gap, cut.periods_before, float(np.abs(result.counterfactual).max()))
        found.append(Placebo(tuple(cut.donor_units[row] for row in rows), result.effect, result.gap, ratio))
    return tuple(found)


def _named(names: tuple[str, ...], weights: FloatArray | None) -> dict[str, float]:
    """Return the weights that are not zero by name, the largest first."""
    if weights is None:
        return {}
    pairs = [(name, float(weight)) for name, weight in zip(names, weights, strict=True) if weight > _EXACT]
    return dict(sorted(pairs, key=lambda pair: (-pair[1], pair[0])))


def _by_ratio(plan: Plan, cut: Sample, found: Compared, placebos: tuple[Placebo, ...]) -> Estimate:
    before = cut.periods_before
    ratio = ratio_of(found.gap, before, float(np.abs(found.counterfactual).max()))
    # A placebo that fits exactly has no ratio; counted as larger it can only make p larger.
    ratios = [np.inf if placebo.ratio is None else placebo.ratio for placebo in placebos]
    fit = float(np.sqrt((found.gap[:before] ** 2).mean()))
    known = bool(placebos) and ratio is not None
    return Estimate(
        effect=found.effect,
        standard_error=None,
        interval=interval_of_ratio(found.gap[before:], fit, ratios, plan.alpha) if known else None,
        p_value=rank_p(ratio, ratios) if placebos and ratio is not None else None,
        p_by="placebos",
        placebos=placebos,
        ratio=ratio,
        treated=cut.treated.mean(axis=0),
        counterfactual=found.counterfactual,
        gap=found.gap,
        unit_weights=_named(cut.donor_units, found.unit_weights),
        period_weights=_named(cut.panel.periods[: cut.periods_before], found.period_weights),
    )


def _by_size(plan: Plan, cut: Sample, found: Compared, placebos: tuple[Placebo, ...]) -> Estimate:
    sizes = [abs(placebo.estimate) for placebo in placebos]
    return Estimate(
        effect=found.effect,
        standard_error=_placebo_error(plan, cut, placebos),
        interval=interval_around(found.effect, sizes, plan.alpha) if placebos else None,
        p_value=rank_p(abs(found.effect), sizes) if placebos else None,
        p_by="placebos",
        placebos=placebos,
        ratio=ratio_of(found.gap, cut.periods_before, float(np.abs(found.counterfactual).max())),
        treated=cut.treated.mean(axis=0),
        counterfactual=found.counterfactual,
        gap=found.gap,
        unit_weights=_named(cut.donor_units, found.unit_weights),
        period_weights=_named(cut.panel.periods[: cut.periods_before], found.period_weights),
    )


def _placebo_error(plan: Plan, cut: Sample, placebos: tuple[Placebo, ...]) -> float | None:
    """Return the spread of the placebos; for synthetic differences of many units the jackknife."""
    if plan.method == "synthetic_differences" and len(cut.treated_units) >= FEW:
        return jackknife_error(cut.treated, cut.donors, cut.periods_before)
    return float(np.std([placebo.estimate for placebo in placebos], ddof=1)) if len(placebos) > 1 else None


def _by_errors(plan: Plan, cut: Sample, groups: Groups, found: Compared) -> Estimate:
    if plan.method == "group_time_effects":
        return _of_groups(plan, cut, groups, found)
    result = _coefficient(plan, groups)
    return Estimate(
        effect=result.estimate,
        standard_error=result.standard_error,
        interval=result.interval(1 - plan.alpha),
        p_value=result.p_value,
        p_by="t",
        treated=cut.treated.mean(axis=0),
        counterfactual=found.counterfactual,
        gap=found.gap,
    )


def _coefficient(plan: Plan, groups: Groups) -> Coefficient:
    if plan.method == "two_way_fixed_effects":
        return two_way_fixed_effects(groups.outcome, groups.treatment)
    if plan.method == "first_differences":
        return first_differences(groups.outcome, groups.treatment)
    # Means before and after: two rows a unit, so that what hangs together within a unit cannot be counted twice (Bertrand, Duflo and
    # Mullainathan, doi:10.1162/003355304772839588).
    before = groups.periods_before
    values = np.column_stack([groups.outcome[:, :before].mean(axis=1), groups.outcome[:, before:].mean(axis=1)])
    units = len(values)
    group = np.repeat(np.arange(units) < len(groups.treated), 2)
    return two_by_two(values.ravel(), group, np.tile([0, 1], units), clusters=np.repeat(np.arange(units), 2))


def _of_groups(plan: Plan, cut: Sample, groups: Groups, found: Compared) -> Estimate:
    effects = group_time_effects(groups.outcome, all_first(groups), control=plan.control)
    answer, exposure = aggregate(effects, plan.aggregation), aggregate(effects, "dynamic")
    periods = cut.panel.periods
    parts: list[dict[str, object]] = [
        {
            "group": periods[effect.group],
            "period": periods[effect.period],
            "estimate": effect.estimate,
            "standard_error": effect.standard_error,
        }
        for effect in effects.effects
    ]
    parts += [{"exposure": key, "estimate": value, "standard_error": error} for key, value, error in exposure.parts]
    return Estimate(
        effect=answer.estimate,
        standard_error=answer.standard_error,
        interval=answer.interval(1 - plan.alpha),
        p_value=answer.p_value,
        p_by="normal",
        parts=tuple(parts),
        treated=cut.treated.mean(axis=0),
        counterfactual=found.counterfactual,
        gap=found.gap,
    )
