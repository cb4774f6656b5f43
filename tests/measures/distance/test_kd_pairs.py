"""Observed pairs by distance against their slow definition; what is left out is counted (MAP-52)."""

import numpy as np
import pytest
from scipy.spatial.distance import cdist, pdist

from grono.measures.distance import pairs
from grono.measures.distance.correlation import correlated_pairs
from grono.measures.distance.industries import industry_cells, plant_weights
from grono.measures.distance.lattice import distance_bins, lattice
from grono.measures.distance.pairs import cross_pair_histogram, pair_histograms

EDGES = np.array([0, 1.5, 4, 9, 20])


@pytest.fixture
def world():
    """Sites of three industries on a small lattice with many shared cells; industry 3 has no plants."""
    rng = np.random.default_rng(9)
    x, y = np.floor(rng.random((2, 260)) * [[30], [18]])
    code = rng.integers(-1, 3, 260)
    weights = rng.integers(1, 9, 260).astype(float)
    sites = lattice(x, y, side=1.0)
    return x, y, code, weights, sites, distance_bins(sites, EDGES)


def expected_histogram(distance, product):
    return np.histogram(distance, np.append(EDGES[:-1], np.nextafter(EDGES[-1], 0)), weights=product)[0]


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("by_transform", [False, True])
def test_pairs_equal_the_slow_definition(world, weighted, by_transform, monkeypatch):
    x, y, code, weights, sites, bins = world
    monkeypatch.setattr(pairs, "PAIRS_PER_POINT", -1.0 if by_transform else 1e9)
    found = pair_histograms(sites, bins, industry_cells(sites, code, 3, weights), weighted=weighted)
    for industry in range(3):
        own = code == industry
        place = np.column_stack([x[own], y[own]])
        size = weights[own] if weighted else np.ones(own.sum())
        product = np.outer(size, size)[np.triu_indices(size.size, 1)]
        assert found[industry] == pytest.approx(expected_histogram(pdist(place), product), rel=1e-12)
    if not weighted:
        assert (found == np.rint(found)).all()


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("by_transform", [False, True])
def test_pairs_between_industries_equal_the_slow_definition(world, weighted, by_transform, monkeypatch):
    x, y, code, weights, sites, bins = world
    monkeypatch.setattr(pairs, "PAIRS_PER_POINT", -1.0 if by_transform else 1e9)
    groups = industry_cells(sites, code, 3, weights)
    found = cross_pair_histogram(sites, bins, groups, (2, 0), weighted=weighted)
    one, other = code == 2, code == 0
    size = weights if weighted else np.ones(260)
    distance = cdist(np.column_stack([x[one], y[one]]), np.column_stack([x[other], y[other]]))
    expected = expected_histogram(distance.ravel(), np.outer(size[one], size[other]).ravel())
    assert found == pytest.approx(expected, rel=1e-12)


def test_an_industry_without_plants_has_no_pairs(world):
    _, _, code, _, sites, bins = world
    for by_transform in (-1.0, 1e9):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pairs, "PAIRS_PER_POINT", by_transform)
            found = pair_histograms(sites, bins, industry_cells(sites, code, 4), weighted=False)
            between = cross_pair_histogram(sites, bins, industry_cells(sites, code, 4), (0, 3), weighted=False)
        assert found[3].tolist() == between.tolist() == [0, 0, 0, 0]


def test_counts_that_single_precision_cannot_give_are_made_again_in_double(world):
    _, _, _, _, sites, bins = world
    count = sites.count.astype(float) * 100_000
    place = np.stack([sites.row, sites.column])
    found = correlated_pairs([(place, count)], bins, whole=True)
    exact = correlated_pairs([(place, count)], bins, whole=False)
    assert (found % 1 == 0).all()
    assert found == pytest.approx(exact, rel=1e-12)


def test_plants_without_place_or_weight_are_left_out_and_counted():
    sites = lattice([0.0, 1.0, np.nan, 3.0, 4.0], [0.0, 0.0, 0.0, 0.0, 0.0], side=1.0)
    groups = industry_cells(sites, [0, 0, 0, 1, 0], 2, [2.0, np.nan, 3.0, 0.0, 5.0])
    assert groups.number.tolist() == [2, 0]
    assert groups.unlocated.tolist() == [1, 0]
    assert groups.unweighted.tolist() == [1, 0]
    assert groups.power_sums[:, 0].tolist() == [7, 29, 133, 641]
    assert [part.tolist() for part in plant_weights(sites, [0, 0, 0, 1, 0], [2, np.nan, 3, 0, 5], np.arange(2))] == [
        [2, 5],
        [],
    ]


@pytest.mark.parametrize("code", [[0, 5], [0, -2], [0]])
def test_codes_that_are_none_are_refused(code):
    with pytest.raises(ValueError, match="industry must hold"):
        industry_cells(lattice([0, 1], [0, 1]), code, 2)


@pytest.mark.parametrize("weights", [[1, -1], [1, np.inf], [1]])
def test_weights_that_are_none_are_refused(weights):
    with pytest.raises(ValueError, match="weights must be"):
        industry_cells(lattice([0, 1], [0, 1]), [0, 1], 2, weights)
