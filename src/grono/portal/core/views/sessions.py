from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grono.portal.core.display import Column, Table
from grono.portal.core.forms import ReasonForm
from grono.portal.core.log_ins import NOTED
from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.core.queries import declared_sessions_of, log_in_of, log_ins_of
from grono.portal.core.session_actions import begin_session, end_log_ins, end_sessions, extend_session

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from grono.portal.core.requests import UserRequest

SESSIONS_SHOWN = 20


@never_cache
@require_safe
@requires("core.edit_own_account")
def log_ins(request: UserRequest) -> HttpResponse:
    """List where one is logged in."""
    days = settings.SESSION_COOKIE_AGE // 86400
    context = {"log_ins": log_ins_of(request.user), "this": _this(request), "days": days}
    return render(request, "core/log_ins.html", context)


def _this(request: HttpRequest) -> str:
    return str((request.session.get(NOTED) or [""])[0])


@require_POST
@requires("core.edit_own_account")
def end_log_in(request: UserRequest, public_id: str) -> HttpResponse:
    """End one of one's own log-ins; ending this one logs out."""
    found = log_in_of(request.user, public_id)
    end_log_ins(by=request.user, log_ins=[found])
    if found.public_id == _this(request):
        logout(request)
        return redirect("web:home")
    messages.success(request, _("That browser is logged out from now on."))
    return redirect("core:log_ins")


@require_POST
@requires("core.edit_own_account")
def end_everywhere(request: UserRequest) -> HttpResponse:
    """Log out everywhere, here too."""
    number = end_log_ins(by=request.user, log_ins=log_ins_of(request.user))
    logout(request)
    said = ngettext("You are logged out of %(number)s browser.", "You are logged out of %(number)s browsers.", number)
    messages.success(request, said % {"number": number})
    return redirect("web:home")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.declare_session")
def declare(request: UserRequest) -> HttpResponse:
    """Ask for the reason, begin a declared session, and go back to what was wanted."""
    back = _back(request)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            begin_session(by=request.user, reason=form.cleaned_data["reason"])
        except RefusedError as refusal:
            form.add_error("reason", str(refusal))
        else:
            return redirect(back or "core:declare")
    context = {"form": form, "table": _table(request), "minutes": settings.SESSION_MINUTES, "next": back}
    return render(request, "core/declare.html", context)


def _back(request: HttpRequest) -> str:
    asked = request.POST.get("next") or request.GET.get("next", "")
    return asked if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else ""


def _table(request: UserRequest) -> Table:
    rows = [
        [one.began_at, one.ends_at, one.reason, one.opened]  # type: ignore[attr-defined]  # annotated by the query
        for one in declared_sessions_of(request.user)[:SESSIONS_SHOWN]
    ]
    columns = [Column(_("Began")), Column(_("Ended or ends")), Column(_("Reason")), Column(_("Opened"), numeric=True)]
    return Table(_("Your declared sessions"), columns, rows, empty=_("You have not declared a session yet."))


@require_POST
@requires("core.declare_session")
def extend(request: UserRequest) -> HttpResponse:
    """Extend the declared session; the script of the bar gets the new bar and leaves the rest of the page as it is."""
    try:
        extend_session(by=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("core:declare")
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "core/session_bar.html")
    messages.success(request, _("The declared session has been extended."))
    return redirect(_back(request) or "web:home")


@require_POST
@requires("core.declare_session")
def end_session(request: UserRequest) -> HttpResponse:
    """End the declared session."""
    end_sessions(by=request.user)
    messages.success(request, _("The declared session has ended. Private data are closed again."))
    return redirect("web:home")
