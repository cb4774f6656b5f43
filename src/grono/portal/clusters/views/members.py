from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import xlsxwriter
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from grono.portal.clusters.actions import (
    keep_file,
    record_activity,
    record_step,
    record_steps,
    take_back_activity,
    take_back_step,
)
from grono.portal.clusters.actions.membership import NewActivity, NewStep
from grono.portal.clusters.forms import ActivityForm, BringForm, MomentForm, SignForm, StepForm
from grono.portal.clusters.kinds import Standing, StepKind
from grono.portal.clusters.ladder import may_follow
from grono.portal.clusters.pages import members as pages
from grono.portal.clusters.pages.clusters import way
from grono.portal.clusters.permissions import coordinates
from grono.portal.clusters.queries import (
    Moment,
    cluster_visible_to,
    live_steps,
    members_visible_to,
    not_on_the_ladder,
    record_visible_to,
    step_visible_to,
)
from grono.portal.clusters.views.clusters import own_cluster
from grono.portal.core.exports import csv_response
from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.core.templatetags.grono import day
from grono.portal.directory.filters import wanted_from
from grono.portal.directory.queries import organisation_visible_to

if TYPE_CHECKING:
    from django.http import HttpRequest, StreamingHttpResponse

    from grono.portal.clusters.models import Cluster
    from grono.portal.clusters.queries import Member
    from grono.portal.core.requests import UserRequest
    from grono.portal.core.visitor import Reader

MOST_AT_ONCE = 500
"""Letters of intent recorded in one act; the largest clusters of the country have a few hundred members."""
NAMES_SHOWN = 20


def _form(request: HttpRequest, cluster: Cluster) -> MomentForm:
    reader: Reader = request.user  # type: ignore[assignment]
    return MomentForm(request.GET or None, standings=pages.standings_for(reader, cluster))


@require_safe
def members(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show the members on the ladder."""
    reader: Reader = request.user  # type: ignore[assignment]
    cluster = cluster_visible_to(reader, public_id)
    context = pages.page(reader, cluster, _form(request, cluster), request.GET.get("page", ""))
    return render(request, "clusters/members.html", context)


def _lines(request: HttpRequest, public_id: str) -> list[list[object]]:
    reader: Reader = request.user  # type: ignore[assignment]
    cluster = cluster_visible_to(reader, public_id)
    form = _form(request, cluster)
    moment = form.moment()
    found = members_visible_to(reader, cluster, moment)
    shown = pages.narrowed(found, form.chosen("standing"), form.chosen("kind"))
    return list(pages.file_rows(cluster, shown, moment, own=coordinates(reader, cluster)))


@require_safe
def csv_file(request: HttpRequest, public_id: str) -> StreamingHttpResponse:
    """Answer with the same members as a CSV file."""
    return csv_response("members.csv", _lines(request, public_id), byte_order_mark="bom" in request.GET)


@require_safe
def xlsx_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """Answer with the same members as a workbook."""
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet(_("Members")[:31])
        for number, line in enumerate(_lines(request, public_id)):
            sheet.write_row(number, 0, line)
        sheet.set_column(0, 8, 24)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return HttpResponse(
        buffer.getvalue(), content_type=kind, headers={"Content-Disposition": 'attachment; filename="members.xlsx"'}
    )


@require_safe
@requires("clusters.coordinate")
def member(request: UserRequest, public_id: str, member: str) -> HttpResponse:
    """Show the history of one member."""
    cluster = own_cluster(request, public_id)
    organisation = organisation_visible_to(request.user, member)
    return render(request, "clusters/member.html", pages.member_page(request.user, cluster, organisation))


@require_http_methods(["GET", "HEAD", "POST"])
@requires("clusters.coordinate")
def step(request: UserRequest, public_id: str, member: str) -> HttpResponse:
    """Record one step of one member."""
    cluster = own_cluster(request, public_id)
    organisation = organisation_visible_to(request.user, member)
    allowed = may_follow(live_steps(cluster, organisation))
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = StepForm(*posted, allowed=allowed)
    if request.method == "POST" and form.is_valid():
        try:
            data = form.cleaned_data
            file = keep_file(by=request.user, cluster=cluster, upload=data["file"]) if data["file"] else None
            new = NewStep(data["kind"], data["valid_on"], data["membership_kind"], data["evidence"], file)
            record_step(by=request.user, cluster=cluster, organisation=organisation, step=new)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The step is recorded."))
            return redirect("clusters:member", public_id, member)
    back = reverse("clusters:member", args=[public_id, member])
    context = {"form": form, "cluster": cluster, "organisation": organisation, "back": back}
    return render(request, "clusters/step.html", {**context, "breadcrumbs": way(cluster, (_("Members"), "members"))})


@require_http_methods(["GET", "HEAD", "POST"])
@requires("clusters.coordinate")
def activity(request: UserRequest, public_id: str, member: str) -> HttpResponse:
    """Record a fee, a service or an initiative of a member."""
    cluster = own_cluster(request, public_id)
    organisation = organisation_visible_to(request.user, member)
    form = ActivityForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            new = NewActivity(**form.cleaned_data)
            record_activity(by=request.user, cluster=cluster, organisation=organisation, activity=new)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The activity is recorded."))
            return redirect("clusters:member", public_id, member)
    back = reverse("clusters:member", args=[public_id, member])
    context = {"form": form, "cluster": cluster, "organisation": organisation, "back": back}
    return render(
        request, "clusters/activity.html", {**context, "breadcrumbs": way(cluster, (_("Members"), "members"))}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires("clusters.coordinate")
def undo(request: UserRequest, public_id: str, step: str) -> HttpResponse:
    """Ask whether a step is to be taken back, then take it back."""
    cluster = own_cluster(request, public_id)
    found = step_visible_to(request.user, cluster, step)
    if request.method == "POST":
        try:
            take_back_step(by=request.user, step=found)
        except RefusedError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The step is taken back. Both entries stay in the history."))
        return redirect("clusters:member", public_id, found.organisation.public_id)
    what = f"{StepKind(found.kind).label}, {day(found.valid_on)}"
    return render(request, "clusters/undo.html", _undoing(cluster, found.organisation, what))


@require_http_methods(["GET", "HEAD", "POST"])
@requires("clusters.coordinate")
def undo_activity(request: UserRequest, public_id: str, record: str) -> HttpResponse:
    """Ask whether a record of activity is to be taken back, then take it back."""
    cluster = own_cluster(request, public_id)
    found = record_visible_to(request.user, cluster, record)
    if request.method == "POST":
        try:
            take_back_activity(by=request.user, record=found)
        except RefusedError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The entry is taken back. It stays in the history."))
        return redirect("clusters:member", public_id, found.organisation.public_id)
    what = f"{found.get_kind_display()}, {day(found.on)}"
    return render(request, "clusters/undo.html", _undoing(cluster, found.organisation, what))


def _undoing(cluster: Cluster, organisation: object, what: str) -> dict[str, object]:
    public_id = getattr(organisation, "public_id", "")
    return {
        "cluster": cluster,
        "organisation": organisation,
        "what": what,
        "back": reverse("clusters:member", args=[cluster.public_id, public_id]),
        "breadcrumbs": way(cluster, (_("Members"), "members")),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@requires("clusters.coordinate")
def sign(request: UserRequest, public_id: str) -> HttpResponse:
    """Record the signatures of those who declared: first chosen, then confirmed."""
    cluster = own_cluster(request, public_id)
    declared = _declared(request.user, cluster)
    form = SignForm(
        request.POST if request.method == "POST" else None,
        declared=[(one.organisation.public_id, str(one.organisation)) for one in declared],
    )
    context = {"form": form, "cluster": cluster, "breadcrumbs": way(cluster, (_("Members"), "members"))}
    if request.method != "POST" or not form.is_valid():
        return render(request, "clusters/sign.html", {**context, "nobody": not declared})
    data = form.cleaned_data
    chosen = [one.organisation for one in declared if one.organisation.public_id in data["members"]]
    if "confirmed" not in request.POST:
        return render(request, "clusters/sign_confirm.html", {**context, "chosen": chosen, "data": data})
    try:
        new = NewStep(StepKind.SIGNED, data["valid_on"], "", data["evidence"])
        record_steps(by=request.user, cluster=cluster, organisations=chosen, step=new)
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return render(request, "clusters/sign.html", context)
    done = ngettext("%(number)s signature is recorded.", "%(number)s signatures are recorded.", len(chosen))
    messages.success(request, done % {"number": len(chosen)})
    return redirect("clusters:members", public_id)


def _declared(reader: Reader, cluster: Cluster) -> list[Member]:
    found = members_visible_to(reader, cluster, Moment(timezone.localdate()))
    return [member for member in found if member.standing == Standing.DECLARED]


def _pasted_filter(request: UserRequest) -> str:
    """Return the filter of a list of the directory whose address somebody has put into the box; only its question is used."""
    text = request.GET.get("q", "").strip()
    if "/directory/" not in text or "?" not in text:
        return ""
    return wanted_from(QueryDict(urlsplit(text).query)).query()


@require_http_methods(["GET", "HEAD", "POST"])
@requires("clusters.coordinate")
def bring(request: UserRequest, public_id: str) -> HttpResponse:
    """Record letters of intent of everyone that a filter of the directory finds and who is not on the ladder yet."""
    cluster = own_cluster(request, public_id)
    if pasted := _pasted_filter(request):
        return redirect(f"{request.path}?{pasted}")
    wanted = wanted_from(request.GET)
    found, whole = ([], True) if wanted.is_empty else not_on_the_ladder(request.user, cluster, wanted, MOST_AT_ONCE)
    if request.method == "POST" and not found:
        raise Http404
    form = BringForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and whole and form.is_valid():
        try:
            data = form.cleaned_data
            new = NewStep(StepKind.DECLARED, data["valid_on"], data["membership_kind"], data["evidence"])
            record_steps(by=request.user, cluster=cluster, organisations=found, step=new)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            done = ngettext(
                "%(number)s letter of intent is recorded.", "%(number)s letters of intent are recorded.", len(found)
            )
            messages.success(request, done % {"number": len(found)})
            return redirect("clusters:members", public_id)
    context = {
        "form": form,
        "cluster": cluster,
        "wanted": wanted,
        "number": len(found),
        "too_many": not whole,
        "most": MOST_AT_ONCE,
        "names": found[:NAMES_SHOWN],
        "more": max(len(found) - NAMES_SHOWN, 0),
        "kept": [(facet, value) for facet, values in wanted.chosen.items() for value in values],
        "breadcrumbs": way(cluster, (_("Members"), "members")),
    }
    return render(request, "clusters/bring.html", context)
