"""Entropy, variety, relative diversity: worked examples, scipy's entropy, edges (MAP-22)."""

import csv

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import entropy as entropy_of_scipy

from grono.measures import (
    Reason,
    entropy,
    inverse_herfindahl,
    krugman_specialisation,
    margins,
    related_variety,
    relative_diversity,
    unrelated_variety,
    variety,
)
from tests.measures.employment_tables import counts, modest, with_gaps


@pytest.fixture(scope="module")
def example(oracle):
    return oracle("clustermap")


def test_related_and_unrelated_variety(example):
    case = example["MAP-E28"]
    codes, shares = list(case["input"]["shares"]), list(case["input"]["shares"].values())
    parts = variety([shares], [code[0] for code in codes])
    for name in ("unrelated", "related", "total"):
        assert getattr(parts, name).value[0] == pytest.approx(case["expected"][name], abs=1e-8), name
    assert entropy([shares]).value[0] == pytest.approx(case["expected"]["total"], abs=1e-8)


def test_relative_diversity_of_goettingen(example, shared_data):
    """The example says A to N and twelve sections: its value belongs to the twelve rows from A to O."""
    case = example["MAP-E23"]
    with (shared_data / case["input"]["file"]).open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["WZ2008_Code"] != "A-R"][:12]
    own, nation = (np.array([float(row[name]) for row in rows]) for name in case["input"]["columns"])
    found = relative_diversity(np.array([own, nation - own])).value[0]
    assert found == pytest.approx(case["expected"], abs=1e-9)


@modest
@given(counts)
def test_entropy_agrees_with_scipy(cells):
    found = entropy(cells)
    for r in np.nonzero(found.present)[0]:
        assert found.value[r] == pytest.approx(entropy_of_scipy(cells[r], base=2), abs=1e-9)


@modest
@given(with_gaps, st.data())
def test_variety_is_the_definition_and_adds_up(cells, data):
    labels = st.sampled_from(["10", "11", "28"])
    divisions = np.array(data.draw(st.lists(labels, min_size=cells.shape[1], max_size=cells.shape[1])))
    parts = variety(cells, divisions)
    assert parts.total.value == pytest.approx(entropy(cells).value, abs=1e-9)
    for r in np.nonzero(parts.total.present)[0]:
        own = np.nan_to_num(cells[r]) / np.nansum(cells[r])
        of_division = [own[divisions == division] for division in np.unique(divisions)]
        related = sum(q.sum() * entropy_of_scipy(q, base=2) for q in of_division if q.sum() > 0)
        assert parts.related.value[r] == pytest.approx(related, abs=1e-9)
        assert unrelated_variety(cells, divisions).value[r] == parts.unrelated.value[r]
        assert related_variety(cells, divisions).value[r] == parts.related.value[r]


def test_one_division_is_all_related_and_one_industry_each_all_unrelated():
    cells = [[3.0, 1.0, 4.0]]
    assert unrelated_variety(cells, [7, 7, 7]).value.tolist() == [0.0]
    assert related_variety(cells, [1, 2, 3]).value.tolist() == [0.0]


@modest
@given(counts)
def test_empty_region_and_industry_move_nothing(cells):
    divisions = np.arange(cells.shape[1] + 1) // 2
    wider = np.pad(cells, ((0, 1), (0, 1)))
    for measure in (entropy, inverse_herfindahl, relative_diversity):
        assert measure(wider).value[:-1] == pytest.approx(measure(cells).value, rel=1e-6)
        assert measure(wider).reason[-1] == Reason.EMPTY
    assert related_variety(wider, divisions).value[:-1] == pytest.approx(related_variety(cells, divisions[:-1]).value)


@modest
@given(counts)
def test_relative_diversity_is_the_reciprocal_or_missing(cells):
    found, distance = relative_diversity(cells), krugman_specialisation(cells)
    there = found.present
    assert found.value[there] * distance.value[there] == pytest.approx(1.0)
    assert (distance.value[found.reason == Reason.ZERO] <= 1e-12).all()


def test_region_like_the_whole_has_no_relative_diversity():
    cells = np.outer([1.0, 3.0, 7.0], [0.1, 0.7, 1.3])
    assert (relative_diversity(cells).reason == Reason.ZERO).all()
    assert (relative_diversity([[5.0], [7.0]]).reason == Reason.ZERO).all()


def test_region_of_which_no_cell_is_known_is_missing():
    cells = [[np.nan, np.nan], [1.0, 2.0]]
    sums = margins(cells, region_totals=[9, 3], industry_totals=[6, 6])
    for measure in (entropy, inverse_herfindahl, relative_diversity, krugman_specialisation):
        assert measure(cells, sums).reason.tolist() == [Reason.MISSING, Reason.PRESENT]
