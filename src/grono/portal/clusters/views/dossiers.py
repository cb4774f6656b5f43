from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grono.portal.clusters.actions import (
    add_evidence,
    compute_dossier,
    copy_dossier,
    keep_file,
    open_dossier,
    remove_evidence,
    review_criterion,
)
from grono.portal.clusters.actions.dossiers import NewEvidence
from grono.portal.clusters.bundle import bundle
from grono.portal.clusters.criteria import criteria_set
from grono.portal.clusters.forms import DossierForm, EvidenceForm, ReviewForm
from grono.portal.clusters.pages import criteria
from grono.portal.clusters.pages import dossiers as pages
from grono.portal.clusters.queries import cluster_visible_to, dossier_visible_to
from grono.portal.clusters.views.clusters import own_cluster
from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

    from grono.portal.clusters.models import Dossier, DossierCriterion
    from grono.portal.core.requests import UserRequest
    from grono.portal.core.visitor import Reader


@require_safe
def validation(request: HttpRequest, public_id: str) -> HttpResponse:
    """Hold a cluster against the rules of the European platform."""
    reader: Reader = request.user  # type: ignore[assignment]
    cluster = cluster_visible_to(reader, public_id)
    return render(request, "clusters/validation.html", pages.validation(reader, cluster, timezone.localdate()))


@require_http_methods(["GET", "HEAD", "POST"])
@requires("clusters.coordinate")
def listing(request: UserRequest, public_id: str) -> HttpResponse:
    """List the label files of a cluster, and open one."""
    cluster = own_cluster(request, public_id)
    form = DossierForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        content = criteria_set(form.cleaned_data["set"])
        if content is None:
            raise Http404
        day = form.cleaned_data["reference_date"]
        opened = open_dossier(by=request.user, cluster=cluster, content=content, reference_date=day)
        messages.success(request, _("The label file is open. What can be computed is computed."))
        return redirect("clusters:dossier", public_id, opened.public_id)
    return render(request, "clusters/dossiers.html", {"form": form, **pages.listing(request.user, cluster)})


def _own(request: UserRequest, public_id: str, dossier: str) -> Dossier:
    """Return a label file; of another cluster nobody learns whether there is one, so 404."""
    cluster = cluster_visible_to(request.user, public_id)
    return dossier_visible_to(request.user, cluster, dossier)


def _criterion(dossier: Dossier, code: str) -> tuple[Mapping[str, Any], DossierCriterion]:
    row = next((row for row in dossier.criteria.all() if row.code == code), None)
    criterion = next((one for one in dossier.criteria_set["criteria"] if one["code"] == code), None)
    if row is None or criterion is None:
        raise Http404
    return criterion, row


@require_safe
@requires("clusters.coordinate")
def dossier(request: UserRequest, public_id: str, dossier: str) -> HttpResponse:
    """Show one label file."""
    return render(request, "clusters/dossier.html", pages.one(request.user, _own(request, public_id, dossier)))


@require_POST
@requires("clusters.coordinate")
def compute(request: UserRequest, public_id: str, dossier: str) -> HttpResponse:
    """Compute the values anew."""
    compute_dossier(by=request.user, dossier=_own(request, public_id, dossier))
    messages.success(request, _("The values are computed anew; notes, judgements and evidence stay."))
    return redirect("clusters:dossier", public_id, dossier)


@require_POST
@requires("clusters.coordinate")
def copy(request: UserRequest, public_id: str, dossier: str) -> HttpResponse:
    """Copy a label file to the newest version of its set."""
    try:
        copied = copy_dossier(by=request.user, dossier=_own(request, public_id, dossier))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("clusters:dossier", public_id, dossier)
    messages.success(request, _("This is the copy; the old file stays as it was."))
    return redirect("clusters:dossier", public_id, copied.public_id)


@require_safe
@requires("clusters.coordinate")
def zip_file(request: UserRequest, public_id: str, dossier: str) -> HttpResponse:
    """Answer with the whole label file: index, evidence, data, checksums."""
    found = _own(request, public_id, dossier)
    response = HttpResponse(bundle(found, request.user), content_type="application/zip")
    name = f"{found.set_key}-{found.reference_date.isoformat()}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@requires("clusters.coordinate")
def criterion(request: UserRequest, public_id: str, dossier: str, code: str) -> HttpResponse:
    """Show one criterion, and take a reviewer's judgement."""
    found = _own(request, public_id, dossier)
    content, row = _criterion(found, code)
    initial = {"judgement": row.judgement, "note": row.note}
    form = ReviewForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        review_criterion(by=request.user, criterion=row, **form.cleaned_data)
        messages.success(request, _("The review is saved."))
        return redirect("clusters:criterion", public_id, dossier, code)
    context = criteria.criterion_page(request.user, found, content, row)
    return render(request, "clusters/criterion.html", {"form": form, **context})


@require_http_methods(["GET", "HEAD", "POST"])
@requires("clusters.coordinate")
def add(request: UserRequest, public_id: str, dossier: str, code: str) -> HttpResponse:
    """Pin a document or a page to a criterion."""
    found = _own(request, public_id, dossier)
    content, row = _criterion(found, code)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = EvidenceForm(*posted)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            file = keep_file(by=request.user, cluster=found.cluster, upload=data["file"]) if data["file"] else None
            new = NewEvidence(data["title"], file, data["address"], data["read_on"])
            add_evidence(by=request.user, criterion=row, new=new)
        except RefusedError as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("The evidence is added."))
            return redirect("clusters:criterion", public_id, dossier, code)
    context = criteria.criterion_page(request.user, found, content, row)
    back = reverse("clusters:criterion", args=[public_id, dossier, code])
    return render(request, "clusters/add_evidence.html", {**context, "form": form, "back": back})


@require_POST
@requires("clusters.coordinate")
def remove(request: UserRequest, public_id: str, dossier: str, code: str, number: int) -> HttpResponse:
    """Take evidence out of a label file."""
    _content, row = _criterion(_own(request, public_id, dossier), code)
    found = next((one for one in row.evidence.all() if one.pk == number), None)
    if found is None:
        raise Http404
    remove_evidence(by=request.user, evidence=found)
    messages.success(request, _("The evidence is taken out. The document itself is kept."))
    return redirect("clusters:criterion", public_id, dossier, code)
