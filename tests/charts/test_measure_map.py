"""A measure region by region: shades, figures, a pattern where there is no value; bars where there are no outlines."""

import itertools
from dataclasses import replace

import altair as alt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grono.charts import for_page, measure_map, to_svg
from grono.charts.measure_map import natural_breaks
from grono.charts.outlines import _slanting
from grono.charts.theme import DIVERGING, MISSING, SEQUENTIAL
from tests.charts.analyses import analysed, rows_in
from tests.charts.maps import filled, make_map, parsed
from tests.charts.test_charts import POLISH_REGIONS


def measured(names, values, *, industry="23410", variant="location_quotient"):
    rows = [
        {"region": region, "industry": industry, "variant": variant, "period": 2021, "method": "plain", "value": value}
        for region, value in zip(names, values, strict=True)
    ]
    return analysed(replace(make_map(names=names, lines=[]), measures=filled("measures", rows)))


def _fills(chart):
    return {row["id"]: row["properties"]["ink"] for row in rows_in(chart.specification) if row.get("type") == "Feature"}


def _texts(chart):
    return [text.text for text in parsed(for_page(to_svg(chart))).iter("text")]


@pytest.mark.parametrize("narrow", [False, True])
def test_regions_are_shaded_by_classes_and_carry_their_figures(narrow):
    source = measured(POLISH_REGIONS, [0.5 + place / 10 for place in range(16)], variant="growth")
    chart = measure_map(source, "pl", variant="growth", industry="23410", narrow=narrow)
    alt.VConcatChart.from_dict(chart.specification)
    assert set(_fills(chart).values()) == {ink.light for ink in SEQUENTIAL[1:6]}
    assert "0,50" in _texts(chart)
    assert "2,00" in _texts(chart)
    assert chart.title.startswith("Wzrost")


def test_quotients_below_and_above_one_are_told_apart_and_the_outlier_stands_alone():
    values = [0.5 + place / 100 for place in range(13)] + [1.1, 1.2, 8.3]
    fills = _fills(measure_map(measured(POLISH_REGIONS, values), "en", variant="location_quotient", industry="23410"))
    regions = list(POLISH_REGIONS)
    assert {fills[region] for region in regions[:13]} == {DIVERGING[0].light, DIVERGING[2].light}
    assert fills[regions[13]] == fills[regions[14]] == DIVERGING[4].light
    assert fills[regions[15]] == DIVERGING[6].light


def _slowly(ordered, most):
    """Try every way to cut."""
    places = range(1, len(ordered))
    ways = [(0, *cuts) for many in range(most) for cuts in itertools.combinations(places, many)]

    def spread(starts):
        ends = (*starts[1:], len(ordered))
        return sum(
            sum((value - sum(part) / len(part)) ** 2 for value in part)
            for part in (ordered[a:b] for a, b in zip(starts, ends, strict=True))
        )

    return min(map(spread, ways)), spread


@given(values=st.lists(st.integers(-30, 30), min_size=1, max_size=8), most=st.integers(1, 5))
def test_natural_breaks_are_the_best_there_are(values, most):
    ordered = sorted(map(float, values))
    found = natural_breaks(ordered, most)
    least, spread = _slowly(ordered, most)
    assert spread(tuple(found)) == pytest.approx(least, abs=1e-6)
    assert all(ordered[start] > ordered[start - 1] for start in found[1:])


def test_values_of_both_signs_take_the_diverging_shades_on_their_side_of_zero():
    source = measured(POLISH_REGIONS, range(-8, 8), industry=None, variant="population_density")
    chart = measure_map(source, "en", variant="population_density")
    fills = _fills(chart)
    for place, region in enumerate(POLISH_REGIONS):
        side = DIVERGING[:3] if place < 8 else DIVERGING[4:]
        assert fills[region] in {ink.light for ink in side}


def test_region_without_a_value_has_a_pattern_a_dash_and_a_line_of_the_key():
    values = [None if place == 3 else 1.0 + place for place in range(16)]
    chart = measure_map(measured(POLISH_REGIONS, values), "en", variant="location_quotient", industry="23410")
    region = list(POLISH_REGIONS)[3]
    assert _fills(chart)[region] == MISSING.light
    assert "– · no value" in _texts(chart)
    assert "1 region has no value." in chart.alternative
    assert any("longitude2" in row for row in rows_in(chart.specification))
    assert chart.table.to_pylist()[-1]["region"] == region


def test_pattern_stays_inside_the_outline():
    square = [[0.0, 0.0], [0.0, 1.0], [1.0, 1.0], [1.0, 0.0], [0.0, 0.0]]
    pieces = _slanting(square)
    assert len(pieces) > 5
    for ends in pieces:
        for x, y in ends:
            assert -1e-9 <= x <= 1 + 1e-9
            assert -1e-9 <= y <= 1 + 1e-9


@pytest.mark.parametrize("narrow", [False, True])
def test_regions_without_outlines_are_ranked_bars_and_it_is_said(narrow):
    names = {"UKA": ("A", "A"), "UKB": ("B", "B")}
    chart = measure_map(
        measured(names, [-1.5, 2.0]), "en", variant="location_quotient", industry="23410", narrow=narrow
    )
    alt.LayerChart.from_dict(chart.specification)
    assert "no outlines" in chart.alternative
    assert [row["region"] for row in chart.table.to_pylist()] == ["UKB", "UKA"]
    assert "−1.50" in _texts(chart)


def test_measure_without_values_says_so():
    chart = measure_map(measured(POLISH_REGIONS, [None] * 16), "en", variant="growth", industry="23410")
    assert "Nothing to draw" in chart.alternative
