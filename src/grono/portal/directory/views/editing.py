from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grono.portal.core.display import Cell, Column, Link, Table
from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.directory.actions import (
    DuplicateIdentifierError,
    change_organisation,
    enter_organisation,
    remove_organisation,
    restore_organisation,
    set_visibility,
)
from grono.portal.directory.forms import OrganisationForm, VisibilityForm
from grono.portal.directory.queries import organisation_visible_to, removed_organisations_visible_to
from grono.portal.directory.views.ways import kept, tabs_of, way_to

if TYPE_CHECKING:
    from django.http import HttpResponse

    from grono.portal.core.requests import UserRequest
    from grono.portal.directory.models import Organisation

ORGANISATIONS_ON_A_PAGE = 50


def _way(organisation: Organisation | None = None) -> list[Link]:
    way = [Link(_("Directory"), reverse("directory:list"))]
    if organisation is not None:
        way.append(Link(str(organisation), reverse("directory:organisation", args=[organisation.public_id])))
    return way


@require_http_methods(["GET", "HEAD", "POST"])
@requires("directory.edit_organisations")
def add(request: UserRequest) -> HttpResponse:
    """Enter a new organisation."""
    form = OrganisationForm(request.POST) if request.method == "POST" else OrganisationForm()
    if request.method == "POST" and form.is_valid():
        try:
            entered = enter_organisation(by=request.user, entry=form.entry())
        except DuplicateIdentifierError as refusal:
            form.add_error(refusal.scheme, str(refusal))
        else:
            messages.success(request, _("%(name)s is in the directory.") % {"name": entered})
            return redirect("directory:organisation", entered.public_id)
    return render(request, "directory/add.html", {"form": form, "breadcrumbs": _way()})


@require_http_methods(["GET", "HEAD", "POST"])
@requires("directory.edit_organisations")
def edit(request: UserRequest, public_id: str) -> HttpResponse:
    """Change what is entered about an organisation."""
    organisation = organisation_visible_to(request.user, public_id)
    form = OrganisationForm(request.POST if request.method == "POST" else None, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        try:
            change_organisation(by=request.user, organisation=organisation, entry=form.entry())
        except DuplicateIdentifierError as refusal:
            form.add_error(refusal.scheme, str(refusal))
        else:
            messages.success(request, _("The changes are saved."))
            return redirect("directory:organisation", public_id)
    context = {"form": form, "organisation": organisation, "breadcrumbs": _way(organisation)}
    return render(request, "directory/edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("directory.keep_own_organisation")
def visibility(request: UserRequest, public_id: str) -> HttpResponse:
    """Choose who may see which field."""
    organisation = kept(request, public_id)
    form = VisibilityForm(request.POST if request.method == "POST" else None, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        set_visibility(by=request.user, organisation=organisation, rungs=form.cleaned_data)
        messages.success(request, _("The changes are saved."))
        return redirect("directory:organisation", public_id)
    context = {
        "form": form,
        "organisation": organisation,
        "tabs": tabs_of(organisation, "directory:visibility"),
        "breadcrumbs": way_to(organisation),
    }
    return render(request, "directory/visibility.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("directory.edit_organisations")
def remove(request: UserRequest, public_id: str) -> HttpResponse:
    """Ask whether an organisation is to go, then remove it."""
    organisation = organisation_visible_to(request.user, public_id)
    if request.method != "POST":
        consequences = [
            _("Nobody finds it in the directory any more."),
            _("Its numbers are free for another entry."),
            _("Everything entered is kept, and so is its history."),
        ]
        context = {"organisation": organisation, "breadcrumbs": _way(organisation), "consequences": consequences}
        return render(request, "directory/remove.html", context)
    remove_organisation(by=request.user, organisation=organisation)
    messages.success(request, _("%(name)s has been removed. You can bring it back below.") % {"name": organisation})
    return redirect("directory:organisation", public_id)


@require_POST
@requires("directory.edit_organisations")
def restore(request: UserRequest, public_id: str) -> HttpResponse:
    """Bring a removed organisation back."""
    organisation = organisation_visible_to(request.user, public_id)
    try:
        restore_organisation(by=request.user, organisation=organisation)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(name)s is in the directory again.") % {"name": organisation})
    return redirect("directory:organisation", public_id)


@require_safe
@requires("directory.edit_organisations")
def removed(request: UserRequest) -> HttpResponse:
    """List the removed organisations."""
    page = Paginator(removed_organisations_visible_to(request.user), ORGANISATIONS_ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    rows = [
        [Cell(str(one), reverse("directory:organisation", args=[one.public_id]), "", one.name_language), one.removed_at]
        for one in page
    ]
    table = Table(
        _("Removed organisations, the last one first"),
        [Column(_("Organisation")), Column(_("Removed"))],
        rows,
        empty=_("Nothing has been removed."),
    )
    return render(request, "directory/removed.html", {"page": page, "table": table, "breadcrumbs": _way()})
