"""Pictures of a strategy: valid, drawn offline, honest about limits and gaps, in both languages."""

import re
from datetime import date

import altair as alt
import pytest

from grono.charts import (
    Compared,
    Gauge,
    Slope,
    Stage,
    beside_country_chart,
    bullet_chart,
    cooperation_network,
    for_document,
    for_page,
    gantt_chart,
    interval_dumbbell,
    slope_chart,
    to_svg,
)
from grono.charts.quantity_rows import Ends, ends_of, unequal_labels
from grono.evaluation import network
from grono.quantities import about, at_least, exact, interval, missing
from tests.charts.maps import parsed
from tests.charts.steering import CHARTS, COMPARED, COUNTRY, EMPTY, GAUGES, JOBS, SAID, TODAY

EVIL = '<b>&"x"</b><script>alert(1)</script>'


@pytest.mark.parametrize(("language", "narrow"), [("pl", False), ("en", True)], ids=["wide", "narrow"])
@pytest.mark.parametrize("name", CHARTS)
def test_pictures_are_valid_and_drawn_for_page_and_document(name, narrow, language):
    chart = CHARTS[name](language, narrow=narrow)
    alt.Chart.from_dict(chart.specification)  # checks against the schema
    assert chart.title == SAID["title"]
    assert set(chart.column_titles) == set(chart.table.column_names)
    assert chart.table.num_rows >= len(GAUGES) - 3
    svg = to_svg(chart)
    page = parsed(for_page(svg, name=name))
    assert page.find("desc").text == chart.alternative
    assert not any(re.match(r"#|rgb", element.get("fill", "")) for element in page.iter())
    parsed(for_document(svg, font="Libertinus Serif"))
    if narrow:
        assert float(page.get("viewBox").split()[2]) <= 360


@pytest.mark.parametrize("name", EMPTY)
def test_nothing_says_so(name):
    chart = EMPTY[name]("en")
    alt.Chart.from_dict(chart.specification)
    assert chart.alternative.startswith("Nothing to draw")
    assert chart.table.num_rows == 0
    assert "Nothing to draw" in to_svg(chart)


@pytest.mark.parametrize("name", CHARTS)
def test_every_sentence_is_translated(name):
    english, polish = (CHARTS[name](language) for language in ("en", "pl"))
    assert english.alternative != polish.alternative
    assert english.column_titles != polish.column_titles
    key = [row["text"] for layer in polish.specification["vconcat"][0]["layer"] for row in layer["data"]["values"]]
    assert key
    assert not re.search(r"\b(the|baseline|target|planned|overdue)\b", " ".join([polish.alternative, *key]))


def every_row(part):
    if isinstance(part, list):
        return [row for one in part for row in every_row(one)]
    if not isinstance(part, dict):
        return []
    own = part["data"]["values"] if "values" in part.get("data", {}) else []
    return own + [row for name, one in part.items() if name != "data" for row in every_row(one)]


def values(chart, *names):
    rows = [row for row in every_row(chart.specification) if set(names) <= set(row)]
    return {row["label"]: tuple(row[name] for name in names) for row in rows}


def test_a_bullet_keeps_both_ends_and_never_draws_what_is_missing():
    chart = bullet_chart(GAUGES, "en", **SAID)
    drawn = values(chart, "label", "low", "high", "dot")
    assert drawn["Miejsca pracy"][1:3] == pytest.approx((18271 / 25000, 18921 / 25000))
    assert drawn["Bezrobocie"][1:] == (0.4, 0.4, False)
    assert drawn["Nowi inwestorzy"][1:] == (0, 0, True)
    assert next(row for name, row in drawn.items() if name.startswith("Wartość"))[1:] == (None, None, False)
    assert "0 of 5 indicators" in chart.alternative
    assert "Utracone miejsca, -22%" in chart.alternative
    assert chart.table["upper"].to_pylist()[4] is None
    assert "no data" in chart.table["value"].to_pylist()[3]


def test_a_bullet_without_a_way_has_no_share():
    """Baseline and target are equal: the rule is to maintain, and there is no percentage (STR-15)."""
    chart = bullet_chart([Gauge("Kept", exact(5), exact(10), exact(10))], "en", **SAID)
    assert chart.table["lower"].to_pylist() == [None]
    assert chart.alternative.startswith("Nothing to draw")


def test_own_figures_stand_beside_the_country_whatever_their_units():
    chart = beside_country_chart(COUNTRY, "en", **SAID)
    drawn = values(chart, "label", "low", "high", "right")
    assert drawn["Wydajność pracy"][1:] == (0.8, 0.8, False)
    assert drawn["Bezrobocie"][1:3] == pytest.approx((12 / 13.5, 15 / 13.5))
    assert drawn["Eksport"][1:] == (3, 3, True)
    assert drawn["Kapitał zagraniczny"][1:] == (None, None, False)
    assert "Wydajność pracy: 80\u00a0tys. zł, below the country (100\u00a0tys. zł)." in chart.alternative
    assert "neither is certainly more" in chart.alternative
    assert "not to be compared" in chart.alternative
    assert chart.table["origin"].to_pylist()[:2] == ["GUS, 2005"] * 2


def test_the_dumbbell_of_lodz_says_what_is_lacking():
    row = Compared("Jobs", JOBS, {"2010": about(25000), "2015": about(40000)})
    chart = interval_dumbbell([row], "en", **SAID)
    assert "18,271–18,921" in chart.alternative
    assert "6,079–6,729" in chart.alternative
    assert "21,079–21,729" in chart.alternative
    assert chart.table["lower"].to_pylist() == [18271, 25000, 40000]
    assert chart.table["upper"].to_pylist() == [18921, 25000, 40000]


def test_the_dumbbell_is_not_surer_than_its_values():
    said = interval_dumbbell(COMPARED, "en", **SAID).alternative
    assert "Not certain whether reached: cel (about 20,000)" in said
    assert "Not to be compared: cel (5,000)" in said
    assert (
        "Reached: goal (10)"
        in interval_dumbbell([Compared("a", exact(11), {"goal": exact(10)})], "en", **SAID).alternative
    )


def test_the_slope_names_what_has_no_value():
    rows = [Slope("Jobs", (2003, exact(0)), (2009, missing()), (2015, exact(9)))]
    chart = slope_chart(rows, "en", **SAID)
    assert chart.alternative == "Jobs: from 0 in 2003 to 9 in 2015; for 2009 there is no value."
    assert chart.table["lower"].to_pylist() == [0, None, 9]


def test_overruns():
    due = Stage("a", (date(2010, 1, 1), date(2011, 12, 21)))
    late = Stage("b", due.planned, date(2010, 1, 1), date(2011, 12, 22))
    kept = Stage("c", due.planned, date(2010, 1, 1), date(2011, 12, 21))
    free = Stage("d", None, date(2010, 1, 1))
    assert [stage.overrun(TODAY) for stage in (due, late, kept, free)] == [10, 1, 0, 0]
    chart = gantt_chart([due, late, kept, free], "pl", today=TODAY, **SAID)
    assert chart.table["overrun"].to_pylist() == [10, 1, 0, None]
    assert "a (10 dni po terminie); b (zakończono 1 dzień po terminie)" in chart.alternative
    assert "31 grudnia 2011" in chart.alternative
    calm = gantt_chart([kept], "en", today=TODAY, **SAID)
    assert calm.alternative == "On 31 December 2011 no stage has run over its planned end."


def test_names_are_escaped_everywhere():
    charts = [
        bullet_chart([Gauge(EVIL, exact(1), exact(2))], "en", **SAID),
        interval_dumbbell([Compared(EVIL, exact(1), {EVIL: exact(2)})], "en", **SAID),
        slope_chart([Slope(EVIL, (1, exact(1)), (2, exact(2)), (3, exact(3)))], "en", **SAID),
        gantt_chart([Stage(EVIL, (TODAY, TODAY))], "en", today=TODAY, **SAID),
    ]
    for chart in charts:
        page = for_page(to_svg(chart))
        assert "<script" not in page
        parsed(page)


def test_ends_stay_inside_the_axis():
    assert ends_of(interval(2, 30), (0, 10)) == Ends(2, 10, False, True)
    assert ends_of(at_least(-5), (0, 10)) == Ends(0, 10, True, True)
    assert ends_of(missing(), (0, 10)) is None


def test_equal_names_are_told_apart():
    assert unequal_labels(["a", "b", "a"], [""] * 3, narrow=False) == ["a", "b", "a (2)"]


def test_a_name_on_a_narrow_screen_leaves_room_for_the_text_of_its_row():
    name = "Przedsiębiorstwo Wielobranżowe"
    assert unequal_labels([name, name], ["", "finished 1 year late"], narrow=True) == [name, "Przedsiębiorstwo…"]


def test_a_network_shows_what_lasted_began_and_ended():
    kinds = {"Aster": "industry", "Bez": "university", "Cis": "government"}
    before = network([("Aster", "Bez"), ("Bez", "Cis")], kinds=kinds)
    after = network([("Aster", "Bez"), ("Aster", EVIL)], nodes=["Cis"], kinds=kinds)
    chart = cooperation_network(after, "en", before=before, title="Network", source="Invented")
    alt.Chart.from_dict(chart.specification)
    assert chart.alternative.endswith("Most partners: Aster (2). Ties that lasted: 1; new: 1; ended: 1.")
    assert sorted(chart.table["said"].to_pylist()) == ["ended", "lasted", "new"]
    page = for_page(to_svg(chart))
    assert "<script" not in page
    said = {element.text for element in parsed(page).iter() if element.text}
    assert {"university", "business", "government", "triangle: other", "thick: the tie lasted"} <= said
    alone = cooperation_network(after, "pl", title="Sieć", source="Wymyślone", narrow=True)
    assert alone.table["said"].to_pylist() == ["jest", "jest"]
    assert float(parsed(for_page(to_svg(alone))).get("viewBox").split()[2]) <= 360
    nothing = cooperation_network(network([], nodes="ab"), "en", title="Network", source="Invented")
    assert nothing.alternative == "Nothing to draw: this network has no ties."
    assert "Nothing to draw" in to_svg(nothing)


def test_a_gantt_of_years_says_nothing_to_the_day():
    def year(first, last):
        return date(first, 1, 1), date(last, 12, 31)

    late = Stage("Plan", year(2009, 2009), date(2009, 1, 1), date(2011, 12, 31))
    due = Stage("Diagnosis", year(2009, 2010), date(2009, 1, 1))
    silent = Stage("Fair", year(2009, 2010), is_known=False)
    chart = gantt_chart([late, due, silent], "en", today=TODAY, yearly=True, **SAID)
    said = chart.table.column("said").to_pylist()
    assert said == ["finished 2 years late", "1 year overdue", "nothing was reported"]
    assert chart.table.column("planned_to").to_pylist() == ["2009", "2010", "2010"]
    assert chart.table.column("overrun").to_pylist() == [2.0, 1.0, None]
    assert chart.column_titles["overrun"] == "Years over the plan"
    assert "Fair" not in chart.alternative
    assert "days" not in chart.alternative
