"""What a file would change, as tables."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from grono.portal.core.display import Cell, Column, Table
from grono.quantities import Quantity, display

if TYPE_CHECKING:
    from grono.portal.strategies.models import Strategy
    from grono.portal.strategies.plan_file.comparing import Comparison
    from grono.portal.strategies.plan_file.standing import Standing

MOST_SHOWN = 500
"""So many changes are listed; the others are counted."""
NAMES = ("title", "name", "sector", "decision", "candidate", "audience", "statement")
"""Columns by which a row is called, whichever of them it has."""


def changes_page(strategy: Strategy, standing: Standing, found: Comparison) -> dict[str, Any]:
    """Return the tables of changed values and of new rows, with what stays."""
    return {
        "changed": _changed(strategy, standing, found) if found.differences else None,
        "added": _added(strategy, found) if found.new else None,
        "more": max(len(found.differences) - MOST_SHOWN, 0) + max(len(found.new) - MOST_SHOWN, 0),
        "left_out": found.left_out,
        "needs_authority": bool(found.adopted),
        "is_empty": found.is_empty,
        "counts": _counts(found),
    }


def _counts(found: Comparison) -> list[str]:
    words = [
        (
            ngettext("%(count)s value changes", "%(count)s values change", len(found.differences)),
            len(found.differences),
        ),
        (ngettext("%(count)s row is new", "%(count)s rows are new", len(found.new)), len(found.new)),
        (
            ngettext(
                "%(count)s change of the adopted plan", "%(count)s changes of the adopted plan", len(found.adopted)
            ),
            len(found.adopted),
        ),
    ]
    return [sentence % {"count": count} for sentence, count in words if count]


def _changed(strategy: Strategy, standing: Standing, found: Comparison) -> Table:
    columns = [
        Column(_("Sheet")),
        Column(_("Row"), numeric=True),
        Column(_("Column")),
        Column(_("Of what")),
        Column(_("Old value")),
        Column(_("New value")),
    ]
    names = {key: called(row) for (_sheet, key), row in standing.rows.items()}
    rows: list[list[object]] = [
        [
            one.sheet,
            one.row,
            one.column,
            Cell(_about(one.key, names), language=strategy.language if one.key else ""),
            said(one.old),
            said(one.new),
        ]
        for one in found.differences[:MOST_SHOWN]
    ]
    return Table(_("What the file changes"), columns, rows)


def _about(shown: str, names: dict[str, str]) -> str:
    """Return a key with its role and year as words: the name of the row in place of its key."""
    key, _blank, rest = shown.partition(" ")
    return " ".join(part for part in (names.get(key) or key, rest) if part) or "–"


def _added(strategy: Strategy, found: Comparison) -> Table:
    columns = [Column(_("Sheet")), Column(_("Row"), numeric=True), Column(_("New row"))]
    rows: list[list[object]] = [
        [sheet, row.number, Cell(called(row.values) or _("unnamed"), language=strategy.language)]
        for sheet, row in found.new[:MOST_SHOWN]
    ]
    counted = Counter(sheet for sheet, _row in found.new)
    note = "; ".join(f"{sheet}: {count}" for sheet, count in counted.items())
    return Table(_("What the file adds"), columns, rows, note=note)


def called(values: dict[str, Any]) -> str:
    """Return what a row is called."""
    named = next((str(values[name]) for name in NAMES if values.get(name)), "")
    return named or str(values.get("number") or "")


def said(value: Any) -> str:
    """Return a value of a file in words."""
    if value is None or value in ("", []):
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "; ".join(value)
    language = (get_language() or "en")[:2]
    return display(value, language if language == "pl" else "en") if isinstance(value, Quantity) else str(value)
