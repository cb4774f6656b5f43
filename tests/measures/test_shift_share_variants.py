"""Shift-share after Esteban-Marquillas and Barff & Knight: worked examples, the plain definition, what always holds (MAP-36)."""

import csv
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grono.measures import Reason, shift_share
from grono.measures.shift_share_variants import shift_share_dynamic, shift_share_esteban

gaps = st.one_of(st.integers(0, 90).map(float), st.just(np.nan))


def panels(periods, elements=gaps):
    return arrays(np.float64, st.tuples(st.just(periods), st.integers(1, 4), st.integers(1, 4)), elements=elements)


whole = panels(2, st.integers(0, 90).map(float))


@pytest.fixture(scope="module")
def example(oracle):
    return oracle("clustermap")


def with_rest(region, nation):
    """A region and the rest of its nation."""
    return np.array([region, np.subtract(nation, region)])


def test_esteban_of_farhauer_and_kroell(example):
    given, expected = example["MAP-E10"]["input"], example["MAP-E10"]["expected"]
    parts = shift_share_esteban(
        with_rest(given["region_t"], given["nation_t"]), with_rest(given["region_t1"], given["nation_t1"])
    ).of_regions()
    assert parts["competitive"][0] == pytest.approx(expected["competitive"], abs=1e-9)
    assert parts["allocation"][0] == pytest.approx(expected["allocation"], abs=1e-9)


def test_esteban_of_freiburg(example, shared_data):
    given, expected = example["MAP-E11"]["input"], example["MAP-E11"]["expected"]
    with (shared_data / given["file"]).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    region0, region1, nation0, nation1 = (np.array([float(row[name]) for row in rows]) for name in given["columns"])
    parts = shift_share_esteban(with_rest(region0, nation0), with_rest(region1, nation1)).of_regions()
    for part in ("total", "national", "mix", "competitive", "allocation"):
        assert parts[part][0] == pytest.approx(expected[part], abs=1e-6), part


def test_dynamic_over_two_steps(example):
    given, expected = example["MAP-E41"]["input"], example["MAP-E41"]["expected"]
    years = [with_rest(region, nation) for region, nation in zip(given["region"], given["nation"], strict=True)]
    parts = shift_share_dynamic(years).of_regions()
    for part, value in expected.items():
        assert parts[part][0] == pytest.approx(value, abs=1e-8), part


def test_esteban_with_nothing_before(example):
    """MAP-E42: industry 2 is new in the region, industry 3 in the nation; both cells are missing(new), nothing is lost."""
    given = example["MAP-E42"]["input"]
    parts = shift_share_esteban(
        with_rest(given["region_t"], given["nation_t"]), with_rest(given["region_t1"], given["nation_t1"])
    )
    assert parts.competitive.reason[0].tolist() == [Reason.PRESENT, Reason.NEW, Reason.NEW]
    assert parts.new.value[0].tolist() == [0.0, 10.0, 5.0]
    assert parts.of_regions()["total"][0] == pytest.approx(25)


def test_esteban_in_rational_arithmetic():
    first, last = [[5, 0, 7], [3, 4, 2]], [[6, 2, 1], [9, 0, 2]]
    found = shift_share_esteban(first, last)
    total = Fraction(sum(map(sum, first)))
    for r, i in ((0, 0), (0, 2), (1, 0), (1, 1), (1, 2)):
        before, after = Fraction(first[0][i] + first[1][i]), Fraction(last[0][i] + last[1][i])
        homothetic = sum(first[r]) * before / total
        ahead = Fraction(last[r][i], first[r][i]) - after / before
        assert found.competitive.value[r, i] == pytest.approx(float(homothetic * ahead))
        assert found.allocation.value[r, i] == pytest.approx(float((first[r][i] - homothetic) * ahead))


@given(panels(2))
def test_five_parts_add_up_and_the_middle_two_are_the_regional_part(panel):
    before, after = panel
    parts, classic = shift_share_esteban(before, after), shift_share(before, after)
    change = np.where(parts.included, after, 0).sum(axis=1) - np.where(parts.included, before, 0).sum(axis=1)
    assert parts.of_regions()["total"] == pytest.approx(change, abs=1e-9)
    both = parts.competitive.value + parts.allocation.value
    stood = parts.competitive.present
    assert both[stood] == pytest.approx(classic.regional.value[stood], abs=1e-9)
    assert (parts.competitive.reason[:, ~parts.included] == Reason.EXCLUDED).all()


@given(panels(3))
def test_steps_add_up_whatever_is_missing(panel):
    parts = shift_share_dynamic(panel)
    change = np.where(parts.included, panel[-1] - panel[0], 0.0).sum(axis=1)
    assert parts.of_regions()["total"] == pytest.approx(change, abs=1e-9)
    assert (parts.included == ~np.isnan(panel).any(axis=(0, 1))).all()


@given(whole)
def test_one_step_is_the_classic_shift_share(panel):
    dynamic, classic = shift_share_dynamic(panel), shift_share(*panel)
    for part in ("national", "mix", "regional", "new"):
        assert getattr(dynamic, part).value == pytest.approx(getattr(classic, part).value)


@given(whole, st.floats(0.01, 100))
def test_unit_order_and_empty_industries_do_not_matter(panel, factor):
    before, after = panel
    parts, other = shift_share_esteban(before, after), shift_share_esteban(before[::-1] * factor, after[::-1] * factor)
    wider = shift_share_esteban(*(np.pad(cells, ((0, 1), (0, 1))) for cells in panel))
    for part in ("competitive", "allocation", "new"):
        own = getattr(parts, part).value
        assert getattr(other, part).value[::-1] == pytest.approx(own * factor, abs=1e-7)
        assert getattr(wider, part).value[:-1, :-1] == pytest.approx(own, abs=1e-9)


def test_one_period_or_unequal_shapes_are_refused():
    for periods in ([[[1.0]]], [[[1.0]], [[1.0, 2.0]]]):
        with pytest.raises(ValueError, match="two or more periods"):
            shift_share_dynamic(periods)


def test_nation_without_employees_gives_zeros():
    parts = shift_share_esteban([[0.0, 0.0]], [[0.0, 0.0]])
    assert (parts.competitive.reason == Reason.NEW).all()
    assert parts.of_regions()["total"].tolist() == [0.0]
