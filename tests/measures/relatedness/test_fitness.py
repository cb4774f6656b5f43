"""Fitness: the worked example, the definition step by step, and where it does not settle (MAP-27)."""

import numpy as np
import pytest
from hypothesis import given

from grono.measures import Reason
from grono.measures.relatedness import fitness, presence
from tests.measures.relatedness.textbook import planted, tables


def test_nested_example_after_twenty_steps(oracle):
    example = oracle("clustermap")["MAP-E29"]
    found = fitness(presence(example["input"]["M"]), steps=20)
    assert found.fitness.value == pytest.approx(example["expected"]["fitness_20"], abs=example["tolerance"])
    assert found.complexity.value == pytest.approx(example["expected"]["industry_complexity_20"], abs=1e-7)
    assert not found.settled
    assert found.steps == 20


def test_each_step_uses_both_values_of_the_step_before():
    matrix = planted(5, 4, seed=2)
    region, industry = [1.0] * 5, [1.0] * 4
    for _ in range(3):
        fit = [sum(industry[i] for i in range(4) if matrix[r, i]) for r in range(5)]
        hard = [1 / sum(1 / region[r] for r in range(5) if matrix[r, i]) for i in range(4)]
        region, industry = [f / (sum(fit) / 5) for f in fit], [h / (sum(hard) / 4) for h in hard]
    found = fitness(presence(matrix), steps=3)
    assert found.fitness.value == pytest.approx(region)
    assert found.complexity.value == pytest.approx(industry)


@given(tables)
def test_fitness_is_a_number_of_mean_one(matrix):
    found = fitness(presence(matrix), steps=300)
    for values in (found.fitness, found.complexity):
        assert np.isfinite(values.value).all()
        if values.present.any():
            assert values.value[values.present].mean() == pytest.approx(1)


def test_alike_regions_settle_at_once():
    found = fitness(presence(np.ones((3, 4))))
    assert found.settled
    assert found.steps == 1
    assert found.fitness.value.tolist() == [1.0, 1.0, 1.0]


def test_empty_region_and_industry_move_nothing():
    matrix = planted(6, 5, seed=4)
    wider = fitness(presence(np.pad(matrix, ((0, 1), (0, 1)))), steps=30)
    found = fitness(presence(matrix), steps=30)
    assert wider.fitness.value[:-1] == pytest.approx(found.fitness.value)
    assert wider.complexity.value[:-1] == pytest.approx(found.complexity.value)
    assert wider.fitness.reason[-1] == Reason.EMPTY
    assert wider.complexity.reason[-1] == Reason.EMPTY
    assert fitness(presence(np.zeros((2, 2)))).steps == 0
