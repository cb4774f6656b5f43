import altair as alt
import pytest

from grono.charts.drawing import to_svg
from grono.charts.evaluation import evaluation_chart
from grono.charts.page import for_page
from grono.evaluation import evaluate, verdict_sentence
from tests.evaluation.panels import invented, plan, table


@pytest.fixture(scope="module")
def data():
    return evaluate(plan("synthetic_control"), table(invented(1, effect=12.0))).data()


def values_of(part):
    """Every row of data inside a specification."""
    if isinstance(part, list):
        return [row for one in part for row in values_of(one)]
    if isinstance(part, dict):
        own = (
            part["values"]
            if isinstance(part.get("values"), list) and part["values"] and isinstance(part["values"][0], dict)
            else []
        )
        return own + [row for one in part.values() for row in values_of(one)]
    return []


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("language", ["en", "pl"])
def test_picture_is_valid_and_says_the_verdict(data, language, narrow):
    chart = evaluation_chart(data, language, source="invented", narrow=narrow)
    alt.Chart.from_dict(chart.specification)
    assert chart.title == verdict_sentence(data, language)
    assert chart.alternative.startswith(chart.title)
    assert "<style" not in for_page(to_svg(chart))


def test_every_period_and_placebo_is_drawn(data):
    rows = values_of(evaluation_chart(data, "en", source="invented").specification)
    assert {row["line"] for row in rows if "line" in row and "gap" in row} == {str(place) for place in range(24)}
    treated = [row for row in rows if "treated" in row]
    assert [row["treated"] for row in treated][:14] == [row["treated"] for row in data["series"]]


def test_table_is_the_series(data):
    chart = evaluation_chart(data, "en", source="invented")
    assert chart.table.to_pylist() == data["series"]
    assert set(chart.column_titles) == set(chart.table.column_names)


def test_finding_counts_the_placebos(data):
    assert "0 of 24 placebos show an effect at least as large." in evaluation_chart(data, "en", source="x").alternative


def test_without_placebos_nothing_is_said_of_them():
    chosen = plan("difference_in_differences", treated=12)
    data = evaluate(chosen, table(invented(1, units=30, treated=12, effect=6.0))).data()
    chart = evaluation_chart(data, "en", source="x")
    assert "placebo" not in chart.alternative
    assert "placebos" not in {row.get("text") for row in values_of(chart.specification)}
