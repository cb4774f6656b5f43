"""Tables that a reader may sort and take along: the same rows on the page and in the file, in the order the address says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from django.core.paginator import Page, Paginator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.language import collation_key
from grono.portal.core.display import Cell, Column, Download, Link, Table
from grono.portal.core.templatetags.grono import number
from grono.portal.maps.pages.addresses import address
from grono.portal.maps.pages.shortlist import named_cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from django.http import QueryDict

    from grono.portal.maps.models import ClusterMap
    from grono.portal.maps.results import Results, Row

ROWS_ON_A_PAGE = 30


@dataclass(frozen=True)
class Field:
    """A column: what is sorted and written to files, and how the page shows it."""

    key: str
    label: str
    value: Callable[[Row], Any]
    shown: Callable[[Row], object] | None = None
    numeric: bool = False
    unit: str = ""
    code: Callable[[Row], object] | None = None
    """A code that stands in a column of its own in the file."""
    sparse: bool = False
    """Left out on the page where no row has anything in it; files keep their columns."""


@dataclass(frozen=True)
class Shown:
    """A table as the page takes it, with its file and the way to the rest of its rows."""

    name: str
    table: Table
    downloads: Sequence[Download]
    page: Page[Any] | None
    more: Link | None
    asked: bool = False
    """Whether the address asks something of this table: its order, or all its rows."""


@dataclass(frozen=True)
class Sheet:
    """A table of a page: its rows come in the order that says most; ``limit`` shows the first ones until all are asked for."""

    name: str
    caption: str
    fields: Sequence[Field]
    rows: Sequence[Row]
    note: str = ""
    empty: str = ""
    limit: int = 0
    paged: bool = False

    def ordered(self, wanted: QueryDict) -> list[Row]:
        """Return all rows in the order the address asks for; missing values come last."""
        key, backwards = self._order(wanted)
        field = next((one for one in self.fields if key and one.key == key), None)
        if field is None:
            return list(self.rows)
        known = [row for row in self.rows if field.value(row) is not None]
        left = [row for row in self.rows if field.value(row) is None]
        return [*sorted(known, key=lambda row: _comparable(field.value(row)), reverse=backwards), *left]

    def shown(self, wanted: QueryDict) -> Shown:
        """Return what the page shows."""
        rows: Sequence[Row] = self.ordered(wanted)
        page, more = None, None
        if self.paged:
            page = Paginator(rows, ROWS_ON_A_PAGE).get_page(wanted.get("page"))
            rows = list(page)
        elif self.limit and len(rows) > self.limit and wanted.get("all") != self.name:
            label = _("All %(number)s lines") % {"number": number(len(rows))}
            more = Link(label, f"?{_query(wanted, all=self.name)}#{self.name}")
            rows = rows[: self.limit]
        fields = [field for field in self.fields if not field.sparse or any(map(field.value, self.rows))]
        columns = [self._column(field, wanted) for field in fields]
        body = [[field.shown(row) if field.shown else field.value(row) for field in fields] for row in rows]
        table = Table(self.caption, columns, body, note=self.note, empty=self.empty)
        return Shown(self.name, table, [self._download(wanted)] if self.rows else [], page, more, self._asked(wanted))

    def file_rows(self, wanted: QueryDict) -> list[list[object]]:
        """Return the whole table for a file: codes beside names, numbers as numbers."""
        head: list[object] = []
        for field in self.fields:
            head += [_("%(column)s: code") % {"column": field.label}] if field.code else []
            head.append(f"{field.label} ({field.unit})" if field.unit else field.label)
        body = []
        for row in self.ordered(wanted):
            line: list[object] = []
            for field in self.fields:
                line += [field.code(row)] if field.code else []
                line.append(field.value(row))
            body.append(line)
        return [head, *body]

    def _asked(self, wanted: QueryDict) -> bool:
        return wanted.get("all") == self.name or wanted.get("order", "").removeprefix("-").startswith(f"{self.name}.")

    def _order(self, wanted: QueryDict) -> tuple[str, bool]:
        order = wanted.get("order", "")
        name, _dot, key = order.removeprefix("-").partition(".")
        return (key, order.startswith("-")) if name == self.name else ("", False)

    def _column(self, field: Field, wanted: QueryDict) -> Column:
        if not field.key:
            return Column(field.label, field.numeric, field.unit)
        key, backwards = self._order(wanted)
        now: Literal["", "ascending", "descending"] = ""
        down = field.numeric
        if key == field.key:
            now, down = ("descending" if backwards else "ascending"), not backwards
        order = f"{'-' if down else ''}{self.name}.{field.key}"
        return Column(field.label, field.numeric, field.unit, f"?{_query(wanted, order=order)}#{self.name}", now)

    def _download(self, wanted: QueryDict) -> Download:
        return Download(_("This table"), f"?{_query(wanted, file=self.name)}", "CSV")


def _query(wanted: QueryDict, **changed: str) -> str:
    query = wanted.copy()
    query.pop("page", None)
    for name, value in changed.items():
        query[name] = value
    return query.urlencode()


def _comparable(value: Any) -> Any:
    return collation_key(value, get_language() or "en") if isinstance(value, str) else value


def sheets_shown(sheets: Iterable[Sheet], wanted: QueryDict) -> dict[str, Shown]:
    """Return name → what the page shows of it."""
    return {sheet.name: sheet.shown(wanted) for sheet in sheets}


def industry_field(map_: ClusterMap, results: Results, key: str = "industry", label: str = "") -> Field:
    """Return the column of an industry's name, which leads to its page where the map has one."""
    return _place_field(map_, results, "industry", key, label or _("Industry"))


def region_field(map_: ClusterMap, results: Results, key: str = "region", label: str = "") -> Field:
    """Return the column of a region's name, which leads to its page."""
    return _place_field(map_, results, "region", key, label or _("Region"))


def _place_field(map_: ClusterMap, results: Results, kind: str, key: str, label: str) -> Field:
    language = get_language() or "en"
    known = results.industries if kind == "industry" else results.regions

    def name(row: Row) -> str | None:
        return results.name(kind, row[key], language).text if row[key] else None

    def cell(row: Row) -> object:
        if not row[key]:
            return Cell(None)
        found = results.name(kind, row[key], language)
        href = address(map_, kind, code=row[key]) if row[key] in known else ""
        return named_cell(found.text, row[key], found.language, href)

    return Field(key, label, name, cell, code=lambda row: row[key])


def number_field(  # noqa: PLR0913 - the parts of a column
    key: str,
    label: str,
    *,
    digits: int | None = 2,
    unit: str = "",
    form: Callable[[float | None], str] | None = None,
    value: Callable[[Row], Any] | None = None,
) -> Field:
    """Return a column of numbers, written with so many digits or in a form of their own."""
    read = value or (lambda row: row[key])

    def shown(row: Row) -> object:
        figure = read(row)
        if figure is None:
            return None
        return form(figure) if form else number(figure, digits)

    return Field(key, label, read, shown, numeric=True, unit=unit)


def notes_field(key: str = "flags") -> Field:
    """Return the column of the notes of a row, in words."""
    from grono.reports.notes import labels_of

    language = get_language() or "en"
    return Field("", _("Notes"), lambda row: labels_of(row[key], language=language), sparse=True)
