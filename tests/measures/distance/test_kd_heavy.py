"""Weighted industries of many plants: the heaviest placed in draws of their own, the rest Gaussian (MAP-51)."""

import numpy as np
import pytest

from grono.measures.distance.draws import drawn_cells, weighted_draws
from grono.measures.distance.heavy import heavy_sources
from grono.measures.distance.kd import k_density
from grono.measures.distance.lattice import lattice
from grono.measures.distance.moments import own_pairs
from grono.measures.distance.reference import DistanceSettings, reference
from grono.measures.distance.rings import ring_counts


@pytest.fixture(scope="module")
def ground():
    rng = np.random.default_rng(3)
    points = np.concatenate([rng.random((6000, 2)), 0.4 + rng.normal(0, 0.03, (3000, 2))]) * 1000
    settings = DistanceSettings(longest=300, steps=6, draws=999)
    return reference(lattice(*points.T, cells=64), settings, keep_counts=True)


def test_counts_are_kept_when_asked_for(ground):
    assert np.array_equal(ground.counts, ring_counts(ground.sites, ground.bins))
    assert reference(ground.sites, ground.settings).counts is None


def test_heaviest_plants_placed_and_the_rest_gaussian_is_like_placing_all(ground):
    """Standard deviation by the exact moments, and skewness and upper quantiles as in draws of all plants."""
    weights = np.ceil(np.random.default_rng(7).lognormal(1.5, 2.0, 700))
    cells = drawn_cells(ground.sites, 999, 700, 1, "test")
    (source,) = heavy_sources(ground, ground.counts, cells, [weights])
    places = np.stack([ground.sites.row[cells], ground.sites.column[cells]], axis=1)
    (real,) = weighted_draws(places, ground.bins, [weights])
    powers = np.array([(weights**k).sum() for k in (1, 2, 3, 4)])
    deviation = np.sqrt(np.diag(ground.moments.covariance(own_pairs(powers))))
    mixed = source.draws / deviation[:, None]
    whole = (real - ground.moments.mean[:, None]) / deviation[:, None]
    assert mixed.std(axis=1) == pytest.approx(np.ones(deviation.size), abs=0.15)
    assert np.abs(mixed.mean(axis=1)).max() < 0.15
    for level in (0.05, 0.95):
        found, expected = np.quantile(mixed, level, axis=1), np.quantile(whole, level, axis=1)
        assert found == pytest.approx(expected, abs=0.3)  # sampling error of a 5 % quantile: .07 each


def test_no_industry_needs_no_draws(ground):
    assert heavy_sources(ground, ground.counts, np.zeros((1, 1), dtype=np.int32), []) == []


def test_uneven_sizes_are_localised_as_often_as_the_level_says():
    """A Gaussian limit alone called 12 to 26 % of such industries localised."""
    rng = np.random.default_rng(5)
    points = np.concatenate([rng.random((30_000, 2)), 0.4 + rng.normal(0, 0.03, (30_000, 2))]) * 1e6
    code = rng.permutation(np.append(np.repeat(np.arange(45), 1_100), np.full(10_500, -1)))
    weights = np.ceil(rng.lognormal(1.5, 2.0, 60_000))
    settings = DistanceSettings(longest=200_000, steps=20, cells=128, draws=499)
    found = k_density(points, code, 45, weights=weights, settings=settings)
    assert (found.verdict == 1).sum() <= 7  # 5 % of 45 and three standard errors
