"""TOPSIS, PROMETHEE II and AHP against the worked examples and the plain definitions (MAP-45)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grono.measures import Reason
from grono.measures.choice import ahp_weights, promethee, topsis
from grono.messages import InputError

tables = arrays(np.float64, st.tuples(st.integers(2, 6), st.integers(1, 4)), elements=st.integers(-4, 4).map(float))


def test_topsis_worked_example(oracle):
    example = oracle("clustermap")["MAP-E22"]
    found = topsis(example["input"]["matrix"], example["input"]["weights"])
    assert found.value == pytest.approx(example["expected"], abs=example["tolerance"])


@given(tables, st.integers(0, 99))
def test_topsis_against_the_plain_definition(values, seed):
    random = np.random.default_rng(seed)
    weights = random.dirichlet(np.ones(values.shape[1]))
    good = random.random(values.shape[1]) < 0.5
    found = topsis(values, weights, good)
    columns = []
    for column, weight, high in zip(values.T, weights, good, strict=True):
        length = sum(value**2 for value in column) ** 0.5
        scaled = [weight * value / length if length else 0.0 for value in column]
        ends = (max(scaled), min(scaled)) if high else (min(scaled), max(scaled))
        columns.append((scaled, *ends))
    for candidate in range(values.shape[0]):
        far = sum((scaled[candidate] - best) ** 2 for scaled, best, _ in columns) ** 0.5
        near = sum((scaled[candidate] - worst) ** 2 for scaled, _, worst in columns) ** 0.5
        if far + near > 1e-9:
            assert found.value[candidate] == pytest.approx(near / (far + near), abs=1e-9)


def test_topsis_of_equals_and_of_gaps():
    assert (topsis([[1, 2], [1, 2]], [1, 1]).reason == Reason.CONSTANT).all()
    assert topsis([[1, np.nan], [1, 2], [2, 3]], [1, 1]).reason.tolist() == [Reason.MISSING, 0, 0]
    assert (topsis([[np.nan, 1]], [1, 1]).reason == Reason.MISSING).all()


@given(tables, st.integers(0, 99))
def test_promethee_against_the_pairs(values, seed):
    random = np.random.default_rng(seed)
    weights = random.dirichlet(np.ones(values.shape[1]))
    good = random.random(values.shape[1]) < 0.5
    signed = np.where(good, values, -values)
    found = promethee(values, weights, good)
    preferred = np.array([[(weights * (a > b)).sum() for b in signed] for a in signed]) / (len(values) - 1)
    assert found.positive.value == pytest.approx(preferred.sum(axis=1))
    assert found.negative.value == pytest.approx(preferred.sum(axis=0))
    assert found.net.value == pytest.approx(preferred.sum(axis=1) - preferred.sum(axis=0))
    assert found.net.value.sum() == pytest.approx(0, abs=1e-12)


def test_promethee_of_one_and_of_gaps():
    assert promethee([[1, 2]], [1, 1]).net.reason.tolist() == [Reason.CONSTANT]
    found = promethee([[1, np.nan], [1, 2], [2, 3]], [1, 1]).net
    assert found.reason.tolist() == [Reason.MISSING, 0, 0]
    assert found.value.tolist() == [0, -1, 1]
    assert (promethee([[np.nan]], [1]).net.reason == Reason.MISSING).all()


def test_ahp_worked_example(oracle):
    example = oracle("clustermap")["MAP-E21"]
    found = ahp_weights(example["input"]["matrix"])
    numbers = [*found.weights, found.largest_eigenvalue, found.consistency_ratio]
    assert numbers == pytest.approx(example["expected"], abs=example["tolerance"])
    assert found.problems == ()


@given(st.lists(st.floats(0.1, 9), min_size=1, max_size=10))
def test_ahp_gives_back_weights_that_agree(weights):
    true = np.array(weights) / sum(weights)
    found = ahp_weights(true[:, None] / true[None, :])
    assert found.weights == pytest.approx(true)
    assert found.consistency_ratio == pytest.approx(0, abs=1e-9)


def test_ahp_warns_of_a_circle():
    found = ahp_weights([[1, 5, 1 / 5], [1 / 5, 1, 5], [5, 1 / 5, 1]])
    assert found.consistency_ratio > 0.1
    assert found.problems[0].severity == "warning"
    assert "contradict each other" in str(found.problems[0])


def test_ahp_names_every_judgement_that_cannot_be():
    with pytest.raises(InputError) as refused:
        ahp_weights([[1, 3, 0], [3, 1, 2], [1, 0.5, 1]], ["size", "growth", "density"])
    assert [problem.value for problem in refused.value.problems] == ["3.0 3.0", "0.0 1.0"]
    assert 'Judgements of "size" and "density"' in str(refused.value)


@pytest.mark.parametrize("matrix", [[[1, 2]], 1.0, np.ones((11, 11))])
def test_ahp_refuses_what_is_no_square_of_judgements(matrix):
    with pytest.raises(InputError, match="square table"):
        ahp_weights(matrix)
