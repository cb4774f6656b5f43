from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grono.portal.clusters.kinds import ActivityKind, MembershipKind, Standing, StepKind
from grono.portal.clusters.ladder import Step, first_misplaced, known, places
from grono.portal.clusters.models import ActivityRecord, Membership, MembershipStep
from grono.portal.clusters.permissions import refuse_stranger
from grono.portal.clusters.queries import steps_of
from grono.portal.core.audit import audit, take_turn
from grono.portal.core.problems import RefusedError
from grono.portal.core.templatetags.grono import day
from grono.portal.directory.writing import index_organisations

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from grono.portal.clusters.models import Cluster, EvidenceFile
    from grono.portal.core.models import User
    from grono.portal.directory.models import Organisation


@dataclass(frozen=True)
class NewStep:
    """What is said of a step: which, when it took effect, and on what document it rests."""

    kind: str
    valid_on: datetime.date
    membership_kind: str = ""
    evidence: str = ""
    file: EvidenceFile | None = None
    recorded_at: datetime.datetime | None = None


class MisplacedStepError(RefusedError):
    """A step that cannot stand where it would; the sentence says after what it may stand."""


@transaction.atomic
def record_step(*, by: User | None, cluster: Cluster, organisation: Organisation, step: NewStep) -> MembershipStep:
    """Add one step of one member."""
    return record_steps(by=by, cluster=cluster, organisations=[organisation], step=step)[0]


@transaction.atomic
def record_steps(
    *, by: User | None, cluster: Cluster, organisations: Iterable[Organisation], step: NewStep
) -> list[MembershipStep]:
    """Add the same step for several members, all or none, as one act."""
    take_turn()
    refuse_stranger(by, cluster)
    chosen = list(organisations)
    _refuse_bad_step(step)
    rows = [_row(by, cluster, organisation, step) for organisation in chosen]
    MembershipStep.objects.bulk_create(rows)
    stored = list(MembershipStep.objects.filter(public_id__in=[row.public_id for row in rows]).order_by("pk"))
    _settle(cluster, {organisation.pk: str(organisation) for organisation in chosen})
    if chosen:
        after = {"step": step.kind, "members": len(chosen), "day": step.valid_on}
        audit(by=by, verb="clusters.record_steps", object=cluster, after=after)
    return stored


def _refuse_bad_step(step: NewStep) -> None:
    if step.kind not in StepKind.values or step.kind == StepKind.UNDONE:
        raise RefusedError(_("There is no such step."))
    if step.valid_on > timezone.localdate():
        raise RefusedError(_("The date lies in the future. Record a step when it has happened."))
    if step.kind == StepKind.KIND_CHANGED and step.membership_kind not in MembershipKind.values:
        raise RefusedError(_("Choose the new kind of membership."))


def _row(by: User | None, cluster: Cluster, organisation: Organisation, step: NewStep) -> MembershipStep:
    return MembershipStep(
        cluster=cluster,
        organisation=organisation,
        kind=step.kind,
        membership_kind=step.membership_kind,
        valid_on=step.valid_on,
        recorded_at=step.recorded_at or timezone.now(),
        recorded_by=by,
        evidence=step.evidence,
        file=step.file,
    )


@transaction.atomic
def take_back_step(*, by: User | None, step: MembershipStep) -> MembershipStep:
    """Take a step back by a row that names it; both stay in the history."""
    take_turn()
    refuse_stranger(by, step.cluster)
    if step.kind == StepKind.UNDONE:
        raise RefusedError(_("An entry that takes another one back stays. Record the step again instead."))
    if MembershipStep.objects.filter(cancels=step).exists():
        raise RefusedError(_("This step has already been taken back."))
    row = MembershipStep.objects.create(
        cluster=step.cluster,
        organisation=step.organisation,
        kind=StepKind.UNDONE,
        valid_on=step.valid_on,
        recorded_by=by,
        cancels=step,
    )
    _settle(step.cluster, {step.organisation_id: str(step.organisation)})
    after = {"step": step.kind, "organisation": step.organisation.audit_name, "day": step.valid_on}
    audit(by=by, verb="clusters.take_back_step", object=step.cluster, after=after)
    return row


def _settle(cluster: Cluster, names: dict[int, str]) -> None:
    """Refuse what does not follow, then write anew where these organisations stand."""
    live: dict[int, list[Step]] = {one: [] for one in names}
    for step in known(steps_of(cluster)):
        if step.organisation in live:
            live[step.organisation].append(step)
    for one, steps in live.items():
        if misplaced := first_misplaced(steps):
            raise MisplacedStepError(_sentence(names[one], *misplaced))
    _write_memberships(cluster, live)


def _write_memberships(cluster: Cluster, live: dict[int, list[Step]]) -> None:
    """Write where organisations stand now, from the steps that hold."""
    today = timezone.localdate()
    placed = places([step for steps in live.values() for step in steps], today)
    rows = Membership.objects.filter(cluster=cluster, organisation_id__in=live)
    before = {row.organisation_id: (row.standing, row.membership_kind) for row in rows}
    Membership.objects.filter(cluster=cluster, organisation_id__in=[one for one in live if one not in placed]).delete()
    Membership.objects.bulk_create(
        [
            Membership(
                cluster=cluster,
                organisation_id=one,
                standing=place.standing,
                membership_kind=place.membership_kind,
                since=place.since,
            )
            for one, place in placed.items()
        ],
        update_conflicts=True,
        unique_fields=["cluster", "organisation"],
        update_fields=["standing", "membership_kind", "since"],
    )
    after = {one: (place.standing, place.membership_kind) for one, place in placed.items()}
    # Only a signature is a facet of the directory, so a declaration needs no new index.
    index_organisations(one for one in live if _signed(before.get(one)) != _signed(after.get(one)))


def _signed(place: tuple[str, str] | None) -> str:
    return place[1] if place is not None and place[0] == Standing.SIGNED else ""


def _sentence(name: str, before: Step | None, step: Step) -> str:
    words = {"name": name, "step": StepKind(step.kind).label, "day": day(step.valid_on)}
    if before is None:
        return (
            _(
                "%(name)s: “%(step)s” of %(day)s would stand first. The way in is the letter of intent: record the declaration with its "
                "date before it."
            )
            % words
        )
    return _(
        "%(name)s: “%(step)s” of %(day)s cannot follow “%(before)s” of %(before_day)s. Check the dates, or take the other step back first."
    ) % {**words, "before": StepKind(before.kind).label, "before_day": day(before.valid_on)}


@dataclass(frozen=True)
class NewActivity:
    """What is said of an activity: which, when, what it was, and on what document it rests."""

    kind: str
    on: datetime.date
    what: str = ""
    evidence: str = ""
    recorded_at: datetime.datetime | None = None


@transaction.atomic
def record_activity(
    *, by: User | None, cluster: Cluster, organisation: Organisation, activity: NewActivity
) -> ActivityRecord:
    """Record a fee, a service or an initiative of a member."""
    return record_activities(by=by, cluster=cluster, organisations=[organisation], activity=activity)[0]


@transaction.atomic
def record_activities(
    *, by: User | None, cluster: Cluster, organisations: Iterable[Organisation], activity: NewActivity
) -> list[ActivityRecord]:
    """Record the same for several members, as one act: everyone who came, everyone in an initiative."""
    take_turn()
    refuse_stranger(by, cluster)
    _refuse_bad_activity(activity)
    chosen = list(organisations)
    rows = [
        ActivityRecord(
            cluster=cluster,
            organisation=organisation,
            kind=activity.kind,
            on=activity.on,
            what=activity.what,
            evidence=activity.evidence,
            recorded_by=by,
            recorded_at=activity.recorded_at or timezone.now(),
        )
        for organisation in chosen
    ]
    ActivityRecord.objects.bulk_create(rows)
    if chosen:
        after = {"activity_kind": activity.kind, "members": len(chosen), "day": activity.on}
        audit(by=by, verb="clusters.record_activity", object=cluster, after=after)
    return list(ActivityRecord.objects.filter(public_id__in=[row.public_id for row in rows]).order_by("pk"))


def _refuse_bad_activity(activity: NewActivity) -> None:
    if activity.kind not in ActivityKind.values:
        raise RefusedError(_("There is no such activity."))
    if activity.on > timezone.localdate():
        raise RefusedError(_("The date lies in the future. Record an activity when it has happened."))
    if activity.kind == ActivityKind.INITIATIVE and not activity.what:
        raise RefusedError(_("Give the name of the initiative: members of the same one are counted together."))


@transaction.atomic
def take_back_activity(*, by: User | None, record: ActivityRecord) -> ActivityRecord:
    """Take a record of activity back by a row that names it."""
    take_turn()
    refuse_stranger(by, record.cluster)
    if record.cancels_id is not None or ActivityRecord.objects.filter(cancels=record).exists():
        raise RefusedError(_("This entry has already been taken back."))
    row = ActivityRecord.objects.create(
        cluster=record.cluster,
        organisation=record.organisation,
        kind=record.kind,
        on=record.on,
        what=record.what,
        recorded_by=by,
        cancels=record,
    )
    after = {"activity_kind": record.kind, "organisation": record.organisation.audit_name, "day": record.on}
    audit(by=by, verb="clusters.take_back_activity", object=record.cluster, after=after)
    return row
