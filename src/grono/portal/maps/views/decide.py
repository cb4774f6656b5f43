"""Deciding: the candidates of one region, the evidence sheet of each, and the recorded choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grono.portal.core.exports import csv_response
from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.maps.choice_forms import ChoiceForm, WithdrawChoiceForm
from grono.portal.maps.choices import correct_choice, record_choice, withdraw_choice
from grono.portal.maps.pages import choices, decide, evidence, result
from grono.portal.maps.pages.addresses import address, breadcrumbs
from grono.portal.maps.permissions import may_record_choice
from grono.portal.maps.queries import choice_visible_to
from grono.portal.maps.views.access import drawn_map

if TYPE_CHECKING:
    from django.http import StreamingHttpResponse

    from grono.portal.core.requests import UserRequest
    from grono.portal.core.visitor import Reader
    from grono.portal.maps.models import Choice, ClusterMap
    from grono.portal.maps.requests import ReaderRequest


@require_safe
def region(request: ReaderRequest, public_id: str, code: str) -> HttpResponse | StreamingHttpResponse:
    """Show the candidates of one region in order, with weights known or unknown; or their table as a file."""
    map_ = drawn_map(request.user, public_id)
    if request.GET.get("file") == "csv":
        rows = decide.file_rows(map_, code, request.GET, request.user)
        return csv_response(_named(map_, f"decide-{code}.csv"), rows, byte_order_mark=True)
    context = result.shared(map_, request.user, "choices", inside=True)
    context |= decide.decide(map_, code, request.GET, request.user)
    return render(request, "maps/decide.html", context)


@require_safe
def sheet(request: ReaderRequest, public_id: str, region: str, industry: str) -> HttpResponse:
    """Show the evidence sheet of one industry of a region."""
    map_ = drawn_map(request.user, public_id)
    context = result.shared(map_, request.user, "choices", inside=True)
    context |= evidence.sheet(map_, region, industry, request.user)
    return render(request, "maps/evidence.html", context)


@require_safe
def sheet_pdf(request: ReaderRequest, public_id: str, region: str, industry: str) -> HttpResponse:
    """Answer with the evidence sheet as PDF."""
    map_ = drawn_map(request.user, public_id)
    content = evidence.printed_sheet(map_, region, industry, request.user)
    response = HttpResponse(content, content_type="application/pdf")
    name = _named(map_, f"evidence-{region}-{industry}.pdf")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


@require_safe
def choice_list(request: ReaderRequest, public_id: str) -> HttpResponse | StreamingHttpResponse:
    """Show what was chosen on a map, and where to choose; or all entries as a file."""
    map_ = drawn_map(request.user, public_id)
    if request.GET.get("file") == "csv":
        return csv_response(_named(map_, "choices.csv"), choices.file_rows(map_, request.user), byte_order_mark=True)
    context = result.shared(map_, request.user, "choices", inside=True)
    context |= choices.choices(map_, request.GET, request.user)
    return render(request, "maps/choices.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("maps.record_choice")
def record(request: UserRequest, public_id: str) -> HttpResponse:
    """Record what was decided."""
    map_ = _map_to_decide_on(request.user, public_id)
    initial = {name: request.GET.get(name, "") for name in ("region", "industry")}
    form = ChoiceForm(_posted(request), initial=initial, regions=choices.region_choices(map_))
    if request.method == "POST" and form.is_valid():
        try:
            record_choice(by=request.user, map_=map_, decided=form.decided())
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The choice is recorded. Everyone who sees the map can read it."))
            return redirect(address(map_, "choices"))
    context = {"map": map_, "form": form, "back": address(map_, "choices"), "breadcrumbs": _way(map_)}
    return render(request, "maps/record_choice.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("maps.record_choice")
def correct(request: UserRequest, public_id: str, choice: str) -> HttpResponse:
    """Correct an entry; the earlier one stays in the history."""
    found = _choice_to_change(request.user, public_id, choice)
    map_ = found.map
    form = _correction(found, _posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            correct_choice(by=request.user, choice=found, decided=form.decided())
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The entry is corrected. The earlier one stays in the history below."))
            return redirect(address(map_, "choices"))
    return _correction_page(request, found, form, WithdrawChoiceForm())


@require_POST
@requires("maps.record_choice")
def withdraw(request: UserRequest, public_id: str, choice: str) -> HttpResponse:
    """Withdraw an entry that should not have been recorded."""
    found = _choice_to_change(request.user, public_id, choice)
    form = WithdrawChoiceForm(request.POST)
    if form.is_valid():
        try:
            withdraw_choice(by=request.user, choice=found, because=form.cleaned_data["because"])
        except RefusedError as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, _("The entry is withdrawn. It stays in the history below."))
        return redirect(address(found.map, "choices"))
    return _correction_page(request, found, _correction(found), form)


def _correction(choice: Choice, posted: Any = None) -> ChoiceForm:
    regions = choices.region_choices(choice.map)
    return ChoiceForm(posted, initial=choices.initial_of(choice), regions=regions, language=choice.language)


def _correction_page(
    request: UserRequest, choice: Choice, form: ChoiceForm, withdrawal: WithdrawChoiceForm
) -> HttpResponse:
    context = {
        "map": choice.map,
        "choice": choice,
        "title": choices.title_of(choice),
        "form": form,
        "withdrawal": withdrawal,
        "withdraw_address": address(choice.map, "withdraw_choice", choice=choice.public_id),
        "back": address(choice.map, "choices"),
        "breadcrumbs": _way(choice.map),
    }
    return render(request, "maps/correct_choice.html", context)


def _posted(request: UserRequest) -> object:
    return request.POST if request.method == "POST" else None


def _way(map_: ClusterMap) -> object:
    return breadcrumbs(map_, inside=True)


def _map_to_decide_on(reader: Reader, public_id: str) -> ClusterMap:
    map_ = drawn_map(reader, public_id)
    if not may_record_choice(reader, map_):
        raise PermissionDenied
    return map_


def _choice_to_change(reader: Reader, public_id: str, choice: str) -> Choice:
    map_ = _map_to_decide_on(reader, public_id)
    found = choice_visible_to(reader, choice)
    if found.map_id != map_.pk:
        raise Http404
    return found


def _named(map_: ClusterMap, name: str) -> str:
    """Return the name of a download; that of synthetic data says so."""
    slug = slugify(map_.title.replace("ł", "l").replace("Ł", "L"))[:60]
    mark = "synthetic" if map_.synthetic and "synthetic" not in slug else ""
    return "-".join(
        part for part in (mark, slug, slugify(name.rpartition(".")[0]) + "." + name.rpartition(".")[2]) if part
    )
