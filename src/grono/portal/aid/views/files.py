"""What is brought in from files, and what undertakings declare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from grono.messages import GronoError
from grono.portal.aid import actions
from grono.portal.aid.forms.base_rates import BaseRatesForm
from grono.portal.aid.forms.fields import language
from grono.portal.aid.forms.files import DeclarationForm, ImportForm, RatesFileForm
from grono.portal.aid.importing import import_grants, import_rates
from grono.portal.aid.pages import base_rates as base_rate_pages
from grono.portal.aid.pages.bringing import brought_in_sentences
from grono.portal.aid.pages.common import way
from grono.portal.aid.pages.rates import listing
from grono.portal.aid.queries import undertaking_visible_to
from grono.portal.core.permissions import requires
from grono.portal.core.problems import problems_of

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpResponse

    from grono.portal.core.requests import UserRequest

GET_AND_POST = ["GET", "HEAD", "POST"]


def _problems(error: GronoError) -> list[dict[str, Any]]:
    return [
        {
            "row": problem.row,
            "column": problem.column,
            "value": problem.value,
            "message": problem.message.in_language(language()),
            "severity": problem.severity,
            "count": problem.count,
        }
        for problem in problems_of(error)
    ]


def _page(request: UserRequest, form: forms.Form, problems: list[dict[str, Any]], **more: Any) -> HttpResponse:
    context = {"form": form, "problems": problems, "breadcrumbs": way(request.user), **more}
    return render(request, "aid/import.html", context, status=422 if problems else 200)


@require_http_methods(GET_AND_POST)
@requires("aid.keep_ledger")
def import_ledger(request: UserRequest) -> HttpResponse:
    """Read grants from a file: all of them, or with any problem none."""
    form = ImportForm(request.POST or None, request.FILES or None)
    problems: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        try:
            found = import_grants(by=request.user, upload=form.cleaned_data["file"])
        except GronoError as error:
            problems = _problems(error)
        else:
            said, *further = brought_in_sentences(found)
            messages.success(request, said)
            for sentence in further:
                messages.warning(request, sentence)
            return redirect("aid:list")
    return _page(
        request,
        form,
        problems,
        heading=_("Import a ledger"),
        lead=_(
            "Everything is recorded, or with any problem nothing. Grants that the ledger holds already are passed over."
        ),
        submit=_("Record the grants"),
        back=reverse("aid:list"),
    )


@require_safe
@requires("aid.see_ledger")
def rates(request: UserRequest) -> HttpResponse:
    """List the rates of the NBP that are held."""
    return render(request, "aid/rates.html", listing(request.user, request.GET))


@require_http_methods(GET_AND_POST)
@requires("aid.keep_ledger")
def bring_in_rates(request: UserRequest) -> HttpResponse:
    """Read rates of the NBP from a file: all of them, or with any problem none."""
    form = RatesFileForm(request.POST or None, request.FILES or None)
    problems: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        try:
            count = import_rates(by=request.user, upload=form.cleaned_data["file"])
        except GronoError as error:
            problems = _problems(error)
        else:
            messages.success(request, _("New rates: %(count)s.") % {"count": count})
            return redirect("aid:rates")
    return _page(
        request,
        form,
        problems,
        heading=_("Bring in rates"),
        lead=_(
            "Mean rates of the euro from table A of the NBP. A rate that is held already is passed over; another one for its day is refused."
        ),
        submit=_("Bring in the rates"),
        back=reverse("aid:rates"),
    )


@require_safe
@requires("aid.see_ledger")
def base_rates(request: UserRequest) -> HttpResponse:
    """List the base rates that are recorded."""
    return render(request, "aid/base_rates.html", base_rate_pages.listing(request.user, request.GET))


@require_http_methods(GET_AND_POST)
@requires("aid.keep_ledger")
def record_base_rates(request: UserRequest) -> HttpResponse:
    """Record a base rate that is typed, or those of a file: all of them, or with any problem none."""
    form = BaseRatesForm(request.POST or None, request.FILES or None)
    problems: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        try:
            count = actions.record_base_rates(by=request.user, rates=form.rates())
        except GronoError as error:
            problems = _problems(error)
        else:
            messages.success(request, _("New rates: %(count)s.") % {"count": count})
            return redirect("aid:base_rates")
    return _page(
        request,
        form,
        problems,
        heading=_("Record base rates"),
        lead=_(
            "A rate that is held already is passed over; another one for its day corrects it and needs a reason. Grants keep the rate they "
            "were recorded with."
        ),
        submit=_("Record the rates"),
        back=reverse("aid:base_rates"),
    )


@require_http_methods(GET_AND_POST)
@requires("aid.keep_ledger")
def declare(request: UserRequest, public_id: str) -> HttpResponse:
    """Record what an undertaking declares to have received elsewhere."""
    undertaking = undertaking_visible_to(request.user, public_id)
    back = reverse("aid:undertaking", args=[public_id])
    form = DeclarationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.record_declaration(by=request.user, undertaking=undertaking, **form.cleaned_data)
        messages.success(
            request, _("The declaration is recorded; what the ledger does not hold of it counts in every check.")
        )
        return redirect(back)
    context = {
        "form": form,
        "heading": _("Record a declaration"),
        "eyebrow": str(undertaking),
        "back": back,
        "breadcrumbs": way(request.user, undertaking),
    }
    return render(request, "aid/form.html", context)
