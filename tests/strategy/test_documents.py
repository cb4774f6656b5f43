"""Cards in text documents and workbooks come back byte for byte (STR-6, STR-19)."""

import io
import zipfile

import pytest
import xlsxwriter
from docx import Document

from grono.strategy import CardError, card_document, card_text_of, card_workbook, read_card_file, render_card
from grono.strategy import documents as module


@pytest.fixture
def leszno(seed):
    return seed("001").read_bytes()


def workbook(rows):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return stream.getvalue()


def packed(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return stream.getvalue()


@pytest.mark.parametrize("write", [card_document, card_workbook])
def test_leszno_comes_back_byte_for_byte_through_a_document(leszno, write):
    again = card_text_of(write(read_card_file(leszno).card))
    assert again == leszno
    assert read_card_file(again).card == read_card_file(leszno).card


@pytest.mark.parametrize("write", [card_document, card_workbook])
def test_ended_last_line_stays_ended(leszno, write):
    ended = leszno + b"\n"
    assert card_text_of(write(read_card_file(ended).card)) == ended


def test_plain_text_is_left_alone(leszno):
    assert card_text_of(leszno) is leszno


def test_tables_of_a_document_are_lines(leszno):
    text = leszno.decode()
    rows = ["1. Diagnoza stanu obecnego gospodarki w Lesznie 15/15% - - - -"]
    document = Document()
    for line in text.split("\n"):
        if line in rows:
            table = document.add_table(rows=1, cols=6)
            cells = [line[: line.index(" 15/15")], *line[line.index("15/15") :].split(" ")]
            for cell, content in zip(table.rows[0].cells, cells, strict=True):
                cell.text = content
        else:
            document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    assert render_card(read_card_file(card_text_of(stream.getvalue())).card) == text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"PK\x03\x04 broken", "damaged"),
        (packed(readme="x"), "no DOCX and no XLSX"),
        (packed(word__document="<a"), "damaged"),
        (packed(xl__workbook="<a"), "damaged"),
        (workbook([["a", "b"]]), "columns “line” and “text”"),
        (workbook([["line", "text"], [1, "a"], [3, "b"]]), "In row 3, column “line”, 2 is expected"),
    ],
)
def test_other_packed_files_are_refused_with_a_sentence(data, sentence):
    with pytest.raises(CardError) as caught:
        card_text_of(data)
    assert sentence in caught.value.problems[0].message.in_language("en")


def test_document_too_large_unpacked_is_refused(monkeypatch):
    monkeypatch.setattr(module, "LARGEST_UNPACKED", 10)
    with pytest.raises(CardError) as caught:
        card_text_of(packed(word__document="x" * 100))
    assert "too large when unpacked" in caught.value.problems[0].message.in_language("en")
