"""Scores by criterion: a panel each, candidates in the order of the shortlist, missing ones as a dash."""

import altair as alt
import pytest

from grono.charts import criteria_chart, for_page, to_svg
from tests.charts.analyses import acceptable, analysed, rows_in, scored
from tests.charts.maps import parsed

SCORES = {
    "employees": {"24100": (0.2, 0.0), "23410": (1.0, 0.0)},
    "growth": {"24100": (None, None), "23410": (0.9, 0.3)},
    "competitiveness": {"24100": (None, None), "23410": (None, None)},
}
GIVEN = {**acceptable({"23410": [1.0], "24100": [0.0, 1.0]}), "criteria": scored(SCORES)}


def _texts(chart):
    return [text.text for text in parsed(for_page(to_svg(chart))).iter("text")]


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("language", ["en", "pl"])
def test_scores_are_those_of_the_table(language, narrow):
    chart = criteria_chart(analysed(**GIVEN), language, narrow=narrow)
    (alt.VConcatChart if narrow else alt.HConcatChart).from_dict(chart.specification)
    drawn = {(row["criterion"], row["label"]): row["score"] for row in rows_in(chart.specification) if "score" in row}
    assert list(drawn.values()) == chart.table["score"].to_pylist() == [1.0, 0.2, 0.9, None, None, None]
    assert set(chart.column_titles) == set(chart.table.column_names)
    assert _texts(chart).count("–") == 3


def test_spread_stays_on_the_axis():
    rows = rows_in(criteria_chart(analysed(**GIVEN), "en").specification)
    growth = next(row for row in rows if row.get("score") == 0.9)
    assert (growth["low"], growth["high"]) == (pytest.approx(0.6), 1.0)


def test_narrow_picture_numbers_its_candidates():
    texts = _texts(criteria_chart(analysed(**GIVEN), "en", narrow=True))
    assert any(text.startswith("1") and "North Hills" in text for text in texts)
    assert texts.count("2") == 3


def test_finding_names_the_best_of_each_criterion():
    said = criteria_chart(analysed(**GIVEN), "en").alternative
    assert "Number of employees: best is “Ceramic ware” in North Hills (1.00)." in said
    assert "Competitiveness: no data." in said


def test_scope_and_limit():
    given = analysed(**acceptable({"23410": [1.0]}, scope="R2", region="R2"), criteria=scored({"growth": {"23410": (0.5, 0.1)}}, scope="R2", region="R2"))  # fmt: skip
    chart = criteria_chart(given, "en", scope="R2")
    assert chart.title == "South Coast: what its candidates are weighed by"
    assert criteria_chart(analysed(**GIVEN), "en", limit=1).table.num_rows == 3


@pytest.mark.parametrize("tables", [{}, {"acceptability": [], "criteria": []}])
def test_without_candidates_the_chart_says_so(tables):
    chart = criteria_chart(analysed(**tables), "en")
    assert "no candidates" in chart.alternative
    assert "no candidates" in to_svg(chart)
