"""Registers: ask, look at the answer beside what stands, take over what is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.intake import looking_up
from grono.portal.intake.forms import LookUpForm
from grono.portal.intake.pages import registers as page
from grono.portal.intake.queries import PERMISSION, entry_visible_to, look_ups_of_list
from grono.portal.intake.recorded import recorded_numbers

if TYPE_CHECKING:
    from grono.portal.core.requests import UserRequest


@require_http_methods(["GET", "HEAD", "POST"])
@requires(PERMISSION)
def look_up(request: UserRequest) -> HttpResponse:
    """Ask a register for one number or a list of them."""
    if request.method == "POST" and "recorded" in request.POST:
        if not settings.DEMONSTRATION:
            raise Http404
        return redirect("intake:answers", looking_up.ask_recorded(by=request.user, numbers=recorded_numbers()))
    form = LookUpForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            list_id, run = looking_up.ask(by=request.user, register=given["register"], numbers=given["numbers"])
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("core:run", run.public_id) if run else redirect("intake:answers", list_id)
    return render(request, "intake/look_up.html", page.look_up(form))


@require_safe
@requires(PERMISSION)
def answers(request: UserRequest, list_id: str) -> HttpResponse:
    """Show what the register answered beside what stands in the directory."""
    return render(request, "intake/answers.html", page.answers(look_ups_of_list(request.user, list_id)))


@require_POST
@requires(PERMISSION)
def again(request: UserRequest, list_id: str) -> HttpResponse:
    """Ask once more for the numbers without an answer."""
    look_ups_of_list(request.user, list_id)
    return redirect("core:run", looking_up.ask_again(by=request.user, list_id=list_id).public_id)


@require_POST
@requires(PERMISSION)
def take(request: UserRequest, public_id: str) -> HttpResponse:
    """Take the chosen fields over."""
    entry = entry_visible_to(request.user, public_id)
    try:
        outcome = looking_up.take_entry(by=request.user, entry=entry, chosen=request.POST.getlist("take"))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        if outcome.conflicts:
            messages.warning(
                request, _("Some values were not taken: a stronger or newer one stands. They are kept as conflicts.")
            )
        messages.success(request, _("The values are taken over, with the register's proof."))
    return redirect("intake:answers", entry.look_up.list_id)
