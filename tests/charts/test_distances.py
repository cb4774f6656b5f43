"""Distance curves: what is drawn is what the table says, excess is shaded, gaps stay gaps."""

from dataclasses import replace

import altair as alt
import pyarrow as pa
import pytest

from grono.charts import distance_curves, for_page, to_svg
from grono.charts.distances import _outside, _rows
from tests.charts.analyses import analysed, curve
from tests.charts.maps import filled, make_map, parsed

NEAR = [3e-6, 2e-6, 1e-6, 0.6e-6, 1e-6]


def _with_measure(given, **row):
    key = {"industry": "23410", "period": 2021, "method": "K-density", "n": 40.0}
    return replace(given, measures=pa.concat_tables([given.measures, filled("measures", [key | row])]))


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize(("measure", "values"), [("kd", NEAR), ("m", [2.0, 0.5, None, 1.0]), ("m", [40.0, 0.0, 1.0])])
def test_curves_are_valid_and_drawn(measure, values, narrow):
    given = analysed(distance=curve(values, measure=measure, band=(0.8, 1.2) if measure == "m" else (0.8e-6, 1.2e-6)))
    chart = distance_curves(given, "23410", "pl", measure=measure, narrow=narrow)
    alt.VConcatChart.from_dict(chart.specification)
    assert set(chart.column_titles) == set(chart.table.column_names)
    page = for_page(to_svg(chart))
    assert "var(--chart-accent)" in page
    assert "Wyroby ceramiczne" in chart.title


def test_table_is_in_kilometres_and_per_kilometre():
    chart = distance_curves(analysed(distance=curve(NEAR)), "23410", "en")
    assert chart.table["kilometres"].to_pylist() == [0, 2, 4, 6, 8]
    assert chart.table["value"].to_pylist() == pytest.approx([value * 1000 for value in NEAR])
    assert chart.table["upper_global"].to_pylist() == pytest.approx([0.0012] * 5)


def test_source_is_the_file_of_the_plants_where_there_is_one():
    given = analysed(distance=curve(NEAR))
    brought = [{"role": "flows", "name": "flows.csv"}, {"role": "points", "name": "plants.csv"}]
    assert (
        "plants.csv; year"
        in distance_curves(replace(given, run={**given.run, "companions": brought}), "23410", "en").source
    )
    assert str(given.run["inputs"][0]["name"]) in distance_curves(given, "23410", "en").source


def test_finding_says_where_the_curve_leaves_the_global_band():
    chart = distance_curves(analysed(distance=curve(NEAR)), "23410", "en")
    assert "closer together than by chance, most clearly from 0 to 2.0 km" in chart.alternative
    assert "Fewer than by chance: at 6.0 km" in chart.alternative
    far = distance_curves(analysed(distance=curve(NEAR[::-1])), "23410", "en")
    assert "lie apart from 6.0 to 8.0 km" in far.alternative
    none = distance_curves(analysed(distance=curve([1e-6] * 3)), "23410", "en")
    assert "at no distance do its plants differ from chance" in none.alternative


def test_effect_and_doubts_come_from_the_measures():
    given = analysed(_with_measure(make_map(), variant="kd_excess_share", value=0.054, flags="localised,not_discovered,small_effect"),
                     distance=curve(NEAR))  # fmt: skip
    said = distance_curves(given, "23410", "en").alternative
    assert "5.4% of all pairs" in said
    assert "With all industries tested together this may be chance. The effect is small." in said


def test_m_says_how_many_times():
    given = analysed(distance=curve([7.2, 2.0, 1.0], measure="m", band=(0.8, 1.2)))
    said = distance_curves(given, "23410", "pl", measure="m").alternative
    assert "7,20" in said


def test_excess_is_shaded_from_crossing_to_crossing():
    given = analysed(distance=curve(NEAR))
    rows = _rows(given, "23410", "kd", None)
    above, below = (_outside(rows, side) for side in ("upper_global", "lower_global"))
    assert [len(piece) for piece in above] == [3]
    crossing = above[0][-1]
    assert crossing["kilometres"] == pytest.approx(2 + 2 * 0.8)
    assert crossing["value"] == pytest.approx(crossing["upper_global"])
    assert [piece[0]["kilometres"] for piece in below] == pytest.approx([5.0])
    page = for_page(to_svg(distance_curves(given, "23410", "en")))
    shaded = {"var(--sequential-3)", "var(--diverging-3)"}
    assert shaded <= {path.get("fill") for path in parsed(page).iter("path")}
    calm = for_page(to_svg(distance_curves(analysed(distance=curve([1e-6] * 3)), "23410", "en")))
    assert not shaded & {path.get("fill") for path in parsed(calm).iter("path")}


def test_missing_values_leave_a_gap():
    given = analysed(distance=curve([2.0, 1.5, None, 1.2, 1.1], measure="m", band=(0.8, 1.2)))
    page = for_page(to_svg(distance_curves(given, "23410", "en", measure="m")))
    lines = [path for path in parsed(page).iter("path") if path.get("stroke") == "var(--chart-accent)"]
    assert len(lines) == 2


@pytest.mark.parametrize("tables", [{}, {"distance": []}, {"distance": curve(NEAR, industry="24100")}])
def test_without_rows_the_chart_says_so(tables):
    chart = distance_curves(analysed(**tables), "23410", "en")
    assert chart.table.num_rows == 0
    assert "no distances" in to_svg(chart)


def test_a_pair_is_told_from_its_industry():
    pair = [row | {"other": "24100"} for row in curve(NEAR)]
    given = analysed(distance=pair + curve([1e-6]))
    assert distance_curves(given, "23410", "en").table.num_rows == 1
    chart = distance_curves(given, "23410", "en", other="24100")
    assert chart.table.num_rows == 5
    assert chart.title == "Ceramic ware and Basic iron and steel: distances between their plants"


@pytest.mark.parametrize(("measure", "values", "said"), [
    ("kd", NEAR, "their plants stand closer together than by chance, most clearly from 0 to 2.0 km"),
    ("kd", NEAR[::-1], "more pairs of their plants than by chance lie apart from 6.0 to 8.0 km"),
    ("kd", [1e-6] * 3, "at no distance do the plants of both differ from chance"),
    ("m", [7.2, 2.0, 1.0], "around the plants of the first, those of the second are up to 7.20 times as frequent"),
])  # fmt: skip
def test_a_pair_has_words_of_its_own(measure, values, said):
    band = (0.8, 1.2) if measure == "m" else (0.8e-6, 1.2e-6)
    links = [{
        "industry": "23410", "other": "24100", "measure": f"{measure}_colocation", "value": 1.0, "kept": False,
        "flags": "localised,small_effect",
    }]  # fmt: skip
    pair = [row | {"other": "24100"} for row in curve(values, measure=measure, band=band)]
    chart = distance_curves(analysed(distance=pair, relatedness=links), "23410", "en", measure=measure, other="24100")
    assert said in chart.alternative
    assert "its plants" not in chart.alternative
    assert chart.alternative.endswith("The effect is small.")
    assert "own kind" not in chart.title + to_svg(chart)
