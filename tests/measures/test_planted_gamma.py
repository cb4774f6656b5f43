"""Ellison–Glaeser of plants that were put into one region: what it is on average, in closed form and by drawing (MAP-14, MAP-57)."""

import numpy as np
import pytest

from grono.measures import ellison_glaeser, sizes_from_counts

DRAWS = 3_000
OTHERS = 1e13  # employees of everything else, so that the shares of regions are those given


def shares_of_regions(first, squares, count=34):
    """Return shares of which the first is given and the sum of squares too: the others equal but one."""
    equal, rest, left = count - 2, 1 - first, squares - first**2
    root = np.sqrt(rest**2 * equal**2 - equal * (equal + 1) * (rest**2 - left))
    each = (rest * equal + root) / (equal * (equal + 1))
    return np.array([first, *[each] * equal, rest - equal * each])


@pytest.fixture
def example(oracle):
    return oracle("clustermap")["MAP-E26"]


def test_closed_form(example):
    given = example["input"]
    share, loose = given["planted"] / given["plants"], 1 - given["planted"] / given["plants"]
    far = share**2 * (1 - 2 * given["x_r"] + given["sum_x2"])
    raw, room = far + loose / given["plants"] * (1 - given["sum_x2"]), 1 - given["sum_x2"]
    gamma = (raw - room / given["plants"]) / (room * (1 - 1 / given["plants"]))
    assert gamma == pytest.approx(example["expected"], abs=example["tolerance"])


def test_drawn_plants_have_it_on_average(example):
    given = example["input"]
    share = shares_of_regions(given["x_r"], given["sum_x2"])
    assert (share.sum(), (share**2).sum()) == (pytest.approx(1), pytest.approx(given["sum_x2"]))
    loose = np.random.default_rng(26).multinomial(given["plants"] - given["planted"], share, size=DRAWS).T
    loose[0] += given["planted"]
    table = np.column_stack([loose, share * OTHERS])
    sizes = sizes_from_counts([given["plants"]] * DRAWS + [10_000])
    gamma = ellison_glaeser(table, sizes).gamma.value[:DRAWS]
    assert abs(gamma.mean() - example["expected"]) < 4 * gamma.std() / np.sqrt(DRAWS)
    assert gamma.std() / np.sqrt(DRAWS) < 0.001
