"""One's own passkeys: add, rename, remove."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from grono.portal.core import passkeys
from grono.portal.core.log_ins import browser_of
from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.core.second_factor import PASSKEY
from grono.portal.core.second_factor_actions import add_passkey, remove_factor, rename_passkey
from grono.portal.core.second_factor_forms import NewPasskeyForm, PasskeyNameForm
from grono.portal.core.second_factor_queries import factors_of, passkey_of
from grono.portal.core.views.second_factor import about_removal, known_again, note_shown, this_log_in, trail_here

if TYPE_CHECKING:
    from django.http import HttpResponse

    from grono.portal.core.requests import UserRequest


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.edit_own_account")
@known_again
def add(request: UserRequest) -> HttpResponse:
    """Ask the browser for a passkey, and keep it under a name."""
    proposed = {"name": browser_of(request.headers.get("User-Agent", ""))}
    form = NewPasskeyForm(request.POST if request.method == "POST" else None, initial=proposed)
    if request.method == "POST" and form.is_valid():
        is_first = not factors_of(request.user).any
        try:
            add_passkey(by=request.user, keeping=this_log_in(request), **form.cleaned_data)
        except RefusedError as refusal:
            messages.error(request, str(refusal))
            return redirect("core:second_factor")
        note_shown(request, request.user, PASSKEY)
        messages.success(request, _("The passkey “%(name)s” has been added.") % {"name": form.cleaned_data["name"]})
        return redirect("core:recovery_codes" if is_first else "core:second_factor")
    options = json.dumps(passkeys.options_to_make(request.user))
    context = {
        "form": form,
        "options": options,
        "breadcrumbs": trail_here(request),
        "passkeys_possible": passkeys.are_possible(request),
    }
    return render(request, "core/passkey_add.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.edit_own_account")
def rename(request: UserRequest, public_id: str) -> HttpResponse:
    """Give a passkey another name."""
    found = passkey_of(request.user, public_id)
    form = PasskeyNameForm(request.POST if request.method == "POST" else None, initial={"name": found.data["name"]})
    if request.method == "POST" and form.is_valid():
        rename_passkey(by=request.user, passkey=found, name=form.cleaned_data["name"])
        messages.success(request, _("The passkey has been renamed."))
        return redirect("core:second_factor")
    return render(
        request, "core/passkey.html", {"form": form, "name": found.data["name"], "breadcrumbs": trail_here(request)}
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.edit_own_account")
@known_again
def remove(request: UserRequest, public_id: str) -> HttpResponse:
    """Ask whether a passkey is really to go, then remove it."""
    found = passkey_of(request.user, public_id)
    if request.method == "POST":
        remove_factor(by=request.user, factor=found)
        messages.success(request, _("The passkey has been removed."))
        return redirect("core:second_factor")
    heading = _("Remove the passkey “%(name)s”?") % {"name": found.data["name"]}
    return render(request, "core/second_factor_remove.html", {"heading": heading, **about_removal(request)})
