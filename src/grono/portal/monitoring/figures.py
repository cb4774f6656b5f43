"""Everything a report of a strategy says, gathered from its plan and what was published about it."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from grono.portal.monitoring.contradictions import reported_findings
from grono.portal.monitoring.evaluated import evaluation_lines
from grono.portal.monitoring.granted import Granted
from grono.portal.monitoring.kinds import EvidenceKind, Role
from grono.portal.monitoring.measured import medians_of_peers
from grono.portal.monitoring.standing import Standings, baseline_of, stage_points
from grono.portal.monitoring.standing_queries import standings_of
from grono.portal.monitoring.together import put_together
from grono.portal.strategies.diagnosis import diagnosis_of
from grono.portal.strategies.kinds import TEXT_FIELDS, PlanField
from grono.portal.strategies.log_queries import log_of, versions_of
from grono.portal.strategies.part_queries import parts_of, said_of
from grono.portal.strategies.values import decoded
from grono.quantities import Quantity, display, missing, total
from grono.reports.strategy import (
    Check,
    Diagnosed,
    Evidence,
    GoalFigures,
    IndicatorFigures,
    Money,
    PlanChange,
    PutTogether,
    Reading,
    StrategyFigures,
    TaskFigures,
)
from grono.reports.strategy.pictures import stage_bar
from grono.strategy import RECOMMENDATIONS, REQUIREMENTS, Progress, programme_findings

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

    from grono.charts import Stage
    from grono.portal.core.visitor import Reader
    from grono.portal.monitoring.executed import Measured
    from grono.portal.monitoring.models import Evidence as EvidenceRow
    from grono.portal.monitoring.models import Period, Report
    from grono.portal.monitoring.owning import Part
    from grono.portal.monitoring.standing import GoalStanding, IndicatorStanding, PartStanding
    from grono.portal.strategies.models import PlanFact, Strategy

CODE_OF_A_GMINA = 4
"""Digits of TERYT from which a code may be that of a gmina: a city with the rights of a powiat has four."""


def figures_of(  # noqa: PLR0913 - what a document is made for
    reader: Reader,
    strategy: Strategy,
    language: str,
    *,
    known_on: datetime.date | None = None,
    period: Period | None = None,
    evaluations: Sequence[str] = (),
) -> StrategyFigures:
    """Return the one set of values from which every document of a strategy is made; ``evaluations`` are the plans it cites."""
    standings = standings_of(reader, strategy, known_on=known_on, period=period)
    with override(language):
        figures = _Gathering(reader, strategy, language, standings, known_on).figures()
        granted = Granted(strategy, standings.day, known_on)
        return replace(
            figures,
            aid=tuple(granted.lines()),
            aid_sums=tuple(granted.sums()),
            evaluations=tuple(evaluation_lines(reader, strategy, evaluations, language, known_on)),
            findings=(
                *programme_findings(standings.programme, standings.executed.done_as_quantities, *said_of(strategy)),
                *reported_findings(standings),
            ),
        )


class _Gathering:
    def __init__(
        self, reader: Reader, strategy: Strategy, language: str, standings: Standings, known_on: datetime.date | None
    ) -> None:
        self.reader, self.strategy, self.language = reader, strategy, language
        self.standings, self.executed, self.known_on = standings, standings.executed, known_on

    def figures(self) -> StrategyFigures:
        standings = self.standings
        versions = versions_of(self.reader, self.strategy)
        if self.known_on is not None:
            versions = versions.filter(recorded_at__date__lte=self.known_on)
        return StrategyFigures(
            title=self.strategy.title,
            language=self.strategy.language,
            period=str(standings.period or "–"),
            data_date=standings.day,
            created=timezone.now(),
            goals=tuple(self._goal(goal) for goal in standings.goals),
            resolutions=tuple(version.resolution_number for version in versions),
            changes=tuple(self._changes()),
            recommendations=tuple(self._recommendations()),
            completeness=tuple(self._completeness()),
            diagnosis=tuple(self._diagnosis()),
            is_invented=self._is_invented(),
            href=_address("strategies:strategy", self.strategy.public_id),
            until=standings.year if standings.period else None,
            together=tuple(
                PutTogether(one.name, one.unit, found.value, found.counted, found.items, found.formula)
                for one in put_together(standings)
                for found in [one.found]
            ),
        )

    def _is_invented(self) -> bool:
        reports = (report for of_part in self.executed.reports.values() for report in of_part.values())
        return any(report.is_invented for report in reports)

    def _goal(self, goal: GoalStanding) -> GoalFigures:
        node = goal.node
        tasks = tuple(self._task(one) for one in goal.parts)
        indicators = tuple(self._indicator(one) for one in goal.indicators)
        return GoalFigures(node.number_text, node.title, node.lead_post, tasks, indicators, goal.roll)

    def _task(self, one: PartStanding) -> TaskFigures:
        part, period = one.part, self.standings.period
        report = self.executed.reports.get(part.node.key, {}).get(period.pk) if period else None
        return TaskFigures(
            number=part.node.number_text,
            title=part.node.title,
            owner=part.owner,
            in_period=one.known_in_period,
            to_date=one.known_to_date,
            status=one.status,
            by_year=tuple(self._by_year(part)),
            stages=tuple(self._stages(part)),
            money=tuple(self._money(part)),
            sentence=report.sentence if report else "",
            evidence=self._evidence(report),
            is_typed=one.is_typed,
            href=_address("monitoring:part", self.strategy.public_id, part.node.key),
        )

    def _by_year(self, part: Part) -> Iterator[tuple[str, Progress]]:
        years = {int(period) for stage in part.stages for period in stage.points if period}
        years |= {year for stage in part.stages for year in self.executed.done.get(stage.key, {})}
        for year in sorted(years):
            if year <= self.standings.year:
                yield str(year), self.standings.points(part, year, year)

    def _stages(self, part: Part) -> Iterator[Stage]:
        for stage in part.stages:
            name = f"{part.node.number_text}.{stage.number_text} {stage.title}"
            done = self.executed.done.get(stage.key, {})
            yield stage_bar(name, stage_points(stage), done, self.standings.year)

    def _money(self, part: Part) -> Iterator[Money]:
        year = self.standings.year
        for line in part.funding:
            planned = line.amounts.get("")
            if planned is None:
                planned = total(line.amounts.values(), non_negative_flow=True).value if line.amounts else missing()
            spent = (self.executed.money_until(line.key, role, year) for role in (Role.CONTRACTED, Role.PAID))
            yield Money(line.source_text, planned, *spent)

    def _indicator(self, one: IndicatorStanding) -> IndicatorFigures:
        indicator = one.indicator
        readings = tuple(
            self._reading(found)
            for found in self.executed.measured.get(indicator.key, ())
            if found.year <= self.standings.year
        )
        figures = IndicatorFigures(
            name=indicator.name_text,
            kind=indicator.kind,
            unit=indicator.unit,
            direction=indicator.direction,
            baseline=one.baseline or missing(),
            target=one.target or missing(),
            target_period=str(one.target_year or ""),
            baseline_period=str((baseline_of(indicator) or ("",))[0] or ""),
            readings=readings,
            status=one.status,
            source=indicator.source_text,
            href=_address("monitoring:indicator", self.strategy.public_id, indicator.key),
        )
        latest = figures.latest
        if latest is None or latest.year is None:
            return figures
        return replace(figures, peer_median=self.medians.get(indicator.key, {}).get(latest.year, missing()))

    @cached_property
    def medians(self) -> dict[str, dict[int, Quantity]]:
        """Return the medians of the peers by indicator and year."""
        return medians_of_peers(self.strategy, self.known_on)

    def _reading(self, found: Measured) -> Reading:
        value = found.value
        words = [str(Role(value.role).label) if value.role != Role.ACTUAL else "", value.flag, value.source_text]
        return Reading(
            found.when,
            value.quantity,
            "; ".join(word for word in words if word),
            value.source_date,
            self._evidence(found.report),
            found.year,
        )

    def _evidence(self, report: Report | None) -> Sequence[Evidence]:
        if report is None:
            return ()
        rows = [_evidence(one) for one in self.executed.evidence.get(report.pk, ()) if not one.personal_data]
        return (*rows, *([Evidence(report.statement, is_statement=True)] if report.statement else []))

    def _name_of(self, subject: Any) -> str:
        return self.names.get(subject.public_id, str(subject))

    @cached_property
    def names(self) -> dict[str, str]:
        """Return the names of everything in the plan by key."""
        programme = self.standings.programme
        found = {node.key: f"{node.number_text} {node.title}".strip() for node in programme.nodes}
        found |= {one.key: one.name_text for one in programme.indicators}
        return found | {line.key: line.source_text for line in programme.funding}

    def _recommendations(self) -> Iterator[Check]:
        for row in parts_of(self.reader, self.strategy, "recommendations"):
            yield Check(str(row.number), RECOMMENDATIONS[row.number - 1], str(row.get_state_display()), row.evidence)

    def _completeness(self) -> Iterator[Check]:
        """Yield the nine requirements of article 10e, also those that nobody has judged; for strategies of a gmina."""
        if len(self.strategy.jst_teryt or "") < CODE_OF_A_GMINA:
            return
        found = {row.number: row for row in parts_of(self.reader, self.strategy, "completeness")}
        for number, text in enumerate(REQUIREMENTS, 1):
            row = found.get(number)
            state = str(row.get_state_display()) if row else gettext("not judged")
            yield Check(str(number), text, state, row.section if row else "")

    def _diagnosis(self) -> Iterator[Diagnosed]:
        for row, beside in diagnosis_of(self.reader, self.strategy):
            yield Diagnosed(row.statement_text, beside, row.rank)

    def _changes(self) -> Iterator[PlanChange]:
        """Yield what the plan changed since it was adopted; the first entry of each cell is the plan itself."""
        log = log_of(self.reader, self.strategy).order_by("number")
        if self.known_on is not None:
            log = log.filter(recorded_time__date__lte=self.known_on)
        before: dict[tuple[Any, ...], str] = {}
        changed: dict[int, str] = {}
        columns = ("pk", "value", "node_id", "indicator_id", "funding_id", "field", "period")
        for key, value, *of_cell in log.values_list(*columns).iterator(chunk_size=5000):
            place = tuple(of_cell)
            if before.get(place, value) != value:
                changed[key] = before[place]
            before[place] = value
        facts = log.in_bulk(list(changed))
        for key, old in changed.items():
            yield self._change(facts[key], old)

    def _change(self, fact: PlanFact, old: str) -> PlanChange:
        return PlanChange(
            subject=self._name_of(fact.subject),
            field=f"{fact.get_field_display()} {fact.period}".strip(),
            old=_text(old, fact.field, self.language),
            new=_text(fact.value, fact.field, self.language),
            authority=str(fact.get_authority_display()),
            reference=fact.reference,
            valid_from=fact.valid_time,
            recorded_on=timezone.localdate(fact.recorded_time),
            is_text=fact.field in TEXT_FIELDS,
        )


def _text(stored: str, field: str, language: str) -> str:
    value: Quantity | str = decoded(stored)
    if isinstance(value, str):
        return value
    return display(value, language, style="money" if field == PlanField.AMOUNT else "plain")


def _evidence(one: EvidenceRow) -> Evidence:
    """Return a piece of evidence as everyone may know it: documents are public."""
    title = one.title if one.is_public else ""
    if one.removed_at is not None:
        return Evidence(title, sha256=one.sha256, is_gone=True)
    if one.kind == EvidenceKind.ADDRESS:
        return Evidence(title, one.url)
    href = _address("monitoring:evidence", one.public_id) if one.publishable else ""
    return Evidence(title, href, one.sha256)


def _address(route: str, *arguments: str) -> str:
    return f"{settings.SITE_ADDRESS}{reverse(route, args=arguments)}"
