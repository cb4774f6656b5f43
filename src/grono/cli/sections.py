"""Sections of an answer, as tables in a terminal and as plain text elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

_WIDEST_CELL = 60  # characters of a cell of plain text; longer texts would push the numbers off the line


@dataclass(frozen=True)
class Section:
    """A titled table with notes below it.

    Parameters
    ----------
    title : str
        The heading.
    columns : sequence of str
        Column headings; none for a section of notes.
    rows : sequence of sequences of str
        The cells.
    notes : sequence of str
        Sentences below the table.
    numbers : set of int
        Columns that are aligned to the right.
    """

    title: str
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    notes: Sequence[str] = ()
    numbers: frozenset[int] = frozenset()


def plain_text(sections: Sequence[Section]) -> str:
    """Return sections as text with aligned columns, without any control sequence."""
    return "\n\n".join("\n".join(_plain_section(section)) for section in sections)


def rich_parts(sections: Sequence[Section]) -> list[RenderableType]:
    """Return sections as parts for a terminal."""
    parts: list[RenderableType] = []
    for section in sections:
        parts.append(Text(f"\n{section.title}", style="bold magenta"))
        if section.columns:
            parts.append(_rich_table(section))
        parts.extend(Padding(Text(note), (0, 0, 0, 2)) for note in section.notes)
    return parts


def _rich_table(section: Section) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for place, column in enumerate(section.columns):
        is_number = place in section.numbers
        table.add_column(escape(column), justify="right" if is_number else "left", no_wrap=is_number)
    for row in section.rows:
        table.add_row(*(escape(cell) for cell in row))
    return table


def _plain_section(section: Section) -> list[str]:
    lines = [section.title, "-" * len(section.title)]
    if section.columns:
        rows = [[_cut(cell) for cell in row] for row in (section.columns, *section.rows)]
        widths = [max(len(row[place]) for row in rows) for place in range(len(section.columns))]
        lines.extend(_plain_row(row, widths, section.numbers) for row in rows)
    return lines + list(section.notes)


def _plain_row(row: Sequence[str], widths: Sequence[int], numbers: frozenset[int]) -> str:
    cells = [
        cell.rjust(width) if place in numbers else cell.ljust(width)
        for place, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()


def _cut(cell: str) -> str:
    return cell if len(cell) <= _WIDEST_CELL else cell[: _WIDEST_CELL - 1] + "…"
