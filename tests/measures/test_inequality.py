"""Krugman, Hoover, Hachman and both Ginis: worked examples, slow definitions, and what must hold for any table (MAP-19)."""

import csv

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grono.measures import (
    Reason,
    gini_lq_unweighted,
    hachman,
    hoover_concentration,
    hoover_specialisation,
    krugman_concentration,
    krugman_specialisation,
    location_quotient,
    locational_gini_weighted,
    locational_gini_weighted_01,
    margins,
)
from tests.measures.employment_tables import counts, modest, table_beside, with_gaps

OF_INDUSTRIES = [
    krugman_concentration,
    hoover_concentration,
    gini_lq_unweighted,
    locational_gini_weighted,
    locational_gini_weighted_01,
]
OF_REGIONS = [hachman, hoover_specialisation, lambda cells: gini_lq_unweighted(cells, over="industries")]


@pytest.fixture(scope="module")
def example(oracle):
    return oracle("clustermap")


def column(path, name, keep=lambda row: True):
    with path.open(encoding="utf-8") as file:
        return np.array([float(row[name]) for row in csv.DictReader(file) if keep(row)])


def gini_of_region(own, nation):
    """Specialisation of a region beside its nation."""
    cells = np.array([own, np.subtract(nation, own)], dtype=float)
    return gini_lq_unweighted(cells, over="industries").value[0]


def test_gini_of_concentration_of_farhauer_and_kroell(example):
    case = example["MAP-E4"]
    cells = table_beside(
        case["input"]["e_ij"], case["input"]["e_j"], sum(case["input"]["e_ij"]), sum(case["input"]["e_j"])
    )
    assert gini_lq_unweighted(cells).value[0] == pytest.approx(case["expected"], abs=1e-6)


def test_gini_of_specialisation_of_farhauer_and_kroell(example):
    case = example["MAP-E5"]
    assert gini_of_region(case["input"]["e_ij"], case["input"]["e_i"]) == pytest.approx(case["expected"], abs=1e-6)


@pytest.mark.parametrize("name", ["MAP-E6", "MAP-E7"])
def test_gini_of_german_regions(example, shared_data, name):
    case = example[name]
    path = shared_data / case["input"]["file"]
    own, nation = (column(path, one, lambda row: row.get("WZ2008_Code") != "A-R") for one in case["input"]["columns"])
    assert gini_of_region(own, nation) == pytest.approx(case["expected"], abs=1e-6)


def test_five_regions_and_five_industries(example):
    cells, expected = example["MAP-E15"]["input"]["matrix"], example["MAP-E15"]["expected"]
    assert locational_gini_weighted(cells).value == pytest.approx(expected["locational_gini_weighted"], abs=1e-8)
    assert hoover_concentration(cells).value == pytest.approx(expected["hoover_concentration"], abs=1e-8)
    assert hoover_specialisation(cells).value == pytest.approx(
        np.array(expected["krugman_specialisation"]) / 2, abs=1e-8
    )


@modest
@given(with_gaps)
def test_unweighted_gini_is_the_mean_difference_of_all_pairs(cells):
    found, quotient = gini_lq_unweighted(cells), location_quotient(cells)
    for i in np.nonzero(found.present)[0]:
        values = quotient.value[quotient.present[:, i], i]
        pairs = np.abs(values[:, None] - values[None, :]).sum()
        assert found.value[i] == pytest.approx(pairs / (2 * values.size**2 * values.mean()))


@modest
@given(with_gaps)
def test_weighted_gini_is_the_double_sum(cells):
    """R² pairs of regions, those with a missing cell left out and the others taken among themselves."""
    found, x = locational_gini_weighted(cells), margins(cells).region
    for i in np.nonzero(found.present)[0]:
        there = ~np.isnan(cells[:, i]) & (x > 0)
        own, weight = cells[there, i] / cells[there, i].sum(), x[there] / x[there].sum()
        quotient = own / weight
        pairs = np.abs(quotient[:, None] - quotient[None, :]) * weight[:, None] * weight[None, :]
        assert found.value[i] == pytest.approx(pairs.sum() / 4, abs=1e-12)
        assert locational_gini_weighted_01(cells).value[i] == 2 * found.value[i]


@modest
@given(counts)
def test_sums_of_absolute_differences_are_the_definition(cells):
    concentration, x = krugman_concentration(cells), cells.sum(axis=1) / max(cells.sum(), 1)
    for i in np.nonzero(concentration.present)[0]:
        assert concentration.value[i] == pytest.approx(np.abs(cells[:, i] / cells[:, i].sum() - x).sum())
    assert hoover_concentration(cells).value == pytest.approx(concentration.value / 2)
    assert hoover_specialisation(cells).value == pytest.approx(krugman_specialisation(cells).value / 2)


@modest
@given(counts)
def test_hachman_is_the_reciprocal_of_the_mean_quotient(cells):
    found, national = hachman(cells), cells.sum(axis=0) / max(cells.sum(), 1)
    for r in np.nonzero(found.present)[0]:
        own = cells[r] / cells[r].sum()
        used = own > 0
        assert found.value[r] == pytest.approx(1 / (own[used] ** 2 / national[used]).sum())
    assert (found.value <= 1 + 1e-9).all()


@pytest.mark.parametrize("measure", OF_INDUSTRIES + OF_REGIONS)
@modest
@given(cells=counts, seed=st.integers(0, 2**32 - 1), factor=st.floats(0.01, 100))
def test_order_and_unit_do_not_matter(measure, cells, seed, factor):
    random = np.random.default_rng(seed)
    rows, columns = random.permutation(cells.shape[0]), random.permutation(cells.shape[1])
    moved = columns if measure in OF_INDUSTRIES else rows
    assert measure(cells[rows][:, columns] * factor).value == pytest.approx(measure(cells).value[moved], abs=1e-9)


@pytest.mark.parametrize("measure", OF_INDUSTRIES + OF_REGIONS)
@modest
@given(cells=counts)
def test_empty_region_and_industry_move_nothing(measure, cells):
    wider = measure(np.pad(cells, ((0, 1), (0, 1))))
    assert wider.value[:-1] == pytest.approx(measure(cells).value, abs=1e-12)
    assert wider.reason[-1] == Reason.EMPTY


@pytest.mark.parametrize("measure", [krugman_concentration, hoover_concentration, locational_gini_weighted])
@modest
@given(cells=counts)
def test_regions_of_equal_structure_can_be_merged(measure, cells):
    split = np.vstack([cells[:1] * 0.3, cells[:1] * 0.7, cells[1:]])
    both = measure(split).present & measure(cells).present
    assert measure(split).value[both] == pytest.approx(measure(cells).value[both], abs=1e-9)


@pytest.mark.parametrize("measure", OF_INDUSTRIES)
def test_one_region_has_no_concentration_and_unknown_cells_are_missing(measure):
    assert (measure([[5.0, 7.0]]).reason == Reason.ONE_REGION).all()
    sums = margins([[np.nan, 1.0], [np.nan, 2.0]], industry_totals=[9, 3])
    assert measure([[np.nan, 1.0], [np.nan, 2.0]], sums).reason.tolist() == [Reason.MISSING, Reason.PRESENT]


@pytest.mark.parametrize("measure", OF_REGIONS)
def test_one_industry_and_one_region_are_composed_like_the_whole(measure):
    none = 1.0 if measure is hachman else 0.0
    assert measure([[5.0], [7.0]]).value.tolist() == [none, none]
    assert measure([[5.0, 7.0]]).value.tolist() == pytest.approx([none])


def test_zero_that_stands_for_less_than_the_source_s_total_has_its_reason():
    cells = [[0.0, 4.0], [np.nan, 6.0]]
    sums = margins(cells, region_totals=[4, 16], industry_totals=[10, 10])
    for measure in (gini_lq_unweighted, locational_gini_weighted):
        assert measure(cells, sums).reason.tolist() == [Reason.ZERO, Reason.PRESENT]
    assert hachman([[0.0, np.nan]], margins([[0.0, np.nan]], region_totals=[5], industry_totals=[3, 2])).reason == [
        Reason.ZERO
    ]
