"""The maximum-entropy bipartite graph keeps its margins (MAP-28)."""

import numpy as np
import pytest
from hypothesis import given
from scipy.optimize import root

from grono.measures.relatedness import null_model, presence
from tests.measures.relatedness.textbook import planted, tables


def test_tiny_example(oracle):
    example = oracle("clustermap")["MAP-E31"]
    found = null_model(presence(example["input"]["M"]))
    assert found.probability.ravel() == pytest.approx(example["expected"]["p"], abs=example["tolerance"])
    assert found.solved


@given(tables)
def test_margins_are_kept_in_the_mean(matrix):
    found = null_model(presence(matrix))
    assert found.solved
    assert found.probability.sum(axis=1) == pytest.approx(matrix.sum(axis=1), abs=1e-8)
    assert found.probability.sum(axis=0) == pytest.approx(matrix.sum(axis=0), abs=1e-8)
    assert ((found.probability >= 0) & (found.probability <= 1)).all()


def test_probabilities_have_the_form_of_maximum_entropy():
    """An independent root search over every α and β, without classes of equal margins."""
    matrix = (np.random.default_rng(11).random((7, 6)) < 0.45).astype(float)

    def off(parameters):
        odds = np.exp(np.add.outer(parameters[:7], parameters[7:]))
        p = odds / (1 + odds)
        return [*(p.sum(axis=1) - matrix.sum(axis=1)), *(p.sum(axis=0) - matrix.sum(axis=0))]

    solution = root(off, np.zeros(13), method="lm", tol=1e-12).x
    odds = np.exp(np.add.outer(solution[:7], solution[7:]))
    assert null_model(presence(matrix)).probability == pytest.approx(odds / (1 + odds), abs=1e-6)


def test_margins_without_any_freedom_are_met():
    nested = np.tril(np.ones((5, 5)))
    assert null_model(presence(nested)).probability.tolist() == nested.tolist()
    edge = null_model(presence([[1, 1, 1, 0], [1, 1, 0, 1], [1, 0, 0, 0], [0, 1, 0, 0]]))
    assert edge.solved
    assert edge.probability[:2, :2] == pytest.approx(1, abs=1e-8)
    assert edge.probability[2:, 2:] == pytest.approx(0, abs=1e-8)


def test_large_uneven_table_is_solved_in_few_steps():
    found = null_model(presence(planted(150, 120, seed=3)))
    assert found.solved
    assert found.steps < 60
