"""Further parts of a strategy: sectors, milestones, selection, promotion, diagnosis, results, recommendations, completeness."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.strategies import actions
from grono.portal.strategies.pages import parts as pages
from grono.portal.strategies.part_forms import FORMS, PartForm, initial_of_part
from grono.portal.strategies.part_queries import part_visible_to
from grono.portal.strategies.queries import strategy_visible_to
from grono.portal.strategies.submitting import add_part_once

if TYPE_CHECKING:
    from django.http import HttpRequest

    from grono.portal.core.requests import UserRequest
    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import FurtherPart, Strategy

_READ_AND_WRITE = ["GET", "HEAD", "POST"]


@require_safe
def parts(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show the further parts of a strategy."""
    reader: Reader = request.user  # type: ignore[assignment]  # the middleware puts a Reader there
    return render(request, "strategies/parts.html", pages.parts_page(reader, strategy_visible_to(reader, public_id)))


def _form(request: UserRequest, strategy: Strategy, kind: str, initial: dict[str, Any] | None = None) -> PartForm:
    more = pages.to_choose(request.user, strategy, kind)
    return FORMS[kind](request.POST or None, initial=initial, **more)


def _page(
    request: UserRequest, strategy: Strategy, kind: str, form: PartForm, part: FurtherPart | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "kind": kind,
        "heading": pages.title_of(kind),
        "strategy": strategy,
        "part": part,
        "breadcrumbs": pages.crumbs(strategy),
    }
    return render(request, "strategies/part_form.html", context)


@require_http_methods(_READ_AND_WRITE)
@requires("strategies.edit_plan")
def part_add(request: UserRequest, public_id: str, kind: str) -> HttpResponse:
    """Add a part."""
    strategy = strategy_visible_to(request.user, public_id)
    form = _form(request, strategy, kind)
    if request.method == "POST" and form.is_valid():
        try:
            add_part_once(by=request.user, strategy=strategy, kind=kind, values=form.values())
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("strategies:parts", public_id)
    return _page(request, strategy, kind, form)


@require_http_methods(_READ_AND_WRITE)
@requires("strategies.edit_plan")
def part_change(request: UserRequest, public_id: str, kind: str, part: str) -> HttpResponse:
    """Change a part."""
    strategy, found = _found(request, public_id, kind, part)
    form = _form(request, strategy, kind, initial_of_part(found, kind))
    if request.method == "POST" and form.is_valid():
        try:
            seen = form.cleaned_data["seen"] or 0
            actions.change_part(by=request.user, part=found, values=form.values(), seen=seen)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("strategies:parts", public_id)
    return _page(request, strategy, kind, form, found)


def _found(request: UserRequest, public_id: str, kind: str, part: str) -> tuple[Strategy, FurtherPart]:
    strategy, found = strategy_visible_to(request.user, public_id), part_visible_to(request.user, kind, part)
    if found.strategy_id != strategy.pk:
        raise Http404
    return strategy, found


@require_POST
@requires("strategies.edit_plan")
def part_remove(request: UserRequest, public_id: str, kind: str, part: str) -> HttpResponse:
    """Take a part away; it can be brought back on the page one returns to."""
    _strategy, found = _found(request, public_id, kind, part)
    actions.remove_part(by=request.user, part=found)
    messages.success(request, _("Removed. You can bring it back on this page."))
    return redirect("strategies:parts", public_id)


@require_POST
@requires("strategies.edit_plan")
def part_restore(request: UserRequest, public_id: str, kind: str, part: str) -> HttpResponse:
    """Bring a part back."""
    _strategy, found = _found(request, public_id, kind, part)
    actions.restore_part(by=request.user, part=found)
    messages.success(request, _("It is back."))
    return redirect("strategies:parts", public_id)
