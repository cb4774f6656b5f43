"""M of all industries at once: equal to the definition, right at the edges, and seldom fooled by chance (MAP-34)."""

import numpy as np
import pytest

from grono.measures import Reason
from grono.measures.distance.curves import Verdict
from grono.measures.distance.definition_m import m_exact
from grono.measures.distance.lattice import lattice
from grono.measures.distance.m_disks import disks
from grono.measures.distance.m_industries import MSettings, m_function
from grono.measures.distance.m_pairs import drawn_m

RADII = (2.0, 4.0, 8.0, 16.0)
SMALL = MSettings(radii=RADII, cells=60, draws=99, least_plants=2)


def country(count=500, extent=60, seed=3):
    """Sites on whole metres of a lattice whose cells are one metre wide, five industries at random, sizes from 1 to 8."""
    random = np.random.default_rng(seed)
    place = random.integers(0, extent, (count, 2)).astype(float)
    place[:2] = (0, 0), (extent - 1e-9, extent - 1e-9)
    return place, random.integers(0, 5, count), random.integers(1, 9, count).astype(float)


@pytest.mark.parametrize("weighted", [False, True])
def test_observed_values_equal_the_definition(weighted):
    place, industry, size = country()
    weights = size if weighted else None
    found = m_function(place, industry, 5, weights=weights, settings=SMALL)
    for code in range(5):
        exact = m_exact(*np.floor(place).T, industry == code, RADII, weight=weights)
        np.testing.assert_allclose(found.curves.observed[code], exact.value, rtol=1e-6)


def test_draws_equal_the_definition():
    place, _, _ = country(80)
    sites = lattice(*place.T, cells=60)
    around, _ = disks(sites, RADII)
    drawn = drawn_m(around, [5, 30, 80], 7, 0)
    assert drawn.shape == (3, 7, 4)
    known = ~np.isnan(drawn[2])
    whole = np.broadcast_to(m_exact(*np.floor(place).T, np.ones(80, bool), RADII).value, drawn[2].shape)
    np.testing.assert_allclose(drawn[2][known], whole[known], rtol=1e-5)
    assert abs(np.nanmean(drawn[1]) - 1) < 0.3


def test_rows_permuted_give_the_same_and_a_larger_scale_too():
    place, industry, _ = country()
    found = m_function(place, industry, 5, settings=SMALL)
    order = np.random.default_rng(0).permutation(len(place))
    permuted = m_function(place[order], industry[order], 5, settings=SMALL)
    double = MSettings(radii=tuple(2 * r for r in RADII), cells=60, draws=99, least_plants=2)
    scaled = m_function(2 * place + 1000, industry, 5, settings=double)
    for other in (permuted, scaled):
        np.testing.assert_allclose(other.curves.observed, found.curves.observed, rtol=1e-6)
        np.testing.assert_allclose(other.curves.upper_global, found.curves.upper_global, rtol=1e-5)


def test_a_second_run_is_identical_and_an_empty_industry_moves_nothing():
    place, industry, _ = country()
    found = m_function(place, industry, 5, settings=SMALL)
    again = m_function(place, industry, 6, settings=SMALL)
    assert again.curves.observed[:5].tolist() == found.curves.observed.tolist()
    assert again.curves.lower_global[:5].tolist() == found.curves.lower_global.tolist()
    assert again.curves.reason[5] == Reason.EMPTY
    assert again.curves.p_localised.value[5] == 0


def test_sites_of_no_industry_only_stand_around():
    place, industry, _ = country()
    found = m_function(place, np.where(industry == 4, -1, industry), 4, settings=SMALL)
    whole = m_function(place, industry, 5, settings=SMALL)
    assert found.curves.observed.tolist() == whole.curves.observed[:4].tolist()


def test_missing_coordinates_and_sizes_are_left_out_and_counted():
    place, industry, size = country()
    kept = np.ones(500, dtype=bool)
    kept[10:14] = False
    gaps = place.copy()
    gaps[10:14, 0] = np.nan
    found = m_function(gaps, industry, 5, settings=SMALL)
    without = m_function(place[kept], industry[kept], 5, settings=SMALL)
    assert (found.left_out, found.sites, found.unlocated.sum()) == (4, 496, 4)
    assert found.partial.any()
    assert found.curves.observed.tolist() == without.curves.observed.tolist()
    size[20] = np.nan
    assert m_function(place, industry, 5, weights=size, settings=SMALL).unweighted[industry[20]] == 1


@pytest.mark.parametrize(
    ("place", "industry", "reasons"),
    [
        (np.zeros((20, 2)), np.repeat([0, 1], 10), [Reason.ONE_REGION, Reason.ONE_REGION, Reason.EMPTY]),
        (np.arange(40.0).reshape(20, 2), np.zeros(20, int), [Reason.ONE_INDUSTRY, Reason.EMPTY, Reason.EMPTY]),
        (np.arange(40.0).reshape(20, 2), np.repeat([0, 1, 2], [16, 3, 1]), [0, Reason.FEW_PLANTS, Reason.FEW_PLANTS]),
        (np.full((20, 2), np.nan), np.zeros(20, int), [Reason.EMPTY] * 3),
    ],
)
def test_what_has_no_value_says_why(place, industry, reasons):
    found = m_function(place, industry, 3, settings=MSettings(radii=(5.0,), draws=19))
    assert found.curves.reason.tolist() == reasons
    assert np.isfinite(found.curves.observed).all()
    assert not found.verdict[np.array(reasons) != 0].any()


def test_radii_at_which_no_plant_has_a_neighbour_are_marked():
    place = np.column_stack([np.arange(30) * 10.0, np.zeros(30)])
    found = m_function(place, np.arange(30) % 2, 2, settings=MSettings(radii=(3.0, 25.0), draws=19, cells=300))
    assert found.gap.tolist() == [[True, False]] * 2
    assert found.curves.observed[:, 0].tolist() == found.curves.expected[:, 0].tolist()


def test_a_planted_cluster_is_found_and_measured():
    random = np.random.default_rng(1)
    place = random.random((4000, 2)) * 100_000
    place[:80] = 40_000 + random.normal(0, 3_000, (80, 2))
    found = m_function(place, np.repeat([0, 1, 2], [80, 80, 3840]), 3)
    assert found.verdict[0] == found.discovered[0] == found.notable[0] == Verdict.LOCALISED
    assert found.effect.largest.value[0] > 10
    assert found.effect.range_from.value[0] <= found.effect.largest_at.value[0] <= found.effect.range_to.value[0]
    assert found.verdict[1] == Verdict.NEITHER
    assert found.effect.largest.reason[1] == Reason.INSIDE_BAND


@pytest.mark.parametrize("envelope", ["largest", "rank"])
def test_random_labels_are_rejected_about_one_time_in_twenty(envelope):
    random = np.random.default_rng(6)
    place = np.concatenate([random.random((4000, 2)), 0.5 + random.normal(0, 0.02, (2000, 2))]) * 1e5
    rejected = []
    for _ in range(3):
        industry = random.permutation(np.repeat(np.arange(60), 100))
        found = m_function(place, industry, 60, settings=MSettings(draws=499, envelope=envelope))
        rejected.append(found.curves.p_localised.value <= 0.05)
    error = np.sqrt(0.05 * 0.95 / 180)
    assert abs(np.mean(rejected) - 0.05) < 3 * error


def test_weighted_bands_reject_random_labels_about_one_time_in_twenty():
    random = np.random.default_rng(9)
    place, size = random.random((1500, 2)) * 1e5, random.lognormal(0, 1, 1500)
    industry = random.permutation(np.repeat(np.arange(50), 30))
    found = m_function(place, industry, 50, weights=size, settings=MSettings(draws=199))
    assert (found.curves.p_localised.value <= 0.05).mean() < 0.05 + 3 * np.sqrt(0.05 * 0.95 / 50)
    assert np.abs(found.curves.expected[:, -4:] - 1).max() < 0.1


def test_radii_double_every_second_step_from_the_shortest_that_makes_sense():
    sites = lattice([0, 1000, 0, 1000], [0, 0, 0, 0], cells=100)
    radii = MSettings(longest=512.0).radii_of(sites)
    assert radii[0] == pytest.approx(2)
    assert (radii[2:] / radii[:-2]).tolist() == pytest.approx([2] * 15)
    assert MSettings(shortest=32.0, longest=512.0).radii_of(sites)[[0, -1]].tolist() == pytest.approx([32, 512])
    far = MSettings(shortest=9e9).radii_of(sites)
    assert far[0] == pytest.approx(far[-1] / 2)


@pytest.mark.parametrize(
    "wrong",
    [
        {"draws": 5},
        {"level": 1.0},
        {"least_plants": 1},
        {"radii": (2.0, 1.0)},
        {"longest": -1.0},
        {"radii": ()},
        {"shortest": 5.0, "longest": 4.0},
    ],
)
def test_settings_that_make_no_sense_are_refused(wrong):
    with pytest.raises(ValueError, match=r"settings|radii"):
        MSettings(**wrong)
