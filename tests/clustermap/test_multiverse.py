"""Every other way to draw the map, against maps drawn that way (MAP-46)."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from grono.classifications import get_classification
from grono.clustermap import Parameters, ReadingOptions, Specification, draw
from grono.clustermap.catalogue import multiverse as analysis
from grono.clustermap.reading.observations import read_observations
from grono.clustermap.reading.plants import read_size_bands
from grono.clustermap.selection.coarser import Grouping, industry_groupings, region_groupings, summed
from grono.clustermap.selection.largest_plants import largest_from_bands
from grono.clustermap.selection.multiverse import multiverse_of
from grono.clustermap.selection.multiverse_view import _Remaining
from grono.measures import location_quotient, margins
from grono.sources.synthetic import synthetic_economy
from grono.tables import Engine
from tests.clustermap.factories import employees_table, size_bands_table

READING = ReadingOptions(absent_means_zero=True)


@pytest.fixture(scope="module")
def economy():
    """Manufacturing of the synthetic economy, three years."""
    made = synthetic_economy()
    return [
        pa.Table.from_pylist(
            [row for row in table.to_pylist() if "10" <= row["industry"][:2] <= "33" and row["year"] > 2022]
        )
        for table in (made.employees, made.size_bands)
    ]


@pytest.fixture(scope="module")
def drawn(economy):
    return draw(economy[0], size_bands=economy[1], specification=Specification(READING, analyses=("multiverse",)))


def added_up(table, digits, figure, *, keys):
    """The same table by groups of industries: the first ``digits`` characters of the code."""
    sums = {}
    for row in table.to_pylist():
        key = tuple(row[name][:digits] if name == "industry" else row[name] for name in keys)
        sums[key] = sums.get(key, 0) + row[figure]
    return pa.Table.from_pylist([{**dict(zip(keys, key, strict=True)), figure: value} for key, value in sums.items()])


def candidates(map_):
    return {(row["region"], row["industry"]) for row in map_.shortlist.to_pylist() if row["list"] == "candidate"}


@pytest.fixture(scope="module")
def survives(economy):
    """Who survives where: axes region level, industry level, measure, year, imputation, largest plant, cut, candidate."""
    kept = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(analysis, "multiverse_of", lambda context: kept.append(multiverse_of(context)) or kept[-1])
        draw(economy[0], size_bands=economy[1], specification=Specification(READING, analyses=("multiverse",)))
    return kept[0]


@pytest.mark.slow
@pytest.mark.parametrize(("level", "digits"), [(1, 4), (2, 2)])
def test_survivors_are_the_candidates_of_a_map_drawn_that_way(economy, drawn, survives, level, digits):
    """The slow definition: add the table up outside, draw it as a map of its own, and look."""
    employees = added_up(economy[0], digits, "employees", keys=("region", "industry", "year"))
    bands = added_up(economy[1], digits, "plants", keys=("industry", "year", "band"))
    asked = list(
        dict.fromkeys(
            zip(*(drawn.further["multiverse"][name].to_pylist() for name in ("region", "industry")), strict=True)
        )
    )
    for place, year in enumerate((2025, 2024, 2023)):
        for cut, least in enumerate((1.25, 1, 1.5, 2)):
            rule = Parameters(least_location_quotient=least)
            options = Specification(READING, period=year, parameters=rule, analyses=())
            found = candidates(draw(employees, size_bands=bands, specification=options))
            expected = [(region, industry[:digits]) in found for region, industry in asked]
            assert survives.survives[0, level, 0, place, 0, 0, cut].tolist() == expected


def test_candidates_survive_their_own_specification(drawn):
    table = drawn.further["multiverse"].to_pylist()
    assert {(row["region"], row["industry"]) for row in table} == candidates(drawn)
    assert all(1 <= row["survived"] <= row["specifications"] for row in table)
    assert {row["specifications"] for row in table} == {3 * 3 * 2 * 4}


def test_parts_add_up_to_the_whole_in_every_dimension(drawn):
    whole = {(row["region"], row["industry"]): row["survived"] for row in drawn.further["multiverse"].to_pylist()}
    sums = {}
    for row in drawn.further["multiverse_parts"].to_pylist():
        key = (row["region"], row["industry"], row["dimension"])
        sums[key] = sums.get(key, 0) + row["survived"]
    assert all(sums[region, industry, dimension] == whole[region, industry] for region, industry, dimension in sums)


def test_what_removes_most_is_the_choice_with_fewest_survivors(drawn):
    worst = {}
    for row in drawn.further["multiverse_parts"].to_pylist():
        key = (row["region"], row["industry"])
        worst.setdefault(key, []).append(
            (row["survived"] / row["specifications"], f"{row['dimension']}={row['choice']}")
        )
    for row in drawn.further["multiverse"].to_pylist():
        share = dict(map(reversed, worst[row["region"], row["industry"]]))
        if row["removed_by"] is None:
            assert row["share"] == 1
        else:
            assert share[row["removed_by"]] == min(share.values())


def test_what_could_not_be_tried_is_said_in_both_languages(drawn):
    record = drawn.run["analyses"]["multiverse"]
    assert set(record["not_possible"]) == {"region_level", "measure", "imputation"}
    assert set(record["not_possible"]["measure"]) == {"en", "pl"}
    assert record["dimensions"]["year"] == ["2025", "2024", "2023"]


def test_taking_a_plant_out_is_the_table_without_it():
    cells = np.array([[80.0, 10.0], [20.0, 90.0]])
    at, gone = (np.array([0, 1]), np.array([0, 1])), np.array([30.0, 50.0])
    found = _Remaining(cells[at] - gone, at, margins(cells), gone).quotient
    for cell in range(2):
        reduced = cells.copy()
        reduced[at[0][cell], at[1][cell]] -= gone[cell]
        assert found[cell] == pytest.approx(location_quotient(reduced).value[at[0][cell], at[1][cell]])


def test_largest_plant_is_the_largest_that_fits():
    with Engine() as engine:
        observations = read_observations(employees_table(), engine, ReadingOptions())
        bands = read_size_bands(size_bands_table(), engine, observations)
    at = (np.array([0, 0, 1]), np.array([0, 1, 2]))
    totals = observations.employees[-1].sum(axis=0)
    found = largest_from_bands(bands, 2021, totals, at, np.array([1000.0, 20.0, 2.0]))
    assert found[0] == pytest.approx(np.sqrt(10 * 49))
    assert found[1] == pytest.approx(np.sqrt(1 * 9))
    assert np.isnan(found[2])


def test_regions_and_industries_are_grouped_by_their_codes():
    with Engine() as engine:
        observations = read_observations(employees_table(), engine, ReadingOptions())
    assert [one.name for one in region_groupings(observations)] == ["as_given"]  # three regions of three larger ones
    assert [one.name for one in industry_groupings(observations)] == ["as_given"]
    neighbours = replace(observations, regions=("PL21", "PL22", "PL84"))
    assert [(one.name, one.groups) for one in region_groupings(neighbours)][1:] == [("level_above", ("PL2", "PL8"))]
    related = replace(
        observations, industries=("10.51", "10.52", "62.01"), resolutions=resolutions("10.51", "10.52", "62.01")
    )
    assert [one.groups for one in industry_groupings(related)][1:] == [("10.5", "62.0"), ("10", "62")]


def resolutions(*codes):
    nace = get_classification("nace2")
    return {code: nace.resolve(code) for code in codes}


def test_sums_of_groups_leave_missing_cells_out():
    rows, columns = Grouping.of("rows", ["a", "a", "b"]), Grouping.of("columns", ["x", "x"])
    found = summed(np.array([[1.0, np.nan], [2.0, 3.0], [np.nan, np.nan]]), rows, columns)
    assert found[0, 0] == 6
    assert np.isnan(found[1, 0])
