"""What the single methods do with small tables one can check by hand, and with what they cannot use (STR-39)."""

import numpy as np
import pytest

from grono.evaluation import (
    aggregate,
    coefficient,
    first_differences,
    group_time_effects,
    multiplier_bootstrap,
    placebo_estimates,
    simplex_weights,
    synthetic_control,
    synthetic_differences,
    two_by_two,
    two_way_fixed_effects,
)


def test_two_by_two_is_the_difference_of_differences():
    found = two_by_two([10, 12, 16, 18, 9, 11], [1, 1, 1, 1, 0, 0], [0, 0, 1, 1, 0, 1])
    assert found.estimate == pytest.approx((17 - 11) - (11 - 9))
    assert found.freedom == 2


@pytest.mark.parametrize(("outcome", "treated"), [([1, 2, 3], [1, 1, 0]), ([1, np.nan, 3, 4], [1, 1, 0, 0])])
def test_two_by_two_refuses_empty_cells_and_gaps(outcome, treated):
    with pytest.raises(ValueError, match=r"four cells|finite"):
        two_by_two(outcome, treated, [0, 1, 0, 1][: len(outcome)])


def test_fixed_effects_and_differences_agree_with_two_periods():
    generator = np.random.default_rng(1)
    outcome, treatment = generator.normal(size=(10, 2)), np.zeros((10, 2))
    treatment[:4, 1] = 1
    levels, changes = (
        two_way_fixed_effects(outcome, treatment, clustered=False),
        first_differences(outcome, treatment, clustered=False),
    )
    assert levels.estimate == pytest.approx(changes.estimate)
    assert levels.standard_error == pytest.approx(changes.standard_error)
    effects = group_time_effects(outcome, [1] * 4 + [2] * 6)
    assert aggregate(effects).estimate == pytest.approx(levels.estimate)


def test_treatment_that_periods_tell_is_not_identified():
    treatment = np.tile([0.0, 0.0, 1.0], (4, 1))
    with pytest.raises(ValueError, match="not identified"):
        two_way_fixed_effects(np.arange(12.0).reshape(4, 3), treatment)
    with pytest.raises(ValueError, match="not identified"):
        first_differences(np.arange(12.0).reshape(4, 3), treatment)


def test_gaps_are_refused():
    panel = np.array([[1.0, np.nan], [1.0, 2.0]])
    for method in (two_way_fixed_effects, first_differences):
        with pytest.raises(ValueError, match="without gaps"):
            method(panel, np.ones((2, 2)))
    with pytest.raises(ValueError, match="without gaps"):
        group_time_effects(panel, [1, 2])


def test_one_cluster_has_no_error():
    design = np.column_stack([np.arange(4.0), np.ones(4)])
    found = coefficient(design, np.array([0.0, 1.0, 2.5, 2.0]), 0, clusters=[1, 1, 1, 1])
    assert found.standard_error is None
    assert found.interval() is None


def test_exact_line_has_no_error_and_p_of_zero():
    design = np.column_stack([np.arange(4.0), np.ones(4)])
    assert coefficient(design, np.array([1.0, 3.0, 5.0, 7.0]), 0).p_value == pytest.approx(0, abs=1e-12)
    assert coefficient(design, np.zeros(4), 0).p_value == 1


def test_group_time_effects_by_hand():
    outcome = [[0, 0, 5, 6], [0, 0, 0, 7], [0, 1, 1, 1], [0, 1, 1, 1]]
    found = group_time_effects(outcome, [2, 3, 4, 4])
    effects = {(effect.group, effect.period): effect.estimate for effect in found.effects}
    assert effects == {(2, 1): -1, (2, 2): 5, (2, 3): 6, (3, 1): -1, (3, 2): 0, (3, 3): 7}
    assert aggregate(found, "simple").estimate == pytest.approx(6)
    assert aggregate(found, "group").parts[1][:2] == (3, 7)
    assert aggregate(found, "dynamic").estimate == pytest.approx((6 + 6) / 2)
    assert aggregate(found, "calendar").estimate == pytest.approx((5 + 6.5) / 2)


def test_not_yet_treated_stand_in_where_nobody_is_never_treated():
    outcome = np.random.default_rng(2).normal(size=(6, 5))
    first = [2, 2, 2, 4, 4, 4]
    with pytest.raises(ValueError, match="no unit is left"):
        group_time_effects(outcome, first)
    found = group_time_effects(outcome, first, control="not_yet")
    assert {(effect.group, effect.period) for effect in found.effects if not effect.before} == {(2, 2), (2, 3)}


def test_units_treated_from_the_start_are_left_out():
    outcome = np.random.default_rng(3).normal(size=(6, 4))
    without = group_time_effects(outcome[1:], [2, 2, 4, 4, 4])
    assert aggregate(group_time_effects(outcome, [0, 2, 2, 4, 4, 4])).estimate == pytest.approx(
        aggregate(without).estimate
    )


def test_bootstrap_agrees_with_the_influence_function():
    generator = np.random.default_rng(4)
    influence = generator.normal(size=(400, 3)) * [1.0, 2.0, 0.0]
    found = multiplier_bootstrap(influence, seed=1, draws=4000)
    assert found.standard_errors[:2] == pytest.approx(np.sqrt((influence[:, :2] ** 2).mean(axis=0) / 400), rel=0.06)
    assert found.standard_errors[2] == 0
    assert 1.96 <= found.critical < 2.5
    assert found.critical == multiplier_bootstrap(influence, seed=1, draws=4000).critical


def test_weights_of_a_target_among_the_donors():
    donors = np.array([[0.0, 10.0, 4.0], [0.0, 0.0, 8.0]])
    assert simplex_weights(donors, np.array([5.0, 0.0])) == pytest.approx([0.5, 0.5, 0.0], abs=1e-9)
    assert simplex_weights(donors, np.array([-3.0, -3.0])) == pytest.approx([1, 0, 0], abs=1e-9)
    assert simplex_weights(donors, np.array([5.0, 0.0]), ridge=1e9) == pytest.approx([1 / 3] * 3, abs=1e-6)


def test_synthetic_control_of_a_mixture_is_that_mixture():
    donors = np.random.default_rng(5).normal(size=(5, 12))
    treated = 0.7 * donors[1] + 0.3 * donors[4] + np.where(np.arange(12) >= 9, 2.0, 0.0)
    found = synthetic_control(treated, donors, 9)
    assert found.weights == pytest.approx([0, 0.7, 0, 0, 0.3], abs=1e-6)
    assert found.effect == pytest.approx(2)
    assert found.ratio is None


@pytest.mark.parametrize("before", [0, 6])
def test_synthetic_methods_need_time_before_and_after(before):
    with pytest.raises(ValueError, match="before"):
        synthetic_control(np.zeros(6), np.zeros((3, 6)), before)
    with pytest.raises(ValueError, match="before"):
        synthetic_differences(np.zeros(6), np.zeros((3, 6)), before)


def test_synthetic_methods_refuse_gaps():
    gap = np.array([1.0, np.nan, 2.0])
    with pytest.raises(ValueError, match="finite"):
        synthetic_control(gap, np.zeros((3, 3)), 2)
    with pytest.raises(ValueError, match="finite"):
        synthetic_differences(gap, np.zeros((3, 3)), 2)
    with pytest.raises(ValueError, match="finite"):
        synthetic_control(np.zeros(3), np.zeros((3, 3)), 2, predictors=([np.nan], np.zeros((1, 3))))


def test_placebos_of_several_units_take_their_number_of_donors():
    donors = np.random.default_rng(6).normal(size=(7, 8))
    assert len(placebo_estimates(donors, 1, 5, seed=1)) == 7
    assert len(placebo_estimates(donors, 2, 5, seed=1)) == 21
    assert len(placebo_estimates(donors, 6, 5, seed=1)) == 0
