"""What the pages of the ladder show: each rule with its numbers, and every decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from grono.portal.core.display import Cell, Column, Table
from grono.portal.core.templatetags.grono import number
from grono.portal.directory.field_rules import decisions_visible_to, rules_now
from grono.portal.directory.kinds import Rung
from grono.portal.directory.visibility import RULES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.portal.core.visitor import Reader
    from grono.portal.directory.field_rules import RuleNow
    from grono.portal.directory.models import FieldRule

DECISIONS_SHOWN = 100


def ladder_page(reader: Reader) -> dict[str, Any]:
    """Return the two tables of rules and the history."""
    rules = rules_now(reader)
    return {
        "tables": [
            _rules(_("Organisations"), [one for one in rules if not one.natural_person]),
            _rules(_("Sole traders"), [one for one in rules if one.natural_person]),
        ],
        "history": _history(list(decisions_visible_to(reader)[:DECISIONS_SHOWN])),
    }


def _rules(title: str, rules: Sequence[RuleNow]) -> Table:
    columns = [
        Column(_("Field")),
        Column(_("Unless chosen, seen by")),
        Column(_("Allowed range")),
        Column(_("Where the fields stand now")),
    ]
    body = [
        [
            Cell(
                _capital(str(one.rule.title)),
                reverse("directory:field_rule", args=[one.whose, one.field]),
                _since(one.decided),
            ),
            Rung(one.rule.default).label,
            range_text(one.rule.least, one.rule.most),
            standing_text(one),
        ]
        for one in rules
    ]
    return Table(title, columns, body, stacked=True)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _since(decided: FieldRule | None) -> str:
    return _("changed by the administrator") if decided else _("as Grono comes")


def range_text(least: int, most: int) -> str:
    """Return a range in words."""
    if least == most:
        return str(Rung(least).label)
    return _("from: %(least)s; to: %(most)s") % {"least": Rung(least).label, "most": Rung(most).label}


def standing_text(one: RuleNow) -> str:
    """Return how many organisations stand on each rung, so that one sees whom a change would move."""
    parts = [f"{rung.label}: {number(one.counts[rung])}" for rung in Rung if one.counts.get(rung)]
    return "; ".join(parts) or _("no organisation yet")


def _history(rows: Sequence[FieldRule]) -> Table:
    columns = [
        Column(_("When")),
        Column(_("Who")),
        Column(_("Field")),
        Column(_("Rule")),
        Column(_("Reason")),
        Column(_("In force since")),
    ]
    body = [
        [
            row.at,
            str(row.by) if row.by else None,
            Cell(
                RULES[row.field].title if row.field in RULES else row.field,
                detail=_("Sole traders") if row.natural_person else "",
            ),
            Cell(Rung(row.default).label, detail=range_text(row.least, row.most)),
            row.reason,
            row.applied_at or _("not yet; it is being carried out"),
        ]
        for row in rows
    ]
    return Table(_("What was decided"), columns, body, empty=_("Nothing has been changed yet."), stacked=True)
