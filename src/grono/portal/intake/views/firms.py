"""Firms with codes in a region: who is in the directory, and whom CEIDG knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.core.queries import shown_state
from grono.portal.intake.forms import FirmsForm
from grono.portal.intake.pages import firms as page
from grono.portal.intake.queries import PERMISSION, firm_search_visible_to
from grono.portal.intake.searching import ask_for_firms
from grono.portal.intake.wanted_firms import POWIAT_DIGITS, region_texts

if TYPE_CHECKING:
    from django.http import QueryDict

    from grono.portal.core.requests import UserRequest


@require_http_methods(["GET", "HEAD", "POST"])
@requires(PERMISSION)
def firms(request: UserRequest) -> HttpResponse:
    """Show who has the codes there; a POST asks CEIDG for the same."""
    is_asking = request.method == "POST"
    given = request.POST if is_asking else request.GET
    form = FirmsForm(given if "code" in given else None, region_names=_powiat(request, given))
    wanted = form.wanted if form.is_bound and form.is_valid() else None
    if is_asking and wanted is not None:
        is_recorded = "recorded" in given
        if is_recorded and not settings.DEMONSTRATION:
            raise Http404
        try:
            one = ask_for_firms(by=request.user, wanted=wanted, is_recorded=is_recorded)
        except RefusedError as refusal:
            form.add_error("code", str(refusal))
        else:
            return redirect("core:run", one.run.public_id) if one.run else redirect("intake:firms_found", one.public_id)
    return render(request, "intake/firms.html", page.firms(request.user, form, wanted, given.get("page", "")))


def _powiat(request: UserRequest, given: QueryDict) -> dict[str, str]:
    """Return the powiat of the address with its name; the form offers voivodeships otherwise."""
    code = given.get("region", "")
    is_one = len(code) == POWIAT_DIGITS and code.isascii() and code.isdigit()
    return region_texts(request.user, [code]) if is_one else {}


@require_safe
@requires(PERMISSION)
def found(request: UserRequest, public_id: str) -> HttpResponse:
    """Show how a search ended."""
    one = firm_search_visible_to(request.user, public_id)
    is_busy = one.run is not None and shown_state(one.run) in ("waiting", "running")
    return render(request, "intake/firms_found.html", page.found(request.user, one, is_busy=is_busy))
