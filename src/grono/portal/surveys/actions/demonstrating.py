"""Acts of the demonstration: whole waves at once, with invented answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction

from grono.portal.core.audit import audit
from grono.portal.core.runs import start_run
from grono.portal.surveys.kinds import Standing
from grono.portal.surveys.models import Answer, Invitation, SectionState

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from django.utils.functional import Promise

    from grono.portal.core.models import BackgroundRun, User
    from grono.portal.surveys.models import Version, Wave

VERBS: dict[str, str | Promise] = {}
ROWS_AT_ONCE = 2000


@dataclass(frozen=True)
class Reply:
    """What one invented organisation does with its invitation."""

    standing: str
    days: int = 0
    values: Mapping[str, Any] = field(default_factory=dict)
    source: str = "firm"
    is_confirmed: bool = True


@transaction.atomic
def load_replies(*, by: User | None, wave: Wave, replies: Mapping[int, Reply], first_day: datetime.datetime) -> None:
    """Write what the organisations of an open wave did; organisations are told by their number in the database."""
    import datetime

    invitations = list(Invitation.objects.filter(wave=wave, organisation__in=list(replies)))
    answers: list[Answer] = []
    for invitation in invitations:
        reply = replies[invitation.organisation_id]
        moment = first_day + datetime.timedelta(days=reply.days)
        invitation.standing, invitation.sent_at = reply.standing, first_day
        if reply.standing in (Standing.OPENED, Standing.STARTED, Standing.COMPLETE):
            invitation.opened_at = moment
        if reply.standing in (Standing.STARTED, Standing.COMPLETE):
            invitation.started_at = moment
        if reply.standing == Standing.COMPLETE:
            invitation.completed_at = moment
        answers += [
            Answer(
                invitation=invitation, concept=concept, value=value, language=invitation.language, source=reply.source,
                is_confirmed=reply.is_confirmed, at=moment,
            )
            for concept, value in reply.values.items()
        ]  # fmt: skip
    columns = ["standing", "sent_at", "opened_at", "started_at", "completed_at"]
    Invitation.objects.bulk_update(invitations, columns, batch_size=500)
    Answer.objects.bulk_create(answers, batch_size=ROWS_AT_ONCE)
    _note_sections(wave, invitations)
    version = wave.version
    if version.frozen_at is None and answers:
        version.frozen_at = first_day
        version.save(update_fields=["frozen_at"])
        audit(by=by, verb="surveys.freeze_version", object=version)


def _note_sections(wave: Wave, invitations: list[Invitation]) -> None:
    begun = [one for one in invitations if one.started_at is not None]
    SectionState.objects.bulk_create(
        [
            SectionState(
                invitation=one, section=section.key, revision=1, is_complete=one.completed_at is not None,
                saved_at=one.started_at,
            )
            for one in begun
            for section in wave.version.definition.sections
        ],
        batch_size=ROWS_AT_ONCE,
    )  # fmt: skip


@transaction.atomic
def start_drawing(*, by: User, wave: Wave) -> BackgroundRun:
    """Have the pictures of counted results drawn in the background; no number changes, so there is no audit row."""
    return start_run(by=by, kind="surveys.draw_pictures", subject_public_id=wave.public_id)


def change_definition(*, by: User | None, version: Version, content: dict[str, Any], links: dict[str, Any]) -> None:
    """Store content and links of a version that nobody has answered yet."""
    with transaction.atomic():
        version.content, version.links = content, links
        version.save(update_fields=["content", "links"])
        audit(by=by, verb="surveys.change_content", object=version, after={"fields": ["turnover", "training"]})
