"""The probability of each place: parts of the bars are those of the table, their order and numbers say the rank."""

import altair as alt
import pytest

from grono.charts import acceptability_chart, for_page, to_svg
from tests.charts.analyses import FAR, acceptable, analysed
from tests.charts.maps import parsed

SHARES = {"23410": [0.7, 0.2, 0.1], "24100": [0.3, 0.3, 0.4], FAR: [0.0, 0.5, 0.1]}


def _texts(chart):
    return [text.text for text in parsed(for_page(to_svg(chart))).iter("text")]


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("language", ["en", "pl"])
def test_bars_have_the_parts_of_the_table(language, narrow):
    chart = acceptability_chart(analysed(**acceptable(SHARES)), language, narrow=narrow)
    alt.VConcatChart.from_dict(chart.specification)
    row = chart.table.to_pylist()[0]
    assert (row["rank_1"], row["rank_2"], row["probability_top"]) == (0.7, 0.2, pytest.approx(0.9))
    parts = next(layer["data"]["values"] for layer in chart.specification["vconcat"][1]["layer"])
    first = [part["end"] - part["start"] for part in parts if part["label"] == parts[0]["label"]]
    assert first == pytest.approx([0.7, 0.2, 0.1])
    assert all(part["end"] == 1.0 for part in parts[2::3])
    assert set(chart.column_titles) == set(chart.table.column_names)


def test_ranks_are_written_in_parts_long_enough_and_probabilities_beside():
    texts = _texts(acceptability_chart(analysed(**acceptable(SHARES)), "en"))
    assert texts.count("1") == 2
    assert texts.count("2") == 3
    assert "90% · safe" in texts
    assert "60% · safe" in texts
    assert "50%" in texts


def test_finding_names_the_surest_and_counts_the_safe():
    said = acceptability_chart(analysed(**acceptable(SHARES)), "en", limit=2)
    assert "Surest among the first 2: “Ceramic ware” in North Hills, with a probability of 90%." in said.alternative
    assert "Safe among those drawn: 2. The picture shows the first 2 of 3." in said.alternative
    assert said.table.num_rows == 2
    assert said.table["kept_out_by"].to_pylist() == ["Growth", "Growth"]


def test_a_region_compares_its_own_candidates():
    given = analysed(**acceptable({"24100": [1.0]}, scope="R2", k=1, region="R2"))
    chart = acceptability_chart(given, "en", scope="R2")
    assert chart.title == "South Coast: how surely each candidate comes first"
    assert "Basic iron and steel\u00a0·\u00a024100" in " ".join(_texts(chart))
    everywhere = acceptability_chart(given, "en")
    assert everywhere.table.num_rows == 0


@pytest.mark.parametrize("tables", [{}, {"acceptability": [], "rank_acceptability": []}])
def test_without_candidates_the_chart_says_so(tables):
    chart = acceptability_chart(analysed(**tables), "en")
    assert "no candidates" in chart.alternative
    assert "no candidates" in to_svg(chart)
