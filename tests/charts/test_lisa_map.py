"""Local Moran on outlines: regions filled and lettered where chance hardly explains it."""

from dataclasses import replace

import altair as alt
import pytest

from grono.charts import for_page, lisa_map, to_svg
from tests.charts.analyses import analysed, rows_in
from tests.charts.maps import filled, make_map, parsed
from tests.charts.test_charts import POLISH_REGIONS

KINDS = {"20": ("high_high", 0.01), "22": ("low_low", 0.03), "24": ("high_low", 0.04), "26": ("low_high", 0.05), "28": ("high_high", 0.4)}  # fmt: skip


def moran(names, *, value=1.5):
    rows = []
    for place, region in enumerate(names):
        kind, p = KINDS.get(region, ("low_low", 0.6))
        key = {"region": region, "industry": "23410", "period": 2021, "method": "row-standardised"}
        rows.append(key | {"variant": "local_moran", "value": value, "flags": kind})
        rows.append(key | {"variant": "local_moran_p_value", "value": p})
        rows.append(key | {"variant": "location_quotient", "value": 0.5 + place / 10})
    given = make_map(names=names, lines=[])
    return analysed(replace(given, measures=filled("measures", rows)))


def _texts(chart):
    return [text.text for text in parsed(for_page(to_svg(chart))).iter("text")]


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("language", ["en", "pl"])
def test_quadrants_have_fill_letters_and_figures(language, narrow):
    chart = lisa_map(moran(POLISH_REGIONS), "23410", language, narrow=narrow)
    alt.VConcatChart.from_dict(chart.specification)
    decimal = {"en": "1.40", "pl": "1,40"}[language]
    assert f"H {decimal}" in _texts(chart)
    fills = {
        row["id"]: row["properties"]["ink"] for row in rows_in(chart.specification) if row.get("type") == "Feature"
    }
    assert len(fills) == 16
    assert len({fills[code] for code in ("20", "22", "24", "26")}) == 4
    assert fills["28"] == fills["02"]
    assert set(chart.column_titles) == set(chart.table.column_names)


def test_table_and_words_say_the_quadrants():
    chart = lisa_map(moran(POLISH_REGIONS), "23410", "en")
    rows = {row["region"]: row for row in chart.table.to_pylist()}
    assert rows["26"]["quadrant"] == "low among high"
    assert rows["28"]["quadrant"] is None
    assert rows["20"]["p"] == 0.01
    assert rows["20"]["q"] is None
    assert "High among high: 20." in chart.alternative
    assert "In 12 regions likeness to their neighbours may be chance." in chart.alternative


def test_regions_without_outline_are_said():
    part = lisa_map(moran({**POLISH_REGIONS, "PL91": ("a", "a")}), "23410", "en")
    assert "for want of an outline: PL91" in part.alternative
    none = lisa_map(moran({"R1": ("North", "Północ")}), "23410", "en")
    assert "no outlines of these regions" in to_svg(none)
    assert "no outlines of these regions" in none.alternative


def test_without_local_moran_the_chart_says_so(small_map):
    chart = lisa_map(small_map, "23410", "en")
    assert chart.table.num_rows == 0
    assert "neighbours were not compared" in to_svg(chart)


def test_no_region_is_filled_by_its_quotient_alone():
    chart = lisa_map(moran({code: POLISH_REGIONS[code] for code in ("02", "04")}, value=None), "23410", "en")
    assert chart.table["quadrant"].to_pylist() == [None, None]
