import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grono.measures.distance.lattice import distance_bins, lattice


def test_sites_of_one_cell_are_merged():
    sites = lattice([0.2, 0.9, 2.5, 2.5], [0.1, 0.8, 0.0, 3.0], side=1.0)
    assert sites.count.tolist() == [2, 1, 1]
    assert sites.cell.tolist() == [0, 0, 1, 2]
    assert sites.shape == (4, 3)
    assert sites.sites == 4


def test_a_site_without_coordinates_is_left_out():
    sites = lattice([0.0, np.nan, 1.0], [0.0, 1.0, np.nan])
    assert sites.cell.tolist() == [0, -1, -1]
    assert sites.located.tolist() == [True, False, False]
    assert sites.sites == 1


def test_no_sites():
    sites = lattice([np.nan], [0.0])
    assert sites.sites == 0
    assert sites.cell.tolist() == [-1]


def test_all_sites_at_one_place_share_a_cell():
    sites = lattice([7.0, 7.0], [3.0, 3.0])
    assert sites.shape == (1, 1)
    assert sites.count.tolist() == [2]


def test_the_longer_side_has_the_cells_asked_for():
    sites = lattice([0.0, 1000.0, 500.0], [0.0, 10.0, 250.0], cells=100)
    assert sites.side == 10.0
    assert sites.shape == (26, 100)


@pytest.mark.parametrize(("x", "y"), [([0.0, np.inf], [0.0, 0.0]), ([0.0], [0.0, 1.0]), ([[0.0]], [[0.0]])])
def test_coordinates_that_are_none_are_refused(x, y):
    with pytest.raises(ValueError, match=r"coordinates must be finite|of one length"):
        lattice(x, y)


@pytest.mark.parametrize("edges", [[0], [1, 1], [-1, 2], [2, 1], np.arange(300)])
def test_edges_that_are_no_bins_are_refused(edges):
    with pytest.raises(ValueError, match="ascending distances"):
        distance_bins(lattice([0, 1], [0, 1]), edges)


@given(st.lists(st.floats(0.5, 9), min_size=1, max_size=4, unique=True), st.booleans())
def test_the_table_gives_the_bin_of_a_distance(limits, from_zero):
    edges = np.array([0.0, *sorted(limits)] if from_zero or len(limits) == 1 else sorted(limits))
    sites = lattice([0.0, 8.0], [0.0, 6.0], side=1.0)
    bins = distance_bins(sites, edges)
    for squared in range(8**2 + 6**2 + 1):
        distance = np.sqrt(squared)
        inside = [b for b in range(edges.size - 1) if edges[b] <= distance < edges[b + 1]]
        expected = inside[0] if inside else edges.size - 1
        assert bins.table[min(squared, bins.table.size - 1)] == expected
