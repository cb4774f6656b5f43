"""Cells of a table as HTML: a page may have thousands of them, so they are written here and not by a template each."""

from __future__ import annotations

import datetime
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.messages import GronoError, Message
from grono.portal.core.templatetags import grono

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grono.portal.core.display import Cell, Column, Status


def written(value: object, digits: int | None = None) -> object:
    """Return a number or a date in the reader's form; a missing value is a dash that is read aloud as words."""
    if isinstance(value, str):
        return value
    if value is None:
        return _missing(get_language())
    if isinstance(value, Message | GronoError):
        return value.in_language(get_language() or "en")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float | Decimal):
        return grono.number(value, digits)
    if isinstance(value, datetime.datetime):
        return grono.moment(value)
    return grono.day(value) if isinstance(value, datetime.date) else value


@lru_cache(maxsize=32)
def _missing(_language: str | None) -> SafeString:
    """Return the sign of a missing value; its words depend on the language only."""
    return render_to_string("components/missing.html")


@lru_cache(maxsize=32)
def _shape(tone: str) -> SafeString:
    """Return the drawing beside a status; it has no words."""
    return render_to_string("components/shape.html", {"tone": tone})


def row(pairs: Iterable[tuple[Column, Cell]]) -> SafeString:
    """Return one row of a table as HTML; its first cell is the heading of the row."""
    cells = [_cell(column, cell, head=place == 0) for place, (column, cell) in enumerate(pairs)]
    return SafeString(f"<tr>{''.join(cells)}</tr>")


def rows(body: Iterable[Iterable[tuple[Column, Cell]]]) -> SafeString:
    """Return the rows of a table as HTML."""
    return SafeString("\n".join(row(pairs) for pairs in body))


def _cell(column: Column, cell: Cell, *, head: bool) -> str:
    number = ' class="number"' if column.numeric else ""
    language = f' lang="{_escaped(cell.language)}"' if cell.language else ""
    detail = f'\n<span class="quiet">{_escaped(cell.detail)}</span>' if cell.detail else ""
    inside = f"{number}{language}>\n{_inside(cell)}{detail}\n"
    return f'<th scope="row"{inside}</th>' if head else f"<td{inside}</td>"


def _inside(cell: Cell) -> str:
    if cell.status:
        return _status(cell.status)
    value = _escaped(localize(written(cell.value)))
    return f'<a href="{_escaped(cell.href)}">{value}</a>' if cell.href else value


def _status(status: Status) -> str:
    tone = _escaped(status.tone)
    return f'<span class="status {tone}">{_shape(status.tone)}{_escaped(status.word)}</span>'


def _escaped(text: Any) -> str:
    return conditional_escape(text)
