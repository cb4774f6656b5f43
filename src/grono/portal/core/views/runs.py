from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from grono.portal.core import navigation
from grono.portal.core.actions import cancel_run, restart_run
from grono.portal.core.display import Link, Status
from grono.portal.core.languages import in_this_language
from grono.portal.core.models import RunState
from grono.portal.core.permissions import requires
from grono.portal.core.queries import run_visible_to, shown_state
from grono.portal.core.runs import known_kind

if TYPE_CHECKING:
    import datetime
    from typing import Any

    from django.http import HttpResponse

    from grono.portal.core.display import Tone
    from grono.portal.core.models import BackgroundRun
    from grono.portal.core.requests import UserRequest

TONES: dict[RunState, Tone] = {
    RunState.WAITING: "neutral",
    RunState.RUNNING: "active",
    RunState.DONE: "success",
    RunState.FAILED: "error",
    RunState.CANCELLED: "neutral",
    RunState.INTERRUPTED: "warning",
}


@never_cache
@require_safe
@requires("core.see_own_runs")
def run_page(request: UserRequest, public_id: str) -> HttpResponse:
    """Show how far a run is."""
    run = run_visible_to(request.user, public_id)
    return render(request, "core/run.html", _context(run) | _heading(request, run))


@never_cache
@require_safe
@requires("core.see_own_runs")
def run_progress(request: UserRequest, public_id: str) -> HttpResponse:
    """Answer with the part of the page that changes."""
    return render(request, "core/run_progress.html", _context(run_visible_to(request.user, public_id)))


@require_POST
@requires("core.see_own_runs")
def run_cancel(request: UserRequest, public_id: str) -> HttpResponse:
    """Cancel a run."""
    run = run_visible_to(request.user, public_id)
    cancel_run(by=request.user, run=run)
    return redirect("core:run", run.public_id)


@require_POST
@requires("core.see_own_runs")
def run_restart(request: UserRequest, public_id: str) -> HttpResponse:
    """Start a run again that ended without a result."""
    run = run_visible_to(request.user, public_id)
    restart_run(by=request.user, run=run)
    return redirect("core:run", run.public_id)


def _heading(request: UserRequest, run: BackgroundRun) -> dict[str, Any]:
    """Return what the page is about: the kind of work, its object, and the way there; nothing of it changes meanwhile."""
    kind = known_kind(run)
    app = run.kind.partition(".")[0]
    entries = [entry for entry in navigation.entries_for(request.user) if entry.route.partition(":")[0] == app]
    return {
        "title": kind.title if kind else _("Background work"),
        "subject_title": kind.subject_title(run) if kind else "",
        "breadcrumbs": [Link(entry.label, entry.href) for entry in entries[:1]],
    }


def _context(run: BackgroundRun) -> dict[str, Any]:
    state, kind = shown_state(run), known_kind(run)
    going_on = state in {RunState.WAITING, RunState.RUNNING}
    return {
        "run": run,
        "state": state,
        "run_status": _status(run, state),
        "going_on": going_on,
        "cancelling": going_on and run.cancel_requested,
        "step": in_this_language(run.step) if state not in {RunState.WAITING, RunState.DONE} else "",
        "measured": run.step_total > 0,
        "elapsed": _elapsed(run, state),
        "errors": _errors(run),
        "subject_url": kind.subject_url(run) if kind and not going_on else None,
        "may_restart": state in {RunState.FAILED, RunState.CANCELLED, RunState.INTERRUPTED},
    }


def _status(run: BackgroundRun, state: RunState) -> Status:
    if state == RunState.RUNNING and run.cancel_requested:
        return Status(_("being cancelled"), "warning")
    return Status(state.label, TONES[state])


def _elapsed(run: BackgroundRun, state: RunState) -> datetime.timedelta | None:
    """Return how long the work has taken; nothing while it waits, or when it never began."""
    if run.started_at is None or state == RunState.WAITING:
        return None
    end = timezone.now() if state == RunState.RUNNING else run.finished_at or run.heartbeat_at or run.started_at
    return end - run.started_at


def _errors(run: BackgroundRun) -> list[str]:
    joined = {code: "\n".join(sentences) for code, sentences in run.errors.items()}
    return in_this_language(joined).splitlines()
