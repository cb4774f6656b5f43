import numpy as np
import pyarrow as pa
import pytest

from grono.evaluation import read_panel
from grono.messages import InputError

GOOD = {
    "unit": ["Leszno", "Leszno", "Gniezno", "Gniezno"],
    "period": ["2010", "2011", "2010", "2011"],
    "outcome": ["10", "11,5", "-9", "9.25"],
}


def problems(table, **more):
    with pytest.raises(InputError) as error:
        read_panel(pa.table(table), **more)
    return {problem.code: problem for problem in error.value.problems}


def test_tidy_table_becomes_a_panel_in_order():
    panel = read_panel(pa.table(GOOD | {"treated_from": ["2011", "2011", None, ""]}))
    assert panel.units == ("Gniezno", "Leszno")
    assert panel.periods == ("2010", "2011")
    assert panel.outcome.tolist() == [[-9, 9.25], [10, 11.5]]
    assert panel.first.tolist() == [2, 1]
    assert panel.treated.tolist() == [False, True]


def test_numbers_may_be_numbers_and_covariates_come_along():
    table = {
        "unit": ["a", "a", "b", "b"],
        "period": [2010, 2011] * 2,
        "outcome": [1.0, 2.0, 3.0, 4.0],
        "size": [5, 6, 7, 8],
    }
    panel = read_panel(pa.table(table), covariates=["size"])
    assert panel.covariates["size"].tolist() == [[5, 6], [7, 8]]


@pytest.mark.parametrize("periods", [["2010-Q4", "2011-Q1"], ["2010-12", "2011-01"]])
def test_quarters_and_months_keep_their_order(periods):
    panel = read_panel(pa.table(GOOD | {"period": periods * 2}), treated_from={"Leszno": periods[1]})
    assert panel.periods == tuple(periods)
    assert panel.first.tolist() == [2, 1]


def test_beginning_between_two_periods_counts_from_the_next():
    table = {"unit": ["a"] * 3 + ["b"] * 3, "period": [2000, 2005, 2010] * 2, "outcome": np.arange(6.0)}
    assert read_panel(pa.table(table), treated_from={"a": "2003"}).first.tolist() == [1, 3]


def test_missing_columns_are_named():
    found = problems({"unit": ["a"], "year": [2010]})
    assert (
        str(found["no-column"].message)
        == 'The table has no column "outcome". Its columns are: unit, year. Name one of them "outcome".'
    )


@pytest.mark.parametrize(
    ("changed", "code", "sentence"),
    [
        ({"outcome": ["10", "", "9", "8"]}, "missing-outcome", 'Row 3, column "outcome": the cell is empty. A missing value is not zero'),
        ({"outcome": ["10", "nan", "9", "8"]}, "missing-outcome", "Row 3"),
        ({"outcome": ["10", "1.234,5", "9", "8"]}, "not-a-number", 'Row 3, column "outcome": "1.234,5" is not a number.'),
        ({"unit": ["Leszno", "", "Gniezno", "Gniezno"]}, "empty-unit", 'Row 3, column "unit": the cell is empty.'),
        ({"period": ["2010", "11", "2010", "2011"]}, "not-a-period", 'Row 3, column "period": "11" is not a period.'),
        ({"period": ["2010", "2010", "2010", "2011"]}, "row-twice", 'Row 3: unit "Leszno" has period 2010 a second time.'),
        ({"period": ["2010", "2012", "2010", "2011"]}, "unbalanced", 'Unit "Leszno" has no row for 2011.'),
        ({"period": ["2010", "2011-Q1", "2010", "2011-Q1"]}, "mixed-periods", "(2010, 2011-Q1)"),
        ({"treated_from": ["2010", "2010", "", ""]}, "treated-too-early", 'Unit "Leszno" is treated from 2010, but the table begins with 2010'),
        ({"treated_from": ["2011", "", "", ""]}, "several-beginnings", 'Unit "Leszno" has several values in "treated_from": 2011, –.'),
        ({"treated_from": ["soon", "soon", "", ""]}, "not-a-period", 'Row 3, column "treated_from": "soon" is not a period.'),
    ],
)  # fmt: skip
def test_each_fault_has_its_sentence(changed, code, sentence):
    assert sentence in str(problems(GOOD | changed)[code].message)


def test_plan_and_table_must_agree():
    told = GOOD | {"treated_from": ["2011", "2011", None, None]}
    found = problems(told, treated_from={"Gniezno": "2011", "Poznań": "2011"})
    assert "the table says that unit" in str(found["not-as-planned"].message)
    assert 'treated unit "Poznań"' in str(found["unknown-unit"].message)


def test_all_faults_come_at_once_and_many_are_counted():
    table = {"unit": ["a"] * 150 + [""], "period": ["2010"] * 150 + ["x"], "outcome": ["?"] * 151}
    with pytest.raises(InputError) as error:
        read_panel(pa.table(table))
    found = error.value.problems
    assert {problem.code for problem in found} == {
        "not-a-number",
        "row-twice",
        "empty-unit",
        "not-a-period",
        "too-small",
    }
    assert sum(problem.count for problem in found if problem.code == "not-a-number") == 151
    assert sum(problem.code == "not-a-number" for problem in found) == 101


def test_empty_table_says_so():
    assert "0 units and 0 periods" in str(problems({"unit": [], "period": [], "outcome": []})["too-small"].message)
