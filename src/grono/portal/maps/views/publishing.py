"""What may be done with a map: publish, withdraw, rename, draw again, remove, bring back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.maps.actions import copy_map, publish_map, remove_map, rename_map, restore_map, withdraw_map
from grono.portal.maps.forms import RenameForm
from grono.portal.maps.pages.addresses import address, breadcrumbs
from grono.portal.maps.views.access import drawn_map, own_map, publishable_map

if TYPE_CHECKING:
    from django.http import HttpResponse

    from grono.portal.core.requests import UserRequest


@require_POST
@requires("maps.publish_map")
def publish(request: UserRequest, public_id: str) -> HttpResponse:
    """Let everyone see a map."""
    map_ = publishable_map(request.user, public_id)
    try:
        publish_map(by=request.user, map_=map_)
    except RefusedError as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("The map is published. Anyone can see it now."))
    return redirect(address(map_))


@require_POST
@requires("maps.publish_map")
def withdraw(request: UserRequest, public_id: str) -> HttpResponse:
    """Let only those who drew it see a map."""
    map_ = publishable_map(request.user, public_id)
    withdraw_map(by=request.user, map_=map_)
    messages.success(request, _("The map is withdrawn. Only you see it now; you can publish it again at any time."))
    return redirect(address(map_))


@require_http_methods(["GET", "HEAD", "POST"])
@requires("maps.draw_map")
def rename(request: UserRequest, public_id: str) -> HttpResponse:
    """Give a map another title or source."""
    map_ = own_map(request.user, public_id)
    initial = {"title": map_.title, "source": map_.source}
    form = RenameForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        rename_map(by=request.user, map_=map_, **form.cleaned_data)
        messages.success(
            request, _("Title and source are changed on all pages; the files keep those of the day they were made.")
        )
        return redirect(address(map_))
    context = {"map": map_, "form": form, "back": address(map_), "breadcrumbs": breadcrumbs(map_, inside=True)}
    return render(request, "maps/rename.html", context)


@require_POST
@requires("maps.draw_map")
def again(request: UserRequest, public_id: str) -> HttpResponse:
    """Prepare a second map from the same tables."""
    map_ = drawn_map(request.user, own_map(request.user, public_id).public_id)
    if request.POST.get("data") == "new":
        copied = copy_map(by=request.user, map_=map_, for_new_data=True)
        sentence = _(
            "This is a new map by the same rule. Upload the new table below; once it is drawn, compare it with the first map, which stays as it is."
        )
        messages.info(request, sentence)
        return redirect(address(copied, "understood") + "#other")
    copied = copy_map(by=request.user, map_=map_)
    messages.info(
        request, _("This is a new map from the same tables. Change what you like; the first map stays as it is.")
    )
    return redirect(address(copied, "rule"))


@require_http_methods(["GET", "HEAD", "POST"])
@requires("maps.draw_map")
def remove(request: UserRequest, public_id: str) -> HttpResponse:
    """Ask whether a map is to go, then take it out of all lists."""
    map_ = own_map(request.user, public_id)
    if request.method != "POST":
        context = {"map": map_, "back": address(map_), "breadcrumbs": breadcrumbs(map_, inside=True)}
        return render(request, "maps/remove.html", context)
    try:
        remove_map(by=request.user, map_=map_)
    except RefusedError as refusal:
        messages.warning(request, str(refusal))
        return redirect(address(map_))
    messages.success(request, _("The map is removed. You can bring it back at the foot of this page."))
    return redirect("maps:list")


@require_POST
@requires("maps.draw_map")
def restore(request: UserRequest, public_id: str) -> HttpResponse:
    """Bring a removed map back."""
    map_ = own_map(request.user, public_id)
    restore_map(by=request.user, map_=map_)
    messages.success(request, _("The map is back. It is not published."))
    return redirect(address(map_))
