import openpyxl
import pytest

from grono.reports.cells import cell_table
from grono.tables.contracts import contract
from tests.charts.maps import make_map


def _sheets(path):
    book = openpyxl.load_workbook(path)
    return {sheet.title: sheet for sheet in book.worksheets}


def test_sheets_and_headings_english(documents):
    sheets = _sheets(documents("full")["map.xlsx"])
    assert list(sheets) == ["Summary", "Shortlist", "Regions", "Industries", "Cells", "Columns", "Warnings"]
    assert [cell.value for cell in sheets["Shortlist"][1]][:4] == ["List", "Rank", "Rank in region", "Region code"]
    for name in ("Shortlist", "Regions", "Industries", "Cells"):
        assert sheets[name].freeze_panes == "A2"
        assert sheets[name].auto_filter.ref


def test_texts_are_never_formulas(documents):
    for sheet in _sheets(documents("hostile")["map.xlsx"]).values():
        for row in sheet.iter_rows():
            assert not [cell.value for cell in row if cell.data_type == "f"]


def test_numbers_are_numbers_and_codes_are_text(documents):
    sheet = _sheets(documents("full")["map.xlsx"])["Shortlist"]
    row = {head.value: cell for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert row["Industry code"].value == "23410"
    assert row["Employees"].data_type == "n"
    assert row["Growth"].value == -0.052
    assert row["Growth"].number_format == "0.00%"


def test_columns_sheet_explains_every_column(documents):
    sheet = _sheets(documents("full")["map.xlsx"])["Columns"]
    explained = [row[2].value for row in sheet.iter_rows(min_row=2)]
    assert explained == [column.name for name in ("shortlist", "regions", "industries") for column in contract(name)]
    assert all(row[4].value for row in sheet.iter_rows(min_row=2))


def _with_employees(values):
    from grono.tables.contracts import conform

    given = make_map()
    cells = list(values)
    observations = conform("observations", {
        **{column.name: [None] * len(cells) for column in contract("observations")},
        "region": [cell[0] for cell in cells], "industry": [cell[1] for cell in cells], "value": [values[cell] for cell in cells],
        "period": [2021] * len(cells), "measure": ["employees"] * len(cells), "source": ["s"] * len(cells),
        "unit": ["persons"] * len(cells), "status": ["observed"] * len(cells),
        "region_vintage": ["plain"] * len(cells), "industry_vintage": ["nace2"] * len(cells),
    })  # fmt: skip
    return type(given)(**{**given.tables(), "observations": observations}, run=given.run)


def test_cells_are_those_with_employees_in_the_year():
    given = _with_employees({("R2", "24100"): 5.0, ("R1", "23410"): 7.0, ("R3", "23410"): 0.0, ("R1", "24100"): None})
    table = cell_table(given, "pl")
    assert table["region"].to_pylist() == ["R1", "R2"]
    assert table["industry_name"].to_pylist() == ["Wyroby ceramiczne", "Surówka i stal"]
    assert table["employees"].to_pylist() == [7.0, 5.0]
    assert table["location_quotient"].to_pylist() == [1.5, 2.5]
    assert table["lower"].to_pylist() == [0.5, 1.5]
    assert table["growth"].null_count == 2


@pytest.mark.parametrize("sizes", [True, False])
def test_cells_without_rows_are_none(sizes):
    assert cell_table(make_map(sizes=sizes), "en").num_rows == 0
