import numpy as np
import pytest

from grono.measures.distance.correlation import correlated_pairs
from grono.measures.distance.lattice import distance_bins, lattice
from grono.measures.distance.rings import Rings, ring_counts


def pairwise(sites, bins):
    """Bin of each pair of occupied cells, by the slow definition."""
    squared = (sites.row[:, None].astype(float) - sites.row) ** 2 + (
        sites.column[:, None].astype(float) - sites.column
    ) ** 2
    return np.searchsorted(bins.edges, np.sqrt(squared) * sites.side, side="right") - 1


@pytest.mark.parametrize(("width", "height"), [(40.0, 25.0), (60.0, 1.0), (0.0, 0.0), (3.0, 70.0)])
@pytest.mark.parametrize("edges", [[0, 2, 4, 9.5, 30], [1, 3, 200]])
def test_counts_equal_the_slow_definition(width, height, edges):
    rng = np.random.default_rng(5)
    sites = lattice(rng.random(300) * width, rng.random(300) * height, side=1.0)
    bins = distance_bins(sites, edges)
    found, pair_bin = ring_counts(sites, bins), pairwise(sites, bins)
    for number in range(bins.bins):
        own = pair_bin[0, 0] == number
        assert np.array_equal(found[number], ((pair_bin == number) * sites.count).sum(axis=1) - own)


def test_a_disk_is_the_sum_of_its_rings():
    rng = np.random.default_rng(6)
    sites = lattice(rng.random(500) * 90, rng.random(500) * 50, cells=128)
    rings = Rings(sites, distance_bins(sites, [0, 3, 7, 20]))
    field = rings.transform(sites.count)
    parts = sum(rings.read(field, rings.ring(number)) for number in range(3))
    assert rings.read(field, rings.ring(0, 2)) == pytest.approx(parts, abs=1e-3)


def test_the_inner_product_needs_no_reading():
    rng = np.random.default_rng(7)
    sites = lattice(rng.random(500) * 90, rng.random(500) * 50, cells=128)
    rings = Rings(sites, distance_bins(sites, [0, 3, 7, 20]))
    left, right = rng.random(sites.count.size), rng.random(sites.count.size)
    expected = float(left @ rings.read(rings.transform(right), rings.ring(1)))
    found = rings.inner_product(rings.transform(left), rings.transform(right), rings.ring(1))
    assert found == pytest.approx(expected, rel=1e-5)


def test_single_precision_counts_a_country_exactly():
    """Rings around sites and the autocorrelation of the lattice are two ways to count the same pairs (MAP-56)."""
    rng = np.random.default_rng(8)
    points = np.concatenate([rng.random((100_000, 2)), 0.3 + rng.normal(0, 0.01, (100_000, 2))])
    sites = lattice(*points.T, cells=512)
    bins = distance_bins(sites, np.linspace(0, 0.3, 9))
    count = sites.count.astype(float)
    pairs = correlated_pairs([(sites.place(np.arange(count.size)), count)], bins, whole=True)
    pairs[0] += (count * (count - 1)).sum() / 2
    assert (ring_counts(sites, bins).astype(float) @ count / 2).tolist() == pairs.tolist()
