from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grono.messages import GronoError
from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError, problems_of
from grono.portal.regions import pages
from grono.portal.regions.actions import keep_names_for_confirmation, load_names, remove_names
from grono.portal.regions.forms import NamesForm
from grono.portal.regions.kinds import ListState
from grono.portal.regions.queries import PERMISSION, name_list_visible_to, name_lists_visible_to
from grono.portal.regions.reading import read_list

if TYPE_CHECKING:
    from django.http import HttpResponse

    from grono.portal.core.requests import UserRequest

LISTS_ON_A_PAGE = 50


@require_safe
@requires(PERMISSION)
def lists(request: UserRequest) -> HttpResponse:
    """Show the lists of names that are in use, waiting or removed."""
    found = name_lists_visible_to(request.user).defer("texts")
    page = Paginator(found, LISTS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "regions/lists.html", {"page": page, **pages.lists(page)})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(PERMISSION)
def list_add(request: UserRequest) -> HttpResponse:
    """Take a file, show everything that is wrong with it, or keep it for a look before it is used."""
    form = NamesForm(request.POST, request.FILES) if request.method == "POST" else NamesForm()
    context = {"form": form, "breadcrumbs": pages.breadcrumbs()}
    if request.method != "POST" or not form.is_valid():
        return render(request, "regions/list_add.html", context)
    given = form.cleaned_data
    try:
        read = read_list(given["file"], kind=given["kind"], language=given["language"])
    except GronoError as error:
        context["problems"] = problems_of(error)
        sentence = _("The file cannot be used as it is. The table of problems says what to change; nothing was stored.")
        form.add_error("file", sentence)
        return render(request, "regions/list_add.html", context)
    names = keep_names_for_confirmation(by=request.user, title=given["title"], source=given["source"], read=read)
    return redirect("regions:list", names.public_id)


@require_safe
@requires(PERMISSION)
def list_page(request: UserRequest, public_id: str) -> HttpResponse:
    """Show what a list holds: how many codes, which languages, the first rows."""
    names = name_list_visible_to(request.user, public_id)
    return render(request, "regions/list.html", pages.one_list(names))


@require_POST
@requires(PERMISSION)
def list_load(request: UserRequest, public_id: str) -> HttpResponse:
    """Take a list into use."""
    names = name_list_visible_to(request.user, public_id)
    try:
        load_names(by=request.user, names=names)
    except RefusedError as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("The list is in use from now on, on all pages."))
    return redirect("regions:list", names.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(PERMISSION)
def list_remove(request: UserRequest, public_id: str) -> HttpResponse:
    """Ask whether a list is to go, then take it out of use."""
    names = name_list_visible_to(request.user, public_id)
    if request.method != "POST":
        context = {"names": names, "breadcrumbs": pages.breadcrumbs(names), "is_draft": names.state == ListState.DRAFT}
        return render(request, "regions/list_remove.html", context)
    was_draft = names.state == ListState.DRAFT
    remove_names(by=request.user, names=names)
    if was_draft:
        messages.success(request, pgettext("list of names", "The list has been discarded."))
        return redirect("regions:lists")
    messages.success(request, _("The list has been removed. You can take it into use again below."))
    return redirect(reverse("regions:list", args=[names.public_id]))
