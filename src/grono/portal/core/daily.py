"""Work that is done once a day: letters that are due, reminders, files that anyone may take away.

An app registers its part in ``AppConfig.ready``::

    register_daily("surveys.letters", write_all_letters)

The worker asks every few minutes whether something is due. An act that died half-way, or failed, is tried again later on the same day; it has to
be safe to repeat.
"""

from __future__ import annotations

import datetime
import logging
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from grono.portal.core.models import DailyRun

if TYPE_CHECKING:
    from collections.abc import Callable

    Act = Callable[[datetime.datetime], object]

logger = logging.getLogger(__name__)
NOT_BEFORE = datetime.time(4)
"""Local time from which a day's work is due: after both changes of the clock, before anyone works."""
TRIED_AGAIN_AFTER = datetime.timedelta(hours=1)
"""So long an unfinished or failed act is left alone."""
SECONDS_BETWEEN_LOOKS = 300

_acts: dict[str, Act] = {}


def register_daily(name: str, act: Act) -> None:
    """Make a piece of daily work known; ``act`` gets the moment."""
    _acts[name] = act


def do_daily_work(now: datetime.datetime | None = None) -> list[str]:
    """Do what is due now and return its names; what another worker is doing is left to it."""
    moment = now or timezone.now()
    local = timezone.localtime(moment)
    if local.time() < NOT_BEFORE:
        return []
    return [
        name for name in sorted(_acts) if _claimed(name, local.date(), moment) and _done(name, local.date(), moment)
    ]


def _claimed(name: str, day: datetime.date, now: datetime.datetime) -> bool:
    with transaction.atomic():
        _row, is_new = DailyRun.objects.get_or_create(name=name, day=day, defaults={"started_at": now})
    if is_new:
        return True
    stale = DailyRun.objects.filter(Q(finished_at__isnull=True) | Q(failed=True), name=name, day=day)
    # One worker alone changes the moment: the others then find it new.
    return bool(stale.filter(started_at__lt=now - TRIED_AGAIN_AFTER).update(started_at=now, failed=False))


def _done(name: str, day: datetime.date, now: datetime.datetime) -> bool:
    try:
        _acts[name](now)
    except Exception:  # the last line of defence: one act that fails must not keep the others from their day
        logger.exception("Daily work %s failed.", name)
        DailyRun.objects.filter(name=name, day=day).update(failed=True)
        return False
    DailyRun.objects.filter(name=name, day=day).update(finished_at=timezone.now())
    return True
