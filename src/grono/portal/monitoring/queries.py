from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from grono.portal.monitoring.kinds import OPEN, WRITABLE, ReportState, Role
from grono.portal.monitoring.models import Evidence, Holder, KeptPicture, MadeDocument, Period, Report, Value
from grono.portal.monitoring.typed import SHARE_SIGN
from grono.portal.strategies.queries import strategies_visible_to

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from django.db.models import QuerySet

    from grono.portal.core.models import BackgroundRun, User
    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import Strategy

FEW_REPORTS = 200
"""Up to so many reports are named one by one in a query."""


def sees_unpublished(reader: Reader) -> bool:
    """Say whether a reader sees reports before they are published."""
    return any(
        reader.can(f"monitoring.{verb}") for verb in ("report", "report_everything", "approve", "make_documents")
    )


def periods_of(reader: Reader, strategy: Strategy) -> QuerySet[Period]:
    """Return the periods of a strategy, in order of time."""
    visible = strategies_visible_to(reader).filter(pk=strategy.pk)
    return Period.objects.filter(strategy__in=visible).order_by("last_day", "first_day")


def period_visible_to(reader: Reader, public_id: str) -> Period:
    """Return one period with its strategy, or answer 404."""
    periods = Period.objects.select_related("strategy").filter(strategy__in=strategies_visible_to(reader))
    return get_object_or_404(periods, public_id=public_id)


def reports_visible_to(reader: Reader) -> QuerySet[Report]:
    """Return published reports; every report for who reports, approves or makes documents."""
    reports = Report.objects.select_related("strategy", "period").filter(strategy__in=strategies_visible_to(reader))
    return reports if sees_unpublished(reader) else reports.filter(state=ReportState.PUBLISHED)


def report_visible_to(reader: Reader, public_id: str) -> Report:
    """Return one report with its values and evidence, or answer 404."""
    found = reports_visible_to(reader).select_related("changed_by", "decided_by")
    return get_object_or_404(found.prefetch_related("values", "evidence"), public_id=public_id)


def published_reports(
    strategy: Strategy, known_on: date | None = None, *, parts: Collection[str] | None = None
) -> list[Report]:
    """Return the latest published report of each part and period, in order of time, as known at the end of a day.

    ``parts`` are the keys of the parts wanted, if not all are.
    """
    reports = Report.objects.filter(strategy=strategy, state=ReportState.PUBLISHED)
    if parts is not None:
        reports = reports.filter(node_key__in=parts)
    if known_on is not None:
        reports = reports.filter(published_at__date__lte=known_on)
    latest: dict[tuple[int, str], Report] = {}
    periods = {period.pk: period for period in Period.objects.filter(strategy=strategy)}
    for report in reports.order_by("number"):
        report.period = periods[report.period_id]  # thousands of reports share a few periods
        latest[report.period_id, report.node_key] = report
    return sorted(latest.values(), key=lambda report: (report.period.last_day, report.pk))


def values_of(reports: Collection[Report]) -> dict[int, list[Value]]:
    """Return the values of reports by the key of the report, without the checks of state aid."""
    found: dict[int, list[Value]] = {}
    wanted = {report.pk for report in reports}
    rows = Value.objects.filter(**_behind(reports)).order_by("pk").defer("aid", "typed")
    rows = rows.annotate(is_typed_share=Q(typed__endswith=SHARE_SIGN))
    for value in rows.iterator(chunk_size=5000):
        if value.report_id in wanted:
            found.setdefault(value.report_id, []).append(value)
    return found


def _behind(reports: Collection[Report]) -> dict[str, Any]:
    """Return the question for what stands in reports; many of them are asked for by their strategy."""
    if len(reports) <= FEW_REPORTS:
        return {"report__in": [report.pk for report in reports]}
    return {"report__strategy__in": {report.strategy_id for report in reports}}


def contracts_of(reports: Iterable[Report]) -> list[Value]:
    """Return the contracted values of reports that a check of state aid stands behind."""
    wanted = {report.pk for report in reports}
    strategies = {report.strategy_id for report in reports}
    rows = Value.objects.filter(report__strategy__in=strategies, role=Role.CONTRACTED).order_by("pk")
    return [value for value in rows if value.report_id in wanted and value.aid.get("number")]


def evidence_of(reports: Collection[Report]) -> dict[int, list[Evidence]]:
    """Return the evidence of reports by the key of the report."""
    found: dict[int, list[Evidence]] = {}
    wanted = {report.pk for report in reports}
    for one in Evidence.objects.filter(**_behind(reports)):
        if one.report_id in wanted:
            found.setdefault(one.report_id, []).append(one)
    return found


def open_reports_of(reader: Reader, period: Period) -> dict[str, Report]:
    """Return the report that is being written or decided, by part; for who may see it."""
    found = reports_visible_to(reader).filter(period=period, state__in=[str(state) for state in OPEN])
    return {report.node_key: report for report in found}


def reports_of_period(reader: Reader, period: Period) -> dict[str, Report]:
    """Return the newest report of each part about a period that the reader may see."""
    return {report.node_key: report for report in reports_visible_to(reader).filter(period=period).order_by("number")}


def reports_of_part(reader: Reader, strategy: Strategy, node_key: str) -> dict[int, Report]:
    """Return the newest report about a part that the reader may see, by the key of the period."""
    found = reports_visible_to(reader).filter(strategy=strategy, node_key=node_key).order_by("number")
    return {report.period_id: report for report in found}


def numbers_of_reports(reader: Reader, strategy: Strategy) -> dict[int, int]:
    """Return about how many parts somebody has begun to report in each period, by the key of the period."""
    found = reports_visible_to(reader).filter(strategy=strategy).order_by().values_list("period_id", "node_key")
    return dict(Counter(period for period, _part in set(found)))


def reports_to_decide(reader: Reader) -> QuerySet[Report]:
    """Return what waits for an approver, the oldest first."""
    if not reader.can("monitoring.approve"):
        return Report.objects.none()
    waiting = [ReportState.SUBMITTED, ReportState.APPROVED]
    return reports_visible_to(reader).filter(state__in=waiting).order_by("submitted_at", "pk")


def evidence_visible_to(reader: Reader, public_id: str) -> Evidence:
    """Return one piece of evidence: for everyone when its report is published and it may be, else for who sees reports."""
    found = Evidence.objects.select_related("report__strategy", "report__period").filter(
        report__in=reports_visible_to(reader)
    )
    if not sees_unpublished(reader):
        found = found.filter(publishable=True)
    return get_object_or_404(found, public_id=public_id)


def posts_held(reader: Reader, day: date | None = None) -> dict[int, set[str]]:
    """Return the posts that a reader holds on a day, by the key of the strategy."""
    if not reader.is_authenticated:
        return {}
    on = day or timezone.localdate()
    held = Holder.objects.filter(Q(until__isnull=True) | Q(until__gte=on), user_id=reader.pk, since__lte=on)
    found: dict[int, set[str]] = {}
    for strategy, post in held.values_list("strategy_id", "post"):
        found.setdefault(strategy, set()).add(post)
    return found


def holders_of(reader: Reader, strategy: Strategy) -> QuerySet[Holder]:
    """Return who holds which post of a strategy, for who may say so."""
    if not reader.can("monitoring.open_periods"):
        return Holder.objects.none()
    return Holder.objects.select_related("user").filter(strategy=strategy)


def holder_visible_to(reader: Reader, public_id: str) -> Holder:
    """Return one holding of a post, or answer 404."""
    found = Holder.objects.select_related("strategy", "user").filter(strategy__in=strategies_visible_to(reader))
    if not reader.can("monitoring.open_periods"):
        found = found.none()
    return get_object_or_404(found, public_id=public_id)


def strategies_with_periods(reader: Reader) -> QuerySet[Strategy]:
    """Return the strategies that are monitored."""
    return strategies_visible_to(reader).filter(pk__in=Period.objects.values("strategy")).order_by("title", "pk")


def periods_owed(strategies: Iterable[int]) -> QuerySet[Period]:
    """Return every period of strategies, the first deadline first."""
    return Period.objects.select_related("strategy").filter(strategy__in=list(strategies)).order_by("deadline", "pk")


def newest_reports(periods: Iterable[Period]) -> dict[tuple[int, str], Report]:
    """Return the newest report of each period and part."""
    found = Report.objects.filter(period__in=list(periods)).order_by("number")
    return {(report.period_id, report.node_key): report for report in found}


def documents_of(reader: Reader, strategy: Strategy) -> QuerySet[MadeDocument]:
    """Return the documents of a strategy, the newest first; those still being made only who makes them sees."""
    visible = strategies_visible_to(reader).filter(pk=strategy.pk)
    found = MadeDocument.objects.select_related("strategy", "period").filter(strategy__in=visible)
    return found if reader.can("monitoring.make_documents") else found.filter(made_at__isnull=False)


def document_visible_to(reader: Reader, public_id: str) -> MadeDocument:
    """Return one document, or answer 404."""
    found = MadeDocument.objects.select_related("strategy", "period").filter(strategy__in=strategies_visible_to(reader))
    if not reader.can("monitoring.make_documents"):
        found = found.filter(made_at__isnull=False)
    return get_object_or_404(found, public_id=public_id)


def document_of_run(run: BackgroundRun) -> MadeDocument:
    """Return the document that a background run makes."""
    return MadeDocument.objects.select_related("strategy", "period").get(public_id=run.subject_public_id)


def digests_kept(strategy: Strategy) -> set[str]:
    """Return the digests of the pictures of a strategy; for who draws them."""
    return set(KeptPicture.objects.filter(strategy=strategy).values_list("digest", flat=True))


def pictures_kept(strategy: Strategy, digests: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return pictures by digest: who knows a digest has read the figures that the picture shows."""
    wanted = list(digests)
    if not wanted:
        return {}
    found = KeptPicture.objects.filter(strategy=strategy, digest__in=wanted)
    return dict(found.values_list("digest", "content"))


def is_writable(report: Report) -> bool:
    """Say whether the owner still writes a report."""
    return report.state in WRITABLE


def people_with_posts(day: date) -> list[User]:
    """Return everyone who holds a post on a day and can be written to; for letters, not for pages."""
    held = Holder.objects.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day, user__is_active=True)
    found = {holder.user_id: holder.user for holder in held.select_related("user").order_by("user_id")}
    return [user for user in found.values() if user.email]
