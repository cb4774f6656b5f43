"""Task cards in text documents and workbooks: their text is taken out, and then read as any other (STR-6, STR-19).

In a DOCX each paragraph is a line, and each row of a table is a line of its cells with spaces between them. In an XLSX the first sheet has
the columns *line* and *text*, one row for each line; :func:`card_workbook` and :func:`card_document` write them so, and what they write is
read again as the same text.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from grono.messages import Problem, message
from grono.strategy.reading import CardError
from grono.strategy.rendering import render_card
from grono.tables.packed import PackedError, names_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grono.messages import Message
    from grono.strategy.card import TaskCard

LARGEST_UNPACKED = 30_000_000
"""Bytes that a document may have unpacked; the text of a card has a few thousand."""
HEADER = ("line", "text")
_ZIP = b"PK\x03\x04"


def card_text_of(data: bytes) -> bytes:
    """Return the text of a card from a DOCX or an XLSX, in UTF-8; anything else is returned as it is.

    Raises
    ------
    CardError
        For a packed file that is neither, is damaged or too large, and for a workbook of another form.
    """
    if not data.startswith(_ZIP):
        return data
    parts = _parts(data)
    if "word/document.xml" in parts:
        return "\n".join(_lines_of_document(data)).encode()
    if "xl/workbook.xml" in parts:
        return "\n".join(_lines_of_workbook(data)).encode()
    raise _refused(
        message("The file is packed, but no DOCX and no XLSX. Send the card as plain text, as a DOCX or as an XLSX.")
    )


def card_document(card: TaskCard) -> bytes:
    """Return a card as a DOCX, one paragraph for each line."""
    from docx import Document  # the library is slow to load, and few need it

    document = Document()
    for line in render_card(card).split("\n"):
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def card_workbook(card: TaskCard) -> bytes:
    """Return a card as an XLSX, one row for each line."""
    import xlsxwriter

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet("card")
        sheet.write_row(0, 0, HEADER)
        sheet.set_column(1, 1, 100)
        for number, line in enumerate(render_card(card).split("\n"), 1):
            sheet.write_number(number, 0, number)
            sheet.write_string(number, 1, line)
    return stream.getvalue()


def _parts(data: bytes) -> set[str]:
    try:
        return names_in(data, LARGEST_UNPACKED)
    except PackedError as error:
        if not error.is_too_much:
            raise _damaged() from error
        raise _refused(
            message("The file is too large when unpacked. Send the card alone, without pictures.")
        ) from error


def _lines_of_document(data: bytes) -> Iterator[str]:
    from docx import Document
    from docx.table import Table

    try:
        document = Document(io.BytesIO(data))
    except (KeyError, ValueError, zipfile.BadZipFile, SyntaxError) as error:
        raise _damaged() from error
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                texts = (cell.text.strip() for cell in row.cells)
                yield " ".join(text for text in texts if text)
        else:
            yield from block.text.split("\n")


def _lines_of_workbook(data: bytes) -> Iterator[str]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, IndexError) as error:
        raise _damaged() from error
    if not rows or tuple(rows[0][:2]) != HEADER:
        raise _refused(
            message(
                "The first sheet has to begin with the columns “line” and “text”, one row for each line of the card."
            )
        )
    for number, row in enumerate(rows[1:], 1):
        if row[0] != number:
            sentence = message(
                "In row %(row)s, column “line”, %(number)s is expected: the lines have to be numbered in order.",
                row=str(number + 1),
                number=str(number),
            )
            raise CardError([Problem("line-number", sentence, row=number + 1, column="line", value=str(row[0]))])
        yield str(row[1])


def _damaged() -> CardError:
    return _refused(message("The file is damaged and cannot be opened. Save it again and send it once more."))


def _refused(sentence: Message) -> CardError:
    return CardError([Problem("not-a-card", sentence)])
