"""Archives and workbooks that would fill the memory are told before a reader of spreadsheets opens them."""

import io
import struct
import zipfile

import pytest
import xlsxwriter

from grono.tables.packed import BLOCK, PackedError, names_in

SHEET = "<worksheet><sheetData>{}</sheetData></worksheet>"
FAR = '<row r="1"><c r="A1"/></row><row r="1000000"><c r="XFD1000000"/></row>'


def packed(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        for name, content in parts.items():
            archive.writestr(f"xl/{name.replace('_', '.')}", content)
    return stream.getvalue()


@pytest.mark.parametrize(
    "rows",
    [
        FAR,
        FAR.replace('"', "'"),
        FAR.replace("<c ", "<x:c ").replace("<sheetData>", '<sheetData xmlns:x="y">'),
        FAR.replace(' r="XFD1000000"', "") + '<row r="2"><c r="xfd2"/></row>',
        '<row><c r="A1"/></row><row r="3000001"><c/></row>',
    ],
    ids=["by its place", "single quotes", "another prefix", "small letters", "by its row"],
)
def test_cells_far_apart_are_too_much(rows):
    with pytest.raises(PackedError, match="too much"):
        names_in(packed(sheet1_xml=SHEET.format(rows)))


def open_document(rows):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", f'<t:table xmlns:t="a" xmlns:o="b">{rows}</t:table>')
    return stream.getvalue()


FILLED = '<t:table-cell o:value-type="string"/>'
END = '<t:table-row t:number-rows-repeated="1048574"><t:table-cell t:number-columns-repeated="16384"/></t:table-row>'


@pytest.mark.parametrize(
    "rows",
    [
        f'<t:table-row t:number-rows-repeated="1000000">{FILLED}{FILLED}{FILLED}{FILLED}</t:table-row>',
        f'{END}<t:table-row><t:table-cell t:number-columns-repeated="9"/>{FILLED}</t:table-row>',
    ],
    ids=["a row repeated", "a cell far below"],
)
def test_repeated_cells_of_an_open_document_are_counted(rows):
    with pytest.raises(PackedError, match="cells far apart"):
        names_in(open_document(rows))


def test_empty_end_of_an_open_document_fills_nothing():
    assert names_in(open_document(f"<t:table-row>{FILLED}</t:table-row>{END}")) == {"content.xml"}


def test_binary_workbook_is_not_looked_through():
    with pytest.raises(PackedError, match="damaged"):
        names_in(packed(workbook_bin=""))


@pytest.mark.parametrize(
    "parts",
    [
        {"sheet1_bin": "<worksheet><broken <sheetData>" + FAR},
        {"sheet1_xml": "<worksheet><sheetData>" + " " * BLOCK + "</broken>" + FAR},
        {"sheet1_xml": "<!DOCTYPE x [<!ENTITY a 'b'>]>" + SHEET.format("")},
    ],
    ids=["a sheet that is no XML", "a sheet broken later", "a declaration of its own"],
)
def test_sheet_that_cannot_be_looked_through_is_damaged(parts):
    with pytest.raises(PackedError, match="damaged"):
        names_in(packed(**parts))


def test_locked_or_strangely_packed_archive_is_damaged():
    data = packed(sheet1_xml=SHEET.format(""))
    for offset, value in ((6, 1), (8, 99)):
        changed = bytearray(data)
        start, central = 0, data.index(b"PK\x01\x02")
        struct.pack_into("<H", changed, start + offset, value)
        struct.pack_into("<H", changed, central + offset + 2, value)
        with pytest.raises(PackedError, match="damaged"):
            names_in(bytes(changed))


def test_workbook_with_a_picture_or_a_printer_is_no_attack():
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for _sheet in range(3):
            page = book.add_worksheet()
            for row in range(300):
                page.write_row(row, 0, ["text", row, 1.5])
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/printerSettings/printerSettings1.bin", bytes(range(256)) * 10)
    assert "xl/worksheets/sheet3.xml" in names_in(stream.getvalue())
