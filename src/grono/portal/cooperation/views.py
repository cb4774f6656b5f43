"""Pages of studies of co-operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grono.messages import GronoError
from grono.portal.cooperation import pages
from grono.portal.cooperation.actions import load_study, publish_study, start_measuring, withdraw_study
from grono.portal.cooperation.files import rows_of_file
from grono.portal.cooperation.forms import NetworkForm, ProjectsForm
from grono.portal.cooperation.models import StudyKind
from grono.portal.cooperation.queries import MEASURES, PUBLISHES, listed_for, study_visible_to
from grono.portal.cooperation.reading import read_network_files, read_project_file
from grono.portal.core.exports import csv_response
from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError, problems_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse, StreamingHttpResponse

    from grono.portal.cooperation.forms import StudyForm
    from grono.portal.core.requests import UserRequest

STUDIES_ON_A_PAGE = 25


@require_safe
def listing(request: UserRequest) -> HttpResponse:
    """List the studies."""
    page = Paginator(listed_for(request.user), STUDIES_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "table": pages.table_of_studies(page), "may_measure": request.user.can(MEASURES)}
    return render(request, "cooperation/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(MEASURES)
def new_network(request: UserRequest) -> HttpResponse:
    """Take the files of a network and measure it in the background."""
    form = NetworkForm(request.POST, request.FILES) if request.method == "POST" else NetworkForm()
    return _taken(request, form, StudyKind.NETWORK, lambda: _network(form))


def _network(form: NetworkForm) -> dict[str, Any]:
    ties = form.upload("ties")
    assert ties is not None  # noqa: S101 - the form asks for it
    return read_network_files(ties, form.upload("organisations"), form.upload("beside"))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(MEASURES)
def new_projects(request: UserRequest) -> HttpResponse:
    """Take a file of projects and measure it in the background."""
    form = ProjectsForm(request.POST, request.FILES) if request.method == "POST" else ProjectsForm()
    return _taken(request, form, StudyKind.HELIX, lambda: _projects(form))


def _projects(form: ProjectsForm) -> dict[str, Any]:
    projects = form.upload("projects")
    assert projects is not None  # noqa: S101 - the form asks for it
    return read_project_file(projects)


def _taken(request: UserRequest, form: StudyForm, kind: StudyKind, read: Callable[[], dict[str, Any]]) -> HttpResponse:
    """Read and keep what was sent, or show the form with everything that is wrong."""
    context = pages.page_of_form(kind) | {"form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "cooperation/form.html", context)
    try:
        content = read()
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return render(request, "cooperation/form.html", context)
    except GronoError as refusal:
        form.add_error(None, _("The files cannot be used yet. What to change stands in the table; nothing was stored."))
        return render(request, "cooperation/form.html", context | {"problems": problems_of(refusal)})
    kept = load_study(by=request.user, kind=kind, content=content, **form.facts())
    return redirect("core:run", start_measuring(by=request.user, study=kept).public_id)


@require_safe
def study(request: UserRequest, public_id: str) -> HttpResponse:
    """Show one study: words first, then the picture, the measures and what chance gives."""
    found = study_visible_to(request.user, public_id)
    return render(request, "cooperation/study.html", pages.page_of_study(request.user, found))


@require_safe
def file(request: UserRequest, public_id: str, name: str) -> StreamingHttpResponse:
    """Answer a table of a study as CSV."""
    found = study_visible_to(request.user, public_id)
    rows = rows_of_file(found, name)
    if rows is None:
        raise Http404
    return csv_response(f"{name}.csv", rows)


@require_POST
@requires(PUBLISHES)
def publish(request: UserRequest, public_id: str) -> HttpResponse:
    """Let everyone read a study."""
    found = study_visible_to(request.user, public_id)
    try:
        publish_study(by=request.user, study=found)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The study is published. You can withdraw it at any time."))
    return redirect("cooperation:study", public_id)


@require_POST
@requires(PUBLISHES)
def withdraw(request: UserRequest, public_id: str) -> HttpResponse:
    """Take a study from the public pages."""
    withdraw_study(by=request.user, study=study_visible_to(request.user, public_id))
    messages.success(request, _("The study is withdrawn. You can publish it again."))
    return redirect("cooperation:study", public_id)
