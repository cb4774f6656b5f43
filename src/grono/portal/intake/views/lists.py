"""Lists: upload, columns, dry run, bringing in, taking back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grono.messages import GronoError
from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.intake import actions, storage
from grono.portal.intake.answering import problems_file
from grono.portal.intake.forms import ColumnsForm, UploadForm, WaiverForm
from grono.portal.intake.kinds import ImportState
from grono.portal.intake.pages import lists as page
from grono.portal.intake.planning import read_list
from grono.portal.intake.queries import (
    PERMISSION,
    import_visible_to,
    mappings,
    open_warnings,
    problems_of_kind,
    what_undoing_does,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from grono.portal.core.requests import UserRequest

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_safe
@requires(PERMISSION)
def listing(request: UserRequest) -> HttpResponse:
    """Show all imports."""
    return render(request, "intake/list.html", page.listing(request.user, request.GET.get("page", "")))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(PERMISSION)
def upload(request: UserRequest) -> HttpResponse:
    """Take in a list and recognise what it is."""
    form = UploadForm(request.POST or None, request.FILES or None, mappings=list(mappings()))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            file = storage.take_in(given["file"].name or "list", given["file"].chunks())
            one = actions.upload(
                by=request.user, file=file, source=given["source"], as_of=given["as_of"], options=form.options
            )
        except GronoError as error:
            form.add_error("file", error.in_language(get_language() or "en"))
        else:
            return redirect("core:run", one.run.public_id) if one.run else redirect("intake:columns", one.public_id)
    return render(request, "intake/upload.html", {"form": form, "breadcrumbs": page.way()})


@require_safe
@requires(PERMISSION)
def one_import(request: UserRequest, public_id: str) -> HttpResponse:
    """Show an import."""
    one = actions.release(by=request.user, one=import_visible_to(request.user, public_id))
    return render(request, "intake/import.html", page.one_import(one, request.GET.dict()))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(PERMISSION)
def columns(request: UserRequest, public_id: str) -> HttpResponse:
    """Name the columns and ask for the dry run."""
    one = actions.release(by=request.user, one=import_visible_to(request.user, public_id))
    if one.state == ImportState.READING:
        return redirect("intake:import", public_id)
    form = ColumnsForm(request.POST if request.method == "POST" else None, of=one)
    if request.method == "POST" and form.is_valid():
        try:
            if name := form.cleaned_data["save_as"]:
                actions.save_mapping(by=request.user, name=name, options=form.options)
            asked = actions.ask_for_check(by=request.user, one=one, options=form.options)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("core:run", asked.run.public_id) if asked.run else redirect("intake:import", public_id)
    return render(request, "intake/columns.html", page.columns(one, form))


@require_POST
@requires(PERMISSION)
def waive(request: UserRequest, public_id: str) -> HttpResponse:
    """Waive the warnings of one kind."""
    one = import_visible_to(request.user, public_id)
    form = WaiverForm(request.POST)
    if form.is_valid() and form.cleaned_data["code"] in open_warnings(one):
        actions.waive(by=request.user, one=one, code=form.cleaned_data["code"], reason=form.cleaned_data["reason"])
        messages.success(request, _("The reason is kept with the import."))
    else:
        messages.error(request, _("Write a reason why the warnings may stand."))
    return redirect("intake:import", public_id)


@require_POST
@requires(PERMISSION)
def apply(request: UserRequest, public_id: str) -> HttpResponse:
    """Bring the list in."""
    one = import_visible_to(request.user, public_id)
    try:
        asked = actions.ask_to_apply(by=request.user, one=one)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("intake:import", public_id)
    return redirect("core:run", asked.run.public_id) if asked.run else redirect("intake:import", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(PERMISSION)
def undo(request: UserRequest, public_id: str) -> HttpResponse:
    """Say what taking back would do, then take the import back."""
    one = import_visible_to(request.user, public_id)
    if request.method == "POST":
        sentence = _("The import is taken back. The same list can be brought in again after a new dry run.")
        return _done(request, lambda: actions.undo(by=request.user, one=one), sentence, public_id)
    if one.state != ImportState.APPLIED:
        return redirect("intake:import", public_id)
    return render(request, "intake/undo.html", page.undoing(one, what_undoing_does(one)))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(PERMISSION)
def delete(request: UserRequest, public_id: str) -> HttpResponse:
    """Ask whether a list that was not brought in is to go, then delete it."""
    one = import_visible_to(request.user, public_id)
    if request.method != "POST":
        if not page.may_be_deleted(one):
            return redirect("intake:import", public_id)
        return render(request, "intake/delete.html", page.deleting(one))
    try:
        actions.delete(by=request.user, one=one)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("intake:import", public_id)
    messages.success(request, _("The list is deleted."))
    return redirect("intake:list")


@require_safe
@requires(PERMISSION)
def problems(request: UserRequest, public_id: str, form: str) -> HttpResponse:
    """Answer with the list and one column more that says what to correct."""
    if form not in TYPES:
        raise Http404
    one = import_visible_to(request.user, public_id)
    language = get_language() or "en"
    sentences = ((row.row, row.sentences.get(language, "")) for row in problems_of_kind(one, "").iterator())
    content = problems_file(read_list(one), sentences, form)
    disposition = f'attachment; filename="to-correct-{one.public_id}.{form}"'
    return HttpResponse(content, content_type=TYPES[form], headers={"Content-Disposition": disposition})


def _done(request: UserRequest, act: Callable[[], object], sentence: str, public_id: str) -> HttpResponse:
    try:
        act()
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, sentence)
    return redirect("intake:import", public_id)
