"""M by its definition: worked examples, an independent implementation, and what is missing (MAP-34)."""

import numpy as np
import pytest
from scipy.spatial import cKDTree

from grono.measures import Reason
from grono.measures.distance.definition_m import m_exact


def test_worked_example_of_three_plants_among_six(oracle):
    example = oracle("clustermap")["MAP-E39"]
    x, y = zip(*example["input"]["sites"], strict=True)
    found = m_exact(x, y, np.arange(6) < example["input"]["n"], example["input"]["r"])
    assert found.value.tolist() == pytest.approx([20 / 9, 13 / 9], abs=1e-14)
    assert example["expected"]["M"] == ["20/9", "13/9"]


def test_worked_example_with_sizes(oracle):
    example = oracle("clustermap")["MAP-E40"]
    given = example["input"]
    x, y = zip(*given["sites"], strict=True)
    found = m_exact(x, y, np.isin(np.arange(6), given["industry"]), [given["r"]], weight=given["weights"])
    assert found.value[0] == pytest.approx(example["expected"], abs=example["tolerance"])


def by_trees(place, member, radius):
    """M once more, from neighbour counts of SciPy's trees."""
    everyone, own = cKDTree(place), cKDTree(place[member])
    around = everyone.query_ball_point(place[member], radius, return_length=True) - 1
    of_own = own.query_ball_point(place[member], radius, return_length=True) - 1
    near = around > 0
    share = (member.sum() - 1) / (len(place) - 1)
    return (of_own[near] / around[near]).mean() / share


def test_the_definition_agrees_with_trees_of_scipy():
    random = np.random.default_rng(2)
    place = random.random((300, 2))
    member = random.random(300) < 0.2
    found = m_exact(*place.T, member, [0.02, 0.1, 0.5])
    assert found.value.tolist() == pytest.approx([by_trees(place, member, r) for r in (0.02, 0.1, 0.5)], rel=1e-12)


def test_plants_without_a_neighbour_leave_both_sums():
    x, y = [0, 1, 0, 100, 100], [0, 0, 1, 0, 50]
    member = [True, True, False, True, False]
    found = m_exact(x, y, member, [2])
    shares, everywhere = [1 / 2, 1 / 2], 2 / 4
    assert found.value[0] == pytest.approx(sum(shares) / (2 * everywhere))


def test_no_neighbour_at_all_is_missing_with_its_reason():
    found = m_exact([0, 10, 20], [0, 0, 0], [True, True, False], [1, 15])
    assert found.reason.tolist() == [Reason.NO_NEIGHBOUR, Reason.PRESENT]
    assert found.value[0] == 0


@pytest.mark.parametrize("member", [[False] * 3, [True, False, False]])
def test_fewer_than_two_plants_are_missing(member):
    assert m_exact([0, 1, 2], [0, 0, 0], member, [1]).reason.tolist() == [Reason.FEW_PLANTS]


def test_missing_coordinates_and_plants_without_staff_are_no_plants():
    x, y, size = [0, 1, 0, np.nan, 2, 1], [0, 0, 2, 1, 2, 1], [1, 2, 3, 4, 2, 0]
    found = m_exact(x, y, [True, True, True, True, False, True], [2.5], weight=size)
    without = m_exact([0, 1, 0, 2], [0, 0, 2, 2], [True, True, True, False], [2.5], weight=[1, 2, 3, 2])
    assert found.value.tolist() == without.value.tolist()


def test_the_share_of_another_industry_is_asked_around_the_plants_of_the_first():
    x, y = [0, 1, 0, 3, 4, 2], [0, 0, 2, 1, 4, 5]
    first, second = np.arange(6) < 2, np.array([False, False, True, True, False, False])
    found = m_exact(x, y, first, [2.5], other=second)
    shares = [1 / 2, 2 / 3]  # around (0, 0): itself not, (1, 0) and (0, 2); around (1, 0): (0, 0), (0, 2), (3, 1)
    assert found.value[0] == pytest.approx(sum(shares) / (2 * 2 / 5))
    assert m_exact(x, y, first, [2.5], other=np.zeros(6, bool)).reason.tolist() == [Reason.FEW_PLANTS]


def test_under_random_labels_the_mean_is_one(oracle):
    draws = oracle("clustermap")["MAP-E20"]["input"]["draws"]
    random = np.random.default_rng(20)
    place = random.random((120, 2))
    values = np.empty((draws, 2))
    for draw in range(draws):
        member = np.zeros(120, dtype=bool)
        member[random.choice(120, 15, replace=False)] = True
        values[draw] = m_exact(*place.T, member, [0.25, 0.6]).value
    error = values.std(axis=0, ddof=1) / np.sqrt(draws)
    assert (np.abs(values.mean(axis=0) - 1) <= 3 * error).all()
