"""Publishing and withdrawing, removing and bringing back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.strategies.actions import (
    publish_strategy,
    remove_card,
    remove_strategy,
    restore_card,
    restore_strategy,
    withdraw_strategy,
)
from grono.portal.strategies.pages.card import breadcrumbs
from grono.portal.strategies.queries import card_visible_to, strategy_visible_to

if TYPE_CHECKING:
    from django.http import HttpResponse

    from grono.portal.core.requests import UserRequest


@require_POST
@requires("strategies.publish")
def strategy_publish(request: UserRequest, public_id: str) -> HttpResponse:
    """Let everyone see a strategy."""
    strategy = strategy_visible_to(request.user, public_id)
    try:
        publish_strategy(by=request.user, strategy=strategy)
    except RefusedError as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("The strategy is published. Anyone can see it now."))
    return redirect("strategies:strategy", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("strategies.publish")
def strategy_withdraw(request: UserRequest, public_id: str) -> HttpResponse:
    """Ask whether a strategy is to disappear from the public pages, then make it a draft."""
    strategy = strategy_visible_to(request.user, public_id)
    if request.method != "POST":
        context = {"strategy": strategy, "breadcrumbs": breadcrumbs(strategy)}
        return render(request, "strategies/strategy_withdraw.html", context)
    try:
        withdraw_strategy(by=request.user, strategy=strategy)
    except RefusedError as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("The strategy is a draft again. You can publish it at any time."))
    return redirect("strategies:strategy", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("strategies.edit_cards")
def strategy_remove(request: UserRequest, public_id: str) -> HttpResponse:
    """Ask whether a strategy is to go, then remove it."""
    strategy = strategy_visible_to(request.user, public_id)
    if request.method != "POST":
        context = {"strategy": strategy, "breadcrumbs": breadcrumbs(strategy)}
        return render(request, "strategies/strategy_remove.html", context)
    remove_strategy(by=request.user, strategy=strategy)
    messages.success(request, _("The strategy has been removed. You can bring it back on this page."))
    return redirect("strategies:strategy", public_id)


@require_POST
@requires("strategies.edit_cards")
def strategy_restore(request: UserRequest, public_id: str) -> HttpResponse:
    """Bring a removed strategy back."""
    restore_strategy(by=request.user, strategy=strategy_visible_to(request.user, public_id))
    messages.success(request, _("The strategy is back, as a draft."))
    return redirect("strategies:strategy", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("strategies.edit_cards")
def card_remove(request: UserRequest, public_id: str) -> HttpResponse:
    """Ask whether a card is to go, then take it out of its strategy."""
    card = card_visible_to(request.user, public_id)
    if request.method != "POST":
        context = {"card": card, "breadcrumbs": breadcrumbs(card.strategy, card)}
        return render(request, "strategies/card_remove.html", context)
    remove_card(by=request.user, card=card)
    messages.success(request, _("The task card has been removed. You can bring it back on this page."))
    return redirect("strategies:card", public_id)


@require_POST
@requires("strategies.edit_cards")
def card_restore(request: UserRequest, public_id: str) -> HttpResponse:
    """Bring a card back, in place of the one that stands there now."""
    card = card_visible_to(request.user, public_id)
    try:
        former = restore_card(by=request.user, card=card)
    except RefusedError as refusal:
        messages.warning(request, str(refusal))
    else:
        done = _("The task card is back in its strategy.")
        kept = _("The card that stood in its place is kept; you can bring it back in the same way.")
        messages.success(request, f"{done} {kept}" if former else done)
    return redirect("strategies:card", public_id)
