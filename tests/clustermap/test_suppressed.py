"""Suppressed cells from the table to every number of the map (MAP-42 and MAP-43)."""

import numpy as np
import pyarrow as pa
import pytest

from grono.clustermap import ReadingOptions, Specification, draw, read_observations
from grono.clustermap.hidden_cells.suppressed import estimate_hidden
from grono.clustermap.reading.plants import read_size_bands
from grono.messages import InputError
from grono.tables import Engine
from tests.clustermap.factories import EMPLOYEES, INDUSTRIES, REGIONS, employees_table, size_bands_table

HIDDEN = {
    ("PL22", "10.51", 2019): "c",
    ("PL22", "28.30", 2019): "c",
    ("PL84", "10.51", 2019): "c",
    ("PL84", "28.30", 2019): "c",
}


def with_totals(table, *, industries=INDUSTRIES, year="2019"):
    """Add the true totals of all regions, industries and of everything."""
    rows = [
        *((region, "TOTAL", sum(EMPLOYEES[region, industry] for industry in INDUSTRIES)) for region in REGIONS),
        *(("TOTAL", industry, sum(EMPLOYEES[region, industry] for region in REGIONS)) for industry in industries),
        ("TOTAL", "TOTAL", sum(EMPLOYEES.values())),
    ]
    columns = zip(*((region, industry, year, str(number)) for region, industry, number in rows), strict=True)
    return pa.concat_tables([table, pa.table(dict(zip(table.column_names, map(list, columns), strict=True)))])


def hidden_table(changes=None):
    return with_totals(employees_table(years=(2019,), changes=HIDDEN if changes is None else changes))


def estimated(table, bands=None, **options):
    with Engine() as engine:
        chosen = ReadingOptions(**options)
        observations = read_observations(table, engine, chosen)
        read = None if bands is None else read_size_bands(bands, engine, observations)
        return estimate_hidden(observations, read, chosen, seed=1)


def test_hidden_block_is_bounded_estimated_and_drawn():
    found = estimated(hidden_table())
    year = found.hidden[2019]
    truth = [EMPLOYEES[region, industry] for region, industry, _ in HIDDEN]
    assert year.lower.tolist() == [0, 100, 0, 50]
    assert year.upper.tolist() == [900, 1000, 900, 950]
    assert (year.lower <= truth).all()
    assert (truth <= year.upper).all()
    assert found.employees[0].sum(axis=1) == pytest.approx(found.region_totals[0])
    for values in year.draws:
        filled = year.filled(found.employees[0], values)
        assert filled.sum(axis=1) == pytest.approx(found.region_totals[0], rel=1e-6)
        assert filled.sum(axis=0) == pytest.approx(found.industry_totals[0], rel=1e-6)


def test_observations_say_what_was_estimated_and_how():
    found = estimated(hidden_table())
    rows = [row for row in found.table.to_pylist() if row["status"] == "estimated"]
    assert {(row["region"], row["industry"], row["period"]) for row in rows} == set(HIDDEN)
    for row in rows:
        assert row["method"] == "raked"
        assert row["flag_text"] == "c"
        assert row["lower"] <= row["value"] <= row["upper"]
    assert [problem.code for problem in found.problems] == ["hidden-estimated"]
    assert "4 hidden cells were estimated" in str(found.problems[0].message)


def test_table_with_nothing_hidden_is_the_same_object():
    with Engine() as engine:
        observations = read_observations(employees_table(), engine, ReadingOptions())
    assert estimate_hidden(observations, None, ReadingOptions(), seed=1) is observations


def test_hidden_cell_without_any_sum_stays_hidden():
    found = estimated(employees_table(years=(2019,), changes=HIDDEN))
    assert np.isnan(found.employees[0]).sum() == 4
    assert [problem.code for problem in found.problems] == ["hidden-left-out"]


def test_no_imputations_leave_hidden_cells_out():
    found = estimated(hidden_table(), imputations=0)
    assert np.isnan(found.employees[0]).sum() == 4
    assert found.hidden == {}


def test_size_bands_of_the_region_bound_a_cell():
    bands = pa.table({
        "region": ["PL22", "PL22", "PL84"], "industry": ["10.51", "10.51", "28.30"], "year": ["2019"] * 3,
        "band": ["1 to 9", "50 to 99", "100 to 249"], "plants": [2, 1, 1],
    })  # fmt: skip
    year = estimated(hidden_table(), bands).hidden[2019]
    assert (year.lower[0], year.upper[0]) == (52, 117)
    assert (year.lower[3], year.upper[3]) == (1050 - 948, 1050 - 883)
    assert year.lower[1] == 1000 - 117


def test_no_plants_mean_no_employees():
    changes = {("PL22", "10.51", 2019): "c", ("PL22", "28.30", 2019): "c"}
    table = with_totals(employees_table(years=(2019,), changes=changes), industries=())
    plants = ["0" if place == 0 else "7" for place in range(table.num_rows)]
    found = estimated(table.append_column("plants", pa.array(plants)))
    assert found.employees[0, 0].tolist() == [0, 1000, 2000]


def test_parents_bound_their_children():
    """Division 10 holds 10.51 and 10.52: the region's figure of the division less the known class is the hidden one."""
    rows = [("PL22", "10.51", "c"), ("PL22", "10.52", "40"), ("PL22", "10", "140"),
            ("PL84", "10.51", "60"), ("PL84", "10.52", "30"), ("PL84", "10", "90")]  # fmt: skip
    table = pa.table(dict(zip(("region", "industry", "employees"), map(list, zip(*rows, strict=True)), strict=True)))
    found = estimated(table, level=4)
    assert found.employees[0].tolist() == [[100, 40], [60, 30]]
    assert found.hidden[0].lower.tolist() == found.hidden[0].upper.tolist() == [100]


def test_hidden_parent_still_links_what_is_above_and_below():
    rows = [("PL22", "10.51", "c"), ("PL22", "10", "c"), ("PL22", "11.01", "20"), ("PL22", "11", "20"), ("PL22", "C", "70"),
            ("PL84", "10.51", "60"), ("PL84", "10", "60"), ("PL84", "11.01", "5"), ("PL84", "11", "5"), ("PL84", "C", "65")]  # fmt: skip
    table = pa.table(dict(zip(("region", "industry", "employees"), map(list, zip(*rows, strict=True)), strict=True)))
    assert estimated(table, level=4).employees[0].tolist() == [[50, 20], [60, 5]]


def test_parts_that_fall_short_make_their_sums_upper_limits():
    """PL91 shows that the totals hold more than the three industries, so the rest of PL22 is a limit."""
    table = with_totals(employees_table(years=(2019,), changes={("PL22", "10.51", 2019): "c"}), industries=())
    more = {"PL91": "7000"}
    employees = [
        more.get(region, value) if industry == "TOTAL" else value
        for region, industry, value in zip(
            *(table[name].to_pylist() for name in ("region", "industry", "employees")), strict=True
        )
    ]
    table = table.set_column(3, "employees", pa.array(employees))
    found = estimated(table)
    assert (found.hidden[2019].lower[0], found.hidden[2019].upper[0]) == (0, 100)
    assert "parts-incomplete" in [problem.code for problem in found.problems]


def test_contradictory_sum_is_named_and_set_aside():
    changes = {("PL22", "10.51", 2019): "c", ("PL22", "28.30", 2019): "2500"}
    found = estimated(hidden_table(changes))
    (problem,) = (one for one in found.problems if one.code == "contradictory-sum")
    assert problem.severity == "warning"
    assert "PL22 10.51" in str(problem.message)
    assert problem.value == "PL22 TOTAL"


def test_missing_cells_are_bounded_where_asked():
    table = hidden_table({("PL22", "10.51", 2019): None, ("PL22", "28.30", 2019): None})
    assert estimated(table).hidden == {}
    found = estimated(table, missing="bounds")
    assert found.hidden[2019].upper.tolist() == [100, 900]
    assert found.employees[0, 0] == pytest.approx([100, 900, 2000])
    added = [row for row in found.table.to_pylist() if row["method"] == "raked"]
    assert [(row["region"], row["industry"], row["period"]) for row in added] == [
        ("PL22", "10.51", 2019),
        ("PL22", "28.30", 2019),
    ]


def test_missing_cells_are_refused_where_asked():
    with pytest.raises(InputError) as caught:
        estimated(employees_table(changes={("PL84", "62.01", 2021): None}), missing="refuse")
    (problem,) = caught.value.problems
    assert str(problem.message).startswith("Region PL84, industry 62.01, year 2021 has no figure.")


def a_map(changes=None, years=(2019,)):
    table = with_totals(employees_table(years=years, changes=HIDDEN if changes is None else changes), industries=())
    specification = Specification(ReadingOptions(), seed=3)
    return draw(table, size_bands=size_bands_table(), specification=specification)


def rows_of(given, variant):
    return {(row["region"], row["industry"]): row for row in given.measures.to_pylist() if row["variant"] == variant}


def test_every_number_is_carried_through():
    given = a_map()
    quotients, shrunk = rows_of(given, "location_quotient"), rows_of(given, "location_quotient_shrunk")
    truth = rows_of(a_map({}), "location_quotient")
    for region in ("PL22", "PL84"):
        for industry in ("10.51", "28.30"):
            row = quotients[region, industry]
            assert "imputed_share" in row["flags"].split(",")
            assert "estimated" in row["flags"].split(",")
            assert (
                row["lower"] <= shrunk[region, industry]["lower"] <= shrunk[region, industry]["upper"] <= row["upper"]
            )
            assert row["lower"] <= truth[region, industry]["value"] <= row["upper"]
    assert rows_of(given, "imputed_share_of_region")["PL22", None]["value"] == pytest.approx(1000 / 3000)
    assert rows_of(given, "imputed_share_of_region")["PL91", None]["value"] == 0
    specialisation = rows_of(given, "krugman_specialisation")["PL22", None]
    assert specialisation["lower"] < specialisation["value"] < specialisation["upper"]
    assert rows_of(given, "ellison_glaeser")[None, "10.51"]["lower"] is not None


def test_cells_that_rest_on_nothing_hidden_have_the_interval_of_one_posterior():
    hidden = {("PL22", "10.51", 2019): "c", ("PL22", "28.30", 2019): "c"}
    found, plain = (rows_of(a_map(changes), "location_quotient")["PL91", "62.01"] for changes in (hidden, {}))
    assert found["value"] == pytest.approx(plain["value"])
    assert "imputed_share" not in (found["flags"] or "")
    assert found["lower"] == pytest.approx(plain["lower"], rel=0.05)


def test_same_seed_same_map_other_seed_other_draws():
    first, second = a_map(), a_map()
    assert first.measures.equals(second.measures)
    table = with_totals(employees_table(years=(2019,), changes=HIDDEN), industries=())
    other = draw(table, size_bands=size_bands_table(), specification=Specification(ReadingOptions(), seed=4))
    assert not other.measures.equals(first.measures)


def test_growth_leaves_out_industries_with_a_hidden_cell():
    given = draw(with_totals(employees_table(changes=HIDDEN)), size_bands=size_bands_table())
    growth = rows_of(given, "growth")
    assert growth[None, "10.51"]["value"] is None
    assert growth["PL22", "10.51"]["value"] is None
    assert rows_of(given, "shift_share_regional")["PL91", "28.30"]["value"] is None
    assert growth["PL22", "62.01"]["value"] is not None


def test_rounded_totals_leave_room():
    """Totals on the grid of ONS stand for a range: 3 000 for 2 950 to 3 050, the known cell of 2 000 for its own."""
    found = estimated(hidden_table({("PL22", "10.51", 2019): "c"}), rounding="ons-bres")
    year = found.hidden[2019]
    assert year.lower[0] < 100 < year.upper[0]
    assert year.upper[0] - year.lower[0] > 10
