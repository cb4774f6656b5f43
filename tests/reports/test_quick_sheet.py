import zipfile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from grono.reports.quick_sheet import QuickSheet

TEXTS = st.text(max_size=12).filter(lambda text: not (text.startswith("<r>") and text.endswith("</r>")))
VALUES = st.one_of(
    st.none(), st.just(""), TEXTS, st.integers(-(10**15), 10**15), st.floats(allow_nan=False, allow_infinity=False)
)
OPTIONS = {"constant_memory": True, "strings_to_formulas": False}


def _pages(path, write, heads=("one", "two", "three")):
    with xlsxwriter.Workbook(str(path), OPTIONS) as book:
        formats = [None, book.add_format({"num_format": "0.00"}), book.add_format({"num_format": "0.0%"})]
        page = book.add_worksheet("page", QuickSheet)
        for position, head in enumerate(heads):
            page.write_string(0, position, head, formats[1])
        write(page, formats)
        book.add_worksheet("after").write_string(0, 0, "after")
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if "worksheets" in name}


def _cell_by_cell(rows):
    def write(page, formats):
        for row, values in enumerate(rows, start=1):
            for position, value in enumerate(values):
                if isinstance(value, str) and value:
                    page.write_string(row, position, value)
                elif value is not None and not isinstance(value, str):
                    page.write_number(row, position, value, formats[position])

    return write


def _at_once(rows):
    return lambda page, formats: page.write_rows(1, rows, formats)


@given(rows=st.lists(st.tuples(VALUES, VALUES, VALUES), max_size=6))
def test_write_rows_same_bytes_as_cell_by_cell(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("books")
    assert _pages(folder / "quick.xlsx", _at_once(rows)) == _pages(folder / "slow.xlsx", _cell_by_cell(rows))


def test_write_rows_of_many_rows_same_bytes(tmp_path):
    rows = [tuple(range(number, number + 3)) for number in range(2000)]
    assert _pages(tmp_path / "quick.xlsx", _at_once(rows)) == _pages(tmp_path / "slow.xlsx", _cell_by_cell(rows))


def test_text_that_looks_like_markup_stays_text(tmp_path):
    """Bug of the writer for single cells: a text between <r> and </r> enters the file as markup."""
    page = _pages(tmp_path / "markup.xlsx", _at_once([("<r><t>x</t></r>", 1, 2)]))["xl/worksheets/sheet1.xml"]
    assert b"&lt;r&gt;&lt;t&gt;x" in page


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_number_that_is_not_finite_is_refused(tmp_path, value):
    with (
        pytest.raises(ValueError, match="must be finite"),
        xlsxwriter.Workbook(str(tmp_path / "n.xlsx"), OPTIONS) as book,
    ):
        book.add_worksheet("page", QuickSheet).write_rows(0, [(value,)], [None])
