"""Two maps compared: what changed beyond noise, what cannot be compared, and broken series (MAP-48 and MAP-49)."""

from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from grono.clustermap import Parameters, ReadingOptions, Specification, draw
from grono.clustermap.comparison import Correspondence, IncomparableMapsError, NoCorrespondenceError, compare
from grono.sources.synthetic import synthetic_economy

REGION, INDUSTRY = "20", "10.51"
"""Dairy in Podlaskie, planted strong."""


@pytest.fixture(scope="module")
def economy():
    return synthetic_economy(seed=3)


def drawn(economy, employees=None, size_bands=None, *, analyses=(), classification="nace2", **options):
    specification = Specification(
        ReadingOptions(classification=classification, absent_means_zero=True), analyses=analyses, **options
    )
    return draw(
        employees or economy.employees, size_bands=size_bands or economy.size_bands, specification=specification
    )


@pytest.fixture(scope="module")
def before(economy):
    return drawn(economy)


def changed(table, region, industry, factor):
    """Multiply the employees of one cell in every year."""
    hit = pc.and_(pc.equal(table["region"], region), pc.equal(table["industry"], industry))
    employees = pc.round(pc.multiply(table["employees"].cast(pa.float64()), factor)).cast(table["employees"].type)
    column = pc.if_else(hit, employees, table["employees"])
    return table.set_column(table.column_names.index("employees"), "employees", column)


def recoded(table, names):
    codes = [names.get(code, code) for code in table["industry"].to_pylist()]
    return table.set_column(table.column_names.index("industry"), "industry", pa.array(codes))


def classes_of(comparison):
    rows = comparison.table.to_pylist()
    return {(row["region"], row["industry"]): row for row in rows}


def test_a_map_compared_with_itself_is_unchanged(before):
    comparison = compare(before, before)
    rows = comparison.table.to_pylist()
    assert {row["class"] for row in rows} <= {"unchanged", "not_comparable"}
    assert all(row["probability"] == pytest.approx(0.5, abs=1e-3) for row in rows if row["probability"] is not None)
    assert comparison.record["classes"]["unchanged"] > 10


def test_a_planted_fall_is_found_and_its_mirror_is_a_rise(economy, before):
    weaker = drawn(economy, changed(economy.employees, REGION, INDUSTRY, 0.02))
    assert classes_of(compare(before, weaker))[REGION, INDUSTRY]["class"] == "gone"
    assert classes_of(compare(weaker, before))[REGION, INDUSTRY]["class"] == "new"


def test_a_threshold_crossed_inside_the_noise_is_no_change(economy, before):
    row = next(line for line in before.shortlist.to_pylist() if line["list"] == "candidate" and line["lower"] < 1.6)
    nearly = drawn(economy, changed(economy.employees, row["region"], row["industry"], 0.97))
    assert classes_of(compare(before, nearly))[row["region"], row["industry"]]["class"] == "unchanged"


def test_maps_of_other_rules_are_refused_by_name(economy, before):
    other = drawn(economy, parameters=Parameters(least_employees=500))
    with pytest.raises(IncomparableMapsError, match="least_employees") as caught:
        compare(before, other)
    assert "Fewest employees (least_employees): 100 → 500" in str(caught.value)
    assert "Najmniejsza liczba pracujących (least_employees): 100 → 500" in caught.value.in_language("pl")
    assert [(one.name, one.before, one.after) for one in caught.value.differences] == [("least_employees", 100, 500)]


def test_every_difference_of_rules_is_said_from_what_to_what(before):
    run = {**before.run, "has_plant_sizes": False}
    run["specification"] = {
        **run["specification"],
        "reading": {**run["specification"]["reading"], "rounding": "ons-bres", "absent_means_zero": False},
        "parameters": {**run["specification"]["parameters"], "presence_rule": 1.0},
    }
    with pytest.raises(IncomparableMapsError) as caught:
        compare(before, replace(before, run=run))
    said = str(caught.value)
    assert "(presence_rule): 0 → 1; " in said
    assert "Rounding of the source (rounding): not stated → ons-bres" in said
    assert "(absent_means_zero): yes → no" in said
    assert "Plant sizes known (has_plant_sizes): yes → no" in said


def test_other_weights_are_said_and_do_not_hinder(before):
    rule = {"intervals": {"size": [0.1, 0.3]}, "orders": [["growth", "size"]]}
    other = replace(before, run={**before.run, "specification": {**before.run["specification"], "weights": rule}})
    (said,) = compare(before, other).record["differences"]
    assert (said["name"], said["before"], said["after"]) == ("weights", {}, rule)
    assert said["sentences"]["en"] == "Weights of the criteria (weights): every weight → size 0.1–0.3, growth > size"
    assert compare(before, before).record["differences"] == []


def test_another_treatment_of_cells_without_a_figure_is_said_because_it_bears_on_them(before):
    specification = before.run["specification"]
    reading = specification["reading"] | {"missing": "bounds", "imputations": 5}
    other = replace(before, run={**before.run, "specification": {**specification, "reading": reading}})
    said = {one["name"]: one for one in compare(before, other).record["differences"]}
    assert {name: one["bears"] for name, one in said.items()} == {"missing": True, "imputations": True}
    sentence = said["missing"]["sentences"]
    assert sentence["en"] == "Cells without a figure (missing): left out of sums → estimated like hidden ones"
    assert sentence["pl"] == "Komórki bez liczby (missing): pominięte w sumach → szacowane jak ukryte"
    assert said["imputations"]["sentences"]["en"] == "Imputations of hidden cells (imputations): 20 → 5"


def test_other_vintages_are_bridged_by_a_year_that_both_hold(economy, before):
    comparison = compare(before, drawn(economy, classification="pkd2007"))
    assert comparison.record["bridge"] == {"kind": "same_year", "year": 2025}
    assert comparison.record["classes"]["unchanged"] > 10
    assert set(comparison.table["class"].to_pylist()) <= {"unchanged", "not_comparable"}


@pytest.fixture(scope="module")
def old_codes(economy):
    """The year 2024 alone, in NACE."""
    return drawn(economy, economy.employees.filter(pc.field("year") == 2024))


@pytest.fixture(scope="module")
def new_codes(economy):
    """The year 2025 alone, in codes of no classification, dairy under another name."""
    names = {"10.51": "dairy"}
    table = recoded(economy.employees.filter(pc.field("year") == 2025), names)
    return drawn(economy, table, recoded(economy.size_bands, names), classification="none")


def identity(map_, **also):
    return {code: {code: 1.0} for code in map_.industries["industry"].to_pylist()} | also


def test_a_broken_series_is_refused_and_the_blocking_codes_are_named(old_codes, new_codes):
    with pytest.raises(IncomparableMapsError, match=r"1 codes .* such as 10\.51"):
        compare(old_codes, new_codes)


def test_a_code_that_leads_nowhere_is_named(old_codes, new_codes):
    table = Correspondence({"10.51": {"dairy": 1.0}}, "official")
    with pytest.raises(NoCorrespondenceError, match=r"01\."):
        compare(old_codes, new_codes, industries=table)


def test_a_renamed_industry_is_found_again(old_codes, new_codes):
    table = Correspondence(identity(old_codes, **{"10.51": {"dairy": 1.0}}), "official")
    comparison = compare(old_codes, new_codes, industries=table)
    assert classes_of(comparison)[REGION, "dairy"]["class"] == "unchanged"
    assert comparison.record["bridge"]["kind"] == "converted"


def test_what_depends_on_how_a_code_was_divided_is_not_compared(old_codes, new_codes):
    table = Correspondence(identity(old_codes, **{"10.51": {"dairy": 0.5, "28.30": 0.5}}), "best_match")
    row = classes_of(compare(old_codes, new_codes, industries=table))[REGION, "dairy"]
    assert (row["class"], row["reason"]) == ("not_comparable", "depends_on_split")
