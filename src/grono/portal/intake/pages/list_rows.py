"""Problems and rows of a list that is brought in, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.portal.core.display import Cell, Column, Status, Table
from grono.portal.directory.history import field_title as title_of_change
from grono.portal.directory.history import value_text
from grono.portal.intake.kinds import PROBLEM_TITLES, RowOutcome
from grono.portal.intake.queries import (
    open_warnings,
    problem_kinds,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.portal.intake.models import Import, ImportProblem, ImportRow


def problem_title(code: str) -> str:
    """Return the name of a kind of problem."""
    return str(PROBLEM_TITLES.get(code, code))


def kinds_of(one: Import) -> Table | None:
    """Return how often each kind of problem occurs."""
    rows: list[list[object]] = [
        [
            Cell(problem_title(code), f"?kind={code}#problems"),
            Cell("", status=Status(_("error"), "error") if severity == "error" else Status(_("warning"), "warning")),
            number,
        ]
        for code, severity, number in problem_kinds(one)
    ]
    note = _("Errors have to be corrected in the file; each kind of warning can be waived with a reason.")
    columns = [Column(_("Problem")), Column(_("Weight")), Column(_("cells"), numeric=True)]
    return Table(_("Problems by kind"), columns, rows, note=note) if rows else None


def problems_of(part: Sequence[ImportProblem], one: Import) -> Table | None:
    """Return the problems of one page, each with its row and the nearest valid value."""
    language = get_language() or "en"
    rows: list[list[object]] = [
        [
            row.row,
            row.column,
            row.value,
            Cell(
                row.sentences.get(language, ""),
                detail=_("nearest: %(value)s") % {"value": row.nearest} if row.nearest else "",
            ),
        ]
        for row in part
    ]
    columns = [
        Column(_("Row"), numeric=True),
        Column(_("Column of the list")),
        Column(_("Value as read")),
        Column(_("What to write")),
    ]
    return (
        Table(_("Problems of the list"), columns, rows, sentence=True)
        if one.counts.get("error") or one.counts.get("warning")
        else None
    )


def tabs_of(one: Import, outcome: str) -> list[dict[str, Any]]:
    """Return the outcomes by which the rows can be narrowed, with their numbers."""
    names = [("", _("all rows"), one.row_count)]
    names += [(kind.value, str(kind.label), one.counts.get(kind.value, 0)) for kind in RowOutcome]
    return [
        {"label": f"{name} ({number})", "href": f"?outcome={value}#rows", "current": value == outcome}
        for value, name, number in names
    ]


def rows_of(part: Sequence[ImportRow]) -> Table:
    """Return the rows of one page with what becomes of them."""
    language = get_language() or "en"
    rows: list[list[object]] = [
        [
            row.row,
            Cell(
                row.title,
                reverse("directory:organisation", args=[row.organisation_public_id])
                if row.organisation_public_id
                else "",
                language="pl" if row.title else "",
            ),
            RowOutcome(row.outcome).label,
            _changed_text(row, language),
        ]
        for row in part
    ]
    columns = [
        Column(_("Row"), numeric=True),
        Column(_("Organisation")),
        Column(_("Outcome")),
        Column(_("Field by field")),
    ]
    return Table(_("What becomes of each row"), columns, rows, empty=_("There is no such row."), sentence=True)


def _changed_text(row: ImportRow, language: str) -> str:
    if row.outcome == RowOutcome.CREATED:
        return ""
    said = [
        f"{title_of_change(name)}: {value_text(name, before, language, {}) or '—'} → {value_text(name, after, language, {}) or '—'}"
        for name, (before, after) in sorted(row.changes.items())  # a database need not keep the order of JSON
    ]
    kept = [title_of_change(name) for name in sorted(row.conflicts)]
    if kept:
        said.append(_("not taken, a stronger or newer value stands: %(fields)s") % {"fields": ", ".join(kept)})
    return "; ".join(said)


def waivers_of(one: Import) -> list[dict[str, str]]:
    """Return the kinds of warnings that can still be waived."""
    return [{"code": code, "title": problem_title(code)} for code in open_warnings(one)]
