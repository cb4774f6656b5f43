"""The multiverse: bars are the shares of the table, a dot for each choice, decisions without a choice left out."""

import re

import altair as alt
import pytest

from grono.charts import for_page, multiverse_chart, to_svg
from grono.charts.multiverse_words import choice_word
from tests.charts.analyses import analysed, rows_in, survived
from tests.charts.maps import parsed

SHARES = {"24100": 0.2, "23410": 1.0}


def _texts(chart):
    return [text.text for text in parsed(for_page(to_svg(chart))).iter("text")]


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("language", ["en", "pl"])
def test_bars_are_the_shares_of_the_table(language, narrow):
    chart = multiverse_chart(analysed(**survived(SHARES)), language, narrow=narrow)
    alt.LayerChart.from_dict(chart.specification)
    bars = {row["label"]: row["end"] / row["all"] for row in rows_in(chart.specification) if "all" in row}
    assert list(bars.values()) == pytest.approx(chart.table["share"].to_pylist())
    assert chart.table["share"].to_pylist() == [1.0, 0.6]
    assert set(chart.column_titles) == set(chart.table.column_names)
    to_svg(chart)


def test_each_choice_of_a_real_decision_has_its_dots():
    chart = multiverse_chart(analysed(**survived(SHARES)), "en")
    assert chart.table["location_quotient_cut=2"].to_pylist() == [1.0, 0.2]
    assert "year=2021" not in chart.table.column_names
    texts = _texts(chart)
    assert {"quotient from 1.25", "quotient from 2"} <= set(texts)
    assert "year 2021" not in texts
    assert len(re.findall(r'aria-roledescription="point"', to_svg(chart))) == 4 + 4
    dots = [row for row in rows_in(chart.specification) if "size" in row]
    whole = max(dot["size"] for dot in dots)
    assert sorted({round(dot["size"] / whole, 3) for dot in dots}) == [0.2, 1.0]


def test_narrow_picture_says_what_removes_a_candidate():
    texts = _texts(multiverse_chart(analysed(**survived(SHARES)), "en", narrow=True))
    assert "removed most often: quotient from 2" in texts
    assert "nothing removes it" in texts


def test_finding_names_first_and_last():
    said = multiverse_chart(analysed(**survived(SHARES)), "en").alternative
    assert "Steadiest: “Ceramic ware” in North Hills stays a candidate in 100% of 20 ways of counting." in said
    assert "with 60%. What removes it most: quotient from 2." in said
    first = multiverse_chart(analysed(**survived(SHARES)), "en", limit=1, region="R1")
    assert first.title.startswith("North Hills:")
    assert first.alternative.endswith("The picture shows the first 1 of 2.")


@pytest.mark.parametrize("tables", [{}, {"multiverse": [], "multiverse_parts": []}])
def test_without_the_tables_the_chart_says_so(tables):
    chart = multiverse_chart(analysed(**tables), "en", region="R1")
    assert chart.table.num_rows == 0
    assert "no other ways of counting" in to_svg(chart)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("location_quotient_cut=1.25", "quotient from 1.25"),
        ("year=2020", "year 2020"),
        ("measure=wages", "by wages"),
        ("measure=patents", "by patents"),
        ("industry_level=as_given", "industries as given"),
        ("industry_level=level_3", "industries, level 3"),
        ("region_level=as_given", "regions as given"),
        ("region_level=larger", "larger regions"),
        ("imputation=estimate", "hidden: estimate"),
        ("imputation=imputation_2", "hidden: draw 2"),
        ("largest_plant=kept", "with largest plant"),
        ("largest_plant=removed", "without largest plant"),
    ],
)
def test_every_choice_has_a_short_word(name, word):
    assert choice_word(*name.split("="), "en") == word
