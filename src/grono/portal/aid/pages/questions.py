"""The open questions of the law, with the answers that hold here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from grono.portal.aid.forms.fields import language
from grono.portal.aid.pages.common import way
from grono.portal.aid.queries import setting_choices
from grono.portal.core.display import Cell, Column, Table
from grono.portal.core.templatetags.grono import day
from grono.stateaid import DEFAULTS, SETTINGS, reason_for

if TYPE_CHECKING:
    from grono.portal.core.visitor import Reader


def titles() -> dict[str, str]:
    """Return the settings in words."""
    return {
        "nbp_table": _("Which NBP rate converts a grant"),
        "failed_aid_counts": _("Aid that failed its own check counts until repaid or withdrawn"),
        "leaver_takes_aid": _("A company that leaves the group takes its own aid along"),
        "foreign_bridge": _("A foreign parent joins two Polish companies"),
        "natural_person_bridge": _("A person who is not an undertaking joins companies"),
        "sgei_total": _("Other de minimis aid counts within the ceiling for services of general economic interest"),
        "fiscal_year": _("First day of the fiscal year"),
    }


def listing(reader: Reader) -> dict[str, Any]:
    """Return the settings with their answers and reasons."""
    chosen = setting_choices(reader)
    rows: list[list[object]] = []
    for name in SETTINGS:
        row = chosen.get(name)
        value = row.value if row else getattr(DEFAULTS, name)
        title = titles()[name]
        change = Cell(title, reverse("aid:decide", args=[name])) if reader.can("aid.decide_settings") else Cell(title)
        rows.append(
            [
                change,
                _value(name, value),
                row.reason if row else _("the default of the program"),
                reason_for(name).in_language(language()),
                str(day(row.recorded_at)) if row else None,
            ]
        )
    columns = [
        Column(_("Question")),
        Column(_("Answer")),
        Column(_("Reason")),
        Column(_("What is open")),
        Column(_("Decided on")),
    ]
    return {
        "table": Table(_("Open questions and the answers that hold here"), columns, rows),
        "breadcrumbs": way(reader),
    }


def rate_rule(chosen: str) -> str:
    """Say which rate converts a grant."""
    same, before = _("rate of the same day, else the last one before"), _("rate of the working day before")
    return same if chosen == "same_day" else before


def _value(name: str, value: Any) -> str:
    if name == "nbp_table":
        return rate_rule(value)
    if name == "fiscal_year":
        month, number = value
        return f"{number}.{month:02}"
    return pgettext("answer", "yes") if value else pgettext("answer", "no")
