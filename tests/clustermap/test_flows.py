"""Input–output tables: read, laid out, every problem said at once; tried on Poland, the United Kingdom and Germany (MAP-6)."""

import csv
import gzip

import numpy as np
import pyarrow as pa
import pytest

from grono.clustermap.reading.flows import read_flows
from grono.clustermap.reading.observations import ReadingOptions, read_observations
from grono.measures import Reason
from grono.measures.industry_links import industry_links
from grono.measures.input_output import input_output
from grono.messages import InputError
from grono.tables import Engine
from tests.clustermap.factories import employees_table

FLOWS = [
    ("10", "10", 5),
    ("10", "28", 1),
    ("10", "62", 2),
    ("28", "10", 3),
    ("28", "28", 9),
    ("28", "62", ""),
    ("62", "10", 2),
    ("62", "28", 4),
]
OUTPUTS = [("10", 50), ("28", 60), ("62", 70)]


@pytest.fixture
def engine():
    with Engine() as opened:
        yield opened


@pytest.fixture
def observations(engine):
    return read_observations(employees_table(), engine, ReadingOptions())


def table(rows, *names):
    columns = [[str(cell) for cell in column] for column in zip(*rows, strict=True)]
    return pa.table(dict(zip(names, columns, strict=True)))


def flows(engine, observations, rows=FLOWS, outputs=OUTPUTS, **options):
    names = ("supplier", "user", "value", "origin", "year")[: len(rows[0])]
    return read_flows(
        table(rows, *names), table(outputs, "industry", "value", "year")[: None] if len(outputs[0]) == 3
        else table(outputs, "industry", "value"), engine, observations, **options,
    )  # fmt: skip


def problems(engine, observations, **given):
    with pytest.raises(InputError) as caught:
        flows(engine, observations, **given)
    return [(problem.code, str(problem)) for problem in caught.value.problems]


def test_flows_stand_supplier_by_user_and_observations_find_their_division(engine, observations):
    found = flows(engine, observations)
    assert found.industries == ("10", "28", "62")
    assert found.domestic[0].tolist() == [5, 1, 2]
    assert np.isnan(found.domestic[1, 2])
    assert np.isnan(found.domestic[2, 2])
    assert found.output.tolist() == [50, 60, 70]
    assert found.place.tolist() == [0, 1, 2]
    assert found.imported is None
    assert found.problems == ()


def test_absent_pair_is_zero_only_when_the_table_says_so(engine, observations):
    found = flows(engine, observations, absent_means_zero=True)
    assert found.domestic[2, 2] == 0
    assert np.isnan(found.domestic[1, 2])


def test_totals_are_no_industries_and_imports_stand_apart(engine, observations):
    rows = [
        ("10", "28", 1, "krajowe"),
        ("10", "28", 4, "importowane"),
        ("TOTAL", "28", 5, "domestic"),
        ("10", "Total", 9, "D"),
    ]
    found = flows(engine, observations, rows=rows)
    assert found.industries == ("10", "28", "62")
    assert (found.domestic[0, 1], found.imported[0, 1]) == (1, 4)
    assert found.table.num_rows == 2


def test_codes_of_its_own_and_industries_without_output_are_warnings(engine, observations):
    found = flows(engine, observations, rows=[*FLOWS, ("NM_38", "10", 1)], outputs=[("10", 50), ("28", 0), ("62", 70)])
    assert [problem.code for problem in found.problems] == ["flows-own-codes", "flows-set-aside"]
    assert "NM_38" in str(found.problems[0])
    assert "28, NM_38" in str(found.problems[1])
    stranger = flows(
        engine, observations, rows=[("c10", "c11", 1)], outputs=[("c10", 2), ("c11", 2)], classification="none"
    )
    assert stranger.place.tolist() == [-1, -1, -1]
    assert stranger.problems[-1].code == "flows-of-other-industries"


def test_all_problems_are_said_at_once(engine, observations):
    rows = [
        ("10", "28", 1, "domestic", 2010),
        ("10", "28", 2, "domestic", 2011),
        ("28", "10", "abc", "elsewhere", 2010),
        ("28", "62", -1, "", 2010),
    ]
    found = problems(engine, observations, rows=rows)
    assert [code for code, _ in found] == [
        "not-a-number",
        "negative",
        "several-years",
        "duplicate-key",
        "unknown-origin",
    ]
    assert found[3][1] == ("Rows 2 and 3 both state what 10 sells to 28. Keep one of them, or add them up before.")
    assert found[4][1].startswith('Row 4, column "origin": "elsewhere" does not say where the goods come from.')


def test_one_industry_in_two_spellings_is_twice_the_same(engine, observations):
    assert [code for code, _ in problems(engine, observations, rows=[("10.51", "28", 1), ("1051", "28", 2)])] == [
        "duplicate-key"
    ]
    found = problems(engine, observations, outputs=[("10", 1), ("28", 1), ("10", 2)])
    assert found == [("duplicate-key", "Rows 2 and 4 both state the output of 10. Keep one of them.")]


def test_flows_and_outputs_of_different_years_are_refused(engine, observations):
    rows = [("10", "28", 1, "domestic", 2010)]
    found = problems(engine, observations, rows=rows, outputs=[("10", 5, 2011), ("28", 5, 2011)])
    assert [code for code, _ in found] == ["another-year"]
    assert 'The flows are of "2010", the outputs in' in found[0][1]


def rows_of(path):
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def read_long(engine, observations, cells, output, classification=None):
    """Flows and outputs as a person would bring them: one row for each pair."""
    return read_flows(
        table([(*key, value) for key, value in cells.items()], "supplier", "user", "value"),
        table(list(output.items()), "industry", "value"), engine, observations, classification=classification,
    )  # fmt: skip


@pytest.mark.shared_data
def test_poland_2011(engine, observations, shared_data):
    rows = rows_of(shared_data / "io/wiod2011_poland_domestic.csv")
    codes = [row["industry"] for row in rows]
    cells = {(row["industry"], user): row[user] for row in rows for user in codes}
    found = read_long(engine, observations, cells, {row["industry"]: row["output"] for row in rows}, "none")
    result = input_output(found.domestic, found.output)
    coefficients = np.array([[float(cells[i, j]) for j in codes] for i in codes])
    coefficients /= np.array([float(row["output"]) for row in rows])
    expected = np.linalg.inv(np.eye(35) - coefficients).sum(axis=0)
    order = [found.industries.index(code) for code in codes]
    assert result.output_multiplier.value[order] == pytest.approx(expected)
    assert ((expected >= 1) & (expected < 3)).all()
    links = industry_links(found.domestic, found.output)
    assert [found.industries[place] for place in np.flatnonzero(links.set_aside)] == ["c35"]
    assert links.link.value[found.industries.index("c12"), found.industries.index("c15")] > 0.1


@pytest.mark.shared_data
def test_germany_1995(engine, observations, shared_data):
    """The table's own intermediate totals are the sums of what was read."""
    rows = rows_of(shared_data / "io/iotables_germany_1995.csv")
    cells = {(row["prod_na"], row["induse"]): row["values"] for row in rows}
    industries = sorted({key[0] for key in cells if key[0].startswith("CPA_")})
    inner = {key: value for key, value in cells.items() if set(key) <= set(industries)}
    output = {code: cells["P1", code] for code in industries}
    found = read_long(engine, observations, inner, output)
    assert len(found.industries) == 6
    totals = [float(cells["TOTAL", code]) for code in found.industries]
    assert found.domestic.sum(axis=0) == pytest.approx(totals, abs=3)
    assert (input_output(found.domestic, found.output).output_multiplier.value > 1).all()


@pytest.mark.shared_data
def test_united_kingdom_2010(engine, observations, shared_data):
    """Multipliers of the read table are those of the inverse that the statistical office publishes."""
    rows = rows_of(shared_data / "io/iotables_uk_2010_data.csv.gz")
    of = {name: {(row["uk_row"], row["uk_col"]): row["values"] for row in rows if row["indicator"].startswith(name)}
          for name in ("Input-Output table", "Leontief Inverse")}  # fmt: skip
    published = of["Leontief Inverse"]
    codes = sorted({user for _, user in published} - {"Total"})
    cells = {key: value for key, value in of["Input-Output table"].items() if set(key) <= set(codes)}
    output = {
        code: of["Input-Output table"]["Total output", code]
        for code in codes
        if ("Total output", code) in of["Input-Output table"]
    }
    found = read_long(engine, observations, cells, output)
    result = input_output(found.domestic, found.output).output_multiplier
    expected = {code: sum(float(published[row, code]) for row in codes) for code in codes}
    given = {code: expected.get(code) for code in found.industries}
    compared = [i for i, code in enumerate(found.industries) if result.present[i] and given[code]]
    assert len(compared) > 90
    assert result.value[compared] == pytest.approx([given[found.industries[i]] for i in compared], abs=2e-3)


def test_outputs_are_needed(engine, observations):
    with pytest.raises(InputError, match="needs a table of outputs"):
        read_flows(table(FLOWS, "supplier", "user", "value"), None, engine, observations)


def test_wider_industries_share_what_is_bought_and_say_nothing_of_their_own_parts(engine):
    """10.51 and 10.71 lie in 10: each is half of its sales; the link between the two is not known."""
    finer = pa.table({
        "region": ["A", "A", "A", "B", "B", "B"], "industry": ["10.51", "10.71", "28.30"] * 2,
        "employees": ["1", "2", "3", "4", "5", "6"],
    })  # fmt: skip
    observations = read_observations(finer, engine, ReadingOptions())
    found = flows(engine, observations, rows=[("10", "10", 5), ("10", "28", 4), ("28", "10", 10), ("28", "28", 9)])
    bought = found.buying_shares()
    assert bought[:, 2].tolist() == pytest.approx([0.5, 0.5, 0])
    assert bought[:, 0].tolist() == pytest.approx([0, 2.5 / 12.5, 10 / 12.5])
    links = found.links()
    assert links.reason[0].tolist() == [Reason.PRESENT, Reason.MISSING, Reason.PRESENT]
    assert links.value[0, 2] == pytest.approx(max(10 / 15, 4 / 13, 10 / 19, 4 / 9))
