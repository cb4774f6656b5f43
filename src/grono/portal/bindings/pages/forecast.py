"""When an indicator would reach its target, as its page shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from grono.messages import Message
from grono.portal.bindings.comparing import aim_of, forecast_of
from grono.portal.bindings.pages.words import digits, quantity
from grono.portal.core.display import Column, Table
from grono.portal.strategies.pages.wording import said

if TYPE_CHECKING:
    from grono.strategy import Forecast, ProgrammeIndicator


def forecast_of_page(indicator: ProgrammeIndicator, values: Any) -> dict[str, Any] | None:
    """Return the three lines of the forecast, or why there are none."""
    aim, found = aim_of(indicator), forecast_of(indicator, values)
    if found is None or aim is None:
        return None
    head = _("The target is %(target)s by the end of %(year)s.") % {"target": quantity(aim[1]), "year": aim[0]}
    if isinstance(found, Message):
        return {"head": head, "reason": said(found), "table": None}
    return {"head": head, "reason": "", "table": _lines(found)}


def _lines(found: Forecast) -> Table:
    rows: list[list[object]] = [
        [name, digits(line.pace), said(line.when)]
        for name, line in (
            (_("at the pace of the last year"), found.last_pace),
            (_("at the mean pace of all years"), found.mean_pace),
        )
    ]
    required = found.required
    rows.append(
        [_("needed to reach it in time"), digits(required), None if required is not None else _("the term has passed")]
    )
    columns = [
        Column(_("Line")),
        Column(_("Change a year"), numeric=True),
        Column(_("When the target would be reached")),
    ]
    lacking = _("What is lacking: %(rest)s.") % {"rest": digits(found.remaining)}
    note = f"{lacking} {said(found.reason).capitalize()}." if found.reason else lacking
    return Table(_("When the target would be reached"), columns, rows, note=note)
