"""Files as they come from offices, and files that are no tables."""

import gzip
import io
import zipfile

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from grono.messages import InputError
from grono.tables import Engine, TableError, read_table, unpacked_bytes

ROWS = [("Śląskie", "10.51", "2019", "12"), ("Łódzkie", "28.30", "2019", "7")]
HEADER = ("województwo", "branża", "rok", "pracujący")


@pytest.fixture(scope="module")
def engine():
    with Engine() as opened:
        yield opened


def text(delimiter=";"):
    return "\r\n".join(delimiter.join(row) for row in (HEADER, *ROWS)) + "\r\n"


def cells(engine, raw):
    names = [f"c{index}" for index in range(len(raw.columns))]
    return [tuple(row[name] for name in names) for row in engine.rows(raw.cells.order_by("row"))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1250", "iso8859_2"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_encoding_and_separator_reads_the_same(engine, tmp_path, encoding, delimiter):
    path = tmp_path / "table.csv"
    path.write_bytes(text(delimiter).encode(encoding))
    raw = read_table(path, engine)
    assert raw.columns == HEADER
    assert cells(engine, raw) == ROWS
    assert raw.source.delimiter == delimiter


def test_packed_text_reads_the_same(engine, tmp_path):
    path = tmp_path / "table.csv.gz"
    path.write_bytes(gzip.compress(text().encode("cp1250")))
    raw = read_table(path, engine)
    assert cells(engine, raw) == ROWS
    assert raw.source.encoding == "windows-1250"


def test_workbook_with_a_title_above_the_table(engine, tmp_path):
    path = tmp_path / "table.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write(1, 0, "Pracujący według województw")
        for number, row in enumerate((HEADER, *ROWS), start=3):
            for place, cell in enumerate(row):
                sheet.write(number, place, int(cell) if cell.isdigit() and number > 3 else cell)
    raw = read_table(path, engine)
    assert raw.columns == HEADER
    assert cells(engine, raw) == ROWS
    assert [row["row"] for row in engine.rows(raw.cells)] == [5, 6]


def test_frames_and_parquet_read_the_same(engine, tmp_path):
    arrow = pa.table(dict(zip(HEADER, zip(*ROWS, strict=True), strict=True)))
    pq.write_table(arrow, tmp_path / "table.parquet")
    for given in (arrow, arrow.to_pandas(), pl.from_arrow(arrow), tmp_path / "table.parquet"):
        assert cells(engine, read_table(given, engine)) == ROWS


def test_numbers_of_a_frame_keep_their_text(engine):
    raw = read_table(pd.DataFrame({"code": ["1"], "n": [5.0]}), engine)
    assert cells(engine, raw) == [("1", "5.0")]


def written(path, content):
    path.write_bytes(content)
    return path


def bomb(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<row/>" * 3_000_000)
    return path


def far(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        rows = '<row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row>'
        archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{rows}</sheetData></worksheet>")
    return path


BROKEN = {
    "empty": (lambda p: written(p / "a.csv", b""), "is empty"),
    "blank lines": (lambda p: written(p / "a.csv", b"\n\n"), "is empty"),
    "header only": (lambda p: written(p / "a.csv", b"a,b\n"), "is empty"),
    "one column": (lambda p: written(p / "a.csv", b"a\n1\n2\n"), "only one column"),
    "text named as a workbook": (
        lambda p: written(p / "a.xlsx", b"a\n1\n2\n"),
        'named as a workbook but holds text, beginning with "a".* rename it to .csv',
    ),
    "cut-off archive": (
        lambda p: written(p / "a.csv.gz", gzip.compress(text().encode() * 9)[:-20]),
        "broken or cut-off",
    ),
    "broken parquet": (lambda p: written(p / "a.parquet", b"PAR1 nothing"), "broken Parquet"),
    "broken workbook": (lambda p: written(p / "a.xlsx", b"PK\x03\x04 nothing"), "cannot be read as a spreadsheet"),
    "old workbook": (
        lambda p: written(p / "a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        "old spreadsheet .XLS.. Open it and save it as XLSX",
    ),
    "zip bomb": (lambda p: bomb(p / "a.xlsx"), "unpacks to far more"),
    "cells far apart": (lambda p: far(p / "a.xlsx"), "so far apart that its sheets .* 20 million cells"),
    "absent": (lambda p: p / "nowhere.csv", "There is no file"),
    "picture": (
        lambda p: written(p / "a.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20),
        "not a text file|only one column",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_table_gets_one_sentence(engine, tmp_path, name):
    make, sentence = BROKEN[name]
    with pytest.raises(TableError, match=sentence):
        read_table(make(tmp_path), engine)


def test_two_hundred_megabytes_without_a_row_stop_at_once(engine, tmp_path):
    path = tmp_path / "endless.csv"
    with path.open("wb") as file:
        file.write(b"a,b\n1,")
        file.seek(200 * 10**6)
        file.write(b"2\n")
    with pytest.raises(TableError):
        read_table(path, engine)


def test_one_long_line_stops_at_once(engine, tmp_path):
    with pytest.raises(TableError, match="more than 2 MB"):
        read_table(written(tmp_path / "a.csv", b"a,b\n" + b"1" * (4 << 20) + b",2\n"), engine)


def test_packed_file_over_its_limit_is_refused(engine, tmp_path):
    path = written(tmp_path / "a.csv.gz", gzip.compress(b"a,b\n" + b"1,2\n" * 2_000_000))
    with pytest.raises(TableError, match="more than 1 MB"):
        read_table(path, engine, max_unpacked_bytes=10**6)


def test_no_frame_and_no_path_is_said(engine):
    with pytest.raises(TableError, match="neither a path nor a data frame"):
        read_table(io.BytesIO(b""), engine)


def test_rows_of_another_width_are_all_named(engine, tmp_path):
    raw = read_table(written(tmp_path / "a.csv", b"a,b,c\n1,2,3\n1,2\n4,5,6\n4,5,6,7\n8,9,0\n"), engine)
    assert [problem.row for problem in raw.problems] == [3, 5]
    assert "does not have the 3 columns" in str(raw.problems[0])
    assert [raw.row_in_file(row["row"]) for row in engine.rows(raw.cells)] == [2, 4, 6]


def test_repeated_header_is_refused(engine, tmp_path):
    with pytest.raises(InputError, match='two columns called "a"'):
        read_table(written(tmp_path / "a.csv", b"a,b,a\n1,2,3\n"), engine)


def test_titles_and_blank_lines_are_passed_over_and_counted(engine, tmp_path):
    content = b"Employees by region\n\nregion;nace;employees\nPL84;10.51;1\n\nPL84;10.52;2\nPL84;10.53\nPL84;10.61;3\n"
    raw = read_table(written(tmp_path / "a.csv", content), engine)
    assert raw.columns == ("region", "nace", "employees")
    assert [problem.row for problem in raw.problems] == [7]
    assert [raw.row_in_file(row["row"]) for row in engine.rows(raw.cells.order_by("row"))] == [4, 6, 8]


def test_lines_of_an_old_macintosh(engine, tmp_path):
    raw = read_table(written(tmp_path / "a.csv", text().replace("\r\n", "\r").encode()), engine)
    assert cells(engine, raw) == ROWS


def test_column_may_be_called_row(engine, tmp_path):
    frame = pa.table({"row": ["a"], "n": ["1"]})
    assert cells(engine, read_table(frame, engine)) == [("a", "1")]
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["row", "n"])
        sheet.write_row(1, 0, ["a", 1])
    assert cells(engine, read_table(tmp_path / "a.xlsx", engine)) == [("a", "1")]


def test_parquet_is_judged_by_what_it_holds(engine, tmp_path):
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"a": pa.repeat("x", 2_000_000), "b": pa.repeat("1", 2_000_000)}), path)
    assert path.stat().st_size < 100_000
    assert unpacked_bytes(path) >= 32_000_000
    with pytest.raises(TableError, match="more than 10 MB"):
        read_table(path, engine, max_unpacked_bytes=10**7)


def test_packed_text_states_its_size(tmp_path):
    path = written(tmp_path / "a.csv.gz", gzip.compress(b"a,b\n" + b"1,2\n" * 100_000))
    assert unpacked_bytes(path) == 400_004
    assert unpacked_bytes(written(tmp_path / "a.csv", b"a,b\n1,2\n")) == 8
