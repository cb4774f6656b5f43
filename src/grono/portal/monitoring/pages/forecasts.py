"""When the rest of each unfinished stage would be done."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from grono.portal.core.display import Cell, Column, Table
from grono.portal.core.templatetags.grono import number as written
from grono.portal.core.templatetags.grono import percent
from grono.portal.monitoring.pages.words import said
from grono.portal.monitoring.standing import stage_points
from grono.portal.strategies.pages.wording import number
from grono.strategy import forecast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grono.portal.monitoring.owning import Part
    from grono.portal.monitoring.standing import Standings
    from grono.strategy import Band, Forecast, ProgrammeNode


def forecast_table(standings: Standings, found: Part, language: str) -> Table | None:
    """Return when the rest of each unfinished stage would be done, from the reported periods alone (STR-30)."""
    rows: list[list[object]] = []
    for stage, remaining, line in stage_forecasts(standings, found):
        paces = [
            Cell(said(one.when), detail=_("at %(pace)s points a year") % {"pace": number(one.pace)})
            for one in (line.last_pace, line.mean_pace)
        ]
        required = number(line.required) if line.required is not None else _("the plan is over")
        bands = (
            Cell(None, detail=said(line.reason))
            if line.reason
            else Cell(", ".join(said_band(band) for band in line.bands))
        )
        rows.append(
            [Cell(f"{stage.number_text}. {stage.title}", language=language), number(remaining), *paces, required, bands]
        )
    columns = [
        Column(_("Stage")), Column(_("Lacking"), numeric=True, unit=_("points")), Column(_("At the pace of the last year")),
        Column(_("At the mean pace")), Column(_("Pace needed to finish in time"), numeric=True, unit=_("points a year")), Column(_("Probability")),
    ]  # fmt: skip
    return Table(_("When the rest would be done"), columns, rows) if rows else None


def stage_forecasts(standings: Standings, found: Part) -> Iterator[tuple[ProgrammeNode, Fraction, Forecast]]:
    """Yield each unfinished stage that was begun, the points it lacks, and when they would be done (STR-30)."""
    last = max(max((year for part in standings.parts for year in _years(part)), default=0), standings.year)
    for stage in found.stages:
        planned = stage_points(stage)
        done = {year: one for year, one in standings.executed.done.get(stage.key, {}).items() if year <= standings.year}
        remaining = sum(planned.values(), Fraction(0)) - sum(done.values(), Fraction(0))
        if done and remaining > 0:
            years = list(range(min([*planned, *done]), max(done) + 1))
            paces = [done.get(year, Fraction(0)) for year in years]
            yield stage, remaining, forecast(paces, years, remaining, datetime.date(last, 12, 31))


def said_band(band: Band) -> str:
    """Return a probability band of a forecast in words."""
    ends = [_("never") if end is None else written(end, 1) for end in (band.earliest, band.latest)]
    words = _("%(share)s: in %(earliest)s to %(latest)s years")
    return words % {"share": percent(band.probability), "earliest": ends[0], "latest": ends[1]}


def _years(found: Part) -> Iterator[int]:
    return (int(period) for stage in found.stages for period in stage.points if period)
