"""The method of reflections, kept for teaching."""

import numpy as np
import pytest
from scipy.stats import spearmanr

from grono.measures import Reason
from grono.measures.relatedness import economic_complexity, presence, reflections
from tests.measures.relatedness.textbook import planted


def test_toy_network_of_hidalgo_and_hausmann(oracle):
    example = oracle("clustermap")["MAP-E16"]
    found = reflections(presence(example["input"]["M"]), 2)
    rows = [*found.region, *found.industry]
    for row, expected in zip(rows, example["expected"], strict=True):
        assert row == pytest.approx(expected, abs=example["tolerance"])


def test_odd_number_of_reflections_does_not_reverse_the_ranking():
    """Peer's bug: ranking reversed by an odd number of reflections (Datawheel)."""
    there = presence(planted(20, 15, seed=7))
    found, complexity = reflections(there, 9), economic_complexity(there)
    for step in (2, 3, 8, 9):
        assert spearmanr(found.complexity_of_regions(step).value, complexity.eci.value).statistic > 0.8
        assert spearmanr(found.complexity_of_industries(step).value, complexity.pci.value).statistic > 0.8


def test_empty_region_is_missing_and_equal_values_have_no_order():
    found = reflections(presence([[1, 1], [1, 1], [0, 0]]), 1)
    assert found.complexity_of_regions(0).reason.tolist() == [
        Reason.NOT_IDENTIFIED,
        Reason.NOT_IDENTIFIED,
        Reason.EMPTY,
    ]
    assert np.isfinite(found.region).all()
    assert (reflections(presence(np.zeros((2, 2)))).complexity_of_regions(2).reason == Reason.EMPTY).all()
