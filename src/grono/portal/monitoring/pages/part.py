"""One part of a monitored strategy: its status with the reason, its points, money, findings and reports."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from grono.portal.core.display import Cell, Column, Table
from grono.portal.core.templatetags.grono import day
from grono.portal.monitoring.kinds import Role
from grono.portal.monitoring.pages.forecasts import forecast_table
from grono.portal.monitoring.pages.pictures import figures_of_page
from grono.portal.monitoring.pages.status import indicator_table
from grono.portal.monitoring.pages.words import judged, money, points, quantity, reader_language, said, state_of, way
from grono.portal.monitoring.pictures import part_pictures, point_rows
from grono.portal.monitoring.queries import reports_of_part
from grono.portal.strategies.pages.wording import sentence
from grono.quantities import missing, total
from grono.strategy import findings

if TYPE_CHECKING:
    from grono.portal.monitoring.owning import Part
    from grono.portal.monitoring.pages.shown import Shown
    from grono.portal.monitoring.standing import PartStanding, Standings


def part_page(shown: Shown, key: str) -> dict[str, Any] | None:
    """Return the page of a part, or nothing when the plan has no such part."""
    standings, language = shown.standings, shown.strategy.language
    found = standings.parts.by_key.get(key)
    if found is None:
        return None
    standing = standings.of_part(found)
    card = standings.card_of(found) if found.stages else None
    return shown.heading("monitoring:strategy") | {
        "part": found,
        "breadcrumbs": way(shown.strategy),
        "heading": found.name,
        "status": judged(standing.status, language).status,
        "reason": sentence(standing.status.reason, language),
        "rule": standing.status.rule,
        "formula": _formula(standing) if found.stages else "",
        **figures_of_page(
            shown.strategy,
            part_pictures(standings, found, reader_language()),
            awaited=shown.awaits_pictures(of_part=True),
        ),
        "points": _points_by_year(standings, found) if found.stages else None,
        "stages": _stages(standings, found, language) if found.stages else None,
        "indicators": indicator_table(shown, [standings.of_indicator(found, one) for one in found.indicators])
        if found.indicators
        else None,
        "money": _money(standings, found, language) if found.funding else None,
        "forecasts": forecast_table(standings, found, language),
        "findings": [
            {
                "code": one.code,
                "cells": ", ".join(said(cell) for cell in one.cells),
                "text": sentence(one.message, language),
                "repair": sentence(one.repair, language),
            }
            for one in (findings(card) if card else ())
        ],
        "reports": _reports(shown, found),
    }


def _formula(standing: PartStanding) -> str:
    text = points(standing.known_to_date)
    return _("%(points)s, typed as a percentage") % {"points": text} if standing.is_typed else text


def _points_by_year(standings: Standings, found: Part) -> Table:
    """Return what the picture of the points shows, for as long as it is being drawn."""
    heads = (_("Planned points"), _("Planned since the beginning"), _("Points done"), _("Done since the beginning"))
    columns = [Column(_("Year")), *(Column(head, numeric=True) for head in heads)]
    rows = [[str(year), *values] for year, *values in point_rows(standings, found)]
    return Table(_("Points done and planned"), columns, rows)


def _stages(standings: Standings, found: Part, language: str) -> Table:
    rows: list[list[object]] = []
    for stage in found.stages:
        planned = total(stage.points.values(), non_negative_flow=True).value if stage.points else missing()
        done = sum(
            (points for year, points in standings.executed.done.get(stage.key, {}).items() if year <= standings.year),
            Fraction(0),
        )
        name = f"{stage.number_text}. {stage.title}"
        rows.append([Cell(name, language=language), quantity(planned), float(done)])
    columns = [Column(_("Stage")), Column(_("Planned points"), numeric=True), Column(_("Done to date"), numeric=True)]
    return Table(_("Stages"), columns, rows)


def _money(standings: Standings, found: Part, language: str) -> Table:
    rows: list[list[object]] = []
    for line in found.funding:
        planned = line.amounts.get("") or (
            total(line.amounts.values(), non_negative_flow=True).value if line.amounts else missing()
        )
        spent = [
            money(standings.executed.money_until(line.key, role, standings.year))
            for role in (Role.CONTRACTED, Role.PAID)
        ]
        rows.append([Cell(line.source_text, language=language), money(planned), *spent])
    columns = [
        Column(_("Source of money")),
        *(Column(word, numeric=True, unit=_("złoty")) for word in (_("Planned"), _("Contracted"), _("Paid"))),
    ]
    return Table(_("Money"), columns, rows, note=_("Planned, contracted and paid are never added to each other."))


def _reports(shown: Shown, found: Part) -> Table:
    rows: list[list[object]] = []
    reports = reports_of_part(shown.reader, shown.strategy, found.node.key)
    for period in reversed(shown.form.periods):
        report = reports.get(period.pk)
        state = (
            Cell("", status=state_of(report.state))
            if report
            else Cell(None, detail=_("report by %(day)s") % {"day": day(period.deadline)})
        )
        rows.append([Cell(str(period), reverse("monitoring:report", args=[report.public_id]) if report else ""), state])
    return Table(_("Reports"), [Column(_("Period")), Column(_("State"))], rows, empty=_("No period has been opened."))
