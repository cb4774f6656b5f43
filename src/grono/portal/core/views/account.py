from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from grono.portal.core.actions import change_own_account
from grono.portal.core.forms import AccountForm
from grono.portal.core.permissions import requires
from grono.portal.core.roles import ROLES

if TYPE_CHECKING:
    from django.http import HttpResponse

    from grono.portal.core.requests import UserRequest


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.edit_own_account")
def account(request: UserRequest) -> HttpResponse:
    """Show and change one's own name and language of letters."""
    user = request.user
    form = AccountForm(request.POST or None, initial={"full_name": user.full_name, "language": user.language})
    if request.method == "POST" and form.is_valid():
        change_own_account(by=user, **form.cleaned_data)
        messages.success(request, _("Your account has been saved."))
        return redirect("core:account")
    roles = [ROLES[role] for role in sorted(user.roles) if role in ROLES]
    return render(request, "core/account.html", {"form": form, "roles": roles})
