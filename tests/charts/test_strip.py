import re

import pytest

from grono.charts.strip import StripAxis, axis_svg, strip_svg
from tests.charts.maps import parsed


def test_axis_holds_all_values_and_one():
    axis = StripAxis.around([12.0, None, 96.0, 1.3])
    assert axis.lowest <= 0.8
    assert axis.highest > 96
    assert 1.0 in [tick for tick, _ in axis.ticks()]
    assert all(0 <= place <= 1 for _, place in axis.ticks())


def test_axis_of_nothing_still_has_room():
    axis = StripAxis.around([])
    assert axis.position(1.0) == pytest.approx(0.122, abs=0.01)


def test_positions_are_logarithmic_and_stay_inside():
    axis = StripAxis(1.0, 100.0)
    assert [axis.position(value) for value in (1.0, 10.0, 100.0)] == pytest.approx([0, 0.5, 1])
    assert axis.position(0.0) == 0
    assert axis.position(1e9) == 1


def test_strip_draws_dot_interval_and_diamond():
    axis = StripAxis(1.0, 100.0)
    dot = parsed(strip_svg(axis, 10.0, 5.0, 20.0))
    assert dot.find("circle").get("cx") == "88"
    assert dot.find("path[@class='range']") is not None
    diamond = parsed(strip_svg(axis, 10.0, None, None, few=True))
    assert diamond.find("path[@class='few']") is not None
    assert diamond.find("path[@class='range']") is None
    assert dot.get("aria-hidden") == "true"


def test_axis_words_stand_at_their_ticks():
    axis = StripAxis(1.0, 100.0)
    words = [str(tick) for tick, _ in axis.ticks()]
    assert re.findall(r">([\d.]+)<", axis_svg(axis, words)) == words
