"""How a strategy stands: goals, parts, indicators, and what nobody can judge."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from grono.charts import done_planned_chart, for_page, to_svg
from grono.portal.core.display import Cell, Column, Download, Fact, Figure, Provenance, Table
from grono.portal.core.templatetags.grono import day, percent
from grono.portal.core.templatetags.grono import number as written
from grono.portal.monitoring.figures import standings_of
from grono.portal.monitoring.forms.keeping import KnownForm
from grono.portal.monitoring.kinds import Role
from grono.portal.monitoring.pages.words import (
    foreign,
    judged,
    points,
    quantity,
    reader_language,
    said,
    state_of,
    tabs,
    way,
)
from grono.portal.monitoring.queries import periods_of, reports_of_period
from grono.portal.strategies.pages.wording import number, sentence, short_share
from grono.quantities import Range, display, missing, total
from grono.reports.strategy import counts
from grono.strategy import Colour, findings, forecast, kind_label, progress_to_target

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.http import QueryDict

    from grono.portal.core.visitor import Reader
    from grono.portal.monitoring.owning import Part
    from grono.portal.monitoring.standing import GoalStanding, IndicatorStanding, Standings
    from grono.portal.strategies.models import Strategy
    from grono.reports.strategy import Counts
    from grono.strategy import Band, Status


class Shown:
    """A strategy as it was asked for: of a period, as known on a day."""

    def __init__(self, reader: Reader, strategy: Strategy, asked: QueryDict) -> None:
        self.reader, self.strategy = reader, strategy
        self.form = KnownForm(asked or None, periods=list(periods_of(reader, strategy)))
        wanted = self.form.wanted()
        self.known_on = wanted["known_on"]
        self.standings: Standings = standings_of(reader, strategy, known_on=self.known_on, period=wanted["period"])
        self.asked = urlencode({name: str(asked[name]) for name in ("period", "known_on") if asked.get(name)})

    def heading(self, route: str) -> dict[str, Any]:
        """Return what stands above every view."""
        strategy, period = self.strategy, self.standings.period
        old = _("Period %(period)s, as known on %(day)s") % {"period": period or "–", "day": day(self.standings.day)}
        sure = _("Computed from published reports alone; each status says by which rule and from which figures.")
        return {
            "strategy": strategy,
            "strategy_language": strategy.language,
            "period": period,
            "breadcrumbs": way(),
            "tabs": tabs(self.reader, strategy, route),
            "form": self.form,
            "provenance": Provenance(sure, old, foreign(strategy.source, strategy.language)),
            "has_periods": bool(self.form.periods),
            "is_invented": bool(period and period.is_invented),
        }

    def statuses(self) -> Iterator[tuple[str, str, Status]]:
        """Yield every status with the name and the address of its item."""
        for goal in self.standings.goals:
            for one in goal.parts:
                yield one.part.name, self.part_address(one.part), one.status
            for found in goal.indicators:
                if found.status is not None:
                    yield found.indicator.name_text, self.indicator_address(found), found.status

    def part_address(self, part: Part) -> str:
        """Return the page of a part."""
        return self._address("monitoring:part", part.node.key)

    def indicator_address(self, one: IndicatorStanding) -> str:
        """Return the page of an indicator."""
        return self._address("monitoring:indicator", one.indicator.key)

    def _address(self, route: str, key: str) -> str:
        address = reverse(route, args=[self.strategy.public_id, key])
        return f"{address}?{self.asked}" if self.asked else address


def overview(shown: Shown) -> dict[str, Any]:
    """Return the page of a strategy."""
    goals = shown.standings.goals
    grey = [name for name, _href, status in shown.statuses() if status.worst in (Colour.NO_REPORT, Colour.NO_OWNER)]
    files = reverse("monitoring:file", args=[shown.strategy.public_id])
    return shown.heading("monitoring:strategy") | {
        "work": work_table(goals, shown.strategy.language),
        "reached": reached_table(goals, shown.strategy.language),
        "grey_count": len(grey),
        "grey_href": reverse("monitoring:grey", args=[shown.strategy.public_id])
        + (f"?{shown.asked}" if shown.asked else ""),
        "goals": [_goal(shown, goal) for goal in goals],
        "downloads": [Download(_("Statuses as a table"), files + (f"?{shown.asked}" if shown.asked else ""), "CSV")],
    }


def work_table(goals: Sequence[GoalStanding], language: str) -> Table:
    """Return the work done in each goal, with its counts and coverage."""
    rows = [
        [
            *_counted(goal, counts([one.status for one in goal.parts]), language),
            short_share(goal.roll.share) if goal.roll.share is not None else None,
            said(goal.roll.label),
        ]
        for goal in goals
    ]
    columns = [*_columns(_("Tasks")), Column(_("Work done"), numeric=True), Column(_("Coverage"))]
    return Table(_("Work done"), columns, rows, empty=_("The strategy has no goals yet."))


def reached_table(goals: Sequence[GoalStanding], language: str) -> Table:
    """Return how many targets of each goal are on their path."""
    rows = []
    for goal in goals:
        found = counts([one.status for one in goal.indicators if one.status is not None])
        on_path = _("%(done)s of %(planned)s") % {"done": found.green, "planned": found.items}
        covered = _("%(done)s of %(planned)s") % {"done": found.judged, "planned": found.items}
        rows.append([*_counted(goal, found, language), on_path, covered])
    columns = [
        *_columns(_("Indicators with a target")),
        Column(_("On their path"), numeric=True),
        Column(_("With data"), numeric=True),
    ]
    return Table(_("Goals reached"), columns, rows, empty=_("The strategy has no goals yet."))


def _columns(items: str) -> list[Column]:
    colours = [said(colour.label) for colour in (Colour.GREEN, Colour.AMBER, Colour.RED)]
    words = [items, *colours, _("uncertain"), said(Colour.BEFORE_TERM.label), _("grey")]
    return [Column(_("Goal")), *(Column(word, numeric=True) for word in words)]


def _counted(goal: GoalStanding, found: Counts, language: str) -> list[object]:
    name = f"{goal.node.number_text} {goal.node.title}".strip()
    numbers = (found.items, found.green, found.amber, found.red, found.uncertain, found.before_term, found.grey)
    return [Cell(name, language=language), *numbers]


def _goal(shown: Shown, goal: GoalStanding) -> dict[str, Any]:
    language = shown.strategy.language
    tasks: list[list[object]] = [
        [
            Cell(
                one.part.name, shown.part_address(one.part), language=language, detail=foreign(one.part.owner, language)
            ),
            points(one.in_period) if one.part.stages else None,
            points(one.to_date) if one.part.stages else None,
            judged(one.status, language),
        ]
        for one in goal.parts
    ]
    columns = [
        Column(_("Task")),
        Column(_("Done in the period"), numeric=True),
        Column(_("Done to date"), numeric=True),
        Column(_("Status")),
    ]
    return {
        "name": f"{goal.node.number_text} {goal.node.title}".strip(),
        "lead": goal.node.lead_post,
        "tasks": Table(_("Tasks"), columns, tasks) if tasks else None,
        "indicators": _indicators(shown, goal.indicators) if goal.indicators else None,
    }


def _indicators(shown: Shown, found: Sequence[IndicatorStanding]) -> Table:
    language = shown.strategy.language
    rows: list[list[object]] = []
    for one in found:
        latest = shown.standings.executed.latest(one.indicator.key, shown.standings.year)
        value = latest.value.quantity if latest else missing()
        detail = "; ".join(part for part in (said(kind_label(one.indicator.kind)), one.indicator.unit) if part)
        rows.append(
            [
                Cell(one.indicator.name_text, shown.indicator_address(one), language=language, detail=detail),
                quantity(one.baseline),
                Cell(quantity(one.target), detail=str(one.target_year or "")),
                Cell(quantity(value), detail=str(latest.report.period) if latest else ""),
                judged(one.status, language),
            ]
        )
    columns = [
        Column(_("Indicator")),
        *(Column(word, numeric=True) for word in (_("Baseline"), _("Target"), _("Latest value"))),
        Column(_("Status")),
    ]
    return Table(_("Indicators"), columns, rows)


def grey(shown: Shown) -> dict[str, Any]:
    """Return the page of what nobody can judge, by name."""
    language = shown.strategy.language
    rows: list[list[object]] = [
        [Cell(name, href, language=language), judged(status, language)]
        for name, href, status in shown.statuses()
        if status.worst in (Colour.NO_REPORT, Colour.NO_OWNER)
    ]
    empty = _("Every item was reported and has an owner.")
    table = Table(_("What nobody can judge"), [Column(_("Item")), Column(_("Why"))], rows, empty=empty)
    return shown.heading("monitoring:grey") | {"table": table}


def file_rows(shown: Shown) -> Iterator[list[object]]:
    """Yield every status as a row of a file."""
    yield [_("Item"), _("Status"), _("Status, best"), _("Rule"), _("Reason")]
    for name, _href, status in shown.statuses():
        yield [name, said(status.worst.label), said(status.best.label), status.rule, said(status.reason)]


def part(shown: Shown, key: str) -> dict[str, Any] | None:
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
        "formula": points(standing.to_date) if found.stages else "",
        "figure": _figure(standings, found) if found.stages else None,
        "stages": _stages(standings, found, language) if found.stages else None,
        "indicators": _indicators(shown, [standings.of_indicator(found, one) for one in found.indicators])
        if found.indicators
        else None,
        "money": _money(standings, found, language) if found.funding else None,
        "forecasts": _forecasts(standings, found, language),
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


def _figure(standings: Standings, found: Part) -> Figure:
    years = sorted({int(period) for stage in found.stages for period in stage.points if period} | {standings.year})
    rows, done, planned = [], Fraction(0), Fraction(0)
    for year in years:
        one = standings.points(found, year, year)
        reported = year <= standings.year
        done, planned = done + one.done, planned + one.planned
        rows.append(
            {
                "year": year, "planned": float(one.planned), "cumulative_planned": float(planned),
                "done": float(one.done) if reported else None, "cumulative_done": float(done) if reported else None,
            }
        )  # fmt: skip
    language = reader_language()
    chart = done_planned_chart(
        rows, language, title=_("Points done and planned"), source=_("Source: published reports.")
    )
    picture = mark_safe(for_page(to_svg(chart), name="points"))  # noqa: S308 - drawn by grono.charts
    columns = [Column(chart.column_titles[name]) for name in chart.table.column_names if name != "status"]
    table = [[row[name] for name in chart.table.column_names if name != "status"] for row in chart.table.to_pylist()]
    return Figure(chart.title, picture, chart.alternative, chart.source, Table(chart.title, columns, table))


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
            quantity(standings.executed.money_until(line.key, role, standings.year))
            for role in (Role.CONTRACTED, Role.PAID)
        ]
        rows.append([Cell(line.source_text, language=language), quantity(planned), *spent])
    columns = [
        Column(_("Source of money")),
        *(Column(word, numeric=True, unit=_("złoty")) for word in (_("Planned"), _("Contracted"), _("Paid"))),
    ]
    return Table(_("Money"), columns, rows, note=_("Planned, contracted and paid are never added to each other."))


def _forecasts(standings: Standings, found: Part, language: str) -> Table | None:
    """Return when the rest of each unfinished stage would be done, from the reported periods alone (STR-30)."""
    rows: list[list[object]] = []
    for stage in found.stages:
        planned = {
            int(period): one.lower or Fraction(0)
            for period, one in stage.points.items()
            if period and isinstance(one, Range)
        }
        done = {year: one for year, one in standings.executed.done.get(stage.key, {}).items() if year <= standings.year}
        remaining = sum(planned.values(), Fraction(0)) - sum(done.values(), Fraction(0))
        if not done or remaining <= 0:
            continue
        years = list(range(min([*planned, *done]), max(done) + 1))
        horizon = datetime.date(
            max(max(one for part in standings.parts for one in _years(part)), standings.year), 12, 31
        )
        line = forecast([done.get(year, Fraction(0)) for year in years], years, remaining, horizon)
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


def said_band(band: Band) -> str:
    """Return a probability band of a forecast in words."""
    ends = [_("never") if end is None else written(end, 1) for end in (band.earliest, band.latest)]
    words = _("%(share)s: in %(earliest)s to %(latest)s years")
    return words % {"share": percent(band.probability), "earliest": ends[0], "latest": ends[1]}


def _years(found: Part) -> Iterator[int]:
    return (int(period) for stage in found.stages for period in stage.points if period)


def _reports(shown: Shown, found: Part) -> Table:
    rows: list[list[object]] = []
    for period in reversed(shown.form.periods):
        report = reports_of_period(shown.reader, period).get(found.node.key)
        state = (
            Cell("", status=state_of(report.state))
            if report
            else Cell(None, detail=_("report by %(day)s") % {"day": day(period.deadline)})
        )
        rows.append([Cell(str(period), reverse("monitoring:report", args=[report.public_id]) if report else ""), state])
    return Table(_("Reports"), [Column(_("Period")), Column(_("State"))], rows, empty=_("No period has been opened."))


def indicator(shown: Shown, key: str) -> dict[str, Any] | None:
    """Return the page of an indicator, or nothing when the plan has no such indicator."""
    standings, language = shown.standings, shown.strategy.language
    for found in standings.parts:
        for one in found.indicators:
            if one.key == key:
                standing = standings.of_indicator(found, one)
                return shown.heading("monitoring:strategy") | {
                    "breadcrumbs": way(shown.strategy),
                    "heading": one.name_text,
                    "part": found,
                    "part_href": shown.part_address(found),
                    "indicator": one,
                    "kind": said(kind_label(one.kind)),
                    "status": judged(standing.status, language).status,
                    "reason": sentence(standing.status.reason, language) if standing.status else "",
                    "rule": standing.status.rule if standing.status else "",
                    "facts": [
                        Fact(_("Baseline"), quantity(standing.baseline)),
                        Fact(_("Target"), quantity(standing.target), detail=str(standing.target_year or "")),
                        Fact(_("Source"), one.source_text or None, language=language if one.source_text else ""),
                    ],
                    "readings": _readings(standings, standing),
                }
    return None


def _readings(standings: Standings, standing: IndicatorStanding) -> Table:
    key = standing.indicator.key
    rows: list[list[object]] = []
    found = [*standings.executed.measured.get(key, ()), *standings.executed.expected.get(key, ())]
    for one in sorted(found, key=lambda each: (each.year, each.value.role)):
        reached = progress_to_target(standing.baseline or missing(), standing.target or missing(), one.value.quantity)
        source = "; ".join(
            part
            for part in (
                one.value.flag,
                one.value.source_text,
                day(one.value.source_date) if one.value.source_date else "",
            )
            if part
        )
        share = quantity_percent(reached) if one.value.role != Role.EXPECTED else None
        rows.append(
            [
                Cell(str(one.report.period), reverse("monitoring:report", args=[one.report.public_id])),
                Role(one.value.role).label, Cell(quantity(one.value.quantity), detail=source), share,
            ]
        )  # fmt: skip
    columns = [
        Column(_("Period")),
        Column(_("What the figure says")),
        Column(_("Value"), numeric=True),
        Column(_("Progress to target"), numeric=True),
    ]
    note = _("Progress = (value − baseline) / (target − baseline). Expected values are never counted as achieved.")
    return Table(_("Published values"), columns, rows, note=note, empty=_("Nothing has been published yet."))


def quantity_percent(value: object) -> str | None:
    """Return a share in per cent, and nothing where there is none."""
    return display(value, reader_language(), style="percent", decimals=2) if isinstance(value, Range) else None
