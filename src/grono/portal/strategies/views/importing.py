"""Importing a task card: upload or paste, look, confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.strategies.actions import (
    change_waiting_card,
    confirm_card,
    discard_waiting_card,
    keep_card_for_confirmation,
)
from grono.portal.strategies.forms import ImportForm, SplitForm
from grono.portal.strategies.pages.card import breadcrumbs
from grono.portal.strategies.pages.imports import preview
from grono.portal.strategies.queries import import_of, strategies_open_for_import
from grono.portal.strategies.reading import CardRefusedError, read_pasted, read_upload
from grono.strategy import SplitRule, split_body, split_indicator, splits

if TYPE_CHECKING:
    from django.http import HttpResponse

    from grono.portal.core.requests import UserRequest
    from grono.portal.strategies.models import CardImport
    from grono.portal.strategies.reading import CardRead
    from grono.strategy import Split


@require_http_methods(["GET", "HEAD", "POST"])
@requires("strategies.edit_cards")
def import_card(request: UserRequest) -> HttpResponse:
    """Take a card, show everything that is wrong with it, or keep it for a look before it is stored."""
    form = _form(request)
    context = {"form": form, "breadcrumbs": breadcrumbs()}
    if request.method != "POST":
        return render(request, "strategies/import.html", context)
    is_right = form.is_valid()
    try:
        read = _read(form)
    except CardRefusedError as refusal:
        sentence = _("This is not the text of a task card yet. What to change stands in the table; nothing was stored.")
        form.add_error("file" if form.cleaned_data["file"] is not None else "text", sentence)
        return render(request, "strategies/import.html", {**context, "problems": refusal.problems})
    if read is None or not is_right:
        form.keep_file()
        return render(request, "strategies/import.html", context)
    given = {name: form.cleaned_data[name] for name in ("strategy", "language", "jst_teryt", "source")}
    waiting = keep_card_for_confirmation(by=request.user, read=read, **given)
    return redirect("strategies:import_preview", waiting.public_id)


def _form(request: UserRequest) -> ImportForm:
    strategies = strategies_open_for_import(request.user)
    if request.method == "POST":
        return ImportForm(request.POST, request.FILES, strategies=strategies)
    return ImportForm(initial={"strategy": request.GET.get("strategy", "")}, strategies=strategies)


def _read(form: ImportForm) -> CardRead | None:
    """Read the card, also where another field has to be put right; nothing where there is no one text to read."""
    if {"file", "text"} & set(form.errors):
        return None
    upload = form.cleaned_data["file"]
    return read_pasted(form.cleaned_data["text"]) if upload is None else read_upload(upload)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("strategies.edit_cards")
def import_preview(request: UserRequest, public_id: str) -> HttpResponse:
    """Show what was understood, with the proof; store it when it is confirmed."""
    waiting = import_of(request.user, public_id)
    if request.method != "POST":
        return render(request, "strategies/import_preview.html", preview(request.user, waiting))
    try:
        card = confirm_card(by=request.user, waiting=waiting)
    except RefusedError as refusal:
        messages.warning(request, str(refusal))
        return redirect("strategies:import_preview", public_id)
    messages.success(
        request, _("The task card is stored. Its picture is being drawn; everything else is already here.")
    )
    return redirect("strategies:card", card.public_id)


@require_POST
@requires("strategies.edit_cards")
def import_discard(request: UserRequest, public_id: str) -> HttpResponse:
    """Forget a card that was not confirmed."""
    discard_waiting_card(by=request.user, waiting=import_of(request.user, public_id))
    messages.success(request, _("The card was not stored. You can import it again at any time."))
    return redirect("strategies:import")


@require_http_methods(["GET", "HEAD", "POST"])
@requires("strategies.edit_cards")
def import_split(request: UserRequest, public_id: str, part: str, order: int) -> HttpResponse:
    """Let a person say where the second part of a cell begins."""
    waiting = import_of(request.user, public_id)
    split = _split_of(waiting, part, order)
    form = SplitForm(request.POST if request.method == "POST" else None, split=split)
    if request.method == "POST" and form.is_valid():
        cut = split_body if part == "body" else split_indicator
        card = cut(waiting.read(), order, form.cleaned_data["place"])
        change_waiting_card(by=request.user, waiting=waiting, card=card)
        messages.success(request, _("The cell is split as you chose. The text of the card is the same."))
        return redirect(f"{reverse('strategies:import_preview', args=[public_id])}#splits")
    context = {"form": form, "split": split, "waiting": waiting, "breadcrumbs": breadcrumbs(waiting.strategy)}
    return render(request, "strategies/import_split.html", context)


def _split_of(waiting: CardImport, part: str, order: int) -> Split:
    """Return a cell that can be split elsewhere; what a line break splits cannot."""
    for split in splits(waiting.read()):
        if (split.part, split.order) == (part, order) and split.rule is not SplitRule.LINE_BREAK:
            return split
    raise Http404
