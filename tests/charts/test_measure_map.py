"""A measure region by region: shades, figures, a pattern where there is no value; bars where there are no outlines."""

from dataclasses import replace

import altair as alt
import pytest

from grono.charts import for_page, measure_map, to_svg
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
def test_regions_are_shaded_by_fifths_and_carry_their_figures(narrow):
    given = measured(POLISH_REGIONS, [0.5 + place / 10 for place in range(16)])
    chart = measure_map(given, "pl", variant="location_quotient", industry="23410", narrow=narrow)
    alt.VConcatChart.from_dict(chart.specification)
    assert set(_fills(chart).values()) == {ink.light for ink in SEQUENTIAL[1:6]}
    assert "0,50" in _texts(chart)
    assert "2,00" in _texts(chart)
    assert chart.title.startswith("Współczynnik lokalizacji: ")


def test_values_of_both_signs_take_the_diverging_shades_on_their_side_of_zero():
    given = measured(POLISH_REGIONS, range(-8, 8), industry=None, variant="population_density")
    chart = measure_map(given, "en", variant="population_density")
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
    chart = measure_map(measured(names, [-1.5, 2.0]), "en", variant="location_quotient", industry="23410", narrow=narrow)
    alt.LayerChart.from_dict(chart.specification)
    assert "no outlines" in chart.alternative
    assert [row["region"] for row in chart.table.to_pylist()] == ["UKB", "UKA"]
    assert "−1.50" in _texts(chart)


def test_measure_without_values_says_so():
    chart = measure_map(measured(POLISH_REGIONS, [None] * 16), "en", variant="growth", industry="23410")
    assert "Nothing to draw" in chart.alternative
