"""Pages everyone may read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from grono.portal.core.exports import csv_response
from grono.portal.strategies.computed import Computed, computed_cards_of
from grono.portal.strategies.files import TABLES
from grono.portal.strategies.pages import card as card_page
from grono.portal.strategies.pages import strategy as strategy_page
from grono.portal.strategies.pages import text as text_page
from grono.portal.strategies.queries import (
    card_visible_to,
    past_cards_of,
    strategies_listed_for,
    strategy_visible_to,
)
from grono.strategy import card_document, card_workbook

if TYPE_CHECKING:
    from django.http import HttpRequest, StreamingHttpResponse

    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import TaskCard

STRATEGIES_ON_A_PAGE = 30


def _reader(request: HttpRequest) -> Reader:
    return request.user  # type: ignore[return-value]  # the middleware puts a Reader there


@require_safe
def strategies(request: HttpRequest) -> HttpResponse:
    """List the strategies."""
    found = strategies_listed_for(_reader(request))
    page = Paginator(found, STRATEGIES_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "strategies/list.html", {"page": page, **strategy_page.listed(_reader(request), list(page))})


@require_safe
def strategy(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show one strategy: goals, objectives, tasks."""
    found = strategy_visible_to(_reader(request), public_id)
    cards, past = computed_cards_of(_reader(request), found), list(past_cards_of(_reader(request), found))
    return render(request, "strategies/strategy.html", strategy_page.one_strategy(_reader(request), found, cards, past))


@require_safe
def card(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show what a task card says and what follows from it."""
    found = card_visible_to(_reader(request), public_id)
    return render(request, "strategies/card.html", card_page.one_card(_reader(request), found))


@require_safe
def card_text(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show the text of a card, written again, with the proof that it is identical."""
    found = card_visible_to(_reader(request), public_id)
    return render(request, "strategies/text.html", text_page.one_text(found))


@require_safe
def card_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """Hand out the card as the file it was read from, byte for byte."""
    found = card_visible_to(_reader(request), public_id)
    response = HttpResponse(text_page.proof_of(found).data, content_type=f"text/plain; charset={found.encoding}")
    response["Content-Disposition"] = f'attachment; filename="{_name(found)}.txt"'
    return response


@require_safe
def card_docx(request: HttpRequest, public_id: str) -> HttpResponse:
    """Hand out the card as a text document that can be imported again."""
    found = card_visible_to(_reader(request), public_id)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return _office(card_document(found.read()), f"{_name(found)}.docx", kind)


@require_safe
def card_xlsx(request: HttpRequest, public_id: str) -> HttpResponse:
    """Hand out the card as a workbook that can be imported again."""
    found = card_visible_to(_reader(request), public_id)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _office(card_workbook(found.read()), f"{_name(found)}.xlsx", kind)


def _office(data: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_safe
def card_table(request: HttpRequest, public_id: str, table: str) -> StreamingHttpResponse:
    """Hand out the figures of a card as CSV."""
    found = card_visible_to(_reader(request), public_id)
    if table not in TABLES:
        raise Http404
    return csv_response(f"{_name(found)}-{table}.csv", TABLES[table](Computed(found)), byte_order_mark=True)


def _name(card: TaskCard) -> str:
    """Return a name for a file, of plain letters."""
    numbers = (card.goal_number, card.objective_number, card.task_number)
    return "-".join(["task-card", *(re.sub(r"[^A-Za-z0-9]", "", number) for number in numbers)])
