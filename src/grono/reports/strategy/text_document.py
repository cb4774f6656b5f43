"""A document as DOCX: headings, real tables with their heading row, pictures with a text alternative, the language marked."""

from __future__ import annotations

import re
from functools import singledispatch
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
import vl_convert
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from grono.messages import message
from grono.reports.strategy.blocks import (
    Cell,
    Facts,
    Grid,
    Head,
    Heading,
    Items,
    Paragraph,
    Picture,
    chart_rows,
)
from grono.reports.strategy.columns import column_widths
from grono.reports.strategy.drawing import shown, size_on_paper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.reports.strategy.blocks import Block, Drawn

_FULL_LANGUAGES = {"pl": "pl-PL", "en": "en-GB", "de": "de-DE", "it": "it-IT", "cs": "cs-CZ", "hu": "hu-HU"}
_FIXED = (1980, 1, 1, 0, 0, 0)
"""Date of every part inside the file: the same document gives the same bytes."""
_LINK = RGBColor(0x6D, 0x2E, 0x96)
_MUTED = RGBColor(0x5A, 0x55, 0x64)
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Signs that XML does not know."""
_SHARPNESS = 2.0
"""Points of a picture for each of its own: text stays legible in print."""
_PAGE, _MARGIN = (Cm(21), Cm(29.7)), Cm(1.8)
_TABLE_POINTS = 8.5
"""Size of letters in a table."""
_EDGE = "60"
"""Twentieths of a point between the edge of a cell and its words, left and right."""
_SIGN = 0.55
"""Width of a letter for each point of its size, in the middle of common fonts."""
_AFTER_A_TABLE = Pt(6)
_LONG = 600
"""Signs in a row from which it may be split between pages; shorter rows stay whole."""


def as_docx(source: Drawn) -> bytes:
    """Return the document as DOCX; the same document gives the same bytes."""
    document = source.document
    paper = docx.Document()
    _prepare(paper, source)
    paper.add_heading(_writable(document.title), 0)
    _say(paper.add_paragraph(style="Subtitle"), Cell(document.subtitle, language=document.subtitle_language))
    for block in document.blocks:
        _add(block, paper, source)
    written = BytesIO()
    paper.save(written)
    return _without_dates(written.getvalue())


def _prepare(paper: Any, source: Drawn) -> None:
    document = source.document
    properties = paper.core_properties
    properties.title, properties.subject = _writable(document.title), _writable(document.subtitle)
    properties.author, properties.language = "Grono", document.language
    properties.created = properties.modified = document.created.replace(tzinfo=None, microsecond=0)
    for section in paper.sections:
        section.page_width, section.page_height = _PAGE
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    _mark_language(normal.element.get_or_add_rPr(), document.language)
    for defaults in paper.styles.element.iter(qn("w:rPrDefault")):
        for language in defaults.iter(qn("w:lang")):
            language.set(qn("w:val"), _FULL_LANGUAGES.get(document.language, document.language))
    for margins in paper.styles.element.iter(qn("w:tblCellMar")):
        for side in (*margins.iter(qn("w:left")), *margins.iter(qn("w:right"))):
            side.set(qn("w:w"), _EDGE)


def _mark_language(properties: Any, language: str) -> None:
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), _FULL_LANGUAGES.get(language, language))
    properties.append(mark)


def _without_dates(content: bytes) -> bytes:
    written = BytesIO()
    with ZipFile(BytesIO(content)) as given, ZipFile(written, "w", ZIP_DEFLATED) as kept:
        for part in given.infolist():
            kept.writestr(ZipInfo(part.filename, _FIXED), given.read(part), ZIP_DEFLATED)
    return written.getvalue()


def _writable(text: str) -> str:
    """Return a text without the signs that XML does not know, such as what a word processor puts between two lines."""
    return _UNWRITABLE.sub(" ", text)


def _say(paragraph: Any, cell: Cell) -> None:
    """Write a value into a paragraph: as a link where it has evidence, in its own language, with its second line."""
    run = _linked(paragraph, cell) if cell.href else paragraph.add_run(_writable(cell.text))
    if cell.language:
        _mark_language(run._r.get_or_add_rPr(), cell.language)  # noqa: SLF001 - python-docx has no door for languages
    if cell.detail:
        run = paragraph.add_run(_writable(f"\n{cell.detail}"))
        run.font.size = Pt(8)
        run.font.color.rgb = _MUTED


def _linked(paragraph: Any, cell: Cell) -> Any:
    relation = paragraph.part.relate_to(cell.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = paragraph.add_run(_writable(cell.text))
    run.font.color.rgb, run.font.underline = _LINK, True
    link.append(run._r)  # noqa: SLF001 - python-docx has no door for links
    paragraph._p.append(link)  # noqa: SLF001
    return run


@singledispatch
def _add(block: Block, paper: Any, source: Drawn) -> None:
    raise TypeError(type(block), paper, source)


@_add.register(Heading)
def _heading(block: Heading, paper: Any, source: Drawn) -> None:  # noqa: ARG001
    heading = paper.add_heading(level=block.level - 1)
    _say(heading, Cell(block.text, language=block.language))


@_add.register(Paragraph)
def _paragraph(block: Paragraph, paper: Any, source: Drawn) -> None:  # noqa: ARG001
    paragraph = paper.add_paragraph(style="Intense Quote" if block.loud else None)
    paragraph.paragraph_format.space_before = _AFTER_A_TABLE
    _say(paragraph, Cell(block.text, language=block.language))


@_add.register(Items)
def _items(block: Items, paper: Any, source: Drawn) -> None:  # noqa: ARG001
    for line in block.lines:
        _say(paper.add_paragraph(style="List Bullet"), line)


@_add.register(Facts)
def _facts(block: Facts, paper: Any, source: Drawn) -> None:  # noqa: ARG001
    for label, cell in block.pairs:
        paragraph = paper.add_paragraph()
        paragraph.add_run(f"{label}: ").font.color.rgb = _MUTED
        _say(paragraph, cell)


@_add.register(Grid)
def _grid(block: Grid, paper: Any, source: Drawn) -> None:  # noqa: ARG001
    if not block.rows:
        paper.add_paragraph(block.empty)
        return
    caption = paper.add_paragraph()
    caption.add_run(_writable(block.caption)).bold = True
    caption.paragraph_format.keep_with_next = True
    caption.paragraph_format.space_before = _AFTER_A_TABLE
    table = paper.add_table(rows=0, cols=len(block.heads), style="Table Grid")
    _described(table, block.caption)
    _let_columns_fit(table, block)
    numeric = [head.numeric for head in block.heads]
    links = _Links(paper.part)
    heads = _row([Cell(head.text) for head in block.heads], numeric, links, is_head=True)
    rows = "".join(_row(row, numeric, links) for row in block.rows)
    # Thousands of rows are read at once: python-docx counts a table anew for each of its cells.
    for row in parse_xml(f"<w:tbl {nsdecls('w', 'r')}>{heads}{rows}</w:tbl>"):
        table._tbl.append(row)  # noqa: SLF001 - python-docx has no door for ready rows


def _let_columns_fit(table: Any, block: Grid) -> None:
    """Give each column the room that its words ask for; the program that opens the file may still widen one."""
    room = _PAGE[0].pt - 2 * _MARGIN.pt
    signs = int(room / (_TABLE_POINTS * _SIGN))
    for column, width in zip(table.columns, column_widths(block, signs), strict=True):
        column.width = Pt(room * width / signs)


class _Links:
    """Addresses of a document, each entered once."""

    def __init__(self, part: Any) -> None:
        self._part = part
        self._known: dict[str, str] = {}

    def relation(self, href: str) -> str:
        """Return the identifier of an address."""
        if href not in self._known:
            self._known[href] = self._part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return self._known[href]


def _row(cells: Sequence[Cell], numeric: Sequence[bool], links: _Links, *, is_head: bool = False) -> str:
    """Return a row of a table as XML; a heading row is repeated on every page, and a short one is not split between two."""
    is_short = sum(len(cell.text) + len(cell.detail) for cell in cells) < _LONG
    marks = ("<w:cantSplit/>" if is_short else "") + ("<w:tblHeader/>" if is_head else "")
    mark = f"<w:trPr>{marks}</w:trPr>" if marks else ""
    inside = "".join(_cell(cell, links, right=right, bold=is_head) for cell, right in zip(cells, numeric, strict=True))
    return f"<w:tr>{mark}{inside}</w:tr>"


def _cell(cell: Cell, links: _Links, *, right: bool, bold: bool) -> str:
    aligned = '<w:pPr><w:jc w:val="right"/></w:pPr>' if right else ""
    language = f'<w:lang w:val="{_FULL_LANGUAGES.get(cell.language, cell.language)}"/>' if cell.language else ""
    colour, line = (f'<w:color w:val="{_LINK}"/>', '<w:u w:val="single"/>') if cell.href else ("", "")
    weight = "<w:b/>" if bold else ""
    words = _run(cell.text, f'{weight}{colour}<w:sz w:val="{2 * _TABLE_POINTS:.0f}"/>{line}{language}')
    if cell.href:
        words = f'<w:hyperlink r:id="{links.relation(cell.href)}">{words}</w:hyperlink>'
    if cell.detail:
        words += "<w:r><w:br/></w:r>" + _run(cell.detail, f'<w:color w:val="{_MUTED}"/><w:sz w:val="15"/>')
    return f'<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr><w:p>{aligned}{words}</w:p></w:tc>'


def _run(text: str, look: str) -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(_writable(text))}</w:t></w:r>'


def _described(table: Any, caption: str) -> None:
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx has no door for descriptions of tables
    mark = OxmlElement("w:tblCaption")
    mark.set(qn("w:val"), _writable(caption))
    properties.append(mark)


@_add.register(Picture)
def _picture(block: Picture, paper: Any, source: Drawn) -> None:
    chart = block.chart
    title = paper.add_paragraph()
    title.add_run(chart.title).bold = True
    title.paragraph_format.keep_with_next = True
    drawing = BytesIO(vl_convert.svg_to_png(source.drawings[block.name], scale=_SHARPNESS))
    width, height = size_on_paper(source.drawings[block.name])
    inline = paper.add_picture(drawing, Pt(width), Pt(height))
    described = inline._inline.docPr  # noqa: SLF001 - python-docx has no door for text alternatives
    described.set("descr", chart.alternative)
    described.set("title", chart.title)
    paper.add_paragraph(chart.alternative)
    heads, rows = chart_rows(chart)
    cells = tuple(tuple(Cell(shown(value, chart.language)) for value in row) for row in rows)
    caption = message("The figures as a table").in_language(chart.language)
    _add(Grid(caption, tuple(Head(head) for head in heads), cells, sheet=""), paper, source)
    paper.add_paragraph(chart.source).paragraph_format.space_before = _AFTER_A_TABLE
