"""What was reported against the plan, or before it could be true, and what is wrong about its evaluation: findings beyond the plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils import timezone

from grono.messages import message
from grono.portal.evaluations.goals import findings_of_goals
from grono.portal.monitoring.kinds import Role
from grono.strategy import ValueRole, expected_counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grono.portal.monitoring.executed import Measured
    from grono.portal.monitoring.standing import Standings
    from grono.strategy import Finding


def reported_findings(standings: Standings) -> Iterator[Finding]:
    """Yield what contradicts itself in the published reports up to the period shown, and in the evaluation plans of the goals."""
    names = {one.key: one.name_text for one in standings.programme.indicators}
    for key, values in standings.executed.measured.items():
        for one in values:
            if key in names and one.year <= standings.year and _is_too_early(one):
                yield _expected(names[key], one)
    yield from findings_of_goals(standings.programme)


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
