"""What was reported against the plan, or before it could be true, and what is wrong about its evaluation: findings beyond the plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils import timezone

from grono.messages import message
from grono.portal.evaluations.goals import findings_of_goals
from grono.portal.monitoring.kinds import Role
from grono.quantities import exact
from grono.strategy import GroupState, IndicatorGroup, IndicatorKind, IndicatorRow, ValueRole, expected_counted
from grono.strategy.card import NOT_PLANNED_MARK
from grono.strategy.findings_values import outputs_before_their_stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grono.portal.monitoring.executed import Measured
    from grono.portal.monitoring.owning import Part
    from grono.portal.monitoring.standing import Standings
    from grono.quantities import Quantity
    from grono.strategy import Finding, ProgrammeIndicator


def reported_findings(standings: Standings) -> Iterator[Finding]:
    """Yield what contradicts itself in the published reports up to the period shown, and in the evaluation plans of the goals."""
    for indicator in standings.programme.indicators:
        yield from _too_early(standings, indicator)
    for part in standings.parts:
        yield from _outputs_once(standings, part)
    yield from findings_of_goals(standings.programme)


def _too_early(standings: Standings, indicator: ProgrammeIndicator) -> Sequence[Finding]:
    values = standings.executed.measured.get(indicator.key, ())
    return standings.once(
        ("too early", indicator.key),
        (indicator.name_text,),
        (values,),
        lambda: [
            _expected(indicator.name_text, one) for one in values if one.year <= standings.year and _is_too_early(one)
        ],
    )


def _outputs_once(standings: Standings, part: Part) -> Sequence[Finding]:
    executed = standings.executed
    values = [executed.measured.get(one.key) for one in part.indicators]
    done = [executed.done.get(stage.key) for stage in part.stages]
    plan = (standings.programme.title, part)
    return standings.once(
        ("outputs", part.node.key), plan, (*values, *done), lambda: list(_outputs_before_their_stage(standings, part))
    )


def _outputs_before_their_stage(standings: Standings, part: Part) -> Iterator[Finding]:
    """Find outputs reported as made while their stage has not done all of its plan, by links made or suggested (F-STAGE, STR-33)."""
    outputs = [one for one in part.indicators if one.kind is IndicatorKind.OUTPUT] if part.stages else []
    made = {one.key: values for one in outputs if exact(1) in (values := _reported(standings, one.key)).values()}
    if not made:
        return
    card = standings.card_of(part)
    numbers = {stage.key: stage.number_text for stage in part.stages}
    rows = [
        IndicatorRow(
            one.name_text,
            "",
            tuple(_digit(made[one.key].get(year)) for year in card.years),
            ValueRole.ACTUAL,
            numbers.get(one.stage or ""),
        )
        for one in outputs
        if one.key in made
    ]
    keys = {one.name_text: one.key for one in outputs if one.key in made}
    group = IndicatorGroup(IndicatorKind.OUTPUT, GroupState.LISTED, tuple(rows))
    for found in outputs_before_their_stage(replace(card, indicators=(group,))):
        # Whoever reads the finding is led to the stage; several with one number are told apart by the sentence.
        stage = next(key for key, number in numbers.items() if number == found.details["stage"])
        yield replace(found, details={**found.details, "indicator": keys[found.subject], "stage": stage})


def _reported(standings: Standings, key: str) -> dict[int, Quantity]:
    """Return what was reported of an output by year; nothing when a value is neither 0 nor 1, for it then counts something."""
    found = {
        one.year: one.value.quantity for one in standings.executed.measured.get(key, ()) if one.year <= standings.year
    }
    return found if set(found.values()) <= {exact(0), exact(1)} else {}


def _digit(value: Quantity | None) -> str:
    return NOT_PLANNED_MARK if value is None else "1" if value == exact(1) else "0"


def _is_too_early(one: Measured) -> bool:
    """Say whether a value counts as achieved although its period had not ended when it was published (F-EXPECTED)."""
    report = one.report
    if report is None or report.published_at is None or one.value.role not in (Role.ACTUAL, Role.ESTIMATE):
        return False
    return timezone.localdate(report.published_at) <= report.period.last_day


def _expected(name: str, one: Measured) -> Finding:
    found = expected_counted(name, [ValueRole.EXPECTED])
    assert found is not None  # noqa: S101 - an expected value is what the rule looks for
    ended = message("the report about %(period)s, published before the period ended", period=one.when)
    return replace(found, cells=(*found.cells, ended), details={**found.details, "address": one.href})
