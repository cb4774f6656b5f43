"""Herfindahl and its relatives, and Maurel–Sédillot: worked examples, definitions, edges (MAP-19 and MAP-20)."""

import numpy as np
import pytest
from hypothesis import given

from grono.measures import (
    PlantSizes,
    Reason,
    ellison_glaeser,
    equivalent_number,
    herfindahl,
    herfindahl_normalised,
    inverse_herfindahl,
    margins,
    maurel_sedillot,
    sizes_from_counts,
    sizes_from_plants,
)
from tests.measures.employment_tables import counts, modest


def test_herfindahl_of_doersam(oracle):
    case = oracle("clustermap")["MAP-E13"]
    cells = np.array(case["input"]["x"])[:, None]
    found = [measure(cells).value[0] for measure in (herfindahl, herfindahl_normalised, equivalent_number)]
    assert found == pytest.approx(case["expected"], abs=1e-6)


def test_five_regions_and_five_industries(oracle):
    case = oracle("clustermap")["MAP-E15"]
    cells, expected = case["input"]["matrix"], case["expected"]["herfindahl_region"]
    assert herfindahl(cells, over="industries").value == pytest.approx(expected, abs=1e-8)
    assert inverse_herfindahl(cells).value == pytest.approx(1 / np.array(expected), abs=1e-8)


@modest
@given(counts)
def test_industries_and_regions_are_each_other_s_transpose(cells):
    there = herfindahl(cells).present & herfindahl(cells.T, over="industries").present
    assert herfindahl(cells).value[there] == pytest.approx(herfindahl(cells.T, over="industries").value[there])
    for i in np.nonzero(there)[0]:
        assert herfindahl(cells).value[i] == pytest.approx(((cells[:, i] / cells[:, i].sum()) ** 2).sum())


@modest
@given(counts)
def test_empty_region_and_industry_move_nothing(cells):
    wider = np.pad(cells, ((0, 1), (0, 1)))
    for measure in (herfindahl, herfindahl_normalised, equivalent_number):
        for over in ("regions", "industries"):
            assert measure(wider, over=over).value[:-1] == pytest.approx(measure(cells, over=over).value, abs=1e-12)


def test_single_region_and_single_industry():
    assert (herfindahl([[3.0, 4.0]]).reason == Reason.ONE_REGION).all()
    assert herfindahl([[3.0], [4.0]], over="industries").value.tolist() == [1.0, 1.0]
    assert (herfindahl_normalised([[3.0], [4.0]], over="industries").reason == Reason.ONE_INDUSTRY).all()
    known = herfindahl_normalised([[3.0, 2.0], [np.nan, 1.0]])
    assert known.reason.tolist() == [Reason.ONE_REGION, Reason.PRESENT]


def test_zero_beside_a_missing_cell_has_its_reason():
    sums = margins([[0.0, 3.0], [np.nan, 1.0]], industry_totals=[8, 4], region_totals=[3, 9])
    assert equivalent_number([[0.0, 3.0], [np.nan, 1.0]], sums).reason.tolist() == [Reason.ZERO, Reason.PRESENT]


def test_maurel_sedillot_is_the_formula():
    random = np.random.default_rng(4)
    plants, industry, region = random.integers(1, 60, 90), random.integers(0, 3, 90), random.integers(0, 5, 90)
    cells = np.zeros((5, 3))
    np.add.at(cells, (region, industry), plants)
    sizes = sizes_from_plants(plants, industry, 3)
    x = cells.sum(axis=1) / cells.sum()
    for i in range(3):
        s = cells[:, i] / cells[:, i].sum()
        h = np.square(plants[industry == i] / plants[industry == i].sum()).sum()
        expected = ((np.square(s).sum() - np.square(x).sum()) / (1 - np.square(x).sum()) - h) / (1 - h)
        assert maurel_sedillot(cells, sizes).value[i] == pytest.approx(expected)


def test_maurel_sedillot_is_zero_in_the_mean_for_random_plants():
    """Plants that choose region r with probability x_r: E Σs² = Σx² + X·H, as for Ellison and Glaeser."""
    random = np.random.default_rng(9)
    x, plants = np.array([0.5, 0.3, 0.2]), random.lognormal(0, 1.2, size=40)
    cells = np.array([np.bincount(random.choice(3, 40, p=x), weights=plants, minlength=3) for _ in range(2000)]).T
    no = np.zeros(2000, dtype=bool)
    sums = type(margins(cells))(x * 1e6, cells.sum(axis=0), 1e6, np.zeros(3, dtype=bool), no, total_partial=False)
    one = sizes_from_plants(plants, [0] * 40, 1)
    fields = ("plants", "herfindahl", "fourth_moment", "known", "equal_sizes")
    sizes = PlantSizes(*(np.full(2000, getattr(one, name)[0]) for name in fields))
    value = maurel_sedillot(cells, sizes, sums).value
    assert abs(value.mean()) <= 3 * value.std() / np.sqrt(value.size)


@pytest.mark.parametrize("measure", [maurel_sedillot, lambda cells, sizes: ellison_glaeser(cells, sizes).gamma])
def test_no_index_without_the_plants_own_herfindahl(measure):
    """concentrationMetrics computes Ellison and Glaeser's index without H, so that one large plant looks like a cluster."""
    cells = np.array([[90.0, 10.0, 50], [10.0, 20.0, 50], [0.0, 70.0, 50]])
    assert (measure(cells, PlantSizes.unknown(3)).reason == Reason.FEW_PLANTS).all()
    assert measure(cells, sizes_from_counts([1, 30, 30])).reason[0] == Reason.FEW_PLANTS
    few, many = (measure(cells, sizes_from_counts([n] * 3)).value for n in (5, 500))
    assert (few < many).all()
