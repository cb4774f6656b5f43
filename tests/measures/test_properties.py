"""What must hold for any table, and what happens at zero, missing, one region and one industry (MAP-10, MAP-60)."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grono.measures import (
    PlantSizes,
    Reason,
    ellison_glaeser,
    growth,
    krugman_specialisation,
    location_quotient,
    location_quotient_interval,
    margins,
    null_variance_of_raw_concentration,
    raw_concentration,
    shift_share,
    shrunk_gamma,
    sizes_from_bands,
    sizes_from_counts,
    sizes_from_plants,
)

counts = arrays(np.float64, st.tuples(st.integers(2, 6), st.integers(2, 6)), elements=st.integers(0, 500).map(float))
with_gaps = arrays(
    np.float64,
    st.tuples(st.integers(2, 5), st.integers(2, 5)),
    elements=st.one_of(st.integers(0, 90).map(float), st.just(np.nan)),
)


@given(counts, st.integers(0, 2**32 - 1))
def test_order_of_regions_and_industries_does_not_matter(cells, seed):
    random = np.random.default_rng(seed)
    rows, columns = random.permutation(cells.shape[0]), random.permutation(cells.shape[1])
    moved = cells[rows][:, columns]
    assert location_quotient(moved).value == pytest.approx(location_quotient(cells).value[rows][:, columns])
    assert krugman_specialisation(moved).value == pytest.approx(krugman_specialisation(cells).value[rows])
    assert raw_concentration(moved).value == pytest.approx(raw_concentration(cells).value[columns])


@given(counts, st.floats(0.001, 1000))
def test_unit_of_employees_does_not_matter(cells, factor):
    assert location_quotient(cells * factor).value == pytest.approx(location_quotient(cells).value)
    assert krugman_specialisation(cells * factor).value == pytest.approx(krugman_specialisation(cells).value)
    assert raw_concentration(cells * factor).value == pytest.approx(raw_concentration(cells).value)


@given(counts)
def test_empty_region_and_industry_move_nothing(cells):
    wider = np.pad(cells, ((0, 1), (0, 1)))
    quotient = location_quotient(wider)
    assert quotient.value[:-1, :-1] == pytest.approx(location_quotient(cells).value)
    assert (quotient.reason[-1, :] == Reason.EMPTY).all()
    assert (quotient.reason[:, -1] == Reason.EMPTY).all()
    assert raw_concentration(wider).value[:-1] == pytest.approx(raw_concentration(cells).value)


@given(counts)
def test_location_quotients_average_to_one(cells):
    """Weighted by the regions' shares, the quotients of an industry have mean 1."""
    quotient, sums = location_quotient(cells), margins(cells)
    mean = (quotient.value * sums.region_share[:, None]).sum(axis=0)
    assert mean[sums.industry > 0] == pytest.approx(1.0)


@given(counts)
def test_krugman_specialisation_lies_between_zero_and_two(cells):
    value = krugman_specialisation(cells).value
    assert ((value >= 0) & (value <= 2 + 1e-12)).all()


@given(counts)
def test_regions_of_equal_structure_can_be_merged(cells):
    doubled = np.vstack([cells[:1] * 0.3, cells[:1] * 0.7, cells[1:]])
    assert location_quotient(doubled).value[2:] == pytest.approx(location_quotient(cells).value[1:])


@given(with_gaps)
def test_missing_cell_is_left_out_and_marks_only_its_sums(cells):
    sums, gaps = margins(cells), np.isnan(cells)
    quotient = location_quotient(cells)
    assert (quotient.reason[gaps] == Reason.MISSING).all()
    assert (sums.region_partial == gaps.any(axis=1)).all()
    assert (sums.industry_partial == gaps.any(axis=0)).all()
    assert sums.region == pytest.approx(np.nan_to_num(cells).sum(axis=1))
    assert np.isfinite(quotient.value).all()


@given(with_gaps, with_gaps)
def test_parts_of_the_change_always_add_up(before, after):
    rows, columns = (min(before.shape[axis], after.shape[axis]) for axis in (0, 1))
    before, after = before[:rows, :columns], after[:rows, :columns]
    parts = shift_share(before, after)
    complete = ~(np.isnan(before) | np.isnan(after)).any(axis=0)
    change = np.where(complete, after, 0).sum(axis=1) - np.where(complete, before, 0).sum(axis=1)
    assert parts.of_regions()["total"] == pytest.approx(change, abs=1e-9)
    assert (parts.included == complete).all()
    assert (parts.national.reason[:, ~complete] == Reason.EXCLUDED).all()


def test_one_region_and_one_industry():
    one_region = np.array([[5.0, 7.0]])
    assert location_quotient(one_region).value.tolist() == [[1.0, 1.0]]
    assert (raw_concentration(one_region).reason == Reason.ONE_REGION).all()
    one_industry = np.array([[5.0], [7.0]])
    assert location_quotient(one_industry).value.tolist() == [[1.0], [1.0]]
    assert krugman_specialisation(one_industry).value.tolist() == [0.0, 0.0]


def test_one_plant_has_no_gamma_and_no_interval():
    cells = np.array([[10.0, 5.0], [0.0, 5.0]])
    index = ellison_glaeser(cells, sizes_from_counts([1, 2]))
    assert index.gamma.reason[0] == Reason.FEW_PLANTS
    interval = location_quotient_interval(
        [[1.0, 0.5], [0.0, 0.5]], [0.75, 0.25], sizes_from_counts([1, 2]), shrunk_gamma(index)
    )
    assert (interval.lower.reason[:, 0] == Reason.FEW_PLANTS).all()


def test_unknown_sizes_leave_only_raw_concentration():
    cells = np.array([[10.0, 5.0], [0.0, 5.0]])
    index = ellison_glaeser(cells, PlantSizes.unknown(2))
    assert (index.gamma.reason == Reason.FEW_PLANTS).all()
    assert index.raw.present.all()


def test_splitting_a_plant_moves_gamma():
    cells = np.array([[6.0, 50.0], [4.0, 40.0]])
    whole = ellison_glaeser(cells, sizes_from_plants([6, 4, 50, 40], [0, 0, 1, 1], 2)).gamma.value[0]
    split = ellison_glaeser(cells, sizes_from_plants([3, 3, 4, 50, 40], [0, 0, 0, 1, 1], 2)).gamma.value[0]
    assert split > whole


def test_own_margins_take_precedence():
    cells = np.array([[10.0, np.nan], [5.0, 5.0]])
    sums = margins(cells, region_totals=[30, 10], industry_totals=[15, 25], total=40)
    assert not sums.region_partial.any()
    assert not sums.total_partial
    assert location_quotient(cells, sums).value[0, 0] == pytest.approx((10 / 30) / (15 / 40))


def test_growth_names_what_is_new_and_what_never_was():
    found = growth([100.0, 0.0, 0.0, np.nan], [110.0, 5.0, 0.0, 1.0])
    assert found.value[0] == pytest.approx(0.1)
    assert found.reason.tolist() == [Reason.PRESENT, Reason.NEW, Reason.EMPTY, Reason.MISSING]


@pytest.mark.parametrize(
    "cells", [[1.0, 2.0], [[1.0, -1.0]], [[np.inf, 1.0]]], ids=["one dimension", "negative", "infinite"]
)
def test_what_is_no_table_of_employees_is_refused(cells):
    with pytest.raises(ValueError, match="employees must"):
        location_quotient(cells)


def test_bands_share_the_rest_in_the_open_band():
    sizes = sizes_from_bands([10, 2], [0, 1000], [4, np.inf], [0, 0], [5020.0])
    members = [2.0] * 10 + [2500.0] * 2
    assert sizes.herfindahl[0] == pytest.approx(sum(m**2 for m in members) / sum(members) ** 2)
    assert sizes.plants[0] == 12
    least = sizes_from_bands([10, 2], [0, 1000], [4, np.inf], [0, 0], [500.0])
    assert least.herfindahl[0] == pytest.approx((10 * 4 + 2 * 1e6) / (20 + 2000) ** 2)


@given(st.lists(st.integers(1, 5), min_size=2, max_size=4), st.lists(st.integers(1, 9), min_size=2, max_size=3))
def test_null_variance_equals_enumeration(plants, weights):
    """Var₀(G) by enumerating every placement of the plants with its probability."""
    sizes = sizes_from_plants(plants, [0] * len(plants), 1)
    x = np.array(weights) / sum(weights)
    share = np.array(plants) / sum(plants)
    mean = square = 0.0
    for placement in itertools.product(range(x.size), repeat=len(plants)):
        chance = np.prod(x[list(placement)])
        s = np.bincount(placement, weights=share, minlength=x.size)
        g = ((s - x) ** 2).sum()
        mean, square = mean + chance * g, square + chance * g**2
    assert null_variance_of_raw_concentration(x, sizes)[0] == pytest.approx(square - mean**2, abs=1e-12)


def test_mean_gamma_of_random_plants_is_zero():
    """Ellison & Glaeser 1997, proposition 1 (MAP-E19): plants that choose region r with probability x_r."""
    random = np.random.default_rng(7)
    x, plants = np.array([0.5, 0.3, 0.2]), random.lognormal(0, 1.2, size=40)
    cells = np.array([np.bincount(random.choice(3, 40, p=x), weights=plants, minlength=3) for _ in range(2000)]).T
    no = np.zeros(2000, dtype=bool)
    sums = type(margins(cells))(x * 1e6, cells.sum(axis=0), 1e6, np.zeros(3, dtype=bool), no, total_partial=False)
    one = sizes_from_plants(plants, [0] * 40, 1)
    sizes = PlantSizes(
        *(
            np.full(2000, getattr(one, name)[0])
            for name in ("plants", "herfindahl", "fourth_moment", "known", "equal_sizes")
        )
    )
    gamma = ellison_glaeser(cells, sizes, sums).gamma.value
    assert abs(gamma.mean()) <= 3 * gamma.std() / np.sqrt(gamma.size)


@given(with_gaps, st.data())
def test_no_share_exceeds_one_whatever_margins_the_source_has(cells, data):
    regions, industries = cells.shape
    known = np.nan_to_num(cells)
    hidden = np.where(np.isnan(cells), 40.0, cells)
    own_regions = [data.draw(st.sampled_from([float(total), np.nan])) for total in hidden.sum(axis=1)]
    own_industries = [data.draw(st.sampled_from([float(total), np.nan])) for total in hidden.sum(axis=0)]
    sums = margins(cells, region_totals=own_regions, industry_totals=own_industries)
    assert sums.total >= known.sum()
    assert (sums.region_share <= 1 + 1e-12).all()
    assert (sums.industry <= sums.total + 1e-9).all()
    assert sums.region.size == regions
    assert sums.industry.size == industries


def test_complete_industry_margins_give_the_total():
    sums = margins([[10.0, np.nan], [5.0, 5.0]], industry_totals=[15, 25])
    assert sums.total == 40
    assert not sums.total_partial
