"""M between two industries: equal to the definition, right at the edges, and seldom fooled by chance (MAP-34)."""

import numpy as np
import pytest

from grono.measures import Reason
from grono.measures.distance.curves import Verdict
from grono.measures.distance.definition_m import m_exact
from grono.measures.distance.lattice import lattice
from grono.measures.distance.m_between import m_colocation
from grono.measures.distance.m_between_null import drawn_between
from grono.measures.distance.m_disks import disks
from grono.measures.distance.m_industries import m_function
from grono.measures.distance.m_settings import MSettings, m_ground

RADII = (2.0, 4.0, 8.0, 16.0)
SMALL = MSettings(radii=RADII, cells=60, draws=99, least_plants=2)
PAIRS = [[0, 1], [1, 0], [3, 2], [0, 4]]


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
    found = m_colocation(place, industry, PAIRS, weights=weights, settings=SMALL)
    for row, (one, other) in enumerate(PAIRS):
        exact = m_exact(*np.floor(place).T, industry == one, RADII, weight=weights, other=industry == other)
        np.testing.assert_allclose(found.curves.observed[row], exact.value, rtol=1e-6)
    assert found.plants[0].tolist() == [(industry == 0).sum(), (industry == 1).sum()]


def test_draws_equal_the_definition():
    place, _, _ = country(80)
    around, _ = disks(lattice(*place.T, cells=60), RADII)
    first, second = np.array([4, 11]), np.array([3, 40])
    drawn = drawn_between(around, first, second, 5, 0)
    assert drawn.shape == (2, 2, 5, 4)
    larger = drawn_between(around, np.array([4, 23]), np.array([40]), 5, 0)
    np.testing.assert_array_equal(larger[0, 0], drawn[0, 1])
    assert abs(np.nanmean(drawn[1, 1]) - 1) < 0.4


def test_draws_have_the_mean_and_the_deviation_that_the_moments_say():
    place, _, _ = country(400)
    around, moments = disks(lattice(*place.T, cells=60), RADII)
    drawn = drawn_between(around, np.array([32]), np.array([91]), 3000, 1)[0, 0]
    deviation = np.sqrt(np.diag(moments.between.covariance(32, 91)))
    error = np.nanmean(drawn, axis=0) - moments.between.expected(32)
    assert (np.abs(error) < 4 * deviation / np.sqrt(3000)).all()
    np.testing.assert_allclose(np.nanstd(drawn, axis=0), deviation, rtol=0.06)


def test_rows_permuted_give_the_same_and_other_pairs_move_nothing():
    place, industry, size = country()
    order = np.random.default_rng(0).permutation(len(place))
    for weights in (None, size):
        found = m_colocation(place, industry, PAIRS, weights=weights, settings=SMALL)
        moved = None if weights is None else weights[order]
        permuted = m_colocation(place[order], industry[order], PAIRS, weights=moved, settings=SMALL)
        np.testing.assert_allclose(permuted.curves.observed, found.curves.observed, rtol=1e-6)
        np.testing.assert_allclose(permuted.curves.upper_global, found.curves.upper_global, rtol=1e-5)
        alone = m_colocation(place, industry, PAIRS[:1], weights=weights, settings=SMALL)
        assert alone.curves.upper_global[0].tolist() == found.curves.upper_global[0].tolist()


def test_a_ground_prepared_once_serves_both():
    place, industry, _ = country()
    ground = m_ground(place, SMALL)
    found = m_colocation(place, industry, PAIRS, ground=ground)
    assert (
        found.curves.observed.tolist() == m_colocation(place, industry, PAIRS, settings=SMALL).curves.observed.tolist()
    )
    single = m_function(place, industry, 5, ground=ground)
    assert single.curves.observed.tolist() == m_function(place, industry, 5, settings=SMALL).curves.observed.tolist()


def test_what_has_no_value_says_why():
    place, industry = np.arange(40.0).reshape(20, 2), np.repeat([0, 1, 2], [9, 10, 1])
    settings = MSettings(radii=(5.0,), draws=19, least_plants=2)
    found = m_colocation(place, industry, [[0, 1], [0, 2], [0, 3]], settings=settings)
    assert found.curves.reason.tolist() == [Reason.PRESENT, Reason.FEW_PLANTS, Reason.EMPTY]
    assert np.isfinite(found.curves.observed).all()
    together = m_colocation(np.zeros((20, 2)), industry, [[0, 1]], settings=settings)
    assert together.curves.reason.tolist() == [Reason.ONE_REGION]
    assert together.curves.radii.tolist() == [5.0]
    assert m_colocation(place, industry, [], settings=settings).verdict.size == 0


@pytest.mark.parametrize("pairs", [[[0, 0]], [[-1, 1]]])
def test_a_pair_names_two_industries(pairs):
    with pytest.raises(ValueError, match="two different industries"):
        m_colocation(np.zeros((2, 2)), [0, 1], pairs)


def test_radii_at_which_nobody_who_asks_has_a_neighbour_are_marked():
    place = np.column_stack([np.arange(30) * 10.0, np.zeros(30)])
    settings = MSettings(radii=(3.0, 25.0), draws=19, cells=300)
    found = m_colocation(place, np.arange(30) % 2, [[0, 1]], settings=settings)
    assert found.gap.tolist() == [[True, False]]
    assert found.curves.observed[0, 0] == found.curves.expected[0, 0]


def test_small_suppliers_around_few_of_many_buyers_are_two_questions():
    random = np.random.default_rng(1)
    place = random.random((4000, 2)) * 100_000
    place[:40] = 40_000 + random.normal(0, 2_000, (40, 2))
    industry = np.repeat([0, 1, 2], [30, 110, 3860])
    found = m_colocation(place, industry, [[0, 1], [1, 0]], settings=MSettings(draws=199))
    assert found.verdict.tolist() == [Verdict.LOCALISED, Verdict.LOCALISED]
    assert found.notable[0] == Verdict.LOCALISED
    assert found.effect.range_from.value[0] <= found.effect.largest_at.value[0] <= found.effect.range_to.value[0]
    around_suppliers, around_buyers = found.curves.observed[0], found.curves.observed[1]
    assert around_suppliers[2] != pytest.approx(around_buyers[2], rel=0.01)


def chance(sizes, repeats, weights=None, sites=4000, seed=6):
    """Share of pairs of random labels called localised at 5 %, in a country with one town, with its standard error."""
    random, (first, second) = np.random.default_rng(seed), sizes
    place = np.concatenate([random.random((sites, 2)), 0.5 + random.normal(0, 0.02, (sites // 2, 2))]) * 1e5
    ground, rejected, count = m_ground(place, MSettings(draws=199)), [], len(place) // (first + second)
    for _ in range(repeats):
        labels = np.full(len(place), -1)
        chosen = random.permutation(len(place))[: count * (first + second)].reshape(count, -1)
        for pair, part in enumerate(chosen):
            labels[part[:first]], labels[part[first:]] = 2 * pair, 2 * pair + 1
        pairs = [[2 * pair, 2 * pair + 1] for pair in range(count)]
        found = m_colocation(place, labels, pairs, weights=weights, ground=ground)
        rejected.append(found.curves.p_localised.value <= 0.05)
    return np.mean(rejected), np.sqrt(0.05 * 0.95 / (count * repeats))


@pytest.mark.parametrize(("sizes", "repeats"), [((30, 30), 2), ((20, 700), 12), ((700, 20), 12)])
def test_random_labels_are_rejected_about_one_time_in_twenty(sizes, repeats):
    share, error = chance(sizes, repeats)
    assert abs(share - 0.05) < 3 * error


def test_weighted_bands_reject_random_labels_about_one_time_in_twenty():
    random = np.random.default_rng(9)
    share, error = chance((30, 40), 4, weights=random.lognormal(0, 1, 1500), sites=1000)
    assert abs(share - 0.05) < 3 * error
