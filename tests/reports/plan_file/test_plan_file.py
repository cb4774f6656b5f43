"""The file of a plan: any values come back the same from both forms, and every broken file is told by its places (STR-19)."""

import datetime
import io
import zipfile
from fractions import Fraction

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from grono.messages import GronoError, InputError
from grono.quantities import about, exact, interval, more_than, not_planned
from grono.reports.plan_file import PLAN_SHEETS, plan_archive, plan_workbook, read_plan_file, unknown_references
from grono.reports.plan_file.sheets import Kind

# A cell of a workbook keeps no carriage return that stands alone in XML, and no sign that is none.
TEXT = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=8)
QUANTITY = st.one_of(
    st.builds(exact, st.fractions(-1000, 1000, max_denominator=30)),
    st.builds(about, st.integers(1, 99999)),
    st.builds(more_than, st.integers(0, 999)),
    st.builds(lambda low, more: interval(low, low + more), st.integers(0, 99), st.integers(1, 99)),
    st.just(not_planned()),
)
VALUES = {
    Kind.TEXT: TEXT,
    Kind.FLAG: st.booleans(),
    Kind.WHOLE: st.integers(0, 3000),
    Kind.DAY: st.dates(datetime.date(1900, 1, 1)),
    Kind.QUANTITY: QUANTITY,
    Kind.CODES: st.lists(st.sampled_from(["RCO01", "RCR02"]), unique=True),
    Kind.LINES: st.lists(st.sampled_from(["Plan A", "Plan B"]), unique=True),
}


def value_of(column):
    if column.kind is Kind.CHOICE:
        return st.sampled_from(column.choices)
    if column.kind is Kind.KEY:
        return st.just("a")
    if column.kind is Kind.YEAR:
        return st.integers(1900, 2100).map(str if column.name == "year" else int)
    made = VALUES[column.kind]
    return made.filter(lambda text: len(text) <= column.longest) if column.longest else made


ROWS = st.fixed_dictionaries(
    {
        sheet.name: st.lists(
            st.fixed_dictionaries({column.name: value_of(column) for column in sheet.columns}), max_size=1
        )
        for sheet in PLAN_SHEETS
        if sheet.name != "about"
    }
)


@settings(max_examples=25)
@given(rows=ROWS, language=st.sampled_from(["pl", "en"]))
def test_any_values_come_back_the_same(rows, language):
    for write in (plan_workbook, plan_archive):
        data = write(rows, language)
        assert data == write(rows, language)
        read = read_plan_file(data)
        assert {name: [row.values for row in found] for name, found in read.sheets.items()} == rows


def book(**sheets):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as written:
        for name, rows in {"about": [["format", "figures_in"], ["grono-plan-1", "en"]], **sheets}.items():
            page = written.add_worksheet(name)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
    return stream.getvalue()


def problems_of(data):
    with pytest.raises(InputError) as refused:
        read_plan_file(data)
    return [(one.column, one.row, str(one.message)) for one in refused.value.problems]


POINTS = ["part", "year", "points"]


def test_every_wrong_cell_is_named_by_sheet_row_and_column():
    found = problems_of(
        book(
            points=[POINTS, ["a", "20x1", "many"], ["", 2011, 10], ["a", 2012, 1], ["a", 2012, 2]],
            sectors=[["key", "sector", "role", "source"], ["s", "Food", "prioriti", ""]],
        )
    )
    assert [(place, row) for place, row, _said in found] == [
        ("points: year", 2),
        ("points: points", 2),
        ("points: part", 3),
        ("points: part", 5),
        ("sectors: role", 2),
    ]
    assert "Did you mean “priority”?" in found[-1][2]
    assert "about the same as row 4" in found[3][2]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "cannot be read as a workbook"),
        (b"PK\x03\x04 broken", "cannot be read as a workbook"),
        (b"x" * 1_500_001, "larger than 1.5 MB"),
        (book(prices=[["a"]]), "There is no sheet “prices”"),
        (book(points=[["part", "year"]]), "has no column “points”"),
        (book(points=[[*POINTS, "note"]]), "knows no column “note”"),
        (book(strategy=[[column.name for column in PLAN_SHEETS[1].columns], *[["T", "S", "programme", "pl"]] * 2]), "one strategy"),
        (book(about=[["format", "figures_in"], ["other", "en"]]), "“other” is not known here"),
        (book(about=[["format", "figures_in"]]), "one row below its heading"),
    ],
)  # fmt: skip
def test_broken_file_says_what_to_do(data, said):
    assert any(said in sentence for _column, _row, sentence in problems_of(data))


def test_archive_without_the_sheet_about_and_with_too_much_inside_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("points.csv", "part;year;points\na;2011;10\n")
    assert "no sheet “about”" in problems_of(stream.getvalue())[0][2]
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("points.csv", b" " * 61_000_000)
    assert "unpacks to far more" in problems_of(stream.getvalue())[0][2]


def test_cell_far_away_is_refused_before_it_fills_the_memory():
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as written:
        written.add_worksheet("points").write(1_000_000, 16_000, "x")
    assert "unpacks to far more" in problems_of(stream.getvalue())[0][2]


def test_numbers_and_dates_of_a_spreadsheet_are_read_as_typed():
    row = ["", datetime.date(2020, 2, 1), "", "day", "nie", "", "Start", ""]
    head = [column.name for sheet in PLAN_SHEETS if sheet.name == "milestones" for column in sheet.columns]
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as written:
        for name, rows in {
            "about": [["format", "figures_in"], ["grono-plan-1", "pl"]],
            "milestones": [head, row],
            "points": [POINTS, ["a", 2011, 12.5]],
        }.items():
            page = written.add_worksheet(name)
            for number, cells in enumerate(rows):
                page.write_row(number, 0, cells)
    read = read_plan_file(stream.getvalue())
    assert read.rows("milestones")[0].values["day"] == datetime.date(2020, 2, 1)
    assert read.rows("milestones")[0].values["year_inferred"] is False
    assert read.rows("points")[0].values == {"part": "a", "year": "2011", "points": exact(Fraction(25, 2))}


def test_keys_that_stand_nowhere_are_told():
    file = read_plan_file(book(points=[POINTS, ["a", 2011, 10], ["b", 2011, 10]]))
    assert [one.row for one in unknown_references(file, {"parts": {"a"}})] == [3]


def test_text_longer_than_a_cell_leads_to_the_archive():
    rows = {"strategy": [{"title": "x" * 40_000, "source": "s", "level": "programme", "language": "pl"}]}
    with pytest.raises(GronoError, match="Take the plan as CSV tables"):
        plan_workbook(rows, "pl")
    assert len(read_plan_file(plan_archive(rows, "pl")).rows("strategy")[0].values["title"]) == 40_000
