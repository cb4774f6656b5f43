"""The values of an indicator: those that wait, and those that were taken over beside those that were reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from grono.portal.bindings.pages.words import cell_of, published_text, quantity
from grono.portal.bindings.queries import as_figures
from grono.portal.core.display import Cell, Column, Table
from grono.portal.core.templatetags.grono import day
from grono.portal.monitoring.executed import executed_of
from grono.portal.monitoring.measured import TakenFromSource
from grono.portal.strategies.pages.wording import said
from grono.quantities import Range, missing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grono.portal.bindings.models import Arrival, TakenValue
    from grono.portal.strategies.models import Strategy
    from grono.strategy import ProgrammeIndicator
    from grono.strategy.series_changes import Change


def preview_of(waiting: Arrival, changed: Sequence[Change]) -> Table:
    """Return what taking over would change, year by year; gaps are shown too."""
    rows: list[list[object]] = [
        [str(one.period), cell_of(one.before), cell_of(one.after), said(one.kind.label)] for one in changed
    ]
    columns = [
        Column(_("Year")), Column(_("Taken over before"), numeric=True), Column(_("In the source now"), numeric=True),
        Column(_("What would change")),
    ]  # fmt: skip
    return Table(_("What would be taken over"), columns, rows, note=published_text(waiting))


def values_table(strategy: Strategy, indicator: ProgrammeIndicator, values: Mapping[int, TakenValue]) -> Table:
    """Return the values taken over beside those that were reported: both stand, and where they differ it is said."""
    reported = {
        one.year: one
        for one in executed_of(strategy).measured.get(indicator.key, ())
        if not isinstance(one.value, TakenFromSource)
    }
    rows: list[list[object]] = []
    for year in sorted({*values, *reported}):
        taken = as_figures([values[year]])[year] if year in values else None
        typed = reported.get(year)
        difference = (
            typed.value.quantity - taken.quantity
            if typed is not None and taken is not None and isinstance(taken.quantity, Range)
            else missing()
        )
        rows.append(
            [
                str(year), cell_of(taken), _source_cell(values.get(year)),
                Cell(quantity(typed.value.quantity), typed.href, typed.value.source_text) if typed is not None else None,
                quantity(difference) if isinstance(difference, Range) else None,
            ]
        )  # fmt: skip
    columns = [
        Column(_("Year")), Column(_("From the source"), numeric=True), Column(_("Source and its date")),
        Column(_("Reported"), numeric=True), Column(_("Reported − source"), numeric=True),
    ]  # fmt: skip
    note = _(
        "Where both stand, the reported value counts for the status, because somebody approved it; nothing is overwritten."
    )
    empty = _("Nothing has been taken over and nothing was reported yet.")
    return Table(_("Values"), columns, rows, note=note, empty=empty)


def _source_cell(value: TakenValue | None) -> Cell | None:
    if value is None:
        return None
    arrival = value.arrival
    detail = day(arrival.source_date) if arrival.source_date else _("no date of its own")
    removed = arrival.binding.removed_at
    if removed is not None:
        detail = _("%(date)s; this binding was removed on %(day)s") % {"date": detail, "day": day(removed)}
    return Cell(arrival.source_text, detail=detail)
