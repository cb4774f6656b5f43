"""Beginning and ending declared sessions, and ending log-ins from afar."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.audit import audit, take_turn
from grono.portal.core.log_ins import forget_session, note_change_of_rights
from grono.portal.core.models import DeclaredSession, LogIn
from grono.portal.core.problems import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grono.portal.core.models import User

SHORTEST_REASON = 10
"""Characters; "test" tells the owner of the data nothing."""


@transaction.atomic
def begin_session(*, by: User, reason: str) -> DeclaredSession:
    """Begin a declared session; one that runs already ends with it, so a reason never covers what another one was given for."""
    reason = " ".join(reason.split())
    if len(reason) < SHORTEST_REASON:
        raise RefusedError(_("Say in a few words why: whoever owns the data reads it."))
    take_turn()
    end_sessions(by=by)
    now = timezone.now()
    made = DeclaredSession.objects.create(
        user=by, reason=reason, began_at=now, ends_at=now + datetime.timedelta(minutes=settings.SESSION_MINUTES)
    )
    audit(by=by, verb="core.begin_session", object=made, after={"reason": reason, "until": made.ends_at})
    note_change_of_rights(by)
    by.forget_roles()
    return made


@transaction.atomic
def extend_session(*, by: User) -> DeclaredSession:
    """Let one's declared session run as long as a new one would from now on, for the same reason (WCAG 2.2.1)."""
    take_turn()
    now = timezone.now()
    running = DeclaredSession.objects.filter(user=by, ends_at__gt=now).first()
    if running is None:
        raise RefusedError(_("The declared session has ended. Declare a new one."))
    running.ends_at = now + datetime.timedelta(minutes=settings.SESSION_MINUTES)
    running.save(update_fields=["ends_at"])
    audit(by=by, verb="core.extend_session", object=running, after={"until": running.ends_at})
    by.forget_roles()
    return running


@transaction.atomic
def end_sessions(*, by: User) -> None:
    """End one's declared session; without one nothing happens."""
    take_turn()
    now = timezone.now()
    for running in DeclaredSession.objects.filter(user=by, ends_at__gt=now):
        running.ends_at = max(now, running.began_at)
        running.save(update_fields=["ends_at"])
        audit(by=by, verb="core.end_session", object=running)
        note_change_of_rights(by)
    by.forget_roles()


@transaction.atomic
def end_log_ins(*, by: User, log_ins: Iterable[LogIn]) -> int:
    """End log-ins of one's own account; their browsers are nobody's from the next request on."""
    take_turn()
    ended = list(LogIn.objects.filter(user=by, pk__in=[one.pk for one in log_ins], ended_at__isnull=True))
    for one in ended:
        one.ended_at = max(timezone.now(), one.began_at)
        one.save(update_fields=["ended_at"])
        forget_session(one)
        audit(by=by, verb="core.end_log_in", object=one)
    return len(ended)
