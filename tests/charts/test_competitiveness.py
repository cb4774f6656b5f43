"""Percentiles of competitiveness: drawn as the table says, missing data named."""

import re

import altair as alt
import pytest

from grono.charts import competitiveness_chart, for_page, to_svg
from tests.charts.analyses import analysed, percentiles
from tests.charts.maps import parsed

ROWS = percentiles(
    ("productivity", 90.0, None, None, 12),
    ("wages", 30.0, 10.0, 55.0, 12),
    ("net_entry", None, None, None, 0),
    ("mean", 60.0, 50.0, 70.0, 12),
)


def _dots(chart):
    found = re.findall(r'aria-roledescription="point" transform="translate\(([\d.]+),([\d.]+)\)', to_svg(chart))
    return sorted((float(y), float(x)) for x, y in found)


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("language", ["en", "pl"])
def test_percentiles_stand_where_the_table_says(language, narrow):
    chart = competitiveness_chart(analysed(competitiveness=ROWS), "R1", "23410", language, narrow=narrow)
    alt.LayerChart.from_dict(chart.specification)
    width = chart.specification["width"]
    drawn = [x / width * 100 for _, x in _dots(chart)]
    assert drawn == pytest.approx([value for value in chart.table["percentile"].to_pylist() if value is not None])
    assert set(chart.column_titles) == set(chart.table.column_names)


def test_missing_indicators_are_named_and_counted():
    chart = competitiveness_chart(analysed(competitiveness=ROWS), "R1", "23410", "en")
    texts = [text.text for text in parsed(for_page(to_svg(chart))).iter("text")]
    assert "Net entry of plants" in texts
    assert "no data" in texts
    assert "2 of 3 indicators could be compared" in chart.alternative
    alone = percentiles(("growth", None, None, None, 1))[0] | {"value": 0.1}
    lonely = competitiveness_chart(analysed(competitiveness=[alone]), "R1", "23410", "en")
    assert "nobody to compare with" in to_svg(lonely)


def test_finding_names_best_and_weakest_with_the_mean():
    said = competitiveness_chart(analysed(competitiveness=ROWS), "R1", "23410", "en").alternative
    assert "North Hills reaches percentile 60\u00a0[50–70]" in said
    assert "Best: Productivity (90). Weakest: Wages (30)." in said


def test_the_mean_has_a_shape_of_its_own():
    svg = to_svg(competitiveness_chart(analysed(competitiveness=ROWS), "R1", "23410", "en"))
    shapes = re.findall(r'aria-roledescription="point"[^>]*d="([^"]+)"', svg)
    assert len(shapes) == 3
    assert len(set(shapes)) == 2


@pytest.mark.parametrize("tables", [{}, {"competitiveness": []}])
def test_without_rows_the_chart_says_so(tables):
    chart = competitiveness_chart(analysed(**tables), "R1", "23410", "en")
    assert chart.table.num_rows == 0
    assert "not measured" in to_svg(chart)
