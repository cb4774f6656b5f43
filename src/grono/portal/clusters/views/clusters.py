from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from grono.portal.clusters.actions import (
    appoint_coordinator,
    change_cluster,
    end_coordination,
    enter_cluster,
    state_facts,
)
from grono.portal.clusters.forms import ClusterForm, CoordinatorForm, FactsForm
from grono.portal.clusters.pages import clusters as pages
from grono.portal.clusters.permissions import coordinates
from grono.portal.clusters.queries import cluster_visible_to, coordinators_of
from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from grono.portal.clusters.models import Cluster
    from grono.portal.core.requests import UserRequest
    from grono.portal.core.visitor import Reader


def own_cluster(request: UserRequest, public_id: str) -> Cluster:
    """Return a cluster that the reader coordinates; of another one everybody may see that it is there, so 403."""
    found = cluster_visible_to(request.user, public_id)
    if not coordinates(request.user, found):
        raise PermissionDenied
    return found


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """List the clusters."""
    reader: Reader = request.user  # type: ignore[assignment]
    return render(request, "clusters/list.html", pages.listing(reader))


@require_safe
def cluster(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show one cluster."""
    reader: Reader = request.user  # type: ignore[assignment]
    return render(request, "clusters/cluster.html", pages.one(reader, cluster_visible_to(reader, public_id)))


@require_http_methods(["GET", "HEAD", "POST"])
@requires("clusters.coordinate")
def add(request: UserRequest) -> HttpResponse:
    """Enter a cluster."""
    form = ClusterForm(request.POST if request.method == "POST" else None, reader=request.user)
    if request.method == "POST" and form.is_valid():
        entered = enter_cluster(by=request.user, values=form.values())
        messages.success(request, _("%(name)s is entered. You coordinate it.") % {"name": entered})
        return redirect("clusters:cluster", entered.public_id)
    context = {"form": form, "breadcrumbs": pages.way(), "back": reverse("clusters:list")}
    return render(request, "clusters/add.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("clusters.coordinate")
def edit(request: UserRequest, public_id: str) -> HttpResponse:
    """Change what identifies a cluster."""
    found = own_cluster(request, public_id)
    form = ClusterForm(request.POST if request.method == "POST" else None, reader=request.user, cluster=found)
    if request.method == "POST" and form.is_valid():
        change_cluster(by=request.user, cluster=found, values=form.values())
        messages.success(request, _("The changes are saved."))
        return redirect("clusters:cluster", public_id)
    return render(request, "clusters/edit.html", {"form": form, "cluster": found, "breadcrumbs": pages.way(found)})


@require_http_methods(["GET", "HEAD", "POST"])
@requires("clusters.coordinate")
def facts(request: UserRequest, public_id: str) -> HttpResponse:
    """State facts about a cluster."""
    found = own_cluster(request, public_id)
    form = FactsForm(request.POST if request.method == "POST" else None, cluster=found)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        changed = state_facts(
            by=request.user, cluster=found, values=form.values(), as_of=data["as_of"], source=data["source"]
        )
        messages.success(request, _("The facts are stated.") if changed else _("Nothing was changed."))
        return redirect("clusters:cluster", public_id)
    return render(request, "clusters/facts.html", {"form": form, "cluster": found, "breadcrumbs": pages.way(found)})


@require_http_methods(["GET", "HEAD", "POST"])
@requires("clusters.appoint_coordinators")
def coordinators(request: UserRequest, public_id: str) -> HttpResponse:
    """Appoint and dismiss the coordinators of a cluster."""
    found = cluster_visible_to(request.user, public_id)
    rows = list(coordinators_of(request.user, found))
    ended = next((row.user for row in rows if row.user.public_id == request.POST.get("end")), None)
    if ended is not None:
        end_coordination(by=request.user, cluster=found, user=ended)
        messages.success(request, _("%(name)s no longer coordinates the cluster.") % {"name": ended})
        return redirect("clusters:coordinators", public_id)
    form = CoordinatorForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            appoint_coordinator(by=request.user, cluster=found, user=form.cleaned_data["email"])
        except RefusedError as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(request, _("The coordinator is appointed."))
            return redirect("clusters:coordinators", public_id)
    context = {"form": form, "cluster": found, "rows": rows, "breadcrumbs": pages.way(found)}
    return render(request, "clusters/coordinators.html", context)
