"""The list on paper: the table of the page, all its pages, with what was asked above it (DIR-48)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from grono.portal.core.display import Cell
from grono.portal.directory.files import preface
from grono.portal.directory.listing import table
from grono.reports.printed_list import ListCell, PrintedList, printed_list

if TYPE_CHECKING:
    from grono.portal.directory.filters import Wanted
    from grono.portal.directory.profiles import Profile
    from grono.portal.directory.wording import Wording

MOST_ON_PAPER = 1_000
"""Organisations of one PDF, some sixty pages, made within a second; a longer list is a table or a workbook."""


def as_pdf(found: list[Profile], wanted: Wanted, wording: Wording) -> bytes:
    """Return the organisations as an accessible PDF: the columns of the page, for the same reader."""
    shown = table(found, wanted, wording)
    return printed_list(
        PrintedList(
            language=wording.language,
            title=_("Directory of organisations"),
            facts=tuple((str(line[0]), str(line[1])) for line in preface(wanted, wording, len(found)) if line),
            columns=tuple(str(column.label) for column in shown.columns),
            rows=tuple(tuple(_cell(cell, wording.language) for cell in row) for row in shown.rows),
            empty=_("No organisation matches."),
            created=timezone.now(),
        )
    )


def _cell(cell: object, language: str) -> ListCell:
    """Return a cell of the page as text; what is not known is a dash there too."""
    one = cell if isinstance(cell, Cell) else Cell(cell)
    text = "–" if one.value in (None, "") else str(one.value)
    return ListCell(text, str(one.detail or ""), "" if one.language == language else one.language)
