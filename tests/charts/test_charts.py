"""Every chart: valid against Vega-Lite's schema, drawn offline, with words and a table."""

import re

import altair as alt
import pytest

from grono.charts import (
    RemoteDataError,
    done_planned_chart,
    for_document,
    for_page,
    industry_chart,
    interval_chart,
    region_overview,
    shift_share_chart,
    to_svg,
)
from grono.charts.chart import Chart
from tests.charts.maps import PLACES, TRADES, line, make_map, parsed

EVIL = '<b>&"x"</b><script>alert(1)</script>'
YEARS = [
    {"year": 2020, "done": 3.0, "planned": 5, "cumulative_done": 3, "cumulative_planned": 5, "status": "late"},
    {"year": 2021, "done": None, "planned": 5, "cumulative_done": None, "cumulative_planned": 10, "status": None},
]
CHARTS = {
    "interval": lambda given, language: interval_chart(given, "R1", language),
    "interval narrow": lambda given, language: interval_chart(given, "R1", language, narrow=True),
    "overview": region_overview,
    "overview narrow": lambda given, language: region_overview(given, language, narrow=True),
    "overview share": lambda given, language: region_overview(given, language, "share_in_candidates"),
    "industry": lambda given, language: industry_chart(given, "24100", language),
    "shift-share": shift_share_chart,
    "shift-share narrow": lambda given, language: shift_share_chart(given, language, narrow=True),
    "shift-share region": lambda given, language: shift_share_chart(given, language, "R1"),
    "done planned": lambda given, language: done_planned_chart(YEARS, language, title="Jobs", source="Strategy"),
}
POLISH_REGIONS = {code: (code, code) for code in ("02", "04", "06", "08", "10", "12", "14", "16", "18", "20", "22", "24", "26", "28", "30", "32")}  # fmt: skip
OCCASIONS = {
    "full": {},
    "without plant sizes": {"sizes": False},
    "empty shortlist": {"lines": []},
    "one region": {"names": {"R1": PLACES["R1"]}, "lines": [line("R1", "23410", 1)]},
    "one year": {
        "base": None,
        "lines": [line("R1", "23410", 1, base_period=None, national=None, mix=None, regional=None)],
    },
    "outlines": {"names": {**POLISH_REGIONS}, "lines": []},
}


EVERYWHERE = ("interval", "overview", "industry", "shift-share", "shift-share region")
PAIRS = [(name, "full") for name in CHARTS] + [(name, given) for name in EVERYWHERE for given in list(OCCASIONS)[1:]]


@pytest.mark.parametrize(("name", "occasion"), PAIRS)
def test_charts_are_valid_and_drawn(name, occasion):
    chart = CHARTS[name](make_map(**OCCASIONS[occasion]), "pl")
    alt.Chart.from_dict(chart.specification)  # checks against the schema
    assert chart.title
    assert len(chart.alternative) > 10
    assert set(chart.column_titles) == set(chart.table.column_names)
    drawn = for_page(to_svg(chart))
    assert "<path" in drawn or "<text" in drawn or "<rect" in drawn


@pytest.mark.parametrize("name", CHARTS)
def test_pictures_for_pages_hold_nothing_a_strict_policy_forbids(name, small_map):
    svg = for_page(to_svg(CHARTS[name](small_map, "en")), name=name.replace(" ", "-"))
    root = parsed(svg)
    for element in root.iter():
        assert element.tag in {"svg", "g", "path", "line", "rect", "circle", "text", "tspan", "title", "desc"}
        assert not {key for key in element.attrib if key == "style" or key.startswith("on") or "href" in key}
        assert not re.match(r"#|rgb|white|black", element.get("fill", "")), element.attrib
        assert not re.match(r"#|rgb|white|black", element.get("stroke", "")), element.attrib
    assert root.get("role") == "img"
    assert root.get("viewBox")
    for tag, attribute in (("title", "aria-labelledby"), ("desc", "aria-describedby")):
        assert root.find(tag).text
        assert root.get(attribute) == root.find(tag).get("id")


def test_identifiers_differ_between_pictures_and_names(small_map):
    svgs = [to_svg(region_overview(small_map, language)) for language in ("en", "pl")]
    found = [re.search(r'id="([^"]+)-title"', for_page(svg, name=name))[1] for svg in svgs for name in ("a", "b")]
    assert len(set(found)) == 4


def test_names_are_escaped_everywhere():
    names = {"R1": (EVIL, EVIL)}
    chart = interval_chart(make_map(names=names, lines=[line("R1", "23410", 1, names=names)]), "R1", "en")
    overview = region_overview(make_map(names=names, lines=[]), "en")
    for one in (chart, overview):
        page = for_page(to_svg(one))
        assert "<script" not in page
        assert EVIL in parsed(page).find("title").text + parsed(page).find("desc").text
        parsed(for_document(to_svg(one), font="Libertinus Serif"))


def test_interval_chart_says_its_finding_with_numbers(small_map):
    english, polish = (interval_chart(small_map, "R1", language) for language in ("en", "pl"))
    assert "Ceramic ware" in english.alternative
    assert "12.3\u00a0[4.5–18.0]" in english.alternative
    assert "12,3\u00a0[4,5–18,0]" in polish.alternative
    assert "Wyroby ceramiczne" in polish.alternative
    assert english.table["industry"].to_pylist() == ["23410", "24100"]
    assert english.table["lower"].to_pylist() == [4.5, None]
    assert "table.csv" in english.source


def test_interval_chart_distinguishes_few_plants_by_shape(small_map):
    svg = to_svg(interval_chart(small_map, "R1", "en"))
    both = re.findall(r'aria-roledescription="point"[^>]*d="([^"]+)"[^>]*fill="([^"]+)"', svg)
    assert len({shape for shape, _ in both}) == 2
    assert len({fill for _, fill in both}) == 2


def test_interval_chart_limit_takes_candidates_first():
    lines = [line("R1", "24100", 1, kind="rests_on_few_plants"), line("R1", "23410", 1)]
    chart = interval_chart(make_map(lines=lines), "R1", "en", limit=1)
    assert chart.table["industry"].to_pylist() == ["23410"]
    assert "1 line of 2" in chart.alternative


def test_axes_write_numbers_in_the_language(small_map):
    polish, english = (to_svg(interval_chart(small_map, "R1", language)) for language in ("pl", "en"))
    assert ">0,5<" in polish
    assert ">0.5<" in english


def test_overview_draws_outlines_where_there_are_some():
    chart = region_overview(make_map(names=POLISH_REGIONS, lines=[]), "pl")
    assert "geoshape" in str(chart.specification)
    part = region_overview(make_map(names={**POLISH_REGIONS, "PL91": ("a", "a")}, lines=[]), "en")
    assert "PL91" in part.alternative


def test_overview_counts_and_shares(small_map):
    rows = {row["region"]: row for row in region_overview(small_map, "en").table.to_pylist()}
    assert rows["R1"]["candidates"] == 2
    assert rows["R1"]["share_in_candidates"] == pytest.approx(0.0123)
    assert rows["R3"]["share_in_candidates"] == 0


def test_industry_chart_is_of_the_maps_year_strongest_first(small_map):
    chart = industry_chart(small_map, "24100", "en")
    assert chart.table["region"].to_pylist() == ["R3", "R2", "R1"]
    assert "Middle" in chart.alternative
    assert "3.50\u00a0[2.50–5.50]" in chart.alternative


def test_shift_share_chart_orders_by_the_regions_own_part(small_map):
    chart = shift_share_chart(small_map, "en")
    assert chart.table["regional"].to_pylist() == [250.0, -150.0, -550.0]
    assert "In 1 of 3 regions" in chart.alternative
    assert "−550" in chart.alternative


def test_done_planned_chart_leaves_gaps_for_what_is_not_known():
    chart = done_planned_chart(YEARS, "en", title="Jobs", source="Strategy")
    assert chart.alternative == "By 2020: 3 done of 5 planned, 60%."
    assert chart.table["done"].to_pylist() == [3.0, None]
    assert "null" not in str(chart.specification)
    nothing = done_planned_chart([YEARS[1]], "en", title="Jobs", source="Strategy")
    assert "Nothing" in nothing.alternative
    unplanned = done_planned_chart([YEARS[0] | {"cumulative_planned": None}], "en", title="Jobs", source="Strategy")
    assert "nothing was planned" in unplanned.alternative


def test_to_svg_refuses_what_would_fetch(small_map):
    given = region_overview(small_map, "en")
    remote = {**given.specification, "layer": [{"data": {"url": "https://example.org/x.csv"}}]}
    chart = Chart(given.title, remote, given.alternative, given.table, given.column_titles, given.source, "en")
    with pytest.raises(RemoteDataError, match=r"fetches https://example\.org/x\.csv"):
        to_svg(chart)


def test_drawing_twice_gives_the_same(small_map):
    first, second = (for_page(to_svg(shift_share_chart(small_map, "en"))) for _ in range(2))
    assert first == second


def test_same_names_keep_their_own_lines():
    lines = [line("R1", "23410", 1), line("R1", "24100", 2, location_quotient=3.0)]
    given = make_map(lines=lines)
    twins = TRADES["23410"]
    texts = [twins[0] if code in TRADES else text for code, text in zip(given.names["code"].to_pylist(), given.names["text"].to_pylist(), strict=True)]  # fmt: skip
    same = given.names.set_column(given.names.schema.get_field_index("text"), given.names.schema.field("text"), [texts])
    chart = interval_chart(type(given)(**{**given.tables(), "names": same}, run=given.run), "R1", "en")
    assert to_svg(chart).count('aria-roledescription="point"') == 2
