import numpy as np
import pytest
from scipy.spatial.distance import pdist

from grono.measures.distance.lattice import lattice
from grono.measures.distance.moments import own_pairs
from grono.measures.distance.reference import DistanceSettings, bin_edges, median_distance, reference


@pytest.mark.parametrize("shape", [(1.0, 1.0), (1.0, 0.1), (0.02, 1.0)])
def test_the_median_distance_is_that_of_all_pairs(shape):
    points = np.random.default_rng(3).random((900, 2)) ** 2 * shape * 1e5
    assert median_distance(lattice(*points.T)) == pytest.approx(np.median(pdist(points)), rel=0.01)


@pytest.mark.parametrize("steps", [1, 2, 3, 10, 50, 127])
def test_bins_are_even_to_the_longest_distance_and_reach_twice_as_far(steps):
    edges = bin_edges(300.0, steps)
    assert edges[: steps + 1] == pytest.approx(np.linspace(0, 300, steps + 1))
    assert edges[-1] == 600
    assert (np.diff(edges) > 0).all()
    assert edges.size <= 255


@pytest.mark.parametrize(
    "given",
    [
        {"steps": 0},
        {"steps": 128},
        {"draws": 5},
        {"level": 0.0},
        {"least_plants": 1},
        {"longest": 0.0},
        {"longest": np.nan},
    ],
)
def test_settings_that_make_no_sense_are_refused(given):
    with pytest.raises(ValueError, match=r"settings|longest distance"):
        DistanceSettings(**given)


def test_moments_of_the_lattice_are_those_of_real_draws():
    points = np.random.default_rng(3).random((500, 2)) * 1000
    ground = reference(lattice(*points.T, cells=64), DistanceSettings(longest=400, steps=8, draws=3999))
    for size, source in zip(ground.real_sizes, ground.real_draws, strict=True):
        covariance = ground.moments.covariance(own_pairs(np.full(4, float(size))))
        deviation = np.sqrt(np.diag(covariance))
        error = source.draws.mean(axis=1) / deviation * np.sqrt(3999)
        assert np.abs(error).max() < 5
        assert source.draws.std(axis=1) / deviation == pytest.approx(np.ones(deviation.size), abs=0.1)


def test_the_largest_industries_are_gaussian_and_the_others_take_the_nearest_size():
    points = np.random.default_rng(3).random((900, 2)) * 1000
    ground = reference(lattice(*points.T, cells=64), DistanceSettings(longest=400, steps=8, draws=99))
    assert ground.draws_for(401) is ground.fields
    assert ground.draws_for(400) is ground.real_draws[-1]
    assert ground.draws_for(10) is ground.real_draws[0]
    assert ground.real_sizes[0] == 10
    assert ground.real_sizes[-1] == 400
