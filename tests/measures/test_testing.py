"""Permutation p-values and false discovery: worked example, SciPy beside it, properties (MAP-35)."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from grono.measures.result import Measured, Reason
from grono.measures.testing import benjamini_hochberg, permutation_p_value, two_sided_p_value

p_values = st.lists(st.floats(0, 1), min_size=1, max_size=40)


def test_worked_example(oracle):
    example = oracle("clustermap")["MAP-E33"]
    found = benjamini_hochberg(example["input"]["p"], family="E33")
    np.testing.assert_allclose(found.adjusted.value, example["expected"]["q"], atol=example["tolerance"])
    assert int(found.kept.sum()) == example["expected"]["rejected_at_005"]
    p = permutation_p_value(example["input"]["at_least_as_extreme"], example["input"]["permutations"])
    assert p.tolist() == pytest.approx(example["expected"]["p_permutation"], abs=example["tolerance"])


@given(p_values)
def test_as_scipy(values):
    found = benjamini_hochberg(values, family="any").adjusted.value
    np.testing.assert_allclose(found, false_discovery_control(values), rtol=1e-12, atol=1e-300)


@given(st.lists(st.integers(0, 20), min_size=1, max_size=20))
def test_kept_are_those_of_the_step_up_definition(twentieths):
    values = [Fraction(one, 100) for one in twentieths]
    ordered = sorted(values)
    size = len(values)
    passing = [rank for rank in range(1, size + 1) if ordered[rank - 1] <= Fraction(rank, size) * Fraction(1, 20)]
    cut = ordered[max(passing) - 1] if passing else Fraction(-1)
    # A hair above 1/20, so that the equality of the definition survives binary fractions.
    found = benjamini_hochberg([float(one) for one in values], family="any", level=0.05 + 1e-12)
    assert found.kept.tolist() == [one <= cut for one in values]


@given(p_values, st.randoms(use_true_random=False))
def test_order_does_not_matter_and_equal_stay_equal(values, shuffle):
    order = list(range(len(values)))
    shuffle.shuffle(order)
    plain = benjamini_hochberg(values, family="any").adjusted.value
    shuffled = benjamini_hochberg([values[place] for place in order], family="any").adjusted.value
    np.testing.assert_array_equal(shuffled, plain[order])
    by_value = {}
    for value, adjusted in zip(values, plain, strict=True):
        assert by_value.setdefault(value, adjusted) == adjusted


def test_gaps_are_no_tests():
    plain = benjamini_hochberg([[0.01, 0.02], [0.3, np.nan]], family="any")
    assert plain.tests == 3
    np.testing.assert_allclose(plain.adjusted.value, [[0.03, 0.03], [0.3, 0.0]])
    assert plain.adjusted.reason.tolist() == [[0, 0], [0, Reason.MISSING]]
    assert plain.kept.tolist() == [[True, True], [False, False]]


def test_reasons_of_a_measure_stay():
    reason = np.array([Reason.PRESENT, Reason.EMPTY], dtype=np.uint8)
    found = benjamini_hochberg(Measured(np.array([0.04, 0.0]), reason), family="industries")
    assert found.adjusted.reason.tolist() == reason.tolist()
    assert (found.kept.tolist(), found.family, found.tests) == ([True, False], "industries", 1)


def test_empty_family_keeps_nothing():
    found = benjamini_hochberg([], family="none")
    assert (found.tests, found.kept.size, found.adjusted.value.size) == (0, 0, 0)


def test_share_of_false_discoveries_is_at_most_the_level():
    random = np.random.default_rng(3)
    shares = []
    for _ in range(400):
        nothing, something = random.random(80), random.random(20) * 1e-4
        kept = benjamini_hochberg(np.concatenate([nothing, something]), family="simulated", level=0.1).kept
        shares.append(kept[:80].sum() / max(kept.sum(), 1))
    # Expected exactly .1 × 80/100 for independent tests; .004 is the standard error of the 400 repeats, about.
    assert np.mean(shares) == pytest.approx(0.08, abs=0.013)


@pytest.mark.parametrize(("extreme", "draws"), [(-1, 9), (10, 9), (0, 0)])
def test_impossible_counts_are_refused(extreme, draws):
    with pytest.raises(ValueError, match="permutation test needs one draw"):
        permutation_p_value(extreme, draws)


@pytest.mark.parametrize(("values", "level", "said"), [([1.5], 0.05, "p-values"), ([0.5], 1.0, "level")])
def test_impossible_probabilities_are_refused(values, level, said):
    with pytest.raises(ValueError, match=said):
        benjamini_hochberg(values, family="any", level=level)


def test_two_sided_counts_ties_on_both_sides():
    assert two_sided_p_value([3, 9], [7, 9], 9).tolist() == pytest.approx([0.8, 1.0])
