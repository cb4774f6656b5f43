"""Operations on strategies and task cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router

from grono.portal.api import strategy_schemas as schemas
from grono.portal.api.answers import language, paged, part_of, reader_of, text
from grono.portal.api.asking import Asked, Paged  # noqa: TC001 - Ninja reads it
from grono.portal.api.errors import Refusal, WrongParameters
from grono.portal.regions.queries import labels_visible_to, teryt_names
from grono.portal.strategies.computed import Computed
from grono.portal.strategies.order import in_order
from grono.portal.strategies.queries import card_visible_to, cards_of, strategies_listed_for, strategy_visible_to
from grono.strategy import CardFile, card_to_data, render_card_file
from grono.strategy.summary import finding_to_data, points_to_data, progress_to_data, status_to_data

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grono.classifications.labels import Label
    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import Strategy
    from grono.strategy.card import NumberedTitle

router = Router()
REFUSED = {404: Refusal, 422: WrongParameters}
PUBLIC_ID = Path(..., description=_("Identifier, as the list answers it."))


@router.get(
    "/strategies",
    response={200: schemas.Strategies, 422: WrongParameters},
    url_name="strategies",
    summary=_("Strategies"),
)
def list_strategies(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """Return the strategies by title."""
    reader = reader_of(request)
    found = strategies_listed_for(reader)
    shown = list(part_of(found, asked))
    places = _places(reader, shown)
    items = [
        {
            **_entry(request, one, places),
            "tasks": one.tasks,
            "first_year": one.first_year,
            "last_year": one.last_year,
        }
        for one in shown
    ]
    return paged(request, asked, found.count(), items)


@router.get(
    "/strategies/{public_id}",
    response={200: schemas.StrategyDetails, **REFUSED},
    url_name="strategy",
    summary=_("One strategy with its task cards"),
)
def one_strategy(request: HttpRequest, asked: Query[Asked], public_id: str = PUBLIC_ID) -> dict[str, Any]:  # noqa: ARG001
    """Return one strategy."""
    reader = reader_of(request)
    found = strategy_visible_to(reader, public_id)
    return {
        **_entry(request, found, _places(reader, [found])),
        "source": text(found.source, found.language),
        "cards": [_listed(Computed(card)) for card in in_order(cards_of(reader, found))],
    }


def _places(reader: Reader, strategies: Iterable[Strategy]) -> dict[str, Label]:
    codes = {one.jst_teryt for one in strategies if one.jst_teryt}
    return teryt_names(codes, language(), labels_visible_to(reader)) if codes else {}


def _entry(request: HttpRequest, one: Strategy, places: dict[str, Label]) -> dict[str, Any]:
    place = places.get(one.jst_teryt or "")
    return {
        "public_id": one.public_id,
        "title": text(one.title, one.language),
        "state": one.state,
        "teryt": one.jst_teryt or None,
        "place": text(place.text, place.language) if place else None,
        "page": request.build_absolute_uri(reverse("strategies:strategy", args=[one.public_id])),
    }


def _listed(one: Computed) -> dict[str, Any]:
    card = one.card
    return {
        "public_id": one.stored.public_id,
        "goal": _title(card.goal),
        "objective": _title(card.objective),
        "task": _title(card.task),
        "first_year": one.stored.first_year,
        "last_year": one.stored.last_year,
        "total": points_to_data(one.progress.total),
        "status": status_to_data(one.progress.status, language()),
        "findings": len(one.findings),
    }


def _title(title: NumberedTitle) -> dict[str, str]:
    return {"number": title.number_text, "title": title.title}


@router.get(
    "/cards/{public_id}",
    response={200: schemas.CardDetails, **REFUSED},
    url_name="card",
    summary=_("One task card with its progress and findings"),
)
def one_card(request: HttpRequest, asked: Query[Asked], public_id: str = PUBLIC_ID) -> dict[str, Any]:  # noqa: ARG001
    """Return one task card."""
    found = card_visible_to(reader_of(request), public_id)
    one = Computed(found)
    return {
        "public_id": found.public_id,
        "strategy": found.strategy.public_id,
        "title": text(found.title, found.strategy.language),
        "language": found.strategy.language,
        "imported_at": found.imported_at,
        "sha256": found.sha256,
        "card": card_to_data(one.card),
        **progress_to_data(one.progress, language()),
        "findings": [finding_to_data(finding, language()) for finding in one.findings],
        "text": request.build_absolute_uri(reverse("api:v1:card_text", args=[found.public_id])),
        "page": request.build_absolute_uri(reverse("strategies:card", args=[found.public_id])),
    }


@router.get(
    "/cards/{public_id}/text",
    response={404: Refusal, 422: WrongParameters},
    url_name="card_text",
    summary=_("Text of a task card, identical to the byte"),
    openapi_extra={
        "responses": {200: {"description": "OK", "content": {"text/plain": {"schema": {"type": "string"}}}}}
    },
)
def card_text(request: HttpRequest, asked: Query[Asked], public_id: str = PUBLIC_ID) -> HttpResponse:  # noqa: ARG001
    """Return the card as the file it was read from."""
    found = card_visible_to(reader_of(request), public_id)
    data = render_card_file(CardFile(found.read(), found.form))
    return HttpResponse(data, content_type=f"text/plain; charset={found.encoding}")
