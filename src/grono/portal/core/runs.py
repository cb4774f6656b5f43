"""Work outside a page request: with progress, cancellable, and never lost when a worker dies (TRU-39).

An upper app registers its kind of work once, in ``AppConfig.ready``::

    register_kind("draw_map", draw_map_work, title=_("Drawing a cluster map"), subject_url=address_of_map)

and starts it from an action with :func:`start_run`. The function gets the run and a :class:`Progress`; it may be called again after an
interruption, so it has to be safe to repeat.
"""

from __future__ import annotations

import logging
import os
import secrets
import socket
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from grono.messages import GronoError
from grono.portal.core.languages import Text, in_all_languages
from grono.portal.core.models import BackgroundRun, RunState
from grono.portal.core.problems import sentences_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django.utils.functional import Promise

    from grono.portal.core.models import User

    Work = Callable[[BackgroundRun, "Progress"], None]

logger = logging.getLogger(__name__)
steps_logger = logging.getLogger("grono.steps")
"""Told of each new step of a run, in English; the loading of the demonstration prints them."""

SECONDS_BETWEEN_WRITES = 0.7  # progress is read once a second


@dataclass(frozen=True)
class Kind:
    """One kind of work."""

    name: str
    function: Work
    title: str | Promise
    subject_url: Callable[[BackgroundRun], str | None]
    subject_title: Callable[[BackgroundRun], str]


_kinds: dict[str, Kind] = {}


def last_known_title(run: BackgroundRun) -> str:
    """Return what the audit chain last called the object worked on: the newest row knows the newest title."""
    from grono.portal.core.queries import latest_names  # queries of runs need this module's signs of life

    return latest_names({run.subject_public_id}).get(run.subject_public_id, "")


def register_kind(
    name: str,
    function: Work,
    *,
    title: str | Promise,
    subject_url: Callable[[BackgroundRun], str | None] = lambda _run: None,
    subject_title: Callable[[BackgroundRun], str] = last_known_title,
) -> None:
    """Make a kind of work known; ``subject_url`` gives the page to look at when it is done, ``subject_title`` what it is called."""
    _kinds[name] = Kind(name, function, title, subject_url, subject_title)


def known_kind(run: BackgroundRun) -> Kind | None:
    """Return the kind of a run, or None when its app is no longer there."""
    return _kinds.get(run.kind)


def kind_of(run: BackgroundRun) -> Kind:
    """Return the kind of a run."""
    if run.kind not in _kinds:
        sentence = f'No app registers the kind of work "{run.kind}". Registered: {", ".join(sorted(_kinds)) or "none"}.'
        raise LookupError(sentence)
    return _kinds[run.kind]


class RunCancelledError(Exception):
    """Someone asked for the run to be cancelled, or another worker has taken it over."""


class Progress:
    """Says how far the work is; call it often, it writes seldom. Do not call it inside a transaction of your own."""

    def __init__(self, run: BackgroundRun) -> None:
        self._run = run
        self._step: dict[str, str] = {}
        self._written = 0.0

    def __call__(self, step: Text, done: int = 0, total: int = 0) -> None:
        """Note that ``done`` of ``total`` of a step is done; raises :class:`RunCancelledError` when the run is to stop."""
        texts = in_all_languages(step)
        now = time.monotonic()
        if texts == self._step and now - self._written < SECONDS_BETWEEN_WRITES:
            return
        if texts != self._step:
            steps_logger.info(texts["en"])
        self._step, self._written = texts, now
        alive = _mine(self._run).filter(cancel_requested=False)
        changed = alive.update(
            step=texts, step_done=max(done, 0), step_total=max(total, 0), heartbeat_at=timezone.now()
        )
        if not changed:
            raise RunCancelledError


def _mine(run: BackgroundRun) -> Any:
    return BackgroundRun.objects.filter(pk=run.pk, state=RunState.RUNNING, worker=run.worker)


def worker_name() -> str:
    """Return a name for this process that is never used again: machine, process number, random part."""
    return f"{socket.gethostname()[:30]}/{os.getpid()}/{secrets.token_hex(6)}"


def start_run(
    *, by: User, kind: str, subject_public_id: str, parameters: Mapping[str, Any] | None = None
) -> BackgroundRun:
    """Note a run and put it in the queue when the surrounding transaction is committed."""
    run = BackgroundRun(kind=kind, subject_public_id=subject_public_id, parameters=dict(parameters or {}), owner=by)
    kind_of(run)
    run.save()
    enqueue(run)
    return run


def enqueue(run: BackgroundRun) -> None:
    """Put a run in the queue; twice does no harm, as only a waiting run is taken."""
    transaction.on_commit(lambda: perform.enqueue(run.public_id))


@task()
def perform(public_id: str) -> None:
    """Carry out one run; the worker calls this."""
    from grono.portal.core.heartbeat import beating

    run = claim(public_id)
    if run is not None:
        with beating(run):
            execute(run)


def claim(public_id: str) -> BackgroundRun | None:
    """Take a waiting run; None when it is not waiting any more, or another worker was quicker."""
    now, name = timezone.now(), worker_name()
    taken = BackgroundRun.objects.filter(public_id=public_id, state=RunState.WAITING).update(
        state=RunState.RUNNING,
        worker=name,
        attempts=F("attempts") + 1,
        started_at=now,
        heartbeat_at=now,
        finished_at=None,
    )
    return BackgroundRun.objects.get(public_id=public_id) if taken else None


def execute(run: BackgroundRun) -> None:
    """Carry out a claimed run and note how it ended."""
    try:
        kind_of(run).function(run, Progress(run))
    except RunCancelledError:
        _end(run, RunState.CANCELLED)
    except GronoError as error:
        _end(run, RunState.FAILED, errors=_each_language(sentences_of(error)))
    except (KeyboardInterrupt, SystemExit):
        # The worker is being stopped: the run goes back into the queue and is taken up at the next start.
        _mine(run).update(state=RunState.WAITING, worker="", attempts=F("attempts") - 1)
        raise
    except Exception:  # the last line of defence: logged, and nothing may leave a run hanging
        reference = secrets.token_hex(4)
        logger.exception("Run %s failed, reference %s", run.public_id, reference)
        _end(run, RunState.FAILED, errors=_unexpected(reference))
    else:
        _end(run, RunState.DONE)


def _end(run: BackgroundRun, state: RunState, *, errors: dict[str, list[str]] | None = None) -> None:
    _mine(run).update(state=state, finished_at=timezone.now(), errors=errors or {})


def _unexpected(reference: str) -> dict[str, list[str]]:
    sentence = _(
        "Something went wrong that Grono did not expect. Tell the administrator this reference: %(reference)s."
    )
    return {code: [text % {"reference": reference}] for code, text in in_all_languages(sentence).items()}


def _each_language(texts: Sequence[Text]) -> dict[str, list[str]]:
    columns = [in_all_languages(text) for text in texts]
    return {code: [column[code] for column in columns] for code, _name in settings.LANGUAGES}
