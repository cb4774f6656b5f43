"""What a table is understood to be, and everything that stops it (MAP-1, MAP-2 and MAP-3)."""

import numpy as np
import pyarrow as pa
import pytest

from grono.clustermap import ReadingOptions, read_observations
from grono.messages import InputError
from grono.tables import Engine
from tests.clustermap.factories import INDUSTRIES, REGIONS, employees_table


def observed(table, **options):
    with Engine() as engine:
        return read_observations(table, engine, ReadingOptions(**options))


def problems_of(table, **options):
    with pytest.raises(InputError) as caught:
        observed(table, **options)
    return caught.value.problems


def with_rows(*rows):
    table = employees_table(years=(2019,))
    extra = pa.table({name: [row[index] for row in rows] for index, name in enumerate(table.column_names)})
    return pa.concat_tables([table, extra])


def test_complete_table_becomes_a_panel():
    found = observed(employees_table())
    assert found.regions == REGIONS
    assert found.industries == INDUSTRIES
    assert found.periods == (2019, 2021)
    assert found.employees[0, 1].tolist() == [800, 150, 300]
    assert found.region_scheme.kind == "nuts"
    assert found.problems == ()


def test_table_without_years_has_one_period():
    found = observed(employees_table(years=(2019,)).drop_columns(["year"]))
    assert found.employees.shape == (1, 3, 3)


def test_absent_row_is_missing_unless_the_table_says_zero():
    table = employees_table(changes={("PL84", "62.01", 2021): None})
    assert np.isnan(observed(table).employees[1, 1, 2])
    assert observed(table, absent_means_zero=True).employees[1, 1, 2] == 0


@pytest.mark.parametrize(
    ("text", "status"), [("", "missing"), ("bd", "missing"), (":", "missing"), ("c", "suppressed")]
)
def test_flag_of_the_source_keeps_its_meaning(text, status):
    table = observed(employees_table(changes={("PL84", "62.01", 2021): text})).table.to_pylist()
    row = next(row for row in table if (row["region"], row["industry"], row["period"]) == ("PL84", "62.01", 2021))
    assert row["status"] == status
    assert row["value"] is None
    assert row["flag_text"] == (text or None)
    assert row["lower"] == (0.0 if status == "suppressed" else None)


def test_estimated_value_is_marked():
    found = observed(employees_table(changes={("PL84", "62.01", 2021): "330e"}))
    assert found.estimated[1, 1, 2]
    assert found.employees[1, 1, 2] == 330


def test_rounding_grid_gives_bounds():
    found = observed(employees_table(changes={("PL84", "62.01", 2021): "0"}), rounding="ons-bres").table.to_pylist()
    zero = next(row for row in found if row["value"] == 0)
    assert (zero["status"], zero["lower"], zero["upper"]) == ("observed", 0.0, 2.5)


def test_totals_of_the_source_are_margins_and_never_summands():
    found = observed(
        with_rows(
            ("TOTAL", "10.51", "2019", "1200"), ("PL84", "Razem", "2019", "1300"), ("total", "00", "2019", "11000")
        )
    )
    assert found.regions == REGIONS
    assert found.industry_totals[0, 0] == 1200
    assert found.region_totals[0, 1] == 1300
    assert found.totals[0] == 11000
    assert np.nansum(found.employees) == 10500


def test_two_spellings_of_one_code_are_one_industry():
    problems = problems_of(with_rows(("PL84", "1051", "2019", "5")))
    assert [problem.code for problem in problems] == ["duplicate-key"]
    assert "Rows 5 and 11 both state region PL84, industry 10.51, year 2019 (2 rows in all)" in str(problems[0])


def test_total_beside_its_parts_is_refused():
    problems = problems_of(with_rows(("PL84", "10", "2019", "950")))
    assert [problem.code for problem in problems] == ["totals-with-parts"]
    assert '1 code is the whole of others, as "10" of "10.51"' in str(problems[0])
    assert str(problems[0]).endswith("Levels in the table, with their rows: 2 (1), 4 (9).")


def test_one_level_can_be_kept():
    found = observed(with_rows(("PL84", "10", "2019", "950"), ("PL84", "TOTAL", "2019", "1250")), level=4)
    assert found.industries == INDUSTRIES
    assert found.region_totals[0, 1] == 1250
    assert [problem.code for problem in found.problems] == ["other-levels-left-out"]


def test_level_that_is_not_there_is_refused():
    problems = problems_of(employees_table(), level=3)
    assert str(problems[0]) == "The table has no industry code of level 3. Levels in it: 4."


def test_country_beside_its_regions_is_refused():
    problems = problems_of(with_rows(("PL", "10.51", "2019", "1000"), ("PL8", "10.51", "2019", "900")))
    assert [(problem.code, problem.value, problem.count) for problem in problems] == [("totals-with-parts", "PL", 2)]


def test_code_that_begins_like_another_is_no_whole_outside_such_schemes():
    rows = {"region": ["1", "12", "Opole", "Opole Lubelskie"], "industry": ["10.51"] * 4, "employees": ["5"] * 4}
    assert observed(pa.table(rows)).regions == ("1", "12", "Opole", "Opole Lubelskie")


def test_unknown_code_is_refused_with_the_nearest():
    problems = problems_of(with_rows(("PL84", "04.50", "2019", "5")))
    assert [problem.code for problem in problems] == ["unknown-code"]
    assert (problems[0].value, problems[0].row, problems[0].column) == ("04.50", 11, "industry")
    assert str(problems[0]).startswith('Row 11, column "industry": "04.50" is not in NACE Rev. 2')


def test_code_without_a_class_is_a_named_warning():
    found = observed(with_rows(("PL84", "01000", "2019", "5")), absent_means_zero=True)
    assert [problem.code for problem in found.problems] == ["code-without-class"]
    assert found.resolutions["01000"].class_code == "01"


def test_all_problems_of_a_table_come_at_once():
    codes = [
        problem.code
        for problem in problems_of(
            with_rows(
                ("PL84", "10.51", "2019", "5"),
                ("PL84", "04.50", "2019", "many"),
                ("PL84", "28.30", "19", "-4"),
                ("", "62.01", "2019", "1"),
            )
        )
    ]
    assert sorted(codes) == ["duplicate-key", "empty-code", "negative", "not-a-number", "not-a-year", "unknown-code"]


def test_country_row_is_a_margin():
    rows = {"region": ["Podlaskie", "Śląskie", "POLSKA"], "industry": ["10.51"] * 3, "employees": ["5", "6", "11"]}
    found = observed(pa.table(rows))
    assert found.regions == ("Podlaskie", "Śląskie")
    assert found.industry_totals[0, 0] == 11


def test_region_that_is_none_of_the_others_is_a_warning():
    regions = ["Podlaskie", "Śląskie", "Łódzkie", "Narnia"]
    found = observed(pa.table({"region": regions, "industry": ["10.51"] * 4, "employees": ["5"] * 4}))
    assert [(problem.code, problem.value) for problem in found.problems] == [("unknown-regions", "Narnia")]


def test_table_of_zeros_is_refused():
    problems = problems_of(pa.table({"region": ["a", "b"], "industry": ["10.51"] * 2, "employees": ["0", ""]}))
    assert [problem.code for problem in problems] == ["no-employees"]


def test_table_of_totals_only_is_refused():
    table = pa.table({"region": ["TOTAL"], "industry": ["TOTAL"], "year": ["2019"], "employees": ["5"]})
    assert [problem.code for problem in problems_of(table)] == ["no-cells"]
