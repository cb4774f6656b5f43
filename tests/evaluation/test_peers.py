"""The same numbers from independent programs: linearmodels, differences, pysyncon (STR-39)."""

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import minimize

from grono.evaluation import (
    aggregate,
    first_differences,
    group_time_effects,
    jackknife_error,
    simplex_weights,
    synthetic_control,
    synthetic_differences,
    two_by_two,
    two_way_fixed_effects,
)
from tests.evaluation import published_data as published

# The peers are imported by their tests: together they take seconds.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # 2026-11-22: inside the peers themselves
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]


def invented_panel(seed, units=24, periods=8):
    generator = np.random.default_rng(seed)
    outcome = (
        generator.normal(size=(units, 1)) + generator.normal(size=periods) + generator.normal(size=(units, periods))
    )
    first = np.where(np.arange(units) % 3 == 0, 4, np.where(np.arange(units) % 3 == 1, 6, periods))
    return outcome, first


def treatment_of(outcome, first):
    return (np.arange(outcome.shape[1])[None, :] >= first[:, None]).astype(float)


def as_frame(**panels):
    units, periods = next(iter(panels.values())).shape
    index = pd.MultiIndex.from_product([range(units), range(periods)], names=["unit", "period"])
    return pd.DataFrame({name: panel.ravel() for name, panel in panels.items()}, index=index)


def test_fixed_effects_as_linearmodels_has_them():
    linearmodels = pytest.importorskip("linearmodels")
    outcome, first = invented_panel(1)
    treatment = treatment_of(outcome, first)
    frame = as_frame(y=outcome, d=treatment)
    model = linearmodels.PanelOLS(frame.y, frame[["d"]], entity_effects=True, time_effects=True)
    plain, robust = model.fit(), model.fit(cov_type="clustered", cluster_entity=True, group_debias=True)
    ours = two_way_fixed_effects(outcome, treatment, clustered=False)
    assert ours.estimate == pytest.approx(plain.params.d)
    assert ours.standard_error == pytest.approx(plain.std_errors.d)
    assert two_way_fixed_effects(outcome, treatment).standard_error == pytest.approx(robust.std_errors.d)


def test_first_differences_as_linearmodels_has_them():
    linearmodels = pytest.importorskip("linearmodels")
    outcome, first = invented_panel(2)
    treatment = treatment_of(outcome, first)
    years = {f"t{year}": np.tile(np.arange(8) == year, (24, 1)).astype(float) for year in range(1, 8)}
    frame = as_frame(y=outcome, d=treatment, **{name: np.cumsum(values, axis=1) for name, values in years.items()})
    found = linearmodels.FirstDifferenceOLS(frame.y, frame.drop(columns="y")).fit()
    ours = first_differences(outcome, treatment, clustered=False)
    assert ours.estimate == pytest.approx(found.params.d)
    assert ours.standard_error == pytest.approx(found.std_errors.d)


def test_two_by_two_as_statsmodels_clusters_it():
    import statsmodels.api as sm

    generator = np.random.default_rng(3)
    treated, after = np.repeat([0, 1], 30), np.tile([0, 1], 30)
    outcome, members = generator.normal(size=60) + treated * after, np.arange(60) // 2
    design = sm.add_constant(np.column_stack([treated * after, treated, after]))
    peer = sm.OLS(outcome, design).fit(cov_type="cluster", cov_kwds={"groups": members})
    ours = two_by_two(outcome, treated, after, clusters=members)
    assert ours.estimate == pytest.approx(peer.params[1])
    assert ours.standard_error == pytest.approx(peer.bse[1])


@pytest.mark.parametrize(("control", "theirs"), [("never", "never_treated"), ("not_yet", "not_yet_treated")])
def test_group_time_effects_as_differences_has_them(control, theirs):
    differences = pytest.importorskip("differences")
    outcome, first = invented_panel(4)
    frame = as_frame(y=outcome)
    begins = np.where(first < outcome.shape[1], first, np.nan).astype(float)
    frame["cohort"] = np.repeat(begins, outcome.shape[1])
    peer = differences.ATTgt(data=frame, cohort_column="cohort")
    peer.fit("y", control_group=theirs, progress_bar=False)
    ours = group_time_effects(outcome, first, control=control)
    for kind, name in (("simple", "simple"), ("group", "cohort"), ("dynamic", "event"), ("calendar", "time")):
        table = peer.aggregate(name, overall=name != "simple")
        estimate, error = np.asarray(table, dtype=object)[0][:2]
        found = aggregate(ours, kind)
        assert found.estimate == pytest.approx(float(estimate)), kind
        assert found.standard_error == pytest.approx(float(error), rel=1e-6), kind


def test_weights_as_a_general_optimiser_finds_them():
    generator = np.random.default_rng(5)
    donors, target = generator.normal(size=(12, 6)), generator.normal(size=12)
    for ridge, intercept in ((0.0, False), (0.7, False), (0.3, True)):
        ours = simplex_weights(donors, target, ridge=ridge, intercept=intercept)

        def loss(weights, ridge=ridge, intercept=intercept):
            apart = donors @ weights - target
            return float(((apart - (apart.mean() if intercept else 0.0)) ** 2).sum() + ridge * weights @ weights)

        rules = {"type": "eq", "fun": lambda weights: weights.sum() - 1}
        start = np.full(6, 1 / 6)
        peer = minimize(loss, start, method="SLSQP", bounds=[(0, 1)] * 6, constraints=[rules], options={"ftol": 1e-14})
        assert loss(ours) <= loss(peer.x) + 1e-9
        assert ours == pytest.approx(peer.x, abs=1e-4)


def test_synthetic_control_is_no_worse_than_pysyncon():
    pysyncon = pytest.importorskip("pysyncon")
    wide = published.cigarettes().loc[:2000]
    own, others = wide["California"], wide.drop(columns="California")
    before = wide.index < 1989
    peer = pysyncon.Synth()
    peer.fit(X0=others[before], X1=own[before], Z0=others[before], Z1=own[before], custom_V=np.ones(before.sum()))
    ours = synthetic_control(own.to_numpy(), others.to_numpy().T, int(before.sum()))
    theirs = own - others @ np.asarray(peer.W)
    assert ours.error_before <= float(np.sqrt((theirs[before] ** 2).mean())) + 1e-9
    # They bring every year to the same spread before they match; so the weights are compared after the same step.
    spread = wide[before].std(axis=1)
    scaled = simplex_weights(others[before].div(spread, axis=0).to_numpy(), (own[before] / spread).to_numpy())
    assert scaled == pytest.approx(np.asarray(peer.W), abs=0.01)


def test_predictors_are_met_no_worse_than_pysyncon_meets_them():
    pysyncon = pytest.importorskip("pysyncon")
    wide = published.cigarettes().loc[:2000]
    own, others = wide["California"], wide.drop(columns="California")
    before = wide.index < 1989
    lags = [1975, 1980, 1988]
    peer = pysyncon.Synth()
    peer.fit(X0=others.loc[lags], X1=own.loc[lags], Z0=others[before], Z1=own[before], optim_method="Nelder-Mead")
    predictors = own.loc[lags].to_numpy(), others.loc[lags].to_numpy()
    ours = synthetic_control(own.to_numpy(), others.to_numpy().T, int(before.sum()), predictors=predictors)
    theirs = own - others @ np.asarray(peer.W)
    assert ours.error_before <= float(np.sqrt((theirs[before] ** 2).mean())) * 1.02
    assert ours.predictor_weights.sum() == pytest.approx(1)


def slow_estimate(treated, donors, before, unit_weights, period_weights):
    """The weighted two-way regression of the article, written plainly with dummies."""
    rows, after = [], donors.shape[1] - before
    weights_of_time = [*period_weights, *[1 / after] * after]
    for unit, series in enumerate([*treated, *donors]):
        is_treated = unit < len(treated)
        own = 1 / len(treated) if is_treated else unit_weights[unit - len(treated)]
        rows += [
            (unit, time, is_treated and time >= before, value, own * weights_of_time[time])
            for time, value in enumerate(series)
        ]
    units, times, given, values, weights = (np.array(column) for column in zip(*rows, strict=True))
    dummies = [units == unit for unit in range(1, units.max() + 1)] + [
        times == time for time in range(1, times.max() + 1)
    ]
    design = np.column_stack([given, np.ones(len(values)), *dummies]).astype(float)
    root = np.sqrt(weights)
    return np.linalg.lstsq(design * root[:, None], values * root, rcond=None)[0][0]


def test_synthetic_differences_are_the_weighted_regression():
    generator = np.random.default_rng(6)
    treated, donors = generator.normal(size=(3, 10)), generator.normal(size=(9, 10)).cumsum(axis=1)
    ours = synthetic_differences(treated, donors, 6)
    slow = slow_estimate(treated, donors, 6, ours.unit_weights, ours.period_weights)
    assert ours.estimate == pytest.approx(slow)


def test_jackknife_is_the_plain_one():
    generator = np.random.default_rng(7)
    treated, donors = generator.normal(size=(4, 9)), generator.normal(size=(8, 9)).cumsum(axis=1)
    found = synthetic_differences(treated, donors, 6)
    estimates = [
        slow_estimate(np.delete(treated, unit, axis=0), donors, 6, found.unit_weights, found.period_weights)
        for unit in range(4)
    ]
    for unit in range(8):
        left = np.delete(found.unit_weights, unit)
        estimates.append(
            slow_estimate(treated, np.delete(donors, unit, axis=0), 6, left / left.sum(), found.period_weights)
        )
    spread = ((np.array(estimates) - found.estimate) ** 2).sum() * 11 / 12
    assert jackknife_error(treated, donors, 6) == pytest.approx(np.sqrt(spread))
