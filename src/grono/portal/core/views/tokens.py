from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from grono.portal.core.actions import make_token, revoke_token
from grono.portal.core.forms import TokenForm
from grono.portal.core.permissions import requires
from grono.portal.core.queries import token_of, tokens_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from grono.portal.core.requests import UserRequest


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.edit_own_account")
def tokens(request: UserRequest) -> HttpResponse:
    """List one's own tokens, and make a new one, which is shown this once."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    shown = ""
    if request.method == "POST" and form.is_valid():
        shown = make_token(by=request.user, **form.cleaned_data)
        form = TokenForm()
    return render(request, "core/tokens.html", {"form": form, "shown": shown, "tokens": tokens_of(request.user)})


@require_POST
@requires("core.edit_own_account")
def revoke(request: UserRequest, public_id: str) -> HttpResponse:
    """Revoke one of one's own tokens."""
    revoke_token(by=request.user, token=token_of(request.user, public_id))
    messages.success(request, _("The token has been revoked. Programs that use it are refused from now on."))
    return redirect("core:tokens")
