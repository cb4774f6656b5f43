"""Beside peers and nation: by hand, against NumPy, and by properties."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grono.messages import Message
from grono.quantities import exact, missing
from grono.strategy import Direction, Forecast
from grono.strategy.indicator_forecast import indicator_forecast
from grono.strategy.peers import beside_peers, beyond_peers, most_alike, structure_difference
from grono.strategy.series import Figure


def values(first, *numbers, flags=()):
    found = {year: Figure(year, missing() if one is None else exact(one)) for year, one in enumerate(numbers, first)}
    return found | {year: Figure(year, found[year].quantity, "b") for year in flags}


PEERS = {"a": values(2019, 100, 110), "b": values(2019, 200, 230), "c": values(2019, 50, 60), "d": values(2019, 80, 84)}


def test_median_and_quartiles_of_a_year_by_hand():
    """50, 80, 100, 200: median 90, quartiles 72.5 and 125 (type 7)."""
    year = beside_peers(values(2019, 70), PEERS, values(2019, 500))[0]
    assert (year.median, year.lower_quartile, year.upper_quartile) == (90, Fraction(145, 2), 125)
    assert (year.own, year.n, year.nation) == (70, 4, 500)


@given(st.lists(st.integers(-1000, 1000), min_size=3, max_size=15))
def test_quartiles_are_those_of_numpy(numbers):
    peers = {str(place): values(2020, one) for place, one in enumerate(numbers)}
    year = beside_peers({}, peers)[0]
    found = [float(one) for one in (year.lower_quartile, year.median, year.upper_quartile)]
    assert found == pytest.approx(np.percentile(numbers, [25, 50, 75]))


def test_fewer_than_three_peers_have_no_median():
    year = beside_peers(values(2019, 70), {"a": PEERS["a"], "b": values(2019, None)})[0]
    assert (year.n, year.median, year.lower_quartile) == (1, None, None)


def test_beyond_the_peers_by_hand():
    """Own +8 %; peers +10, +15, +20 and +5 %, median 12.5 %; beyond −4.5 points, though it grew."""
    found = beyond_peers(values(2019, 100, 108), PEERS, relative=True)
    assert (found.own, found.peers, found.n) == (Fraction(8, 100), Fraction(125, 1000), 4)
    assert found.difference == Fraction(-45, 1000)
    said = " ".join(one.in_language("en") for one in found.sentences)
    assert "improved because everybody's did" in said
    assert "no effect of the strategy" in said
    assert "-4.5 percentage points" in said.replace("−", "-").replace("\u2011", "-")


@given(st.lists(st.tuples(st.integers(1, 999), st.integers(1, 999)), min_size=3, max_size=9))
def test_difference_is_that_of_an_independent_computation(pairs):
    peers = {str(place): values(2019, *pair) for place, pair in enumerate(pairs)}
    found = beyond_peers(values(2019, 100, 130), peers, relative=True)
    changes = [last / first - 1 for first, last in pairs]
    assert float(found.difference) == pytest.approx(0.3 - float(np.median(changes)))


@given(st.integers(1, 50))
def test_scale_does_not_matter_for_relative_changes(factor):
    larger = {
        place: values(2019, *(int(one.quantity.midpoint) * factor for one in of.values()))
        for place, of in PEERS.items()
    }
    own = values(2019, 100, 108)
    assert beyond_peers(own, larger, relative=True) == beyond_peers(own, PEERS, relative=True)


def test_falling_is_better_where_less_is_better():
    found = beyond_peers(values(2019, 100, 80), PEERS, relative=True, direction=Direction.DOWN)
    assert "improved by more than the peers" in found.sentences[1].in_language("en")
    absolute = beyond_peers(values(2019, 10, 11), PEERS, relative=False)
    assert (absolute.own, absolute.peers) == (1, 10)


@pytest.mark.parametrize(
    ("unit", "words"),
    [("%", "change 1.0 percentage points"), ("zł", "change 1 zł, median change of the peers 10 zł"), ("", "change 1,")],
)
def test_changes_that_are_not_relative_are_told_in_the_unit_of_the_indicator(unit, words):
    found = beyond_peers(values(2019, 10, 11), PEERS, relative=False, unit=unit)
    assert words in found.sentences[0].in_language("en")


def test_breaks_and_the_nation_are_told():
    found = beyond_peers(values(2019, 100, 130, flags=[2020]), PEERS, nation=values(2019, 500, 550), relative=True)
    said = " ".join(one.in_language("en") for one in found.sentences)
    assert "breaks in 2020" in said
    assert found.nation == Fraction(1, 10)


@pytest.mark.parametrize(
    ("own", "peers", "words"),
    [
        (values(2019, 100), PEERS, "at least two years"),
        (values(2019, 0, 4), PEERS, "not above zero"),
        (values(2019, 100, 108), {"a": PEERS["a"], "b": values(2019, 4, None)}, "Too few peers"),
    ],
)
def test_why_there_is_nothing_to_compare(own, peers, words):
    found = beyond_peers(own, peers, relative=True)
    assert isinstance(found, Message)
    assert words in found.in_language("en")


@given(st.dictionaries(st.sampled_from("ABCD"), st.integers(1, 50), min_size=1), st.integers(1, 9))
def test_structure_is_the_same_at_every_scale(structure, factor):
    assert structure_difference(structure, {part: factor * one for part, one in structure.items()}) == pytest.approx(0)


def test_most_alike_is_by_half_of_krugmans_index():
    structures = {"x": {"A": 50, "B": 50}, "y": {"A": 10, "B": 30}, "z": {"A": 6, "B": 5}, "w": {"C": 1}}
    assert [place for place, _ in most_alike("x", structures, 2)] == ["z", "y"]
    assert most_alike("x", structures, 3)[-1] == ("w", 1.0)
    assert structure_difference({}, {"A": 1}) == 1.0


def test_forecast_by_the_three_lines():
    """100, 110, 130: paces 20 and 15; 60 remain, 3 and 4 years; needed 60 in 5 years, 12 a year."""
    found = indicator_forecast(values(2019, 100, 110, 130), exact(190), 2026)
    assert isinstance(found, Forecast)
    assert (found.last_pace.pace, found.last_pace.years) == (20, 3)
    assert (found.mean_pace.pace, found.mean_pace.years) == (15, 4)
    assert found.required == 12
    assert "too little data" in found.reason.in_language("en")


def test_forecast_of_a_flow_adds_its_years_and_falls_where_less_is_better():
    flow = indicator_forecast(values(2019, 10, 20, 30), exact(100), 2030, adds_up=True)
    assert (flow.remaining, flow.last_pace.pace, flow.mean_pace.pace) == (40, 30, 20)
    down = indicator_forecast(values(2019, 50, 46), exact(40), 2025, direction=Direction.DOWN)
    assert (down.remaining, down.last_pace.pace) == (6, 4)


@pytest.mark.parametrize(
    ("series", "target", "direction", "words"),
    [
        (values(2019, 100, None, 130), exact(190), None, "follow each other"),
        (values(2019, 100, 200), exact(190), None, "is reached"),
        (values(2019, 100, 110), missing(), None, "no single target"),
        (values(2019, 100, 110), exact(9), Direction.RANGE, "no single target"),
    ],
)
def test_why_there_is_no_forecast(series, target, direction, words):
    assert words in indicator_forecast(series, target, 2030, direction=direction).in_language("en")
