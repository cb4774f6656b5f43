"""The second step: what was understood, what is wrong, and how to read it otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grono.portal.core.exports import csv_response
from grono.portal.core.languages import in_this_language
from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.maps import storage
from grono.portal.maps.actions import change_reading, leave_out_table, replace_tables
from grono.portal.maps.forms import OtherTablesForm, ReadingForm
from grono.portal.maps.forms.reading import OPTION
from grono.portal.maps.models import MapState, TableKind
from grono.portal.maps.pages import understood as page
from grono.portal.maps.pages.addresses import address, breadcrumbs, status_of, steps
from grono.portal.maps.queries import state_of
from grono.portal.maps.specifications import with_reading, without_columns_of
from grono.portal.maps.tables import tables_of
from grono.portal.maps.uploads import limited, take_in_all, understood_now
from grono.portal.maps.views.access import draft_of, of_a_draft

if TYPE_CHECKING:
    from django.http import HttpResponse, StreamingHttpResponse

    from grono.portal.core.requests import UserRequest
    from grono.portal.maps.models import ClusterMap


@require_http_methods(["GET", "HEAD", "POST"])
@requires("maps.upload_table")
@of_a_draft
def understood(request: UserRequest, public_id: str) -> HttpResponse:
    """Show what was understood; a form reads the tables again in another way."""
    map_ = draft_of(request.user, public_id)
    state = state_of(map_)
    if state in {MapState.READING, MapState.DRAWING}:
        run = map_.run if state == MapState.DRAWING else map_.reading_run
        return redirect("core:run", run.public_id)  # type: ignore[union-attr]
    form = _reading_form(map_, request)
    if request.method != "POST" or form is None or not form.is_valid():
        return _page(request, map_, form)
    return _read_again(request, map_, with_reading(map_.specification, form, tables_of(map_)))


def _read_again(request: UserRequest, map_: ClusterMap, specification: dict[str, Any]) -> HttpResponse:
    found = understood_now(tables_of(map_), specification, request.user)
    try:
        changed = change_reading(by=request.user, map_=map_, specification=specification, understood=found)
    except RefusedError as refusal:
        messages.warning(request, str(refusal))
        return redirect(address(map_))
    return _next(changed, found)


def _next(map_: ClusterMap, found: dict[str, Any] | None) -> HttpResponse:
    if found is None and map_.reading_run is not None:
        return redirect("core:run", map_.reading_run.public_id)
    return redirect(address(map_, "understood"))


@require_POST
@requires("maps.upload_table")
@limited
@of_a_draft
def other_tables(request: UserRequest, public_id: str) -> HttpResponse:
    """Take corrected files in place of those with problems."""
    map_ = draft_of(request.user, public_id)
    form = OtherTablesForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, map_, _reading_form(map_, None), other=form)
    files = take_in_all(form.cleaned_data)
    try:
        return _replaced(request, map_, files)
    except RefusedError as refusal:
        storage.forget(file.stored_name for file in files.values())
        messages.warning(request, str(refusal))
        return redirect(address(map_))


def _replaced(request: UserRequest, map_: ClusterMap, files: dict[str, Any]) -> HttpResponse:
    """Read the new files first: what is no table at all changes nothing."""
    together = {**tables_of(map_), **files}
    specification = without_columns_of(map_.specification, files)
    enough = {"employees", "points"} & {*together}
    found = understood_now(together, specification, request.user) if enough else {"unreadable": []}
    unreadable = [kind for kind in (found or {}).get("unreadable", []) if kind in files]
    if unreadable and found is not None:
        storage.forget(file.stored_name for file in files.values())
        for problem in page.problems(found, "error"):
            messages.error(request, problem.message)
        return redirect(address(map_, "understood"))
    changed = replace_tables(by=request.user, map_=map_, files=files, specification=specification, understood=found)
    return _next(changed, found)


@require_POST
@requires("maps.upload_table")
@of_a_draft
def without_table(request: UserRequest, public_id: str, kind: str) -> HttpResponse:
    """Go on without one of the tables."""
    map_ = draft_of(request.user, public_id)
    if kind not in TableKind.values:
        raise Http404
    try:
        changed = leave_out_table(by=request.user, map_=map_, kind=kind)
    except RefusedError as refusal:
        messages.warning(request, str(refusal))
        return redirect(address(map_))
    if changed.table is None:
        return redirect(address(map_, "understood"))
    return _read_again(request, changed, without_columns_of(changed.specification, [kind]))


@require_safe
@requires("maps.upload_table")
@of_a_draft
def problems_file(request: UserRequest, public_id: str) -> StreamingHttpResponse:
    """Answer with all problems as CSV."""
    map_ = draft_of(request.user, public_id)
    head = [_("Table"), _("Row"), _("Column"), _("Value as read"), _("Severity"), _("What is wrong and what to write")]
    words = {"error": _("error"), "warning": _("warning")}
    rows = (
        [one.table, one.row, one.column, one.value, words[one.severity], one.message]
        for one in page.problems(map_.understanding)
    )
    return csv_response("problems.csv", [head, *rows], byte_order_mark=True)


def _reading_form(map_: ClusterMap, request: UserRequest | None) -> ReadingForm | None:
    """Return the form over the columns of the tables that could be read."""
    from grono.clustermap.reading.rounding import rounding_grids
    from grono.portal.maps.understanding import roles_of

    tables = page.looked_at(map_.understanding)
    if not tables:
        return None
    wanted = {kind: {"columns": table["columns"], "wanted": roles_of(kind)} for kind, table in tables.items()}
    reading = map_.specification["reading"]
    initial = {key: reading[key] or "" for key in ("classification", "decimal", "rounding")}
    initial["level"] = reading.get("level") or ""  # specifications of the first maps have none
    initial["absent_means_zero"] = reading["absent_means_zero"]
    options = map_.specification.get("companion_options", {})
    for kind, table in tables.items():
        initial |= {f"{kind}-{role}": column for role, column in table["roles"].items()}
        initial |= {f"{kind}-{OPTION}{name}": value for name, value in options.get(kind, {}).items()}
    data = request.POST if request is not None and request.method == "POST" else None
    wrong = {one["table"] for one in map_.understanding["problems"] if one["severity"] == "error"}
    return ReadingForm(data, initial=initial, tables=wanted, grids=list(rounding_grids()), wrong=wrong)


def _page(
    request: UserRequest, map_: ClusterMap, form: ReadingForm | None, other: OtherTablesForm | None = None
) -> HttpResponse:
    found = map_.understanding
    state = state_of(map_)
    errors = page.problems(found, "error")
    context = {
        "map": map_,
        "status": status_of(map_),
        "breadcrumbs": breadcrumbs(),
        "steps": steps(1, failed=bool(errors)),
        "ok": bool(found.get("ok")),
        "facts": page.facts(found),
        "years_table": page.years_table(found),
        "tables": page.tables(found),
        "leave_out": page.may_be_left_out(found),
        "problems": page.by_table(errors),
        "number_of_problems": sum(problem.count for problem in errors),
        "problems_left_out": found.get("problems_left_out", 0),
        "warnings": page.by_table(page.problems(found, "warning")),
        "form": form,
        "other_form": other or OtherTablesForm(),
        "stopped": state == MapState.STOPPED,
        "stopped_run": map_.run,
        "stopped_sentences": _sentences(map_),
    }
    return render(request, "maps/understood.html", context)


def _sentences(map_: ClusterMap) -> list[str]:
    """Return why the last drawing stopped, in the reader's language."""
    errors = map_.run.errors if map_.run is not None else {}
    return in_this_language({code: "\n".join(sentences) for code, sentences in errors.items()}).splitlines()
