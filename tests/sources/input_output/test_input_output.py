"""Input–output tables of four offices, against what they say of themselves."""

import csv
import doctest
import gzip
import io

import numpy as np
import pytest

from grono.clustermap.reading.flows import read_flows
from grono.clustermap.reading.observations import ReadingOptions, read_observations
from grono.measures.input_output import input_output
from grono.messages import InputError
from grono.sources.eurostat import parse_eurostat
from grono.sources.input_output import (
    LongColumns,
    input_output_from_eurostat,
    matrix,
    parse_long,
    parse_matrix,
    parse_world,
)
from grono.tables import Engine
from tests.clustermap.factories import employees_table

UK = LongColumns(
    supplier="uk_row", user="uk_col", value="values", unit="unit", year="year", output="Total output",
    domestic={"indicator": "Input-Output table (domestic use, basic prices, product by product)"},
    imported={"indicator": "Imports use table at basic prices (product by product)"},
)  # fmt: skip
GERMANY = LongColumns(
    supplier="prod_na", user="induse", value="values", unit="unit", year="time", output="P1"
)  # fmt: skip


def as_matrix(table, origin="domestic"):
    place = {code: index for index, code in enumerate(table.industries)}
    found = np.full((len(place), len(place)), np.nan)
    for row in table.flows.to_pylist():
        if row["origin"] == origin:
            found[place[row["supplier"]], place[row["user"]]] = np.nan if row["value"] is None else row["value"]
    return found


@pytest.fixture(scope="module")
def united_kingdom(shared_data):
    return gzip.decompress((shared_data / "io" / "iotables_uk_2010_data.csv.gz").read_bytes())


def test_examples_run():
    assert doctest.testmod(matrix).failed == 0


def test_the_leontief_inverse_of_the_office_comes_out(united_kingdom):
    """The office publishes the inverse of the same table: an independent proof of flows and outputs."""
    table = parse_long(united_kingdom, UK)
    ours = input_output(as_matrix(table), table.outputs["value"].to_numpy()).leontief.value
    published = {
        (row["uk_row"], row["uk_col"]): float(row["values"])
        for row in csv.DictReader(io.StringIO(united_kingdom.decode("utf-8")))
        if row["indicator"].startswith("Leontief")
    }
    place = {code: index for index, code in enumerate(table.industries)}
    pairs = [
        (ours[place[row], place[column]], value)
        for (row, column), value in published.items()
        if row in place and column in place
    ]
    assert len(pairs) > 10_000
    assert max(abs(mine - theirs) for mine, theirs in pairs) < 1e-6
    assert (table.unit, table.year) == ("MIO_NAC", 2010)
    assert np.isfinite(as_matrix(table, "imported")).all()


def test_germany_parts_industries_from_totals_and_final_demand(shared_data):
    table = parse_long((shared_data / "io" / "iotables_germany_1995.csv").read_bytes(), GERMANY, imports_included=True)
    assert table.industries == ("CPA_A", "CPA_B-E", "CPA_F", "CPA_G-I", "CPA_J-N", "CPA_O-T")
    assert as_matrix(table)[0, :3].tolist() == [1131, 25480, 1]
    assert table.outputs["value"].to_pylist()[:2] == [43910, 1079446]
    assert {problem.code for problem in table.problems} == {"not-industries", "imports-included"}


def test_poland_out_of_the_world_is_poland_on_its_own(shared_data):
    """Two files of one source, made separately: the block of Poland and the world table."""
    world = parse_world((shared_data / "io" / "wiod2011_full.npz").read_bytes(), "POL", unit="USD million", year=2011)
    own = parse_matrix(
        (shared_data / "io" / "wiod2011_poland_domestic.csv").read_bytes(),
        unit="USD million",
        year=2011,
        output_column="output",
    )
    bought = list(
        csv.reader((shared_data / "io" / "wiod2011_poland_imported_inputs.csv").read_text("utf-8").splitlines())
    )
    assert world.industries == own.industries
    assert (as_matrix(world) == as_matrix(own)).all()
    assert world.outputs["value"].to_pylist() == own.outputs["value"].to_pylist()
    assert as_matrix(world, "imported").sum(axis=0).tolist() == pytest.approx(
        [float(text) for text in bought[1][1:]], abs=1
    )


def test_use_table_of_the_united_states(shared_data):
    data = (shared_data / "io" / "bea_detail_use_sut_2017.csv").read_bytes()
    table = parse_matrix(data, unit="USD million", year=2017, output_row="T018", imports_included=True)
    outputs = dict(zip(table.industries, table.outputs["value"].to_pylist(), strict=True))
    assert len(table.industries) == 398
    assert outputs["1111A0"] == 38216
    assert as_matrix(table)[0, 0] == 12160
    assert any("331314" in str(problem) for problem in table.problems)


NAIO = (
    b"freq,unit,stk_flow,prd_use,prd_ava,geo\\TIME_PERIOD\t2020 \n"
    b"A,MIO_EUR,DOM,CPA_A,CPA_A,PL\t5.0 \nA,MIO_EUR,DOM,CPA_C,CPA_A,PL\t7.0 p\nA,MIO_EUR,DOM,CPA_A,CPA_C,PL\t: c\n"
    b"A,MIO_EUR,DOM,CPA_C,CPA_C,PL\t9.0 \nA,MIO_EUR,IMP,CPA_C,CPA_A,PL\t2.0 \nA,MIO_EUR,TOTAL,CPA_C,CPA_A,PL\t9.0 \n"
    b"A,MIO_EUR,DOM,P3_S14,CPA_A,PL\t4.0 \nA,MIO_EUR,DOM,CPA_A,P1,PL\t50.0 \nA,MIO_EUR,DOM,CPA_C,P1,PL\t90.0 \n"
)
"""Made by hand in the form of ``naio_10_cp1700``; invented figures."""


def test_symmetric_table_of_eurostat():
    table = input_output_from_eurostat(parse_eurostat(NAIO), country="PL", year=2020)
    assert table.industries == ("A", "C")
    assert np.array_equal(as_matrix(table), [[5, 7], [np.nan, 9]], equal_nan=True)
    assert as_matrix(table, "imported")[0, 1] == 2
    assert (table.unit, table.year, table.outputs["value"].to_pylist()) == ("MIO_EUR", 2020, [50, 90])


def test_a_map_takes_the_tables(tmp_path):
    table = input_output_from_eurostat(parse_eurostat(NAIO), country="PL", year=2020)
    with Engine() as engine:
        observed = read_observations(employees_table(), engine, ReadingOptions())
        flows = read_flows(table.flows, table.outputs, engine, observed)
    assert flows.industries == ("A", "C")
    assert flows.domestic[0, 1] == 7
    assert flows.output.tolist() == [50, 90]


WIDE = b"x,A,B,output\nA,1,2,10\nB,3,0,20\nwages,4,9,\n"


def test_other_rows_and_columns_are_left_out_and_named():
    table = parse_matrix(WIDE.replace(b"3,0", b"3,:"), unit="EUR", year=2020, output_column="output")
    assert table.flows["value"].to_pylist() == [1, 2, 3, None]
    assert "wages" in str(table.problems[0])


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: parse_matrix(WIDE, unit="EUR", year=2020, output_column="outputs"), "The nearest is “output”"),
        (lambda: parse_matrix(WIDE, unit="EUR", year=2020, output_row="wage"), "The nearest is “wages”"),
        (lambda: parse_matrix(WIDE, unit="EUR", year=2020), "is not in the table"),
        (lambda: parse_matrix(WIDE.replace(b"2,10", b"two,10"), unit="EUR", year=2020, output_column="output"), "“two” is not a number"),
        (lambda: parse_matrix(WIDE.replace(b"x,A,B", b"x,P,Q"), unit="EUR", year=2020, output_column="output"), "No two codes"),
        (lambda: parse_long(b"a,b\n1,2\n", GERMANY), "“prod_na” is not in the table"),
        (lambda: input_output_from_eurostat(parse_eurostat(NAIO), country="DE", year=2020), "“DE 2020”"),
        (lambda: input_output_from_eurostat(parse_eurostat(NAIO.replace(b"P1", b"P2")), country="PL", year=2020), "“P1”"),
        (lambda: input_output_from_eurostat(parse_eurostat(NAIO.replace(b"prd_use", b"age")), country="PL", year=2020), "prd_use"),
        (lambda: input_output_from_eurostat(parse_eurostat(NAIO.replace(b"MIO_EUR,IMP", b"MIO_NAC,IMP")), country="PL", year=2020),
         "MIO_EUR, MIO_NAC"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_said(call, words):
    with pytest.raises(InputError, match=words):
        call()


LONG = b"prod_na,induse,values,unit,time\nA,A,1,EUR,2020\nA,B,2,EUR,2020\nB,A,3,EUR,2020\nB,B,4,EUR,2020\nP1,A,9,EUR,2020\nP1,B,9,EUR,2020\n"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (LONG.replace(b"3,EUR", b"3,USD"), "several values: EUR, USD"),
        (LONG.replace(b"P1", b"P2"), "“P1” is not in the table"),
        (LONG + b"A,B,5,EUR,2020\n", "from A to B .domestic. stands twice"),
    ],
)
def test_a_long_table_that_is_ambiguous_is_refused(data, words):
    assert parse_long(LONG, GERMANY).industries == ("A", "B")
    with pytest.raises(InputError, match=words):
        parse_long(data, GERMANY)


def test_a_choice_that_the_table_does_not_have_is_named(united_kingdom):
    from dataclasses import replace

    with pytest.raises(InputError, match="Imports use table"):
        parse_long(united_kingdom, replace(UK, domestic={"indicator": "Imports use table at basic price"}))


def saved(**arrays):
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def test_a_world_table_must_be_whole():
    world = {
        "Z": np.arange(16).reshape(4, 4),
        "output": np.ones(4),
        "countries": np.array(["AA", "BB"]),
        "industries": np.array(["1", "2"]),
    }
    table = parse_world(saved(**world), "BB", unit="USD", year=2011)
    assert as_matrix(table).tolist() == [[10, 11], [14, 15]]
    assert as_matrix(table, "imported").tolist() == [[2, 3], [6, 7]]
    for broken, words in (
        ({**world, "Z": np.ones((3, 3))}, "4 rows and columns"),
        ({"Z": world["Z"]}, "output, countries, industries"),
    ):
        with pytest.raises(InputError, match=words):
            parse_world(saved(**broken), "BB", unit="USD", year=2011)
    with pytest.raises(InputError, match="“CC” is not in the table"):
        parse_world(saved(**world), "CC", unit="USD", year=2011)
