"""A whole evaluation: planted effects, the three verdicts with every obstacle (STR-40), and what is told beside them (STR-38, STR-41)."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grono.evaluation import METHODS, caveats, evaluate, verdict_sentence
from grono.messages import InputError
from tests.evaluation.panels import invented, plan, table


@pytest.mark.parametrize("method", METHODS)
def test_planted_effect_is_found(method):
    found = evaluate(plan(method), table(invented(1, effect=12.0, noise=0.5)))
    assert found.verdict.name == "effect", found.verdict
    lowest, highest = found.estimate.interval
    assert 0 < lowest < found.estimate.effect < highest
    assert found.estimate.effect == pytest.approx(12, abs=2)


@pytest.mark.parametrize("method", METHODS)
def test_nothing_is_found_where_nothing_was_done(method):
    found = evaluate(plan(method), table(invented(1)))
    assert found.verdict.name == "no_detectable_effect"
    assert found.estimate.p_value > 0.05


@pytest.mark.parametrize("method", [name for name in METHODS if not name.startswith("synthetic")])
def test_many_treated_units_use_standard_errors(method):
    found = evaluate(plan(method, treated=12), table(invented(1, units=30, effect=6.0, treated=12)))
    assert found.estimate.p_by in ("t", "normal")
    assert not found.estimate.placebos
    assert found.verdict.name == "effect"
    assert found.pretrend.by == "wald"


@settings(max_examples=15)
@given(shift=st.floats(-1000, 1000), factor=st.floats(0.01, 100), method=st.sampled_from(sorted(METHODS)))
def test_shift_and_unit_of_the_outcome_change_nothing_else(shift, factor, method):
    outcome = invented(3, effect=3.0, units=12, periods=10, before=6)
    chosen = plan(method, begins=2007, alpha=0.1)
    plain, moved = evaluate(chosen, table(outcome)), evaluate(chosen, table(outcome * factor + shift))
    size = float(np.abs(outcome * factor + shift).max())
    assert moved.estimate.effect == pytest.approx(plain.estimate.effect * factor, rel=1e-5, abs=1e-7 * size)
    assert moved.estimate.p_value == pytest.approx(plain.estimate.p_value)
    assert moved.verdict.name == plain.verdict.name


@settings(max_examples=10)
@given(seed=st.integers(0, 1000), method=st.sampled_from(sorted(METHODS)))
def test_names_of_donors_and_order_of_rows_change_nothing(seed, method):
    outcome = invented(4, effect=3.0, units=12, periods=10, before=6)
    order = np.random.default_rng(seed).permutation(11)
    shuffled = np.vstack([outcome[:1], outcome[1:][order]])
    chosen = plan(method, begins=2007, alpha=0.1)
    rows = table(shuffled)
    mixed = rows.take(np.random.default_rng(seed + 1).permutation(rows.num_rows))
    plain, moved = evaluate(chosen, table(outcome)), evaluate(chosen, mixed)
    assert moved.estimate.effect == pytest.approx(plain.estimate.effect, rel=1e-6)
    assert moved.estimate.p_value == pytest.approx(plain.estimate.p_value)


@pytest.mark.parametrize("method", ["difference_in_differences", "synthetic_control", "synthetic_differences"])
def test_placebo_test_keeps_its_size(method):
    # 19 donors: p ≤ 0.05 only for the largest of 20; by chance in 1 of 20 panels.
    chosen = plan(method, begins=2007)
    found = [evaluate(chosen, table(invented(seed, units=20, periods=10, before=6))).estimate for seed in range(120)]
    # Binomial(120, 1/20): 14 or more happens in less than 1 of 250 such trials. No p is no hit.
    assert 0 < sum(one.p_value is not None and one.p_value <= 0.05 for one in found) < 14


def test_seed_decides_and_nothing_else():
    outcome = table(invented(6, units=16, treated=3, effect=2.0))
    first, again = (evaluate(plan("synthetic_control", treated=3, seed=7), outcome).data() for _ in range(2))
    other = evaluate(plan("synthetic_control", treated=3, seed=8), outcome).data()
    assert first == again
    assert [row["units"] for row in first["placebos"]] != [row["units"] for row in other["placebos"]]
    assert first["effect"] == other["effect"]


def codes(*, outcome=None, **more):
    return evaluate(plan(**more), table(invented(5) if outcome is None else outcome)).verdict.codes


def test_few_periods_before_are_not_identifiable():
    assert "few-periods-before" in codes(begins=2004)
    assert "few-periods-before" not in codes(begins=2005)
    assert "few-periods-before" in codes(begins=2010, first_period="2007")


def test_few_donors_are_not_identifiable():
    assert codes(outcome=invented(5, units=19)) == ("few-donors",)
    assert "few-donors" not in codes(outcome=invented(5, units=20))
    assert "few-donors" not in codes(outcome=invented(5, units=19), alpha=0.1)


def test_rejected_pretrend_is_not_identifiable():
    outcome = invented(5)
    outcome[0] += np.arange(14) * 3.0
    assert codes(outcome=outcome, method="difference_in_differences") == ("pretrend",)
    many = invented(5, units=30)
    many[:12] += np.arange(14) * 1.5
    found = codes(outcome=many, method="two_way_fixed_effects", treated=12)
    assert found == ("pretrend",)


def test_donors_in_the_ring_are_not_identifiable():
    assert codes(ring=["A03"]) == ("donors-in-ring",)
    assert "donors-in-ring" not in codes(ring=["A03"], donor_rule="outside_ring")


def test_exact_fit_says_so():
    outcome = invented(5)
    outcome[0, :9] = outcome[1:4, :9].mean(axis=0)
    found = evaluate(plan(), table(outcome))
    assert found.estimate.ratio is None
    assert found.verdict.codes == ("no-p",)
    assert found.estimate.interval is None


def test_covariates_are_met():
    outcome = invented(7, effect=8.0, noise=0.5, units=22)
    rows = table(outcome).append_column("size", [np.repeat(np.arange(22.0), 14)])
    found = evaluate(plan(covariates=["size"]), rows)
    assert found.estimate.effect == pytest.approx(8, abs=3)
    assert sum(found.estimate.unit_weights.values()) == pytest.approx(1)


def test_interval_holds_zero_exactly_when_p_is_above_alpha():
    for seed in range(12):
        for method in METHODS:
            found = evaluate(
                plan(method, begins=2007), table(invented(seed, units=21, periods=10, before=6, effect=seed / 4))
            ).estimate
            if found.interval is not None:
                lowest, highest = found.interval
                assert (lowest <= 0 <= highest) == (found.p_value > 0.05), (method, seed)


def test_result_is_plain_and_finite_in_json():
    data = evaluate(plan(), table(invented(1, effect=12.0))).data()
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert data["plan_sha256"] == plan().sha256


@pytest.mark.parametrize(
    ("effect", "english", "polish"),
    [
        (12.0, "Effect: on average 1", "Efekt: przeciętnie o 1"),
        (-12.0, "less (jobs) than it would have been", "mniej (jobs)"),
        (0.0, "No detectable effect: ", "Efektu nie wykryto: "),
    ],
)
def test_verdict_comes_as_a_sentence(effect, english, polish):
    data = evaluate(plan("difference_in_differences"), table(invented(5, effect=effect, noise=0.5))).data()
    assert english in verdict_sentence(data, "en")
    assert polish in verdict_sentence(data, "pl")


def test_not_identifiable_is_said_plainly():
    data = evaluate(plan(begins=2003), table(invented(5))).data()
    assert verdict_sentence(data, "en").startswith("Not identifiable: ")
    assert verdict_sentence(data, "pl").startswith("Nie da się ustalić: ")
    assert "only 2 periods" in data["verdict"]["reasons"]["en"][0]


def test_selection_is_always_told():
    for method in METHODS:
        told = [str(sentence) for sentence in caveats(evaluate(plan(method), table(invented(5))).data())]
        assert any("handed out by lot" in sentence for sentence in told)
        assert any("French programme" in sentence for sentence in told)
        assert any("is not an effect" in sentence for sentence in told)


def test_late_and_early_beginners_get_a_warning_of_fixed_effects():
    chosen = plan("two_way_fixed_effects", treated=2).data() | {"treated": {"A00": "2008", "A01": "2010"}}
    from grono.evaluation import plan_from_data

    told = caveats(evaluate(plan_from_data(chosen), table(invented(5))).data())
    assert any("late beginners" in str(sentence) for sentence in told)


def test_plan_that_does_not_fit_the_table_names_everything():
    chosen = plan(donor_rule="listed", donors=["A01", "Nowhere"], ring=["Elsewhere"])
    with pytest.raises(InputError) as error:
        evaluate(chosen, table(invented(5)))
    assert [problem.code for problem in error.value.problems] == ["unknown-unit", "unknown-unit", "too-few-donors"]


@pytest.mark.parametrize(("begins", "code"), [(2030, "no-time-after"), (2001, "treated-too-early")])
def test_time_before_and_after_is_needed(begins, code):
    with pytest.raises(InputError) as error:
        evaluate(plan(begins=begins), table(invented(5)))
    assert code in {problem.code for problem in error.value.problems}


def test_period_of_the_plan_cuts_the_table():
    found = evaluate(plan(first_period="2004", last_period="2012"), table(invented(5)))
    assert [found.series()[0]["period"], found.series()[-1]["period"]] == ["2004", "2012"]
    assert found.sample.periods_before == 6


def test_progress_counts_the_placebos():
    seen = []
    evaluate(plan(), table(invented(5)), lambda done, total: seen.append((done, total)))
    assert seen == [(place, 24) for place in range(24)]
