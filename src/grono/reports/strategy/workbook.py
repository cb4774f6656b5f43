"""A document as a workbook: what it says on the first sheet, each kind of table on its own, numbers as numbers."""

from __future__ import annotations

from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, Any

import xlsxwriter

from grono.messages import message
from grono.reports.quick_sheet import LONGEST
from grono.reports.strategy.blocks import Cell, Facts, Grid, Head, Heading, Items, Paragraph, Picture, chart_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grono.reports.strategy.blocks import Drawn

_MOST_LINKS = 65_000
"""A sheet holds 65 530 links; beyond that only the words are written."""
_NARROW, _WIDE, _WIDEST = 12, 24, 60
_LINE, _HIGHEST = 15, 409
"""Points of a line, and of the highest row that a workbook knows."""


def as_workbook(source: Drawn) -> bytes:
    """Return the document as XLSX; texts are never formulas, the same document gives the same bytes."""
    document = source.document
    written = BytesIO()
    with xlsxwriter.Workbook(
        written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        created = document.created.replace(tzinfo=None, microsecond=0)
        book.set_properties({"title": document.title, "subject": document.subtitle, "created": created})
        writer = _Writer(book)
        writer.summary(message("Summary").in_language(document.language), _summary(source))
        for name, grids in _sheets(source).items():
            writer.grids(name, grids, message("Part").in_language(document.language))
    return written.getvalue()


def _sheets(source: Drawn) -> dict[str, list[Grid]]:
    found: dict[str, list[Grid]] = {}
    kinds: dict[tuple[str, ...], int] = {}
    for block in source.document.blocks:
        if isinstance(block, Picture):
            heads, rows = chart_rows(block.chart)
            cells = tuple(tuple(_plain(value) for value in row) for row in rows)
            titled = tuple(Head(head) for head in heads)
            number = kinds.setdefault(heads, len(kinds) + 1)  # pictures with the same columns share a sheet
            sheet = message("Charts %(number)s", number=str(number)).in_language(source.document.language)
            block = Grid(block.chart.title, titled, cells, sheet=sheet)
        if isinstance(block, Grid):
            found.setdefault(block.sheet, []).append(block)
    return found


def _plain(value: object) -> Cell:
    number = float(value) if isinstance(value, int | float) else None
    return Cell("" if value is None else str(value), number)


def _summary(source: Drawn) -> Iterator[tuple[Cell, ...]]:
    document = source.document
    yield (Cell(document.title), Cell(document.subtitle))
    for block in document.blocks:
        if isinstance(block, Heading | Paragraph):
            yield (Cell(block.text),) if isinstance(block, Heading) else (Cell(""), Cell(block.text))
        elif isinstance(block, Facts):
            yield from ((Cell(label), cell) for label, cell in block.pairs)
        elif isinstance(block, Items):
            yield from ((Cell(""), line) for line in block.lines)
        elif isinstance(block, Picture):
            yield (Cell(block.chart.title), Cell(block.chart.alternative))


class _Writer:
    def __init__(self, book: Any) -> None:
        self._book = book
        self._head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#f4f0f7"}
        )
        self._bold = book.add_format({"bold": True, "valign": "top"})
        self._wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self._links = 0

    def summary(self, name: str, lines: Iterator[tuple[Cell, ...]]) -> None:
        """Write what the document says, line by line."""
        page = self._page(name)
        widths = (44, 100)
        for place, width in enumerate(widths):
            page.set_column(place, place, width)
        for row, cells in enumerate(lines):
            self._line(page, row, cells, widths, [self._bold, self._wrapped])

    def grids(self, name: str, grids: list[Grid], part: str) -> None:
        """Write the tables of one kind below each other; where there are several, the first column says which."""
        several = len(grids) > 1
        page = self._page(name[:31])
        heads = ([part] if several else []) + [head.text for head in grids[0].heads]
        lines = [((Cell(grid.caption), *row) if several else row) for grid in grids for row in grid.rows]
        widths = [_width([line[place] for line in lines]) for place in range(len(heads))]
        for place, width in enumerate(widths):
            page.set_column(place, place, width)
        self._line(page, 0, [Cell(head) for head in heads], widths, [self._head] * len(heads))
        for row, cells in enumerate(lines, 1):
            self._line(page, row, cells, widths, [self._wrapped] * len(heads))
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, max(len(lines), 1), len(heads) - 1)
        page.repeat_rows(0)

    def _page(self, name: str) -> Any:
        """Begin a sheet that prints on A4, as wide as the paper and as long as it is."""
        page = self._book.add_worksheet(name)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        return page

    def _line(self, page: Any, row: int, cells: Sequence[Cell], widths: Sequence[int], styles: Sequence[Any]) -> None:
        """Write a row as high as its longest cell: not every program looks itself how many lines a cell has."""
        lines = max((_lines(cell, width) for cell, width in zip(cells, widths, strict=False)), default=1)
        if lines > 1:
            page.set_row(row, min(lines * _LINE, _HIGHEST))
        for place, cell in enumerate(cells):
            self._cell(page, row, place, cell, styles[place])

    def _cell(self, page: Any, row: int, place: int, cell: Cell, style: Any) -> None:
        words = (f"{cell.text}\n{cell.detail}" if cell.detail else cell.text)[:LONGEST]
        is_linked = bool(cell.href) and self._links < _MOST_LINKS
        if is_linked:
            self._links += 1
            page.write_url(row, place, cell.href, style, string=words)
        if cell.number is not None:
            page.write_number(row, place, cell.number, style)
            if cell.detail:
                page.write_comment(row, place, cell.detail)
        elif not is_linked:
            page.write_string(row, place, words, style)


def _width(cells: Sequence[Cell]) -> int:
    longest = max((len(line) for cell in cells for line in _shown(cell)), default=0)
    return _WIDEST if longest > _WIDE * 2 else _WIDE if longest > _NARROW else _NARROW


def _lines(cell: Cell, width: int) -> int:
    """Return how many lines a cell takes in a column of so many signs."""
    return sum(max(1, ceil(len(line) / width)) for line in _shown(cell))


def _shown(cell: Cell) -> list[str]:
    """Return the lines that stand in a cell; what is said beside a number is its comment."""
    return cell.text.splitlines() + ([] if cell.number is not None else cell.detail.splitlines())
