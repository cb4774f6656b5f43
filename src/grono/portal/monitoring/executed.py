"""What published reports say was done, measured, contracted and paid: the strategy as executed, as known on a day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from django.urls import reverse

from grono.portal.monitoring.kinds import Role, SubjectKind
from grono.portal.monitoring.measured import TakenFromSource, values_from_sources
from grono.portal.monitoring.published import Published, published_of, renewed
from grono.portal.strategies.keeping import kept
from grono.quantities import Range, exact, missing, total

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from grono.portal.core.following import Act
    from grono.portal.core.visitor import Reader
    from grono.portal.monitoring.models import Evidence, Report, Value
    from grono.portal.strategies.models import Strategy
    from grono.quantities import Quantity


@dataclass(frozen=True)
class Measured:
    """A value of an indicator with the report it stands in, or with the source it was taken from."""

    value: Value | TakenFromSource
    report: Report | None = None

    @property
    def year(self) -> int:
        """Return the year at whose end it stands."""
        if isinstance(self.value, TakenFromSource):
            return self.value.year
        return self.report.period.year if self.report is not None else 0

    @property
    def when(self) -> str:
        """Return its period in words."""
        return str(self.report.period) if self.report is not None else str(self.year)

    @property
    def href(self) -> str:
        """Return the page that shows where it stands."""
        if isinstance(self.value, TakenFromSource):
            return self.value.href
        return reverse("monitoring:report", args=[self.report.public_id]) if self.report is not None else ""


@dataclass
class Executed:
    """Everything published reports say.

    Parameters
    ----------
    done : dict
        Key of a stage → year → points done.
    measured : dict
        Key of an indicator → values in order of time; expected ones are not among them. Of one year those taken from sources come
        first, so that the last value of a year is the one that somebody reported and published.
    money : dict
        Key of a source of money → role (contracted, paid) → amounts by year.
    reports : dict
        Key of a part → key of a period → report.
    """

    done: dict[str, dict[int, Fraction]] = field(default_factory=lambda: defaultdict(dict))
    measured: dict[str, list[Measured]] = field(default_factory=lambda: defaultdict(list))
    expected: dict[str, list[Measured]] = field(default_factory=lambda: defaultdict(list))
    money: dict[tuple[str, str], dict[int, list[Quantity]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    reports: dict[str, dict[int, Report]] = field(default_factory=lambda: defaultdict(dict))
    evidence: dict[int, list[Evidence]] = field(default_factory=dict)
    typed: set[tuple[str, int]] = field(default_factory=set)
    """Stages and years whose points were typed as a percentage (STR-13)."""
    published: Published = field(default_factory=Published)
    """What all this was read from,"""
    taken: Mapping[str, Sequence[TakenFromSource]] = field(default_factory=dict)
    """the values taken from sources,"""
    reported: dict[str, list[Measured]] = field(default_factory=lambda: defaultdict(list))
    """and those of the reports alone."""

    @cached_property
    def done_as_quantities(self) -> dict[str, dict[str, Quantity]]:
        """Key of a stage → year → points done, as the rules of plans take them."""
        return {
            stage: {str(year): exact(points) for year, points in years.items()} for stage, years in self.done.items()
        }

    def money_until(self, key: str, role: str, year: int) -> Quantity:
        """Return what was contracted or paid up to the end of a year; missing where nothing was reported."""
        parts = [one for at, found in self.money.get((key, role), {}).items() if at <= year for one in found]
        return total(parts, non_negative_flow=True).value if parts else missing()

    def latest(self, indicator: str, year: int) -> Measured | None:
        """Return the last value up to the end of a year that is a number."""
        found = [one for one in self.measured.get(indicator, ()) if one.year <= year]
        return next((one for one in reversed(found) if isinstance(one.value.quantity, Range)), None)


def executed_now(reader: Reader, strategy: Strategy) -> Executed:
    """Return what has been published about a strategy by now, read once until somebody acts; nobody may change it."""
    return kept(
        reader,
        strategy,
        ("executed",),
        lambda: executed_of(strategy),
        renew=lambda before, acts: _renewed(before, strategy, acts),
    )


def executed_of(strategy: Strategy, known_on: date | None = None) -> Executed:
    """Return what had been published about a strategy by the end of a day, or by now."""
    published = published_of(strategy, known_on)
    found = Executed(evidence=dict(published.evidence), published=published)
    for report in published.reports:
        _keep_report(found, report)
    return _with_sources(found, values_from_sources(strategy, known_on))


def _renewed(before: Executed, strategy: Strategy, acts: Sequence[Act]) -> Executed:
    """Return what has been published after some acts; whatever they did not touch is the same object as before."""
    now = renewed(before.published, strategy, acts)
    if now is None:
        return executed_of(strategy)
    taken = values_from_sources(strategy, None)
    if not now.parts and taken == before.taken:
        return before
    keys = before.published.keys_of(now.parts) | now.published.keys_of(now.parts)
    found = Executed(evidence=dict(now.published.evidence), published=now.published)
    found.done.update((key, one) for key, one in before.done.items() if key not in keys)
    found.reported.update((key, one) for key, one in before.reported.items() if key not in keys)
    found.expected.update((key, one) for key, one in before.expected.items() if key not in keys)
    found.money.update((place, one) for place, one in before.money.items() if place[0] not in keys)
    found.reports.update((part, one) for part, one in before.reports.items() if part not in now.parts)
    found.typed.update(one for one in before.typed if one[0] not in keys)
    for report in now.published.reports if now.parts else ():
        _keep_report(found, report, now.parts, keys)
    return _with_sources(found, taken, before)


def _with_sources(
    found: Executed, taken: Mapping[str, Sequence[TakenFromSource]], before: Executed | None = None
) -> Executed:
    """Set the values taken from sources among those of the reports; a list that is as it was before stays that list."""
    found.taken = taken
    found.measured.update(found.reported)
    for key, values in taken.items():
        if before is not None and _is_as_before(found, before, key):
            found.measured[key] = before.measured[key]
        else:
            measured = [*(Measured(one) for one in values), *found.reported.get(key, ())]
            found.measured[key] = sorted(measured, key=lambda one: one.year)
    return found


def _is_as_before(found: Executed, before: Executed, key: str) -> bool:
    is_same = found.reported.get(key) is before.reported.get(key)
    return is_same and list(found.taken[key]) == list(before.taken.get(key, ()))


def _keep_report(
    found: Executed, report: Report, parts: Collection[str] | None = None, keys: Collection[str] | None = None
) -> None:
    """Keep what a report says; ``parts`` and ``keys`` are what is not known yet, if anything is."""
    if parts is None or report.node_key in parts:
        found.reports[report.node_key][report.period_id] = report
    for value in found.published.values.get(report.pk, ()):
        if keys is None or value.key in keys:
            _keep(found, report, value)


def _keep(found: Executed, report: Report, value: Value) -> None:
    year = report.period.year
    if value.kind == SubjectKind.STAGE:
        quantity = value.quantity
        if isinstance(quantity, Range) and quantity.lower is not None:
            of_stage = found.done[value.key]
            of_stage[year] = of_stage.get(year, Fraction(0)) + quantity.lower
            if getattr(value, "is_typed_share", False):
                found.typed.add((value.key, year))
    elif value.kind == SubjectKind.FUNDING:
        found.money[value.key, value.role][year].append(value.quantity)
    elif value.role == Role.EXPECTED:
        found.expected[value.key].append(Measured(value, report))
    else:
        found.reported[value.key].append(Measured(value, report))
