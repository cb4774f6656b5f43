"""What a view hands to the components of the pages (``templates/components/``): plain values, already in order.

The gallery (``/gallery/``) shows each of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from django.utils.functional import Promise
    from django.utils.safestring import SafeString

    Text = str | Promise

Tone = Literal["neutral", "active", "information", "success", "warning", "error"]


@dataclass(frozen=True)
class Link:
    """A link with its words; ``kind`` is the look of a button: "", secondary, destructive or plain."""

    label: Text
    href: str
    kind: str = ""


@dataclass(frozen=True)
class Download:
    """A file to fetch: its type ("CSV") and its size in bytes stand beside the link."""

    label: Text
    href: str
    type: str
    size: int | None = None


@dataclass(frozen=True)
class Status:
    """A state in a word; tone gives it a colour and a shape."""

    word: Text
    tone: Tone = "neutral"


@dataclass(frozen=True)
class Notice:
    """A sentence set apart, and where to go on."""

    text: Text
    link: Link
    tone: Tone = "information"


@dataclass(frozen=True)
class Fact:
    """One line of a list of facts; ``language`` is set when the value is in another language than the page."""

    label: Text
    value: object
    detail: Text = ""
    href: str = ""
    language: str = ""


@dataclass(frozen=True)
class Tile:
    """One figure with unit, date and interval; ``value=None`` shows ``absent`` instead of a number."""

    label: Text
    value: object
    unit: Text = ""
    date: datetime.date | Text | None = None
    interval: Text = ""
    href: str = ""
    absent: Text = ""


@dataclass(frozen=True)
class Column:
    """A column of a table; ``sort_href`` makes its heading a link, ``sorted`` says how it is sorted now."""

    label: Text
    numeric: bool = False
    unit: Text = ""
    sort_href: str = ""
    sorted: Literal["", "ascending", "descending"] = ""


@dataclass(frozen=True)
class Cell:
    """A cell that is more than its value: a link, a status, a second line, a text in another language."""

    value: object
    href: str = ""
    detail: Text = ""
    language: str = ""
    status: Status | None = None


@dataclass(frozen=True)
class Table:
    """A table: numbers stay numbers (the page writes them in the reader's form), ``None`` is a missing value."""

    caption: Text
    columns: Sequence[Column]
    rows: Sequence[Sequence[object]]
    note: Text = ""
    empty: Text = ""
    total: Sequence[object] = ()
    sticky: bool = True
    sentence: bool = False
    """Whether the last of four columns holds sentences: on a narrow screen it stands below the others, across the width."""
    stacked: bool = False
    """Whether a row becomes a card on a narrow screen: the first cell across the width, the others in two columns below it."""

    def paired(self, row: Sequence[object]) -> list[tuple[Column, Cell]]:
        """Return the cells of a row, each with its column."""
        cells = [cell if isinstance(cell, Cell) else Cell(cell) for cell in row]
        return list(zip(self.columns, cells, strict=True))

    @property
    def body(self) -> list[list[tuple[Column, Cell]]]:
        """Return the rows as pairs of column and cell."""
        return [self.paired(row) for row in self.rows]

    @property
    def foot(self) -> list[tuple[Column, Cell]]:
        """Return the row of totals as pairs of column and cell."""
        return self.paired(self.total) if self.total else []


@dataclass(frozen=True)
class Step:
    """One step of a longer piece of work."""

    title: Text
    state: Literal["done", "current", "waiting", "failed"] = "waiting"
    detail: Text = ""


@dataclass(frozen=True)
class Tab:
    """One of several views of the same thing, each with its own address."""

    label: Text
    href: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Choice:
    """One value of a facet: following the link chooses it, or takes it away when it is chosen."""

    label: Text
    href: str
    count: int
    chosen: bool = False


@dataclass(frozen=True)
class Facet:
    """A question by which a list can be narrowed."""

    title: Text
    choices: Sequence[Choice]


@dataclass(frozen=True)
class Card:
    """A link to a thing, with the little one must know to choose it."""

    title: Text
    href: str
    text: Text = ""
    detail: Text = ""
    status: Status | None = None
    language: str = ""


@dataclass(frozen=True)
class Provenance:
    """How sure, how old, where from: the three things every page with figures says."""

    sure: Text
    old: Text
    source: Text
    source_href: str = ""


@dataclass(frozen=True)
class Figure:
    """A picture with what it says, its words for those who do not see it, its source and its table.

    A picture that ``has_links`` is a group of them and not one image: what is in an image is not read out.
    """

    title: Text
    picture: SafeString
    alternative: Text
    source: Text
    table: Table | None = None
    subtitle: Text = ""
    downloads: Sequence[Download] = field(default_factory=tuple)
    fits: bool = True
    has_links: bool = False
