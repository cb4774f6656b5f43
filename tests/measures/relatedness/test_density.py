"""Relatedness density, plain and relative to chance (MAP-25)."""

import itertools

import numpy as np
import pytest
from hypothesis import given

from grono.measures import Reason
from grono.measures.relatedness import presence, proximity, relatedness_density, relatedness_density_relative
from tests.measures.relatedness.textbook import planted, tables


@given(matrix=tables)
def test_density_equals_the_definition(matrix):
    there = presence(matrix)
    near = proximity(there).value
    found = relatedness_density(there, proximity(there))
    for region, industry in itertools.product(*map(range, matrix.shape)):
        around = sum(near[industry])
        if found.reason[region, industry] == Reason.PRESENT:
            inside = sum(near[industry, j] for j in range(matrix.shape[1]) if matrix[region, j])
            assert found.value[region, industry] == pytest.approx(inside / around)
        else:
            empty = not matrix[region].any() or not matrix[:, industry].any()
            assert empty or around == 0


def test_nested_example(oracle):
    example = oracle("clustermap")["MAP-E29"]
    there = presence(example["input"]["M"])
    found = relatedness_density(there, proximity(there))
    assert found.value.ravel() == pytest.approx(example["expected"]["density"], abs=example["tolerance"])


def test_relative_density_has_mean_one_over_all_draws():
    """All ways to give a region the other d − M of its industries, with the proximities held: the mean is exactly 1."""
    base = presence(planted(6, 5, seed=3))
    near = proximity(base)
    for held, others in ((0, 2), (1, 3)):
        rows = []
        for drawn in itertools.combinations(range(1, 5), others):
            row = np.zeros(5)
            row[list(drawn)] = 1
            row[0] = held
            rows.append(row)
        found = relatedness_density_relative(presence([*rows, *base.as_numbers()]), near)
        assert found.value[: len(rows), 0].mean() == pytest.approx(1.0)


def test_relative_density_without_other_industries_is_missing():
    there = presence([[1, 0, 0], [1, 1, 1]])
    found = relatedness_density_relative(there, proximity(there))
    assert found.reason[0, 0] == Reason.UNRELATED
    assert found.present[0, 1:].all()


def test_one_industry_has_no_density():
    there = presence([[1], [1]])
    assert (relatedness_density(there, proximity(there)).reason == Reason.ONE_INDUSTRY).all()


def test_empty_region_and_industry_move_nothing():
    matrix = planted(6, 5, seed=1)
    wider = presence(np.pad(matrix, ((0, 1), (0, 1))))
    for measure in (relatedness_density, relatedness_density_relative):
        found = measure(wider, proximity(wider))
        assert found.value[:-1, :-1] == pytest.approx(measure(presence(matrix), proximity(presence(matrix))).value)
        assert (found.reason[-1] == Reason.EMPTY).all()
        assert (found.reason[:, -1] == Reason.EMPTY).all()
