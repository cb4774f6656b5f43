"""Links that the null model keeps: the worked example, planted pairs found, and random tables left empty (MAP-28)."""

import numpy as np
import pytest

from grono.measures.relatedness import presence, related_links
from tests.measures.relatedness.textbook import planted


def test_tiny_example(oracle):
    example = oracle("clustermap")["MAP-E31"]
    found = related_links(presence(example["input"]["M"]))
    assert found.p_value[0] == pytest.approx(example["expected"]["p_value_12"], abs=example["tolerance"])
    assert (found.first[0], found.second[0], found.co_occurrence[0]) == (0, 1, 1)


def test_planted_pair_is_kept_and_random_ones_are_not():
    random = np.random.default_rng(4)
    matrix = (random.random((120, 20)) < 0.3).astype(float)
    matrix[:, 7] = matrix[:, 3]
    found = related_links(presence(matrix))
    kept = {(int(i), int(j)) for i, j in zip(found.first[found.kept], found.second[found.kept], strict=True)}
    assert kept == {(3, 7)}


def test_nested_table_has_no_links():
    """Regions that have more have it in all industries alike: ubiquity and diversity explain every meeting."""
    assert not related_links(presence(planted(60, 40, seed=9, fill=0.5)), level=0.001).kept.any()


def test_empty_industry_is_no_pair_and_moves_nothing():
    matrix = (np.random.default_rng(2).random((30, 9)) < 0.4).astype(float)
    found, wider = related_links(presence(matrix)), related_links(presence(np.insert(matrix, 4, 0, axis=1)))
    assert wider.p_value == pytest.approx(found.p_value)
    assert wider.adjusted == pytest.approx(found.adjusted)
    assert 4 not in {*wider.first, *wider.second}


def test_share_of_false_links_stays_within_the_level():
    """Tables drawn from the null model itself: at a level of 5 % any link at all is rare."""
    chance = np.clip(np.outer(np.linspace(0.1, 1, 40), np.linspace(0.2, 0.9, 15)), 0, 1)
    random = np.random.default_rng(12)
    tables = [(random.random((40, 15)) < chance).astype(float) for _ in range(40)]
    assert sum(related_links(presence(table)).kept.any() for table in tables) <= 6
