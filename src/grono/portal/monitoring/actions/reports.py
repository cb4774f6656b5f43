"""The life of a report: begun, saved, submitted, returned or approved, published, corrected."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grono.portal.core.audit import audit, take_turn
from grono.portal.core.identifiers import new_public_id
from grono.portal.core.problems import RefusedError
from grono.portal.monitoring.actions.pictures import ask_for_pictures
from grono.portal.monitoring.basis import NOTHING, refuse_others, to_stored
from grono.portal.monitoring.kinds import WRITABLE, EvidenceKind, ReportState, Role, SubjectKind
from grono.portal.monitoring.lawfulness import checked
from grono.portal.monitoring.models import Period, Report, Value
from grono.portal.monitoring.owning import Parts
from grono.portal.monitoring.permissions import may_write
from grono.portal.strategies.plan_queries import plan_of
from grono.quantities import Quantity, to_json

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from grono.portal.core.models import User
    from grono.portal.monitoring.lawfulness import Contract
    from grono.portal.monitoring.owning import Part
    from grono.strategy import Basis

Place = tuple[str, str, str]
"""Kind of the subject, its key, the role."""


@dataclass(frozen=True)
class Entered:
    """A value as it is to be kept."""

    quantity: Quantity
    typed: str = ""
    flag: str = ""
    source_text: str = ""
    source_date: date | None = None
    basis: Basis = NOTHING


@dataclass(frozen=True)
class Content:
    """Everything a report says; what is not named in ``values`` is taken away."""

    values: Mapping[Place, Entered] = field(default_factory=dict)
    sentence: str = ""
    statement: str = ""
    contracts: Mapping[str, Contract] = field(default_factory=dict)


class AlreadyReportedError(RefusedError):
    """A report about this part and period is there; it is shown instead of a second one."""

    def __init__(self, report: Report) -> None:
        self.report = report
        if report.state in WRITABLE:
            sentence = _("This report was begun before. Here it is, with what has been entered so far.")
        else:
            sentence = _(
                "This was already reported. Here is the first report; correct it, or ask for it to be returned to you."
            )
        super().__init__(sentence)


class OvertakenError(RefusedError):
    """Somebody else saved the report in the meantime; nothing of either is lost."""

    def __init__(self, report: Report) -> None:
        self.report = report
        who = report.changed_by.full_name if report.changed_by else _("Grono")
        sentence = _(
            "%(who)s saved this report after you opened it. Nothing was overwritten: your entries stand in the form, and theirs beside "
            "them where they differ. Look at both, then save again."
        )
        super().__init__(sentence % {"who": who})


def part_of(*, by: User | None, report: Report) -> Part:
    """Return the part a report is about.

    Raises
    ------
    PermissionDenied
        When the person does not answer for it.
    """
    return _part(by, report.period, report.node_key)


def _part(by: User | None, period: Period, node_key: str) -> Part:
    from grono.portal.core.visitor import Visitor

    part = Parts(plan_of(by or Visitor(), period.strategy)).by_key.get(node_key)
    if part is None:
        raise RefusedError(_("This part is no longer in the plan of the strategy; nothing can be reported about it."))
    if not may_write(by, part, period.strategy_id):
        raise PermissionDenied
    return part


@transaction.atomic
def start_report(*, by: User | None, period: Period, node_key: str, is_invented: bool = False) -> Report:
    """Begin the report about a part in a period.

    Raises
    ------
    AlreadyReportedError
        When there is one; the first is shown.
    """
    take_turn()
    part = _part(by, period, node_key)
    known = Report.objects.filter(period=period, node_key=node_key).order_by("number").last()
    if known is not None:
        raise AlreadyReportedError(known)
    report = Report.objects.create(
        strategy=period.strategy,
        period=period,
        node_key=node_key,
        title=part.name,
        changed_by=by,
        is_invented=is_invented,
    )
    audit(by=by, verb="monitoring.start_report", object=report)
    return report


@transaction.atomic
def save_report(*, by: User | None, report: Report, version: int, content: Content) -> Report:
    """Keep what was entered, half-done or whole.

    Raises
    ------
    OvertakenError
        When the report was saved by somebody since ``version``.
    """
    take_turn()
    locked = _writable(report, version)
    part = part_of(by=by, report=locked)
    _refuse_strangers(part, content)
    kept = {value.key: value.aid for value in locked.values.all() if value.aid}
    contracted = {
        key: entered.quantity for (_kind, key, role), entered in content.values.items() if role == Role.CONTRACTED
    }
    aid = checked(part, contracted, content.contracts, kept)
    before = _figures(locked)
    _put(locked, content, aid)
    after = _figures(locked)
    changed = {place for place in before.keys() | after.keys() if before.get(place) != after.get(place)}
    texts = {name for name in ("sentence", "statement") if getattr(locked, name) != getattr(content, name)}
    audit(
        by=by,
        verb="monitoring.save_report",
        object=locked,
        before={place: before.get(place, "") for place in changed} | {name: getattr(locked, name) for name in texts},
        after={place: after.get(place, "") for place in changed} | {name: getattr(content, name) for name in texts},
    )
    locked.sentence, locked.statement = content.sentence, content.statement
    locked.version += 1
    locked.changed_by, locked.changed_at = by, timezone.now()
    locked.save()
    return locked


def _writable(report: Report, version: int) -> Report:
    locked = (
        Report.objects.select_for_update(of=("self",))
        .select_related("strategy", "period", "changed_by")
        .get(pk=report.pk)
    )
    if locked.state not in WRITABLE:
        sentence = _("This report is %(state)s; only a draft or a returned report is changed.")
        raise RefusedError(sentence % {"state": locked.get_state_display()})
    if locked.version != version:
        raise OvertakenError(locked)
    return locked


def _refuse_strangers(part: Part, content: Content) -> None:
    known = {(SubjectKind.STAGE, stage.key) for stage in part.stages}
    known |= {(SubjectKind.INDICATOR, one.key) for one in part.indicators}
    known |= {(SubjectKind.FUNDING, line.key) for line in part.funding}
    if any((kind, key) not in known for kind, key, _role in content.values):
        raise RefusedError(_("A value is about something that is not in this part of the plan. Open the report again."))
    roles = {SubjectKind.STAGE: {Role.DONE}, SubjectKind.FUNDING: {Role.CONTRACTED, Role.PAID}}
    measured = {Role.ACTUAL, Role.ESTIMATE, Role.EXPECTED}
    if any(role not in roles.get(SubjectKind(kind), measured) for kind, _key, role in content.values):
        raise RefusedError(_("A value has a role that its subject does not know."))
    refuse_others(part, content.values)


def _figures(report: Report) -> dict[str, str]:
    rows = Value.objects.filter(report=report)
    return {f"{value.kind} {value.key} {value.role}": value.content for value in rows}


def _put(report: Report, content: Content, aid: Mapping[str, dict[str, Any]]) -> None:
    Value.objects.filter(report=report).delete()
    Value.objects.bulk_create(
        Value(
            report=report,
            kind=kind,
            key=key,
            role=role,
            content=to_json(entered.quantity),
            typed=entered.typed[:200],
            flag=entered.flag,
            source_text=entered.source_text,
            source_date=entered.source_date,
            aid=aid.get(key, {}) if role == Role.CONTRACTED else {},
            basis=to_stored(entered.basis),
        )
        for (kind, key, role), entered in content.values.items()
    )


@transaction.atomic
def submit_report(*, by: User | None, report: Report, version: int) -> Report:
    """Hand a report to the approver; each figure needs evidence or a statement (STR-16)."""
    take_turn()
    locked = _writable(report, version)
    part_of(by=by, report=locked)
    has_values = locked.values.exists()
    if not has_values and not locked.sentence.strip():
        raise RefusedError(_("The report is empty. Enter a figure, or a sentence that says why there is none."))
    if has_values and not _is_proven(locked):
        sentence = _(
            "Nothing stands behind the figures. Add a file or an address, or write a statement that you vouch for them."
        )
        raise RefusedError(sentence)
    return _move(by, locked, ReportState.SUBMITTED, "monitoring.submit_report")


def _is_proven(report: Report) -> bool:
    return bool(report.statement.strip()) or report.evidence.filter(removed_at__isnull=True).exists()


@transaction.atomic
def return_report(*, by: User | None, report: Report, reason: str) -> Report:
    """Give a report back to its owner, with the reason."""
    take_turn()
    if not reason.strip():
        raise RefusedError(_("Say why the report goes back, so that its owner knows what to mend."))
    locked = _locked(report)
    if _was_decided(by, locked, ReportState.RETURNED) and locked.reason == reason.strip():
        return locked
    _require_awaiting(locked, ReportState.SUBMITTED, ReportState.APPROVED)
    locked.reason = reason.strip()
    return _move(by, locked, ReportState.RETURNED, "monitoring.return_report")


@transaction.atomic
def approve_report(*, by: User | None, report: Report) -> Report:
    """Approve a submitted report."""
    take_turn()
    locked = _locked(report)
    if _was_decided(by, locked, ReportState.APPROVED):
        return locked
    _require_awaiting(locked, ReportState.SUBMITTED)
    return _move(by, locked, ReportState.APPROVED, "monitoring.approve_report")


@transaction.atomic
def publish_report(*, by: User | None, report: Report) -> Report:
    """Let everyone see an approved report; evidence may have gone since it was submitted (STR-16)."""
    take_turn()
    locked = _locked(report)
    if _was_decided(by, locked, ReportState.PUBLISHED):
        return locked
    _require_awaiting(locked, ReportState.APPROVED)
    if locked.values.exists() and not _is_proven(locked):
        raise RefusedError(
            _(
                "The evidence was removed, and nothing stands behind the figures any more. Return the report, with the reason."
            )
        )
    locked.published_at = timezone.now()
    published = _move(by, locked, ReportState.PUBLISHED, "monitoring.publish_report")
    ask_for_pictures(by=by, strategy=locked.strategy)
    return published


def _locked(report: Report) -> Report:
    return Report.objects.select_for_update(of=("self",)).select_related("strategy", "period").get(pk=report.pk)


def _was_decided(by: User | None, locked: Report, state: ReportState) -> bool:
    """Say whether the same person has decided the same before: a button pressed twice decides once."""
    return by is not None and locked.state == state and locked.decided_by_id == by.pk


def _require_awaiting(locked: Report, *states: ReportState) -> None:
    if locked.state not in states:
        sentence = _("This report is %(state)s by now; somebody else was quicker. Look at it again.")
        raise RefusedError(sentence % {"state": locked.get_state_display()})


def _move(by: User | None, report: Report, state: ReportState, verb: str) -> Report:
    before, now = report.state, timezone.now()
    report.state = state
    if state == ReportState.SUBMITTED:
        report.submitted_at, report.changed_by, report.changed_at = now, by, now
    else:
        report.decided_by, report.decided_at = by, now
    report.version += 1
    report.save()
    after = {"state": str(state)} | ({"reason": report.reason} if state == ReportState.RETURNED else {})
    audit(by=by, verb=verb, object=report, before={"state": before}, after=after)
    return report


@transaction.atomic
def correct_report(*, by: User | None, report: Report, reason: str) -> Report:
    """Begin the next report in place of a published one; the published one stays until the correction is published, and after."""
    take_turn()
    if not reason.strip():
        raise RefusedError(_("Say what is corrected and why."))
    part_of(by=by, report=report)
    last = Report.objects.filter(period=report.period, node_key=report.node_key).order_by("number").last()
    if last is None or last.state != ReportState.PUBLISHED:
        raise AlreadyReportedError(last or report)
    copied = Report.objects.create(
        strategy=last.strategy, period=last.period, node_key=last.node_key, title=last.title, number=last.number + 1,
        sentence=last.sentence, statement=last.statement, reason=reason.strip(), is_invented=last.is_invented, changed_by=by,
    )  # fmt: skip
    for value in last.values.all():
        value.pk, value.report = None, copied
        value.save()
    for one in last.evidence.filter(removed_at__isnull=True).exclude(kind=EvidenceKind.FILE):
        one.pk, one.public_id, one.report, one.added_by, one.added_at = (
            None,
            new_public_id(),
            copied,
            by,
            timezone.now(),
        )
        one.save()
    audit(by=by, verb="monitoring.correct_report", object=copied, after={"reason": copied.reason})
    return copied
