from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from grono.portal.backups import pages
from grono.portal.backups.actions import ask_for_backup
from grono.portal.backups.queries import run_going_on, standing
from grono.portal.core.permissions import requires

if TYPE_CHECKING:
    from django.http import HttpResponse

    from grono.portal.core.requests import UserRequest


@never_cache
@require_safe
@requires("backups.look_after")
def backups(request: UserRequest) -> HttpResponse:
    """Show which backups there are, when one was tried out, and what is missing."""
    stands = standing(request.user)
    assert stands is not None  # noqa: S101  (the permission was asked for above)
    context = {
        "advice": pages.advice(stands),
        "facts": pages.facts(stands),
        "table": pages.table(stands),
        "going_on": run_going_on(request.user),
        "may_make": stands.is_configured,
    }
    return render(request, "backups/backups.html", context)


@require_POST
@requires("backups.look_after")
def make(request: UserRequest) -> HttpResponse:
    """Have a backup made, or lead to the one that is being made."""
    run = run_going_on(request.user) or ask_for_backup(by=request.user)
    return redirect("core:run", run.public_id)
