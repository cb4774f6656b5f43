import numpy as np
import pytest
from scipy.spatial.distance import pdist

from grono.measures.distance.definition import exact_k_density, silverman_bandwidth
from grono.measures.distance.smoothing import LEAST_BANDWIDTH, binned_bandwidths, smoother


def test_a_smoothed_histogram_of_narrow_bins_is_the_exact_density():
    points = np.random.default_rng(1).random((60, 2))
    edges, radii = np.linspace(0, 1.5, 3001), np.linspace(0, 1, 21)
    shares = np.histogram(pdist(points), edges)[0] / (60 * 59 / 2)
    expected = exact_k_density(points[:, 0], points[:, 1], radii, 0.05)
    assert smoother(radii, edges, 0.05) @ shares == pytest.approx(expected, rel=2e-3)


def test_no_pair_is_lost_by_smoothing():
    """Kernel and mirrored kernel together hold all of every bin."""
    edges, radii = np.array([0.0, 1, 2, 4]), np.linspace(0, 12, 12_001)
    held = np.trapezoid(smoother(radii, edges, 0.7), radii, axis=0)
    assert held == pytest.approx([1, 1, 1], abs=1e-5)


@pytest.mark.parametrize("plants", [12, 40, 300])
def test_bandwidth_from_bins_is_that_of_the_distances(plants):
    distance = pdist(np.random.default_rng(plants).random((plants, 2)))
    edges = np.linspace(0, 1.5, 61)
    found = binned_bandwidths(np.histogram(distance, edges)[0][None].astype(float), edges)
    assert found[0] == pytest.approx(silverman_bandwidth(distance), rel=0.03)


def test_bandwidth_counts_pairs_and_not_occupied_bins():
    """Bug of a peer (dbmss, approximate): m was the number of occupied bins, so more plants did not narrow the kernel."""
    edges = np.linspace(0, 100, 101)
    counts = np.random.default_rng(1).integers(1, 9, 100).astype(float)
    few, many = binned_bandwidths(np.stack([counts, 1000 * counts]), edges)
    assert few / many == pytest.approx(1000**0.2, rel=0.01)


def test_bandwidth_is_never_narrower_than_the_bins_can_tell():
    edges = np.array([0.0, 2, 4, 8])
    found = binned_bandwidths(np.array([[1e30, 0, 0], [1.0, 0, 0], [0.0, 0, 0]]), edges)
    assert found.tolist() == [LEAST_BANDWIDTH * 2, 0, 0]
