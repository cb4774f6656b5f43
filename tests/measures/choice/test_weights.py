"""Weights are uniform on what is allowed, and what allows nothing is said in a sentence."""

import numpy as np
import pytest
from scipy.stats import beta, kstest

from grono.measures.choice import WeightRule, draw_weights
from grono.measures.choice.weights import WeightsError, _Space

NAMES = ("size", "growth", "density")


def drawn(rule=None, count=20_000, names=NAMES):
    return draw_weights(np.random.default_rng(4), count, names, rule)


def test_every_weight_of_the_simplex_is_equally_likely():
    """A single weight of k is then Beta(1, k − 1)."""
    weights = drawn()
    assert weights.sum(axis=1) == pytest.approx(np.ones(len(weights)))
    for column in weights.T:
        assert kstest(column, beta(1, 2).cdf).pvalue > 0.001


def test_intervals_hold_and_inside_them_the_draws_are_those_of_the_simplex():
    rule = WeightRule(intervals={"size": (0.2, 0.5), "density": (0.0, 0.3)})
    weights, plain = drawn(rule), drawn(count=200_000)
    assert ((weights[:, 0] >= 0.2) & (weights[:, 0] <= 0.5) & (weights[:, 2] <= 0.3)).all()
    kept = plain[(plain[:, 0] >= 0.2) & (plain[:, 0] <= 0.5) & (plain[:, 2] <= 0.3)]
    assert weights.mean(axis=0) == pytest.approx(kept.mean(axis=0), abs=0.004)
    assert weights.std(axis=0) == pytest.approx(kept.std(axis=0), abs=0.004)


def test_order_holds_and_means_are_those_of_the_ordered_simplex():
    weights = drawn(WeightRule(orders=[("density", "growth", "size")]))
    assert (np.diff(weights[:, ::-1], axis=1) <= 1e-12).all()
    # the barycentre: rank-order centroid weights (1 + 1/2 + 1/3)/3 and so on
    assert weights.mean(axis=0)[::-1] == pytest.approx([11 / 18, 5 / 18, 2 / 18], abs=0.005)


def test_random_walk_agrees_with_rejection():
    rule = WeightRule(intervals={"size": (0.1, 0.6)}, orders=[("growth", "density")])
    walked = _Space.of(NAMES, rule).walk(np.random.default_rng(2), 20_000)
    rejected = drawn(rule)
    assert walked.sum(axis=1) == pytest.approx(np.ones(len(walked)))
    assert walked.mean(axis=0) == pytest.approx(rejected.mean(axis=0), abs=0.006)
    assert walked.std(axis=0) == pytest.approx(rejected.std(axis=0), abs=0.006)


def test_narrow_rule_is_walked():
    names = tuple("abcdef")
    rule = WeightRule({"a": (0.3, 0.301), "b": (0.2, 0.201), "c": (0.1, 0.101)}, [("d", "e")])
    weights = drawn(rule, 500, names)
    assert weights.sum(axis=1) == pytest.approx(np.ones(500))
    assert (weights[:, 3] >= weights[:, 4] - 1e-9).all()
    assert (np.abs(weights[:, :3] - [0.3005, 0.2005, 0.1005]) <= 0.0005 + 1e-9).all()


def test_rule_is_cut_to_the_criteria_there_are():
    rule = WeightRule({"wages": (0, 0.1), "size": (0, 0.5)}, [("wages", "growth", "size")]).of(NAMES)
    assert rule.intervals == {"size": (0, 0.5)}
    assert rule.orders == [["growth", "size"]]


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (WeightRule({"wages": (0, 1)}), 'no criterion "wages" to weigh. There are: size, growth, density'),
        (WeightRule(orders=[("size", "growth"), ("size", "density")]), '"size" stands in the orders twice'),
        (WeightRule({"size": (0.5, 0.2)}), "between 0.5 and 0.2"),
        (WeightRule({"size": (-0.5, 0.2)}), "two numbers from 0 to 1"),
        (WeightRule({"size": (0.7, 1), "growth": (0.6, 1)}), "lowest ends add up to 1.3"),
        (WeightRule(dict.fromkeys(NAMES, (0, 0.3))), "highest to 0.9"),
        (WeightRule({"size": (0.6, 1)}, [("growth", "size")]), "drop an order"),
    ],
)
def test_impossible_rule_is_a_sentence(rule, sentence):
    with pytest.raises(WeightsError) as refused:
        drawn(rule, 10)
    assert sentence in str(refused.value)
