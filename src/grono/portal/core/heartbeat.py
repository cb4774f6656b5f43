"""Signs of life: a run that stops giving them is taken up again, or shown as interrupted."""

from __future__ import annotations

import logging
import os
import socket
import threading
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.languages import in_all_languages
from grono.portal.core.models import BackgroundRun, RunState
from grono.portal.core.runs import enqueue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

logger = logging.getLogger(__name__)


def oldest_sign_of_life() -> datetime:
    """Return the moment before which a last sign of life means that the worker is gone."""
    return timezone.now() - timedelta(seconds=settings.RUN_SILENCE_SECONDS)


@contextmanager
def repeating(act: Callable[[], object], *, seconds: float) -> Iterator[None]:
    """Repeat an act in a thread of its own while the block runs."""
    stop = threading.Event()

    def repeat() -> None:
        while not stop.wait(seconds):
            try:
                act()
            except OperationalError:
                logger.warning("The database did not answer; trying again in %s s.", seconds)
            finally:
                connection.close()

    thread = threading.Thread(target=repeat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=1)


@contextmanager
def beating(run: BackgroundRun) -> Iterator[None]:
    """Give signs of life for a run also while a long calculation has nothing to say."""

    def beat() -> None:
        mine = BackgroundRun.objects.filter(pk=run.pk, worker=run.worker, state=RunState.RUNNING)
        mine.update(heartbeat_at=timezone.now())

    with repeating(beat, seconds=max(settings.RUN_SILENCE_SECONDS / 6, 0.5)):
        yield


def recover_runs(*, starting: bool = False) -> int:
    """Put runs whose worker is gone back into the queue, or mark them interrupted after too many attempts.

    ``starting`` says that a worker is just starting: then a run of this machine whose process no longer exists is known to be lost
    at once, and waiting runs are queued again in case the portal stopped before it queued them.
    """
    silent = Q(heartbeat_at__lt=oldest_sign_of_life())
    count = 0
    for run in BackgroundRun.objects.filter(state=RunState.RUNNING):
        lost = run.heartbeat_at is not None and run.heartbeat_at < oldest_sign_of_life()
        if lost or (starting and _process_is_gone(run.worker)):
            count += _recover(run, silent=silent, sure=not lost)
    if starting:
        for run in BackgroundRun.objects.filter(state=RunState.WAITING).order_by("created_at"):
            enqueue(run)
    return count


def _recover(run: BackgroundRun, *, silent: Q, sure: bool) -> int:
    same = BackgroundRun.objects.filter(pk=run.pk, state=RunState.RUNNING, worker=run.worker)
    if not sure:
        same = same.filter(silent)
    if run.cancel_requested:
        return same.update(state=RunState.CANCELLED, finished_at=timezone.now())
    if run.attempts >= settings.RUN_ATTEMPTS:
        return same.update(state=RunState.INTERRUPTED, finished_at=timezone.now(), errors=_given_up(run.attempts))
    with transaction.atomic():
        changed = same.update(state=RunState.WAITING, worker="")
        if changed:
            enqueue(run)
    return changed


def _given_up(attempts: int) -> dict[str, list[str]]:
    sentence = _(
        "The work was interrupted %(attempts)s times and is not started again by itself. You may start it again."
    )
    return {code: [text % {"attempts": attempts}] for code, text in in_all_languages(sentence).items()}


def _process_is_gone(worker: str) -> bool:
    machine, _slash, rest = worker.partition("/")
    number = rest.partition("/")[0]
    if machine != socket.gethostname()[:30] or not number.isdecimal():
        return False
    if int(number) == os.getpid():
        return True  # a former process that had our number: we have only just started
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
