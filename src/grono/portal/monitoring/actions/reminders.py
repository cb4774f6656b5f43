"""Letters are taken up, sent, or given back; each goes out once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from grono.portal.core.audit import audit, take_turn
from grono.portal.monitoring.models import Reminder

if TYPE_CHECKING:
    import datetime

    from grono.portal.core.models import User
    from grono.portal.monitoring.models import Period


@transaction.atomic
def claim_reminder(
    *,
    by: User | None,  # noqa: ARG001  (the letter itself is the row)
    period: Period,
    user: User,
    kind: str,
    now: datetime.datetime,
) -> Reminder | None:
    """Take a letter up; nothing when it was sent, or somebody else is at it."""
    take_turn()
    reminder, is_new = Reminder.objects.get_or_create(period=period, user=user, kind=kind, defaults={"claimed_at": now})
    return reminder if is_new else None


@transaction.atomic
def release_reminder(*, by: User | None, reminder: Reminder) -> None:  # noqa: ARG001  (nothing happened, so no row says so)
    """Give a letter back that could not be handed to the mail server."""
    Reminder.objects.filter(pk=reminder.pk, sent_at__isnull=True).delete()


@transaction.atomic
def note_sent(*, by: User | None, reminder: Reminder, now: datetime.datetime) -> None:
    """Note that a letter is on its way."""
    take_turn()
    Reminder.objects.filter(pk=reminder.pk).update(sent_at=now)
    after = {"kind": reminder.kind, "period": str(reminder.period)}
    audit(by=by, verb="monitoring.send_reminder", object=reminder.period.strategy, after=after)
