"""What a person finds in each of the four forms of a document."""

import re
from html import unescape
from io import BytesIO

import docx
import openpyxl
import pypdf


def squeezed(text):
    """Return a text without the white space in which the forms differ."""
    return re.sub(r"[\s\u00a0\u00ad]+", "", text)


def words_of(contents):
    """Return the words of the HTML, PDF and DOCX of a document."""
    html = unescape(re.sub(r"<[^>]+>", " ", contents["html"].decode().split("<main", 1)[1]))
    pages = pypdf.PdfReader(BytesIO(contents["pdf"])).pages
    paper = docx.Document(BytesIO(contents["docx"]))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    texts = [paragraph.text for paragraph in paper.paragraphs]
    return {
        "html": squeezed(html),
        "pdf": squeezed(" ".join(page.extract_text() for page in pages)),
        "docx": squeezed(" ".join([*texts, *cells])),
    }


def values_of(contents):
    """Return every number and text of the workbook."""
    book = openpyxl.load_workbook(BytesIO(contents["xlsx"]))
    found = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    return {round(value, 9) for value in found if isinstance(value, int | float)}, {
        squeezed(line) for value in found if isinstance(value, str) for line in [*value.split("\n"), value]
    }
