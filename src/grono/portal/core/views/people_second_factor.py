"""The operator's way back for somebody who has lost the second factor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from grono.portal.core.display import Link
from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.core.queries import user_visible_to
from grono.portal.core.second_factor_actions import reset_second_factor
from grono.portal.core.second_factor_forms import ResetForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from grono.portal.core.requests import UserRequest


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.manage_users")
def reset(request: UserRequest, public_id: str) -> HttpResponse:
    """Ask for the reason, then take the second factor away."""
    user = user_visible_to(request.user, public_id)
    form = ResetForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            reset_second_factor(by=request.user, user=user, reason=form.cleaned_data["reason"])
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The second factor has been removed; the person has been told by e-mail."))
            return redirect("core:person", user.public_id)
    breadcrumbs = [
        Link(_("People"), reverse("core:people")),
        Link(str(user), reverse("core:person", args=[user.public_id])),
    ]
    return render(request, "core/second_factor_reset.html", {"form": form, "person": user, "breadcrumbs": breadcrumbs})
