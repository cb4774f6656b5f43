"""Rank acceptability: against geometry, exact integration, brute force, and what must not matter (MAP-44)."""

from fractions import Fraction
from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from grono.measures import Reason
from grono.measures.choice import Criterion, SmaaOptions, WeightRule, normal_errors, smaa, standardised
from grono.measures.choice import smaa as smaa_module_function
from grono.measures.choice.smaa import OUT_OF_EVERY
from grono.measures.randomness import stream

TWO = (Criterion("size"), Criterion("growth"))
THREE = (*TWO, Criterion("density"))


def exact_ranks(values):
    """P(rank = j) for two criteria: between the weights at which two lines cross the order stands still."""
    lines = [(Fraction(a), Fraction(b)) for a, b in values]
    cuts = {Fraction(0), Fraction(1)}
    for (a, b), (c, d) in permutations(lines, 2):
        slope = (a - b) - (c - d)
        if slope and 0 < (cut := (d - b) / slope) < 1:
            cuts.add(cut)
    result = [[Fraction(0)] * len(lines) for _ in lines]
    for low, high in pairwise(sorted(cuts)):
        weight = (low + high) / 2
        utility = [a * weight + b * (1 - weight) for a, b in lines]
        for candidate, own in enumerate(utility):
            result[candidate][sum(other > own for other in utility)] += high - low
    return np.array(result, dtype=float)


def test_worked_example(oracle):
    example = oracle("clustermap")["MAP-E45"]
    values = np.array(list(example["input"]["values"].values()))
    found = smaa(values, TWO)
    expected = np.array(list(example["expected"].values()))
    # five standard errors of 10 000 draws; the example allows .01, which is less than three for a probability of .4
    assert found.rank == pytest.approx(expected, abs=5 * np.sqrt(0.25 / 10_000))
    assert np.abs(found.rank - expected).mean() < example["tolerance"]
    assert exact_ranks([(1, 0), (0, 1), (Fraction(3, 5), Fraction(3, 5))]) == pytest.approx(expected)


@settings(max_examples=15)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=2, max_size=6, unique=True))
def test_two_criteria_against_exact_integration(values):
    found = smaa(values, TWO, options=SmaaOptions(standardisation="none", draws=4000))
    lines = [a - b for a, b in values], [b for _, b in values]
    if len(set(zip(*lines, strict=True))) == len(values):
        assert found.rank == pytest.approx(exact_ranks(values), abs=5 * np.sqrt(0.25 / 4000))


def test_against_the_plain_definition():
    """The same draws, ranked one by one in plain Python."""
    values = np.random.default_rng(3).normal(size=(5, 3))
    options = SmaaOptions(draws=300, top=2, seed=9, keys=("PL84",))
    found = smaa(values, THREE, options=options)
    random = stream(9, "smaa", "PL84", "0")
    drawn = random.standard_exponential((300, 3))
    weights = drawn / drawn.sum(axis=1, keepdims=True)
    score = standardised(values.T[:, None, :], values, "range")[:, 0].T
    rank, first, out = np.zeros((5, 5)), np.zeros((5, 3)), np.zeros((5, 3))
    for number, weight in enumerate(weights):
        utility = [sum(w * z for w, z in zip(weight, line, strict=True)) for line in score]
        order = sorted(range(5), key=lambda k: -utility[k])
        for place, candidate in enumerate(order):
            rank[candidate, place] += 1
            if place >= 2 and number % OUT_OF_EVERY == 0:
                lost = [(score[order[1]][c] - score[candidate][c]) * weight[c] for c in range(3)]
                out[candidate, int(np.argmax(lost))] += 1
        first[order[0]] += weight
    assert found.rank == pytest.approx(rank / 300)
    assert found.top == pytest.approx(rank[:, :2].sum(axis=1) / 300)
    came_first = rank[:, 0] > 0
    assert found.central_weights.value[came_first] == pytest.approx(first[came_first] / rank[came_first, :1])
    assert (found.central_weights.reason[~came_first] == Reason.NEVER_FIRST).all()
    assert found.keeps_out == pytest.approx(out / np.maximum(out.sum(axis=1, keepdims=True), 1))


def test_errors_decide_as_the_normal_distribution_says():
    """Two candidates, one criterion: P(first) is Φ of the difference over its standard error."""
    values, errors = np.array([[1.0], [0.4]]), np.array([[0.6], [0.8]])
    found = smaa(values, TWO[:1], errors=normal_errors(values, errors), options=SmaaOptions(draws=40_000, top=1))
    assert found.top[0] == pytest.approx(norm.cdf(0.6), abs=5 * np.sqrt(0.25 / 40_000))
    assert found.monte_carlo_error[0] == pytest.approx(np.sqrt(found.top[0] * found.top[1] / 40_000))


@pytest.mark.parametrize("way", ["range", "z", "percentile", "none"])
def test_lines_and_columns_add_up(way):
    values = np.random.default_rng(1).normal(size=(7, 3))
    found = smaa(values, THREE, options=SmaaOptions(draws=500, standardisation=way))
    assert found.rank.sum(axis=0) == pytest.approx(np.ones(7))
    assert found.rank.sum(axis=1) == pytest.approx(np.ones(7))
    assert found.expected_rank.sum() == pytest.approx(28)


def test_answer_does_not_depend_on_chunks_in_law_nor_on_threads_at_all(monkeypatch):
    values = np.random.default_rng(5).normal(size=(12, 3))
    whole = smaa(values, THREE, options=SmaaOptions(draws=8000))
    module = __import__("importlib").import_module("grono.measures.choice.smaa")
    monkeypatch.setattr(module, "NUMBERS_AT_ONCE", 4000)
    chunked = smaa(values, THREE, options=SmaaOptions(draws=8000))
    monkeypatch.setattr(module, "THREADS", 1)
    alone = smaa(values, THREE, options=SmaaOptions(draws=8000))
    assert (chunked.rank == alone.rank).all()
    assert chunked.rank == pytest.approx(whole.rank, abs=5 * np.sqrt(2 * 0.25 / 8000))


def test_equal_candidates_share_their_ranks():
    found = smaa([[3, 3], [3, 3], [1, 1]], TWO, options=SmaaOptions(draws=4000, top=1))
    assert found.top == pytest.approx([0.5, 0.5, 0], abs=5 * np.sqrt(0.25 / 4000))


def test_little_is_good_where_it_is_said():
    values = np.array([[1.0, 5.0], [2.0, 5.0]])
    found = smaa(values, (Criterion("gap", benefit=False), Criterion("size")), options=SmaaOptions(draws=50, top=1))
    assert found.top.tolist() == [1, 0]


def test_missing_value_is_lent_by_another_candidate():
    """One criterion, one gap: the gap is worth one of the two others, each half of the time; ties go by lot."""
    found = smaa([[2.0], [1.0], [np.nan]], TWO[:1], options=SmaaOptions(draws=20_000, top=1))
    assert found.top == pytest.approx([0.75, 0, 0.25], abs=5 * np.sqrt(0.25 / 20_000))


def test_one_candidate_is_first_and_kept_out_by_nothing():
    found = smaa([[1.0, 2.0]], TWO, options=SmaaOptions(draws=10))
    assert found.rank.tolist() == [[1.0]]
    assert found.safe.tolist() == [True]
    assert found.keeps_out.tolist() == [[0.0, 0.0]]


def test_constant_criterion_changes_nothing_of_the_order():
    plain = smaa([[1.0], [2.0]], TWO[:1], options=SmaaOptions(draws=100, top=1))
    padded = smaa([[1.0, 7.0], [2.0, 7.0]], TWO, options=SmaaOptions(draws=100, top=1))
    assert plain.top.tolist() == padded.top.tolist() == [0.0, 1.0]


def test_weights_within_a_rule():
    rule = WeightRule(orders=[("growth", "size")])
    found = smaa([[1, 0], [0, 1]], TWO, options=SmaaOptions(draws=200, top=1, weights=rule))
    assert found.top.tolist() == [0.0, 1.0]


@pytest.mark.parametrize("values", [[1.0, 2.0], np.zeros((0, 2)), [[1.0, np.nan], [2.0, np.nan]]])
def test_what_cannot_be_ranked_is_refused(values):
    with pytest.raises(ValueError, match=r"shape|no candidate"):
        smaa_module_function(values, TWO)


@settings(max_examples=10)
@given(st.integers(0, 1000), st.floats(0.1, 100))
def test_unit_of_a_criterion_does_not_matter(seed, factor):
    values = np.random.default_rng(seed).normal(size=(4, 2))
    one = smaa(values, TWO, options=SmaaOptions(draws=300))
    other = smaa(values * [factor, 1], TWO, options=SmaaOptions(draws=300))
    assert one.rank == pytest.approx(other.rank, abs=0.01)
