"""Adjacent strong regions as one: against a map on which they really are one, networkx for the groups, gaps (MAP-32)."""

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grono.measures import (
    Margins,
    Reason,
    ellison_glaeser,
    location_quotient,
    location_quotient_interval,
    margins,
    shrunk_gamma,
    sizes_from_counts,
)
from grono.measures.space import joined_regions, weights_from_pairs
from tests.measures.space.examples import random_weights, rook_lattice

EMPLOYEES = np.random.default_rng(3).integers(1, 200, (9, 4)).astype(float)
SIZES = sizes_from_counts([40, 60, 30, 1])
GAMMA = shrunk_gamma(ellison_glaeser(EMPLOYEES, SIZES))


def test_a_group_is_judged_as_one_merged_region():
    strong = np.zeros((9, 4), dtype=bool)
    strong[[0, 1, 2, 8], 0] = True
    found = joined_regions(EMPLOYEES, strong, rook_lattice(3), sizes=SIZES, gamma=GAMMA)
    assert [one.tolist() for one in found.members] == [[0, 1, 2]]
    merged = np.vstack([EMPLOYEES[:3].sum(axis=0), EMPLOYEES[3:]])
    assert found.employees.tolist() == [merged[0, 0]]
    assert found.quotient.value[0] == pytest.approx(location_quotient(merged).value[0, 0])
    sums = margins(merged)
    whole = location_quotient_interval(merged / sums.industry, sums.region_share, SIZES, GAMMA)
    for name in ("shrunk", "lower", "upper", "probability_above_one"):
        assert getattr(found.interval, name).value[0] == pytest.approx(getattr(whole, name).value[0, 0])


@given(st.integers(0, 10_000))
@settings(max_examples=40)
def test_groups_as_networkx(seed):
    random = np.random.default_rng(seed)
    weights = random_weights(random, 9, equal=True, density=0.15)
    strong = random.random((9, 4)) < 0.6
    found = joined_regions(EMPLOYEES, strong, weights)
    expected = []
    for industry in range(4):
        graph = networkx.from_scipy_sparse_array(weights.raw).subgraph(np.flatnonzero(strong[:, industry]).tolist())
        groups = sorted(sorted(one) for one in networkx.connected_components(graph) if len(one) > 1)
        expected += [(industry, group) for group in groups]
    assert [(int(one), group.tolist()) for one, group in zip(found.industry, found.members, strict=True)] == expected
    for number, (industry, group) in enumerate(expected):
        assert np.flatnonzero(found.group[:, industry] == number).tolist() == group


def test_without_plants_there_is_no_interval():
    strong = np.zeros((9, 4))
    strong[:3] = 1
    found = joined_regions(EMPLOYEES, strong, rook_lattice(3))
    assert found.interval.lower.reason.tolist() == [Reason.FEW_PLANTS] * 4
    assert found.quotient.present.all()


def test_the_whole_country_is_one_region_and_one_plant_few():
    found = joined_regions(EMPLOYEES, np.ones((9, 4)), rook_lattice(3), sizes=SIZES, gamma=GAMMA)
    assert found.interval.lower.reason.tolist() == [Reason.ONE_REGION] * 4
    np.testing.assert_allclose(found.quotient.value, 1)
    strong = np.zeros((9, 4), dtype=bool)
    strong[:2, 3] = True
    alone = joined_regions(EMPLOYEES, strong, rook_lattice(3), sizes=SIZES, gamma=GAMMA)
    assert alone.interval.lower.reason.tolist() == [Reason.FEW_PLANTS]


def test_a_missing_cell_joins_nothing():
    cells = EMPLOYEES.copy()
    cells[1, 0] = np.nan
    strong = np.zeros((9, 4), dtype=bool)
    strong[:3, 0] = True
    found = joined_regions(cells, strong, rook_lattice(3))
    assert found.members == ()
    assert (found.group == -1).all()
    assert found.quotient.value.size == found.interval.lower.value.size == 0


def test_empty_regions_have_no_quotient_and_own_margins_count():
    line = weights_from_pairs([(0, 1)], 3)
    cells = np.array([[0, 0], [0, 0], [10, 10]])
    assert joined_regions(cells, [[1, 0], [1, 0], [0, 0]], line).quotient.reason.tolist() == [Reason.EMPTY]
    none = np.zeros(3, dtype=bool)
    sums = Margins(np.array([50.0, 50, 100]), np.array([40.0, 160]), 200, none, none[:2], False)
    found = joined_regions([[10, 40], [20, 30], [10, 90]], [[1, 0], [1, 0], [0, 0]], line, sums=sums)
    assert found.quotient.value.tolist() == pytest.approx([(30 / 40) / (100 / 200)])
