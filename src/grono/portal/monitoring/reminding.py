"""Letters about reports: one before the deadline, one after it; each goes out once to each person."""

from __future__ import annotations

import datetime
import logging
from smtplib import SMTPException
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from grono.portal.core.templatetags.grono import day
from grono.portal.monitoring.actions.reminders import claim_reminder, note_sent, release_reminder
from grono.portal.monitoring.kinds import LetterKind
from grono.portal.monitoring.pages.owed import owed_by
from grono.portal.monitoring.queries import people_with_posts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grono.portal.core.models import User
    from grono.portal.monitoring.models import Period

logger = logging.getLogger(__name__)
BEFORE, AFTER = datetime.timedelta(days=14), datetime.timedelta(days=60)
"""How long before a deadline a person is reminded, and how long after it at the latest."""


def write_reminders(now: datetime.datetime) -> int:
    """Write every letter that is due and return how many went out; a letter the mail server refuses waits for the next day."""
    today = timezone.localdate(now)
    return sum(
        _write(user, period, kind, parts, now)
        for user in people_with_posts(today)
        for period, kind, parts in _due(user, today)
    )


def _due(user: User, today: datetime.date) -> Iterator[tuple[Period, LetterKind, list[str]]]:
    """Yield the periods about which a person owes reports, with the parts."""
    owed: dict[Period, list[str]] = {}
    for one in owed_by(user):
        if not one.is_handed_in:
            owed.setdefault(one.period, []).append(one.part.name)
    for period, parts in owed.items():
        if today <= period.deadline <= today + BEFORE and period.last_day < today:
            yield period, LetterKind.SOON, parts
        elif period.deadline < today <= period.deadline + AFTER:
            yield period, LetterKind.OVERDUE, parts


def _write(user: User, period: Period, kind: LetterKind, parts: list[str], now: datetime.datetime) -> bool:
    reminder = claim_reminder(by=None, period=period, user=user, kind=kind, now=now)
    if reminder is None:
        return False
    try:
        letter(user, period, kind, parts).send()
    except (SMTPException, OSError):
        logger.exception("A reminder could not be handed to the mail server.")
        release_reminder(by=None, reminder=reminder)
        return False
    note_sent(by=None, reminder=reminder, now=now)
    return True


def letter(user: User, period: Period, kind: LetterKind, parts: list[str]) -> EmailMessage:
    """Return the letter in the language of the person; sent twice it has one Message-ID."""
    with override(user.language):
        context = {
            "name": user.full_name,
            "strategy": period.strategy.title,
            "period": str(period),
            "deadline": day(period.deadline),
            "parts": parts,
            "is_overdue": kind is LetterKind.OVERDUE,
            "address": f"{settings.SITE_ADDRESS}{reverse('monitoring:list')}",
            "operator": settings.OPERATOR,
        }
        words = (
            _("Reports about %(period)s are overdue")
            if kind is LetterKind.OVERDUE
            else _("Reports about %(period)s are due soon")
        )
        text = render_to_string("monitoring/mails/reminder.txt", context)
        host = urlsplit(settings.SITE_ADDRESS).hostname or "localhost"
        name = f"<monitoring-{period.public_id}-{user.public_id}-{kind}@{host}>"
        headers = {"Message-ID": name, "Auto-Submitted": "auto-generated"}
        return EmailMessage(words % {"period": period}, text, None, [user.email], headers=headers)
