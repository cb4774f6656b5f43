"""A document before it has a form: headings, sentences, tables and pictures in their order.

A page, a PDF, a text document and a workbook are written from the same :class:`Document`; none of them computes anything, so that all four
say the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from grono.charts import Chart


@dataclass(frozen=True)
class Cell:
    """One value: its words, and what a program or a curious reader needs beside them.

    Parameters
    ----------
    text : str
        As a person reads it.
    number : float, optional
        The value for a workbook; only where the words stand for exactly one number.
    href : str
        Address of the evidence.
    language : str
        Language of the text where it is not that of the document.
    detail : str
        A second line: the reason of a status, the formula of a share.
    """

    text: str
    number: float | None = None
    href: str = ""
    language: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading; the title of the document is level 1."""

    text: str
    level: int = 2
    language: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A sentence or more; ``loud`` is what nobody may overlook."""

    text: str
    language: str = ""
    loud: bool = False


@dataclass(frozen=True)
class Items:
    """A list of lines."""

    lines: tuple[Cell, ...]


@dataclass(frozen=True)
class Facts:
    """Labels with their values."""

    pairs: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True)
class Head:
    """The heading of a column."""

    text: str
    numeric: bool = False


@dataclass(frozen=True)
class Grid:
    """A table. Grids of one ``sheet`` have the same columns and stand below each other in a workbook."""

    caption: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sheet: str
    empty: str = ""


@dataclass(frozen=True)
class Picture:
    """A chart, with its words and its table."""

    name: str
    chart: Chart


Block = Heading | Paragraph | Items | Facts | Grid | Picture


@dataclass(frozen=True)
class Document:
    """Everything a document says.

    Parameters
    ----------
    language : str
        Language of all texts that do not name another.
    title, subtitle : str
        What it is, and about what.
    blocks : tuple of Block
        The content in its order.
    created : datetime
        Moment of making, with its time zone; it stands in the properties of the files.
    subtitle_language : str
        Language of the subtitle where it is another.
    one_side : bool
        Whether it has to fit one side of A4.
    """

    language: str
    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    created: datetime
    subtitle_language: str = ""
    one_side: bool = False

    @property
    def pictures(self) -> Iterator[Picture]:
        """Return the pictures in their order."""
        return (block for block in self.blocks if isinstance(block, Picture))

    @property
    def grids(self) -> Iterator[Grid]:
        """Return the tables in their order."""
        return (block for block in self.blocks if isinstance(block, Grid))


@dataclass(frozen=True)
class Drawn:
    """A document with its pictures drawn once, as SVG by name, for all its forms."""

    document: Document
    drawings: dict[str, str] = field(default_factory=dict)


def chart_rows(chart: Chart) -> tuple[tuple[str, ...], list[list[Any]]]:
    """Return the headings and the values of the table behind a chart."""
    names = chart.table.column_names
    heads = tuple(chart.column_titles.get(name, name) for name in names)
    return heads, [[row[name] for name in names] for row in chart.table.to_pylist()]
