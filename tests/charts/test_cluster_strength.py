"""Where a cluster is strong: both pictures draw what the table says, stars stand in words."""

import altair as alt
import pytest

from grono.charts import cluster_regions, cluster_strength, for_page, to_svg
from tests.charts.analyses import CLUSTERS, analysed, rows_in, strengths
from tests.charts.maps import parsed

ROWS = strengths(
    ("R2", 0.8, 0.5, 900.0, ("size",)),
    ("R1", 3.0, 0.3, 400.0, ("specialisation", "focus")),
    ("R3", 0.5, 0.2, 100.0, ()),
)
GIVEN = {"cluster_measures": ROWS, "clusters": CLUSTERS}


def _texts(chart):
    return [text.text for text in parsed(for_page(to_svg(chart))).iter("text")]


@pytest.mark.parametrize("draw", [cluster_strength, cluster_regions])
@pytest.mark.parametrize("narrow", [False, True])
def test_pictures_are_valid_and_strongest_first(draw, narrow):
    chart = draw(analysed(**GIVEN), "K1", "pl", narrow=narrow)
    (alt.VConcatChart if draw is cluster_strength else alt.LayerChart).from_dict(chart.specification)
    assert chart.table["region"].to_pylist() == ["R1", "R2", "R3"]
    assert set(chart.column_titles) == set(chart.table.column_names)
    assert any("Północne Wzgórza" in text for text in _texts(chart))
    assert "3,00\u00a0[2,40–3,60]" in chart.alternative


def test_bubbles_stand_where_the_table_says_and_grow_with_employees():
    chart = cluster_strength(analysed(**GIVEN), "K1", "en")
    bubbles = [row for row in rows_in(chart.specification) if "size" in row]
    found = {row["location_quotient"]: (row["share_of_nation"], row["size"]) for row in bubbles}
    assert {quotient: share for quotient, (share, _) in found.items()} == {3.0: 0.3, 0.8: 0.5, 0.5: 0.2}
    assert found[0.8][1] / found[3.0][1] == pytest.approx(900 / 400)


def test_stars_are_written_and_the_finding_has_them():
    given = analysed(**GIVEN)
    texts = " ".join(_texts(cluster_strength(given, "K1", "en")))
    assert "North Hills" in texts
    assert "2\u00a0stars" in texts
    assert "2 stars: specialisation, focus" in _texts(cluster_regions(given, "K1", "en"))
    said = cluster_strength(given, "K1", "en").alternative
    assert "Clay & steel is strongest in North Hills" in said
    assert "2 of 3 regions have stars. Most: North Hills with 2 stars: specialisation, focus." in said


def test_regions_have_intervals_and_the_limit():
    chart = cluster_regions(analysed(**GIVEN), "K1", "en", limit=2)
    data = chart.specification["layer"][1]["data"]["values"]
    assert [(row["lower"], row["value"], row["upper"]) for row in data] == [
        pytest.approx((2.4, 3.0, 3.6)),
        pytest.approx((0.64, 0.8, 0.96)),
    ]


def test_scheme_and_last_year_are_told_apart():
    older = [row | {"period": 2015, "location_quotient": 9.0} for row in ROWS]
    other = [row | {"scheme": "large", "location_quotient": 7.0} for row in ROWS]
    given = analysed(cluster_measures=[*ROWS, *older, *other])
    assert cluster_strength(given, "K1", "en").table["location_quotient"].to_pylist() == [3.0, 0.8, 0.5]
    assert cluster_strength(given, "K1", "en", scheme="large").table["location_quotient"].to_pylist() == [7.0] * 3


@pytest.mark.parametrize("draw", [cluster_strength, cluster_regions])
@pytest.mark.parametrize(
    "tables", [{}, {"cluster_measures": []}, {"cluster_measures": strengths(("R1", None, None, None, ()))}]
)
def test_without_figures_the_chart_says_so(draw, tables):
    chart = draw(analysed(**tables), "K1", "en")
    assert "no figures on the cluster" in chart.alternative
    assert "no figures on the cluster" in to_svg(chart)
