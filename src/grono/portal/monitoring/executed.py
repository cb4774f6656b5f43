"""What published reports say was done, measured, contracted and paid: the strategy as executed, as known on a day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from django.urls import reverse

from grono.portal.monitoring.kinds import Role, SubjectKind
from grono.portal.monitoring.measured import TakenFromSource, values_from_sources
from grono.portal.monitoring.queries import evidence_of, published_reports, values_of
from grono.portal.strategies.keeping import kept
from grono.quantities import Range, exact, missing, total

if TYPE_CHECKING:
    from datetime import date

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
    return kept(reader, strategy, ("executed",), lambda: executed_of(strategy))


def executed_of(strategy: Strategy, known_on: date | None = None) -> Executed:
    """Return what had been published about a strategy by the end of a day, or by now."""
    reports = published_reports(strategy, known_on)
    reports.sort(key=lambda report: (report.period.last_day, report.pk))
    values, found = values_of(reports), Executed(evidence=evidence_of(reports))
    for report in reports:
        found.reports[report.node_key][report.period_id] = report
        for value in values.get(report.pk, ()):
            _keep(found, report, value)
    for key, taken in values_from_sources(strategy, known_on).items():
        measured = [*(Measured(one) for one in taken), *found.measured.get(key, ())]
        found.measured[key] = sorted(measured, key=lambda one: one.year)
    return found


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
        found.measured[value.key].append(Measured(value, report))


def done_as_quantities(executed: Executed) -> dict[str, dict[str, Quantity]]:
    """Return key of a stage → year → points done, as the rules of plans take them."""
    return {
        stage: {str(year): exact(points) for year, points in years.items()} for stage, years in executed.done.items()
    }
