"""Co-occurrence and the four proximities (MAP-24)."""

import numpy as np
import pytest
from hypothesis import given

from grono.measures import Reason
from grono.measures.relatedness import co_occurrence, presence, proximity
from tests.measures.relatedness.textbook import tables

VARIANTS = ("min_conditional", "cosine", "jaccard", "association")


def slow(matrix, variant):
    """Pair by pair, by sets of regions; None where it is missing."""
    has = [set(np.flatnonzero(column)) for column in matrix.T]
    meetings = [sum(len(has[i] & has[k]) for k in range(len(has)) if k != i) for i in range(len(has))]

    def pair(i, j):
        one, other, both = len(has[i]), len(has[j]), len(has[i] & has[j])
        if not one or not other or (variant == "association" and not meetings[i] * meetings[j]):
            return None
        if i == j:
            return 0.0
        return {
            "min_conditional": lambda: min(both / one, both / other),
            "cosine": lambda: both / (one * other) ** 0.5,
            "jaccard": lambda: both / len(has[i] | has[j]),
            "association": lambda: both * sum(meetings) / (meetings[i] * meetings[j]),
        }[variant]()

    return [[pair(i, j) for j in range(len(has))] for i in range(len(has))]


@pytest.mark.parametrize("variant", VARIANTS)
@given(matrix=tables)
def test_proximity_equals_the_definition(variant, matrix):
    found = proximity(presence(matrix), variant)
    for row, reasons, expected in zip(found.value, found.reason, slow(matrix, variant), strict=True):
        for value, reason, wanted in zip(row, reasons, expected, strict=True):
            assert (reason != Reason.PRESENT) == (wanted is None)
            assert value == pytest.approx(wanted or 0.0)


def test_nested_example(oracle):
    example = oracle("clustermap")["MAP-E29"]
    there = presence(example["input"]["M"])
    assert co_occurrence(there).tolist() == example["expected"]["co_occurrence"]
    assert proximity(there).value.ravel() == pytest.approx(example["expected"]["proximity"], abs=example["tolerance"])


@pytest.mark.parametrize("variant", VARIANTS)
def test_empty_industry_is_missing_and_moves_nothing(variant):
    matrix = np.array([[1, 1, 0], [1, 1, 1], [0, 1, 1]])
    wider = proximity(presence(np.pad(matrix, ((0, 1), (0, 1)))), variant)
    assert wider.value[:3, :3] == pytest.approx(proximity(presence(matrix), variant).value)
    assert (wider.reason[3] == Reason.EMPTY).all()
    assert (wider.reason[:, 3] == Reason.EMPTY).all()


def test_industry_alone_has_no_association():
    found = proximity(presence([[1, 1, 0], [1, 1, 0], [0, 0, 1]]), "association")
    assert (found.reason[2] == Reason.UNRELATED).all()
    assert found.value[0, 1] > 0


def test_unknown_variant_names_the_known():
    with pytest.raises(ValueError, match="min_conditional, cosine, jaccard, association"):
        proximity(presence([[1]]), "lift")
