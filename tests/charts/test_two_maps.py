"""A region's shortlist on two maps: places from the shortlists, lines for what is on both, thick beyond noise."""

import altair as alt
import pytest

from grono.charts import for_page, to_svg, two_maps
from tests.charts.analyses import changed, rows_in
from tests.charts.maps import line, make_map, parsed

OLD = [line("R1", "24100", 1, location_quotient=4.0), line("R1", "23410", 2, location_quotient=2.0)]
NEW = [
    line("R1", "23410", 1, location_quotient=6.0),
    line("R1", "99999", 2, location_quotient=3.0),
    line("R1", "24100", 3, location_quotient=2.5, kind="rests_on_few_plants"),
    line("R2", "24100", 1),
]
CHANGES = changed(("R1", "23410", 2.0, 6.0, 0.99, "stronger"), ("R2", "24100", 2.0, 6.0, 0.99, "new"))


def _maps():
    old = make_map(lines=OLD)
    old.run["period"] = 2015
    return old, make_map(lines=NEW)


def _texts(chart):
    return [text.text for text in parsed(for_page(to_svg(chart))).iter("text")]


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("language", ["en", "pl"])
def test_places_are_those_of_both_shortlists(language, narrow):
    chart = two_maps(*_maps(), "R1", language, changes=CHANGES, narrow=narrow)
    alt.LayerChart.from_dict(chart.specification)
    rows = {row["industry"]: (row["rank_before"], row["rank_after"]) for row in chart.table.to_pylist()}
    assert rows == {"23410": (2, 1), "99999": (None, 2), "24100": (1, None)}
    drawn = {(row["at"], row["line"]): row["value"] for row in rows_in(chart.specification) if "line" in row}
    separator = {"en": ".", "pl": ","}[language]
    expected = {("left", 1): "4.00", ("left", 2): "2.00", ("right", 1): "6.00", ("right", 2): "3.00"}
    assert drawn == {key: value.replace(".", separator) for key, value in expected.items()}
    assert set(chart.column_titles) == set(chart.table.column_names)
    assert {"2015", "2021"} <= set(_texts(chart))


def test_a_line_joins_only_what_is_on_both_and_is_thick_beyond_noise():
    old, new = _maps()
    thick, thin = (two_maps(old, new, "R1", "en", changes=given) for given in (CHANGES, None))
    widths = [
        [one.get("stroke-width") for one in parsed(for_page(to_svg(chart))).iter("line")] for chart in (thick, thin)
    ]
    assert widths == [["3"], ["1.5"]]
    assert any(text.startswith("↑ ") for text in _texts(thick))
    assert thick.table["class"].to_pylist() == ["stronger", None, None]


def test_finding_names_the_first_of_each():
    said = two_maps(*_maps(), "R1", "en", changes=CHANGES).alternative
    assert "1 industry drawn is a candidate of North Hills both in 2015 and in 2021." in said
    assert "First then: “Basic iron and steel”; now: “Ceramic ware”." in said
    assert "1 of them changed beyond noise." in said


def test_limit_counts_places_on_each_side():
    chart = two_maps(*_maps(), "R1", "en", limit=1)
    assert chart.table["industry"].to_pylist() == ["23410", "24100"]
    assert {row["line"] for row in rows_in(chart.specification) if "line" in row} == {1}


def test_without_candidates_the_chart_says_so():
    chart = two_maps(make_map(lines=[]), make_map(lines=[]), "R1", "en")
    assert "no candidates on either map" in to_svg(chart)
    assert "no candidates on either map" in chart.alternative
