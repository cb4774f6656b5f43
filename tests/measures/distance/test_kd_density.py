"""The front: all industries at once (MAP-33)."""

from dataclasses import replace

import numpy as np
import pytest

from grono.measures.distance import draws, judging, pairs, rings
from grono.measures.distance.colocation import k_density_colocation
from grono.measures.distance.curves import Verdict
from grono.measures.distance.definition import exact_colocation, exact_k_density
from grono.measures.distance.kd import k_density
from grono.measures.distance.reference import DistanceSettings
from grono.measures.result import Reason

SETTINGS = DistanceSettings(longest=30_000, steps=15, cells=128, draws=199, seed=3)

FINE = replace(SETTINGS, steps=100, cells=512)
"""Narrow bins and small cells: what they blur is below 3 %."""


@pytest.fixture(scope="module")
def world():
    """Sites of 100 km by 60 km: industry 0 in one town, 1 anywhere, 2 on a grid, 3 with four plants, 4 with none."""
    rng = np.random.default_rng(11)
    points = rng.random((4000, 2)) * [100_000, 60_000]
    points[:80] = rng.normal([40_000, 20_000], 3_000, (80, 2))
    grid = np.stack(np.meshgrid(np.arange(5, 100, 10), np.arange(5, 60, 10)), axis=-1).reshape(-1, 2) * 1000.0
    points[160:220] = grid
    code = np.full(4000, -1)
    code[:80], code[80:160], code[160:220], code[220:224] = 0, 1, 2, 3
    return points, code


@pytest.fixture(scope="module")
def found(world):
    return k_density(*world, 5, settings=SETTINGS)


def test_planted_industries_are_found(found):
    assert found.verdict.tolist() == [Verdict.LOCALISED, Verdict.NEITHER, Verdict.DISPERSED, 0, 0]
    assert found.discovered.tolist() == found.verdict.tolist()
    assert found.notable[0] == Verdict.LOCALISED
    assert found.effect.excess_share.value[0] > 0.5
    assert found.effect.range_from.value[0] == 0
    assert 8_000 <= found.effect.range_to.value[0] <= 20_000


def test_industries_that_cannot_be_judged_say_why(found):
    assert found.curves.reason.tolist() == [0, 0, 0, Reason.FEW_PLANTS, Reason.EMPTY]
    assert found.plants.tolist() == [80, 80, 60, 4, 0]
    assert not found.curves.observed[3:].any()
    assert not found.curves.p_localised.present[3:].any()


def test_the_curve_is_that_of_the_definition_but_for_the_lattice(world):
    points, code = world
    found = k_density(points, code, 5, settings=FINE)
    for industry in (0, 1, 2):
        own = points[code == industry]
        exact = exact_k_density(*own.T, found.curves.radii, float(found.bandwidth.value[industry]))
        scale = exact.max()
        assert found.curves.observed[industry] / scale == pytest.approx(exact / scale, abs=0.03)


def test_order_of_sites_and_further_industries_change_nothing(world, found):
    points, code = world
    order = np.random.default_rng(1).permutation(4000)
    again = k_density(points[order], code[order], 7, settings=SETTINGS)
    assert np.array_equal(again.curves.observed[:5], found.curves.observed)
    assert np.allclose(again.curves.expected[:5], found.curves.expected, rtol=1e-9)
    assert again.verdict[:5].tolist() == found.verdict.tolist()


def test_doubled_distances_halve_the_density(world, found):
    points, code = world
    twice = k_density(2 * points, code, 5, settings=replace(SETTINGS, longest=60_000))
    assert 2 * twice.curves.observed == pytest.approx(found.curves.observed, rel=1e-9, abs=1e-18)
    assert 2 * twice.curves.upper_global == pytest.approx(found.curves.upper_global, rel=1e-4, abs=1e-12)


def test_sites_without_coordinates_are_left_out_and_counted(world, found):
    points, code = world
    more = np.concatenate([points, [[np.nan, 5.0], [7.0, np.nan]]])
    again = k_density(more, np.append(code, [1, -1]), 5, settings=SETTINGS)
    assert again.left_out == 2
    assert again.unlocated.tolist() == [0, 1, 0, 0, 0]
    assert again.partial.tolist() == [False, True, False, False, False]
    assert np.array_equal(again.curves.observed, found.curves.observed)


def test_equal_weights_give_the_same_curve(world, found):
    points, code = world
    weighted = k_density(points, code, 5, weights=np.full(4000, 7.0), settings=SETTINGS)
    assert weighted.curves.observed == pytest.approx(found.curves.observed, rel=1e-12)
    assert weighted.curves.expected == pytest.approx(found.curves.expected, rel=1e-12)
    assert weighted.verdict.tolist() == found.verdict.tolist()


def test_an_industry_more_moves_no_other_ones_numbers(world):
    points, code = world
    weights = np.ceil(np.random.default_rng(4).lognormal(1, 1, 4000))
    more = np.where((code == -1) & (np.arange(4000) < 600), 4, code)
    for size in (None, weights):
        plain, again = (k_density(points, labels, 5, weights=size, settings=SETTINGS) for labels in (code, more))
        assert again.curves.reason[4] == Reason.PRESENT
        assert np.array_equal(again.curves.upper_global[:4], plain.curves.upper_global[:4])
        assert np.array_equal(again.curves.p_localised.value[:4], plain.curves.p_localised.value[:4])


def test_one_thread_gives_the_same_numbers(world, found, monkeypatch):
    for module in (judging, pairs, draws, rings):
        monkeypatch.setattr(module, "WORKERS", 1)
    again = k_density(*world, 5, settings=SETTINGS)
    for name in ("observed", "expected", "lower_global", "upper_global"):
        assert np.array_equal(getattr(again.curves, name), getattr(found.curves, name))


def test_a_plant_with_many_employees_draws_the_weighted_curve_to_itself(world):
    points, code = world
    weights = np.ones(4000)
    weights[80:82] = 200.0
    points = points.copy()
    points[81] = points[80] + 1.0
    found = k_density(points, code, 5, weights=weights, settings=FINE)
    own = code == 1
    exact = exact_k_density(*points[own].T, found.curves.radii, float(found.bandwidth.value[1]), weights[own])
    assert found.curves.observed[1] == pytest.approx(exact, rel=0.05)
    assert found.curves.observed[1, 0] > 10 * found.curves.observed[1, -1]


def test_missing_weights_are_left_out_and_counted(world):
    points, code = world
    weights = np.ones(4000)
    weights[[80, 500]] = np.nan
    found = k_density(points, code, 5, weights=weights, settings=SETTINGS)
    assert found.unweighted.tolist() == [0, 1, 0, 0, 0]
    assert found.plants.tolist() == [80, 79, 60, 4, 0]


def test_all_sites_in_one_place_or_in_one_industry():
    here = k_density(np.full((50, 2), 9.0), np.zeros(50, dtype=int), 2, settings=SETTINGS)
    assert here.curves.reason.tolist() == [Reason.ONE_REGION, Reason.EMPTY]
    everywhere = k_density(np.random.default_rng(1).random((50, 2)), np.zeros(50, dtype=int), 1)
    assert everywhere.curves.reason.tolist() == [Reason.ONE_INDUSTRY]
    nowhere = k_density(np.full((5, 2), np.nan), np.zeros(5, dtype=int), 1)
    assert nowhere.left_out == 5
    assert nowhere.verdict.tolist() == [Verdict.NEITHER]
    assert k_density(np.zeros((0, 2)), [], 1).curves.reason.tolist() == [Reason.EMPTY]


def test_an_industry_whose_plants_all_stand_far_apart_has_a_curve():
    """No pair is within reach: the bandwidth is that of the null, and the industry is dispersed."""
    rng = np.random.default_rng(2)
    points = rng.random((2000, 2)) * 1000
    points[:12] = np.stack(np.meshgrid([0, 300, 600, 900], [0, 400, 800]), axis=-1).reshape(-1, 2)
    code = np.where(np.arange(2000) < 12, 0, -1)
    found = k_density(points, code, 1, settings=replace(SETTINGS, longest=100))
    assert found.bandwidth.value[0] > 0
    assert not found.curves.observed.any()


@pytest.mark.parametrize("weighted", [False, True])
def test_random_labels_are_localised_as_often_as_the_level_says(weighted):
    rng = np.random.default_rng(21)
    points = np.concatenate([rng.random((2000, 2)), 0.5 + rng.normal(0, 0.05, (2000, 2))]) * 1e5
    code = rng.permutation(np.append(np.repeat(np.arange(150), 20), np.full(1000, -1)))
    weights = np.ceil(rng.lognormal(1.5, 1.0, 4000)) if weighted else None
    found = k_density(points, code, 150, weights=weights, settings=replace(SETTINGS, draws=999))
    three_errors = 3 * np.sqrt(0.05 * 0.95 / 150)
    assert (found.verdict == Verdict.LOCALISED).mean() == pytest.approx(0.05, abs=three_errors)
    assert not found.notable.any()


def test_the_rank_envelope_judges_alike(world, found):
    ranked = k_density(*world, 5, settings=replace(SETTINGS, envelope="rank", draws=999))
    assert ranked.verdict.tolist() == found.verdict.tolist()


def test_neighbouring_industries_are_colocated(world):
    points, code = world
    code = code.copy()
    code[:40] = 5
    found = k_density_colocation(points, code, [[0, 5], [5, 0], [1, 2], [0, 3], [0, 4]], settings=SETTINGS)
    assert found.verdict[:3].tolist() == [Verdict.LOCALISED, Verdict.LOCALISED, Verdict.NEITHER]
    assert found.curves.reason.tolist() == [0, 0, 0, Reason.FEW_PLANTS, Reason.EMPTY]
    assert np.allclose(found.curves.observed[0], found.curves.observed[1], rtol=1e-12)
    places = [tuple(points[code == industry].T) for industry in (1, 2)]
    exact = exact_colocation(*places, found.curves.radii, float(found.bandwidth.value[2]))
    assert found.curves.observed[2] / exact.max() == pytest.approx(exact / exact.max(), abs=0.02)


def test_colocation_of_many_pairs_is_gaussian_and_weights_count(world):
    points, code = world
    halves = np.where(np.arange(4000) % 2 == 0, 0, 1)
    plain = k_density_colocation(points, halves, [[0, 1]], settings=SETTINGS)
    weighted = k_density_colocation(points, halves, [[0, 1]], weights=np.full(4000, 3.0), settings=SETTINGS)
    assert weighted.curves.observed == pytest.approx(plain.curves.observed, rel=1e-9)
    assert k_density_colocation(points * np.nan, code, [[0, 1]]).curves.reason.tolist() == [Reason.EMPTY]
    assert k_density_colocation(points * 0, code, [[0, 1]]).curves.reason.tolist() == [Reason.ONE_REGION]


@pytest.mark.parametrize("pairs", [[[1, 1]], [[0, -1]]])
def test_pairs_that_are_none_are_refused(world, pairs):
    with pytest.raises(ValueError, match="two different industries"):
        k_density_colocation(*world, pairs)
