"""One's own second factor: what is set up, the authenticator app, and the recovery codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import get_adapter
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from grono.portal.core import passkeys
from grono.portal.core.display import Link, Status
from grono.portal.core.log_ins import NOTED
from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.core.sealing import UnreadableSealError
from grono.portal.core.second_factor import APP, WANTED, is_asked_of
from grono.portal.core.second_factor_actions import add_app, remove_factor, renew_recovery_codes
from grono.portal.core.second_factor_codes import as_picture, forget_pending_key, in_groups, pending_key
from grono.portal.core.second_factor_forms import UNREADABLE, FirstCodeForm
from grono.portal.core.second_factor_queries import app_of, factors_of, unused_codes_of
from grono.portal.core.views.people import titles

if TYPE_CHECKING:
    from django.http import HttpRequest

    from grono.portal.core.models import User
    from grono.portal.core.requests import UserRequest
    from grono.portal.core.second_factor_queries import Factors

known_again = reauthentication_required(app="allauth.mfa")
"""Asks once more who it is; also before anything that shows a key or a code."""


def trail(request: HttpRequest) -> list[Link]:
    """Return the way to the page of the second factor; who has yet to set one up has no account page to go back to."""
    waiting = getattr(request, "without_second_factor", None)
    return [] if waiting else [Link(_("My account"), reverse("core:account"))]


def trail_here(request: HttpRequest) -> list[Link]:
    """Return the way to a page below that of the second factor."""
    return [*trail(request), Link(_("Second factor"), reverse("core:second_factor"))]


def this_log_in(request: HttpRequest) -> str:
    """Return the identifier of the log-in that asks."""
    return str((request.session.get(NOTED) or [""])[0])


def note_shown(request: HttpRequest, user: User, kind: str) -> None:
    """Note in the session that the person has just shown a factor: its codes may be seen without asking once more."""
    record_authentication(request, user, "mfa", type=str(kind), reauthenticated=True)


@never_cache
@require_safe
@requires("core.edit_own_account")
def second_factor(request: UserRequest) -> HttpResponse:
    """Show what is set up, and what can be."""
    factors = factors_of(request.user)
    asking = titles(request.user.roles) if is_asked_of(request.user) else []
    context = {
        "breadcrumbs": trail(request),
        "factors": factors,
        "status": _status(factors, is_asked=bool(asking)),
        "asking": asking,
        "passkeys_possible": passkeys.are_possible(request),
        "wanted": request.session.get(WANTED, "") if factors.any else "",
    }
    return render(request, "core/second_factor.html", context)


def _status(factors: Factors, *, is_asked: bool) -> Status:
    if factors.any:
        return Status(_("set up"), "success")
    return Status(_("not set up, but asked for"), "warning") if is_asked else Status(_("not set up"), "neutral")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.edit_own_account")
@known_again
def app(request: UserRequest) -> HttpResponse:
    """Show the key of a new app, and set it up with its first code."""
    key = pending_key(request.session)
    form = FirstCodeForm(request.POST if request.method == "POST" else None, key=key)
    if request.method == "POST" and form.is_valid():
        try:
            add_app(by=request.user, key=key, step=form.step, keeping=this_log_in(request))
        except RefusedError as refusal:
            messages.error(request, str(refusal))
            return redirect("core:second_factor")
        forget_pending_key(request.session)
        note_shown(request, request.user, APP)
        messages.success(request, _("The authenticator app is set up. Keep the recovery codes below in a safe place."))
        return redirect("core:recovery_codes")
    return render(
        request,
        "core/second_factor_app.html",
        {"form": form, "breadcrumbs": trail_here(request), **_shown_key(request.user, key)},
    )


def _shown_key(user: User, key: str) -> dict[str, Any]:
    adapter = get_adapter()
    address = adapter.build_totp_url(user, key)
    picture = as_picture(adapter.build_totp_svg(address))
    return {"address": address, "picture": picture, "key": in_groups(key)}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.edit_own_account")
@known_again
def remove_app(request: UserRequest) -> HttpResponse:
    """Ask whether the app is really to go, then remove it."""
    found = app_of(request.user)
    if request.method == "POST":
        remove_factor(by=request.user, factor=found)
        messages.success(request, _("The authenticator app has been removed."))
        return redirect("core:second_factor")
    heading = _("Remove the authenticator app?")
    return render(request, "core/second_factor_remove.html", {"heading": heading, **about_removal(request)})


def about_removal(request: UserRequest) -> dict[str, Any]:
    """Return what the page that asks before a removal says of its consequences."""
    factors = factors_of(request.user)
    is_last = len(factors.passkeys) + (factors.app is not None) == 1
    return {"breadcrumbs": trail_here(request), "is_last": is_last, "is_asked": is_asked_of(request.user)}


@never_cache
@require_safe
@requires("core.edit_own_account")
@known_again
def recovery_codes(request: UserRequest) -> HttpResponse:
    """Show the recovery codes that have not been used."""
    try:
        codes = unused_codes_of(request.user)
    except UnreadableSealError:
        messages.error(request, UNREADABLE)
        return redirect("core:second_factor")
    context = {
        "breadcrumbs": trail_here(request),
        "codes": "\n".join(codes),
        "number": len(codes),
        "wanted": request.session.pop(WANTED, "") or reverse("core:second_factor"),
    }
    return render(request, "core/recovery_codes.html", context)


@never_cache
@require_safe
@requires("core.edit_own_account")
@known_again
def recovery_codes_file(request: UserRequest) -> HttpResponse:
    """Give the recovery codes out as a text file."""
    lines = [_("Recovery codes of %(email)s in Grono. Each is good once.") % {"email": request.user.email}, ""]
    text = "\r\n".join([*lines, *unused_codes_of(request.user), ""])
    headers = {"Content-Disposition": 'attachment; filename="grono-recovery-codes.txt"'}
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=headers)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.edit_own_account")
@known_again
def new_recovery_codes(request: UserRequest) -> HttpResponse:
    """Ask whether the codes are really to be made anew, then make them."""
    if request.method != "POST":
        return render(request, "core/recovery_codes_new.html", {"breadcrumbs": trail_here(request)})
    try:
        renew_recovery_codes(by=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("core:second_factor")
    messages.success(request, _("The recovery codes have been made anew. The old ones are no longer valid."))
    return redirect("core:recovery_codes")
