import numpy as np
import pytest
from scipy.spatial.distance import cdist, pdist
from scipy.stats import norm

from grono.measures.distance.definition import exact_colocation, exact_k_density, silverman_bandwidth


@pytest.fixture(scope="module")
def example(oracle):
    return oracle("clustermap")


@pytest.mark.parametrize("weighted", [False, True])
def test_three_points_on_a_line(example, weighted):
    given, expected = example["MAP-E34"]["input"], example["MAP-E34"]["expected"]
    weights = given["weight"] if weighted else None
    found = exact_k_density(given["position"], [0, 0, 0], given["r"], given["h"], weights)
    assert found == pytest.approx(expected["weighted" if weighted else "unweighted"], abs=1e-8)


def test_bandwidth_of_eight_distances(example):
    given = example["MAP-E35"]
    assert silverman_bandwidth(given["input"]["distances"]) == pytest.approx(given["expected"], abs=1e-8)


def test_bandwidth_of_too_few_distances_is_zero():
    assert silverman_bandwidth([3.0]) == 0
    assert silverman_bandwidth([]) == 0


def test_random_points_converge_to_the_density_of_the_unit_square(example):
    given = example["MAP-E18"]
    points = np.random.default_rng(3).random((4000, 2))
    bandwidth = silverman_bandwidth(pdist(points[:1000])) * 0.5
    found = exact_k_density(points[:, 0], points[:, 1], given["input"]["d"], bandwidth)
    assert found == pytest.approx(given["expected"], rel=0.03)  # sampling error of 4 000 points


def test_definition_equals_a_sum_of_normal_densities():
    rng = np.random.default_rng(4)
    points, radii = rng.random((40, 2)), np.array([0.0, 0.3, 0.9])
    distance = pdist(points)
    expected = [(norm.pdf((r - distance) / 0.1) + norm.pdf((r + distance) / 0.1)).mean() / 0.1 for r in radii]
    assert exact_k_density(points[:, 0], points[:, 1], radii, 0.1) == pytest.approx(expected)


def test_colocation_equals_a_sum_of_normal_densities():
    rng = np.random.default_rng(4)
    one, other, radii = rng.random((12, 2)), rng.random((7, 2)), np.array([0.0, 0.3, 0.9])
    distance = cdist(one, other).ravel()
    expected = [(norm.pdf((r - distance) / 0.1) + norm.pdf((r + distance) / 0.1)).mean() / 0.1 for r in radii]
    assert exact_colocation(tuple(one.T), tuple(other.T), radii, 0.1) == pytest.approx(expected)


def test_doubled_distances_and_bandwidth_halve_the_density():
    rng = np.random.default_rng(8)
    x, y = rng.random((2, 30))
    radii = np.array([0.1, 0.5])
    assert exact_k_density(2 * x, 2 * y, 2 * radii, 0.2) == pytest.approx(exact_k_density(x, y, radii, 0.1) / 2)
