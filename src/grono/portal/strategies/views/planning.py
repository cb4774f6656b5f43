"""The plan of a strategy: read, entered, adopted, amended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grono.portal.core.exports import csv_response
from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.strategies import actions
from grono.portal.strategies.authority_forms import AuthorityForm, ResolutionForm
from grono.portal.strategies.kinds import PartKind, PlanField
from grono.portal.strategies.log_queries import log_of, with_titles
from grono.portal.strategies.pages.plan import plan_page
from grono.portal.strategies.pages.plan_log import log_page, log_rows
from grono.portal.strategies.pages.plan_part import node_page
from grono.portal.strategies.pages.plan_tables import change_table
from grono.portal.strategies.pages.plan_words import shown, shown_stored, way
from grono.portal.strategies.plan_forms import (
    RowForm,
    ViewForm,
    fingerprint,
    initial_of,
    kind_of_node,
)
from grono.portal.strategies.queries import strategy_visible_to
from grono.portal.strategies.row_queries import cells_of_row, count_of_drafts
from grono.portal.strategies.strategy_form import StrategyForm, strategy_initial
from grono.portal.strategies.submitting import add_row, save_row
from grono.portal.strategies.views.rows import row_of

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, StreamingHttpResponse

    from grono.portal.core.requests import UserRequest
    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.changes import Change
    from grono.portal.strategies.models import PlanRow, Strategy

ENTRIES_ON_A_PAGE = 50
_READ_AND_WRITE = ["GET", "HEAD", "POST"]


def _reader(request: HttpRequest) -> Reader:
    return request.user  # type: ignore[return-value]  # the middleware puts a Reader there


@require_safe
def plan(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show the plan in one view."""
    strategy = strategy_visible_to(_reader(request), public_id)
    form = ViewForm(request.GET or None)
    context = plan_page(_reader(request), strategy, form.chosen())
    return render(request, "strategies/plan.html", {**context, "form": form})


@require_safe
def plan_node(request: HttpRequest, public_id: str, row: str) -> HttpResponse:
    """Show one part of the plan."""
    strategy = strategy_visible_to(_reader(request), public_id)
    context = node_page(_reader(request), strategy, row)
    if context is None:
        raise Http404
    return render(request, "strategies/plan_node.html", context)


@require_safe
def plan_log(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show the log of the plan with the proof of its chain."""
    strategy = strategy_visible_to(_reader(request), public_id)
    page = Paginator(log_of(_reader(request), strategy), ENTRIES_ON_A_PAGE).get_page(request.GET.get("page"))
    context = log_page(_reader(request), strategy, with_titles(page))
    return render(request, "strategies/plan_log.html", {**context, "page": page})


@require_safe
def plan_log_file(request: HttpRequest, public_id: str) -> StreamingHttpResponse:
    """Hand out the log as CSV, with everything that its hashes cover."""
    strategy = strategy_visible_to(_reader(request), public_id)
    facts = log_of(_reader(request), strategy).order_by("number")
    return csv_response("plan-log.csv", log_rows(facts.iterator(chunk_size=1000)), byte_order_mark=True)


def _form_page(request: HttpRequest, form: Form, heading: str, **context: Any) -> HttpResponse:
    return render(request, "strategies/plan_form.html", {"form": form, "heading": heading, **context})


@require_http_methods(_READ_AND_WRITE)
@requires("strategies.edit_plan")
def strategy_new(request: UserRequest) -> HttpResponse:
    """Begin a strategy by hand."""
    form = StrategyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        strategy = actions.enter_strategy(by=request.user, values=form.values())
        messages.success(request, _("The strategy is entered, as a draft. Now enter its goals."))
        return redirect("strategies:plan", strategy.public_id)
    return _form_page(request, form, _("Enter a strategy"), submit=_("Enter the strategy"))


@require_http_methods(_READ_AND_WRITE)
@requires("strategies.edit_plan")
def strategy_edit(request: UserRequest, public_id: str) -> HttpResponse:
    """Change what is said about a strategy as a whole."""
    strategy = strategy_visible_to(request.user, public_id)
    form = StrategyForm(request.POST or None, initial=strategy_initial(strategy))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_strategy(by=request.user, strategy=strategy, values=form.values(), seen=form.shown())
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("strategies:strategy", public_id)
    return _form_page(
        request, form, _("Facts about the strategy"), strategy=strategy, breadcrumbs=way(strategy, plan=False)
    )


@require_http_methods(_READ_AND_WRITE)
@requires("strategies.edit_plan")
def plan_add(request: UserRequest, public_id: str, kind: str) -> HttpResponse:
    """Add a part, an indicator or a source of money to the plan; ``?below=`` names the part above."""
    strategy = strategy_visible_to(request.user, public_id)
    below = request.GET.get("below", "")
    parent = row_of(request.user, strategy, "node", below) if below else None
    subject = kind if kind in {"indicator", "funding"} else "node"
    if subject != "node" and parent is None:
        raise Http404
    form = RowForm(request.POST or None, kind=subject, part=kind)  # type: ignore[arg-type]  # one of the three
    if request.method == "POST" and form.is_valid():
        try:
            add_row(by=request.user, strategy=strategy, kind=kind, form=form, parent=parent)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Added to the plan. It awaits the next resolution."))
            if parent is not None:
                return redirect("strategies:plan_node", public_id, parent.public_id)
            return redirect("strategies:plan", public_id)
    return _form_page(request, form, _heading(kind), submit=_("Add"), strategy=strategy, breadcrumbs=way(strategy))


def _heading(kind: str) -> str:
    if kind in PartKind.values:
        return _("New part: %(kind)s") % {"kind": PartKind(kind).label}
    return _("New indicator") if kind == "indicator" else _("New source of money")


def _home(subject: str, row: Any) -> str:
    if subject != "node":
        return str(row.node.public_id)
    return str(row.parent.public_id) if row.kind == PartKind.STAGE else str(row.public_id)


@require_http_methods(_READ_AND_WRITE)
@requires("strategies.edit_plan")
def plan_row(request: UserRequest, public_id: str, subject: str, row: str) -> HttpResponse:
    """Change a row: of a draft at once, of an adopted plan by an authority, after a look at old and new."""
    strategy = strategy_visible_to(request.user, public_id)
    found = row_of(request.user, strategy, subject, row)
    if found.is_adopted and not request.user.can("strategies.adopt_plan"):
        raise Http404
    cells = cells_of_row(request.user, found)
    kind: Any = subject
    form = RowForm(request.POST or None, kind=kind, part=kind_of_node(found), initial=initial_of(found, cells))
    authority = AuthorityForm(request.POST or None, prefix="by") if found.is_adopted else None
    context = {
        "strategy": strategy,
        "breadcrumbs": way(strategy),
        "authority": authority,
        "row": found,
        "subject": subject,
        "cancel_href": None,
    }
    if request.method == "POST" and form.is_valid():
        done = _save_row(request, strategy, found, form, authority, context, cells)
        if done:
            messages.success(request, _("Saved."))
            return redirect("strategies:plan_node", public_id, _home(subject, found))
    return _form_page(request, form, _("Change the plan"), **context)


def _save_row(  # noqa: PLR0913 - what one page holds
    request: UserRequest,
    strategy: Strategy,
    row: PlanRow,
    form: RowForm,
    authority: AuthorityForm | None,
    context: dict[str, Any],
    cells: Any,
) -> bool:
    """Save what the form says; return False where the page is to be shown again."""
    changes = form.changes(row, cells)
    if authority is not None and changes:
        if not authority.is_valid():
            return False
        mark = fingerprint(changes)
        if request.POST.get("looked_at") != mark:
            context |= {"looked_at": mark, "preview": _preview(changes, cells), "submit": _("Record the change")}
            return False
    try:
        given = authority.given() if authority is not None and changes else None
        save_row(by=request.user, strategy=strategy, row=row, form=form, changes=changes, authority=given)
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _preview(changes: list[Change], cells: Any) -> Any:
    rows = []
    for one in changes:
        cell = cells.get((one.field, one.period))
        old = shown_stored(cell.value) if cell else _("nothing")
        new = _("nothing") if one.value is None else one.value if isinstance(one.value, str) else shown(one.value)
        rows.append((f"{PlanField(one.field).label} {one.period}".strip(), old, new))
    return change_table(rows)


@require_http_methods(_READ_AND_WRITE)
@requires("strategies.edit_plan")
def plan_row_remove(request: UserRequest, public_id: str, subject: str, row: str) -> HttpResponse:
    """Ask whether a draft row is to go, then remove it."""
    strategy = strategy_visible_to(request.user, public_id)
    found = row_of(request.user, strategy, subject, row)
    if request.method != "POST":
        context = {"strategy": strategy, "row": found, "breadcrumbs": way(strategy)}
        return render(request, "strategies/plan_remove.html", context)
    try:
        actions.remove_draft(by=request.user, row=found)
    except RefusedError as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Removed from the draft. You can bring it back on this page."))
    return redirect("strategies:plan", public_id)


@require_POST
@requires("strategies.edit_plan")
def plan_row_restore(request: UserRequest, public_id: str, subject: str, row: str) -> HttpResponse:
    """Bring a removed draft row back."""
    strategy = strategy_visible_to(request.user, public_id)
    actions.restore_draft(by=request.user, row=row_of(request.user, strategy, subject, row))
    messages.success(request, _("It is back in the draft."))
    return redirect("strategies:plan", public_id)


@require_http_methods(_READ_AND_WRITE)
@requires("strategies.adopt_plan")
def plan_resolution(request: UserRequest, public_id: str) -> HttpResponse:
    """Record the resolution that adopts the plan, or what was entered since the last one."""
    strategy = strategy_visible_to(request.user, public_id)
    form = ResolutionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_resolution(by=request.user, strategy=strategy, authority=form.given())
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("The resolution is recorded. From now on every change of these values names its authority.")
            )
            return redirect("strategies:plan", public_id)
    return _form_page(
        request,
        form,
        _("Record a resolution"),
        submit=_("Freeze the plan by this resolution"),
        strategy=strategy,
        breadcrumbs=way(strategy),
        awaiting=count_of_drafts(request.user, strategy),
    )
