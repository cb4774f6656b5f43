"""A case that a person opens: this entry is the same organisation as that one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from grono.portal.core.permissions import requires
from grono.portal.duplicates.actions import open_by_hand as open_one
from grono.portal.duplicates.pages.opening import page_of
from grono.portal.duplicates.queries import JUDGE, case_of, standing_entry

if TYPE_CHECKING:
    from django.http import HttpResponse

    from grono.portal.core.requests import UserRequest


@require_http_methods(["GET", "HEAD", "POST"])
@requires(JUDGE)
def open_by_hand(request: UserRequest, public_id: str) -> HttpResponse:
    """Look for the other entry, then open the case and show both side by side."""
    one = standing_entry(request.user, public_id)
    if one is None:
        raise Http404(public_id)
    if request.method == "POST":
        other = standing_entry(request.user, request.POST.get("other", ""))
        if other is not None and other.pk != one.pk:
            open_one(by=request.user, first=one, second=other)
            return redirect("duplicates:case", case_of(request.user, one, other).public_id)
        messages.error(request, _("Choose another entry of the directory, one that has not been removed."))
    return render(request, "duplicates/open.html", page_of(request.user, one, request.GET.get("q")))
