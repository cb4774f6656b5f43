"""Entry, exit and survival of pairs: counted by hand, against the plain loop, at missing and at empty (MAP-36)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grono.measures import Reason
from grono.measures.dynamics import entry_exit, survival

NAN = np.nan
cells = st.one_of(st.integers(0, 2).map(float), st.just(np.nan))
panels = arrays(np.float64, st.tuples(st.integers(2, 4), st.integers(1, 4), st.integers(1, 5)), elements=cells)


def test_pairs_counted_by_hand():
    found = entry_exit([[5, 0, 3, 0], [0, 0, NAN, 0]], [[6, 4, 0, 0], [0, 0, 1, 0]])
    regions = found.of_regions()
    assert regions.entries.tolist() == [1, 0]
    assert regions.exits.tolist() == [1, 0]
    assert regions.survivors.tolist() == [1, 0]
    assert regions.entry_rate.value.tolist() == [0.5, 0.0]
    assert regions.net_entry_rate.value[0] == 0
    assert regions.exit_rate.reason.tolist() == [Reason.PRESENT, Reason.EMPTY]
    assert found.of_cells().value[0].tolist() == [0, 1, -1, 0]
    assert found.of_cells().reason[1, 2] == Reason.MISSING


def test_region_full_of_industries_has_no_entry_rate():
    full = entry_exit([[1, 2]], [[1, 0]]).of_regions()
    assert full.entry_rate.reason[0] == Reason.ZERO
    assert full.survival_rate.value[0] == 0.5


def test_rates_say_what_is_new_what_is_empty_and_what_is_unknown():
    regions = entry_exit([[0, 0], [0, 0], [NAN, NAN]], [[3, 0], [0, 0], [1, 2]]).of_regions()
    for rate in (regions.exit_rate, regions.survival_rate, regions.net_entry_rate):
        assert rate.reason.tolist() == [Reason.NEW, Reason.EMPTY, Reason.MISSING]
    assert regions.entry_rate.reason.tolist() == [Reason.PRESENT, Reason.PRESENT, Reason.MISSING]


def test_threshold_is_reached_when_equal():
    found = entry_exit([[0.9, 1.0]], [[1.0, 0.99]], least=1)
    assert found.entered.tolist() == [[True, False]]
    assert found.left.tolist() == [[False, True]]


@given(panels)
def test_turnover_equals_the_plain_loop(panel):
    found = entry_exit(panel[0], panel[-1])
    by_region, by_industry = found.of_regions(), found.of_industries()
    for r, rows in enumerate(zip(panel[0], panel[-1], strict=True)):
        pairs = [(a > 0, b > 0) for a, b in zip(*rows, strict=True) if not (np.isnan(a) or np.isnan(b))]
        assert by_region.entries[r] == pairs.count((False, True))
        assert by_region.exits[r] == pairs.count((True, False))
        assert by_region.survivors[r] == pairs.count((True, True))
    assert by_industry.entries.sum() == by_region.entries.sum()
    assert by_region.exit_rate.value + by_region.survival_rate.value == pytest.approx(by_region.exit_rate.present * 1.0)


@given(panels)
def test_survivors_equal_the_plain_loop_and_never_rise(panel):
    found = survival(panel)
    for r in range(panel.shape[1]):
        lives = [life for life in panel[:, r].T if not np.isnan(life).any() and life[0] > 0]
        assert (found.reason[:, r] == (Reason.EMPTY if not lives else Reason.PRESENT)).all()
        for t in range(panel.shape[0]):
            share = sum((life[: t + 1] > 0).all() for life in lives) / len(lives) if lives else 0
            assert found.value[t, r] == pytest.approx(share)
    assert (np.diff(found.value, axis=0) <= 0).all()


@given(panels)
def test_empty_region_and_industry_move_nothing(panel):
    wider = np.pad(panel, ((0, 0), (0, 1), (0, 1)))
    own, other = entry_exit(panel[0], panel[1]).of_regions(), entry_exit(wider[0], wider[1]).of_regions()
    assert other.exits[:-1].tolist() == own.exits.tolist()
    assert other.survival_rate.value[:-1] == pytest.approx(own.survival_rate.value)
    assert survival(wider).value[:, :-1] == pytest.approx(survival(panel).value)


def test_periods_of_different_shapes_are_refused():
    with pytest.raises(ValueError, match="one shape"):
        entry_exit([[1.0, 2.0]], [[1.0]])
