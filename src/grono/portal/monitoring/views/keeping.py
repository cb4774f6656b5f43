from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.monitoring.actions import appoint_holder, end_holding, open_period
from grono.portal.monitoring.actions.documents import OtherPeriodError, ask_for_document
from grono.portal.monitoring.forms.documents import DocumentForm
from grono.portal.monitoring.forms.keeping import HolderForm, PeriodForm
from grono.portal.monitoring.making import FILES, folder_of
from grono.portal.monitoring.owning import Parts
from grono.portal.monitoring.pages import keeping as pages
from grono.portal.monitoring.queries import document_visible_to, holder_visible_to
from grono.portal.strategies.plan_queries import plan_of
from grono.portal.strategies.queries import strategy_visible_to

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest

    from grono.portal.core.requests import UserRequest
    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import Strategy


@require_http_methods(["GET", "HEAD", "POST"])
@requires("monitoring.open_periods")
def periods(request: UserRequest, public_id: str) -> HttpResponse:
    """Open reporting periods and say who holds which post."""
    strategy = strategy_visible_to(request.user, public_id)
    form = PeriodForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            open_period(by=request.user, strategy=strategy, **form.cleaned_data)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The period is open. Those who answer for its tasks find it on their page."))
            return redirect("monitoring:periods", public_id)
    return _kept(request, strategy, period_form=form)


@require_POST
@requires("monitoring.open_periods")
def appoint(request: UserRequest, public_id: str) -> HttpResponse:
    """Say that a person holds a post from a day on."""
    strategy = strategy_visible_to(request.user, public_id)
    form = HolderForm(request.POST, posts=_posts(request, strategy))
    if form.is_valid():
        post, user, since = (form.cleaned_data[name] for name in ("post", "email", "since"))
        try:
            appoint_holder(by=request.user, strategy=strategy, post=post, user=user, since=since)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The post has its holder."))
            return redirect("monitoring:periods", public_id)
    return _kept(request, strategy, holder_form=form)


def _posts(request: UserRequest, strategy: Strategy) -> list[str]:
    return Parts(plan_of(request.user, strategy)).posts


def _kept(request: UserRequest, strategy: Strategy, **forms: Form) -> HttpResponse:
    """Show the periods and the posts with their two forms, of which one may have been filled in."""
    posts = _posts(request, strategy)
    shown = {"period_form": PeriodForm(), "holder_form": HolderForm(posts=posts), "has_posts": bool(posts), **forms}
    return render(request, "monitoring/periods.html", pages.periods(request.user, strategy) | shown)


@require_POST
@requires("monitoring.open_periods")
def end_post(request: UserRequest, public_id: str) -> HttpResponse:
    """Say that a person holds a post no longer."""
    holder = holder_visible_to(request.user, public_id)
    try:
        end_holding(by=request.user, holder=holder, until=timezone.localdate())
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return redirect("monitoring:periods", holder.strategy.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def documents(request: HttpRequest, public_id: str) -> HttpResponse:
    """List the documents of a strategy; an editor makes one with one press."""
    reader: Reader = request.user  # type: ignore[assignment]
    strategy = strategy_visible_to(reader, public_id)
    if request.method == "POST":
        return _make(request, public_id)  # type: ignore[no-any-return]
    before = pages.wished_before(reader, strategy)
    form = DocumentForm(initial={"language": get_language(), **before}, **pages.to_choose(reader, strategy))
    return render(request, "monitoring/documents.html", pages.documents(reader, strategy) | {"form": form})


@requires("monitoring.make_documents")
def _make(request: UserRequest, public_id: str) -> HttpResponse:
    strategy = strategy_visible_to(request.user, public_id)
    form = DocumentForm(request.POST, **pages.to_choose(request.user, strategy))
    if not form.is_valid():
        return render(request, "monitoring/documents.html", pages.documents(request.user, strategy) | {"form": form})
    given = form.cleaned_data
    try:
        document = ask_for_document(
            by=request.user,
            strategy=strategy,
            kind=given["kind"],
            language=given["language"],
            wishes=form.wishes(),
            **form.wanted(),
        )
    except OtherPeriodError as refusal:
        form.add_error("period", str(refusal))
        return render(request, "monitoring/documents.html", pages.documents(request.user, strategy) | {"form": form})
    return redirect("core:run", document.run_public_id)


@require_safe
def document(request: HttpRequest, public_id: str, form: str) -> HttpResponse:
    """Answer with a file of a document."""
    reader: Reader = request.user  # type: ignore[assignment]
    found = document_visible_to(reader, public_id)
    path = folder_of(found) / f"document.{form}"
    if form not in found.files or not path.exists():
        raise Http404
    name = f"{found.kind}-{found.data_date.isoformat()}-{found.language}.{form}"
    response = HttpResponse(path.read_bytes(), content_type=FILES[form])
    response["Content-Disposition"] = f'{"inline" if form == "html" else "attachment"}; filename="{name}"'
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups allow-top-navigation-by-user-activation"
    )
    return response
