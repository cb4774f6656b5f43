"""What changed between two maps: drawn only beyond noise, said in words as well as in colour."""

import re

import altair as alt
import pytest

from grono.charts import change_chart, for_page, to_svg
from tests.charts.analyses import changed
from tests.charts.maps import make_map, parsed

ROWS = (
    ("R1", "23410", 1.2, 2.4, 0.999, "stronger"),
    ("R2", "23410", 4.0, 1.0, 0.0001, "gone"),
    ("R1", "24100", 0.0, 3.0, 0.99, "new"),
    ("R3", "24100", 2.0, 2.1, 0.6, "unchanged"),
    ("R3", "23410", None, 2.0, None, "not_comparable"),
)


def _texts(chart):
    return [text.text for text in parsed(for_page(to_svg(chart))).iter("text")]


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("language", ["en", "pl"])
def test_changes_are_drawn_where_the_table_says(language, narrow, small_map):
    chart = change_chart(changed(*ROWS), small_map, language, years=(2020, 2025), narrow=narrow)
    alt.VConcatChart.from_dict(chart.specification)
    data = chart.specification["vconcat"][1]["layer"][1]["data"]["values"]
    floor = 0.05
    assert [row["before"] for row in data] == [max(value, floor) for value in chart.table["before"].to_pylist()]
    assert [row["after"] for row in data] == chart.table["after"].to_pylist()
    points = re.findall(r'aria-roledescription="point"', to_svg(chart))
    assert len(points) == 2 * chart.table.num_rows + 2  # with the two of the key
    assert set(chart.column_titles) == set(chart.table.column_names)


def test_only_changes_beyond_noise_are_drawn_and_the_rest_is_counted(small_map):
    chart = change_chart(changed(*ROWS), small_map, "en")
    assert chart.table["class"].to_pylist() == ["new", "stronger", "gone"]
    assert "new: 1, stronger: 1, gone: 1" in chart.alternative
    assert "1 candidate is unchanged or within noise. 1 cannot be compared." in chart.alternative
    assert "Surest change: “Ceramic ware” in South Coast, gone, from 4.00 to 1.00." in chart.alternative


def test_signs_and_words_stand_beside_the_colours(small_map):
    texts = _texts(change_chart(changed(*ROWS), small_map, "en"))
    assert {"+ new · 0.00 → 3.00", "↑ stronger · 1.20 → 2.40", "− gone · 4.00 → 1.00"} <= set(texts)


def test_one_region_or_one_industry_and_the_limit_takes_the_surest(small_map):
    region = change_chart(changed(*ROWS), small_map, "en", region="R1")
    assert region.title == "North Hills: what changed beyond noise"
    assert region.table["industry"].to_pylist() == ["24100", "23410"]
    industry = change_chart(changed(*ROWS), small_map, "en", industry="23410")
    assert industry.table["region_name"].to_pylist() == ["North Hills", "South Coast"]
    first = change_chart(changed(*ROWS), small_map, "en", limit=1)
    assert first.table["class"].to_pylist() == ["gone"]
    assert "the surest change" in first.alternative


@pytest.mark.parametrize("rows", [(), ROWS[3:]])
def test_nothing_changed_is_said(rows):
    chart = change_chart(changed(*rows), make_map(), "en")
    assert chart.table.num_rows == 0
    assert "no candidate changed beyond noise" in to_svg(chart)
