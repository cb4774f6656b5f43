"""What the pages say about parts that were struck out, or are to be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grono.portal.core.display import Cell, Column, Table
from grono.portal.core.templatetags.grono import day
from grono.portal.strategies.kinds import PartKind, PlanField
from grono.portal.strategies.pages.plan_words import way
from grono.portal.strategies.plan_queries import plan_of
from grono.portal.strategies.plan_seen import called
from grono.portal.strategies.plan_struck_out import struck_out_of
from grono.portal.strategies.row_queries import cells_of_row
from grono.portal.strategies.values import as_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import Strategy
    from grono.portal.strategies.plan_struck_out import StruckOut


def struck_out_table(strategy: Strategy, rows: Sequence[StruckOut], *, may_adopt: bool) -> Table | None:
    """Return what was struck out, by which decision and from when; who records decisions is led to the way back."""
    if not rows:
        return None
    columns = [Column(_("Struck out")), Column(_("Kind")), Column(_("By what decision")), Column(_("In force from"))]
    shown: list[list[object]] = [
        [
            Cell(
                one.title or _("unnamed"),
                reverse("strategies:plan_row_strike", args=[strategy.public_id, one.kind, one.row.public_id])
                if may_adopt and one.row.is_adopted
                else "",
                language=strategy.language,
            ),
            what(one.kind, one.row),
            one.reference,
            day(one.valid_from) if one.valid_from else _("draft"),
        ]
        for one in rows
    ]
    note = _("The plan as adopted keeps these rows; what is struck out takes with it everything below.")
    return Table(_("Struck out of the plan"), columns, shown, note=note)


def what(kind: str, row: Any) -> str:
    """Return what a row is, in a word."""
    if kind == "node":
        return str(PartKind(row.kind).label)
    return _("indicator") if kind == "indicator" else _("source of money")


def strike_page(reader: Reader, strategy: Strategy, subject: str, row: Any) -> dict[str, Any]:
    """Return what is asked before a row is struck out, or brought back."""
    gone = {(one.kind, one.row.pk): one for one in struck_out_of(reader, strategy)}
    standing = gone.get((subject, row.pk))
    return {
        "strategy": strategy,
        "row": row,
        "name": _named(reader, row),
        "struck_out": standing,
        "is_struck_out": standing is not None,
        "below": [] if standing else _below(reader, strategy, row.public_id),
        "breadcrumbs": way(strategy),
    }


def _named(reader: Reader, row: Any) -> str:
    """Return kind and number, and the title where these do not say it already."""
    cell = cells_of_row(reader, row).get((PlanField.TITLE, ""))
    title, name = as_text(cell.value) if cell else "", called(row)
    return name if title in name else f"{name}: {title}"


def _below(reader: Reader, strategy: Strategy, key: str) -> list[str]:
    """Return how many parts, indicators and sources of money go with a part."""
    plan = plan_of(reader, strategy)
    keys = {key, *(one.key for one in plan.walk(key))}
    counts = (
        (ngettext("%(count)s part below", "%(count)s parts below", len(keys) - 1), len(keys) - 1),
        *(
            (ngettext("%(count)s indicator", "%(count)s indicators", count), count)
            for count in [sum(one.node in keys for one in plan.indicators)]
        ),
        *(
            (ngettext("%(count)s source of money", "%(count)s sources of money", count), count)
            for count in [sum(one.node in keys for one in plan.funding)]
        ),
    )
    return [words % {"count": count} for words, count in counts if count]
