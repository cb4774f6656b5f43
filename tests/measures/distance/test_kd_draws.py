"""Real draws of places, nested for all industries, against their slow definition (MAP-51)."""

import numpy as np
import pytest
from scipy.spatial.distance import cdist, pdist

from grono.measures.distance.draws import cross_draws, drawn_places, nested_draws, weighted_draws
from grono.measures.distance.lattice import distance_bins, lattice

EDGES = np.array([0, 2, 5, 11])


@pytest.fixture(scope="module")
def world():
    rng = np.random.default_rng(1)
    sites = lattice(*(rng.random((2, 90)) * 25), side=1.0)
    return sites, distance_bins(sites, EDGES)


def shares(distance, product):
    return np.histogram(distance, np.append(EDGES[:-1], np.nextafter(EDGES[-1], 0)), weights=product)[0] / product.sum()


def own_shares(place, weights):
    return shares(pdist(place.T.astype(float)), np.outer(weights, weights)[np.triu_indices(len(weights), 1)])


def test_places_are_drawn_without_replacement(world):
    sites, _ = world
    places = drawn_places(sites, 5, 90, 7, "test")
    for draw in places:
        found = np.zeros(sites.shape)
        np.add.at(found, tuple(draw), 1)
        assert np.array_equal(found, sites.field(sites.count))
    assert np.array_equal(places, drawn_places(sites, 5, 90, 7, "test"))
    assert not np.array_equal(places, drawn_places(sites, 5, 90, 8, "test"))


def test_nested_draws_equal_the_slow_definition(world):
    sites, bins = world
    places = drawn_places(sites, 7, 40, 1, "test")
    found = nested_draws(places, bins, [2, 10, 40])
    for number, size in enumerate([2, 10, 40]):
        for draw in range(7):
            expected = own_shares(places[draw, :, :size], np.ones(size))
            assert found[number, :, draw] == pytest.approx(expected, abs=1e-7)


def test_weighted_draws_equal_the_slow_definition(world):
    sites, bins = world
    rng = np.random.default_rng(2)
    weights = [rng.integers(1, 50, size).astype(float) for size in rng.integers(2, 60, 19)]
    places = drawn_places(sites, 5, 60, 1, "test")
    found = weighted_draws(places, bins, weights)
    for size, drawn in zip(weights, found, strict=True):
        for draw in range(5):
            assert drawn[:, draw] == pytest.approx(own_shares(places[draw, :, : len(size)], size), abs=1e-6)


def test_cross_draws_equal_the_slow_definition(world):
    sites, bins = world
    one, other = np.array([1.0, 2.0, 7.0]), np.array([3.0, 1.0, 1.0, 5.0])
    places = drawn_places(sites, 5, 7, 1, "test")
    found = cross_draws(places, bins, (one, other))
    for draw in range(5):
        place = places[draw].T.astype(float)
        expected = shares(cdist(place[:3], place[3:]).ravel(), np.outer(one, other).ravel())
        assert found[:, draw] == pytest.approx(expected, abs=1e-6)
