"""What a person finds in each of the four forms of a document."""

import re
from html import unescape
from io import BytesIO

import docx
import openpyxl
import pypdf

from grono.reports.strategy.blocks import Facts, Items, Paragraph, chart_rows
from grono.reports.strategy.drawing import shown


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


def cells_of(document):
    """Yield every value of a document but those behind its pictures."""
    for block in document.blocks:
        if isinstance(block, Facts):
            yield from (cell for _label, cell in block.pairs)
        elif isinstance(block, Items):
            yield from block.lines
    for grid in document.grids:
        yield from (cell for row in grid.rows for cell in row)


def unlike(document, contents):
    """Return what a document says and one of its four forms does not: values, sentences, and the tables behind the pictures."""
    words, (numbers, texts) = words_of(contents), values_of(contents)
    told = [part for cell in cells_of(document) for part in (cell.text, cell.detail)]
    told += [block.text for block in document.blocks if isinstance(block, Paragraph)]
    counted = [round(cell.number, 9) for cell in cells_of(document) if cell.number is not None]
    written = [cell.text for cell in cells_of(document) if cell.number is None and cell.text]
    for picture in document.pictures:
        told.append(picture.chart.alternative)
        for value in (value for row in chart_rows(picture.chart)[1] for value in row if value is not None):
            told.append(shown(value, picture.chart.language))
            (counted if isinstance(value, int | float) else written).append(value)
    missing = [(form, one) for one in told for form, text in words.items() if squeezed(one) not in text]
    missing += [("xlsx", one) for one in counted if round(one, 9) not in numbers]
    return missing + [("xlsx", one) for one in written if squeezed(one) not in texts]
