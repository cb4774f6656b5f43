from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Max, Min, Q
from django.shortcuts import get_object_or_404

from grono.portal.strategies.kinds import PartKind
from grono.portal.strategies.models import CardImport, CardState, Strategy, StrategyState, TaskCard

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from grono.portal.core.models import BackgroundRun
    from grono.portal.core.visitor import Reader


def strategies_visible_to(reader: Reader) -> QuerySet[Strategy]:
    """Return published strategies; drafts for who may see them; removed ones for who may bring them back."""
    states = [StrategyState.PUBLISHED]
    if reader.can("strategies.see_drafts"):
        states.append(StrategyState.DRAFT)
    if reader.can("strategies.edit_cards"):
        states.append(StrategyState.REMOVED)
    return Strategy.objects.filter(state__in=states)


def strategies_listed_for(reader: Reader) -> QuerySet[Strategy]:
    """Return the strategies with the number and the years of their task cards, and the number of tasks of their plans."""
    stored = Q(cards__state=CardState.STORED)
    listed = strategies_visible_to(reader).annotate(
        tasks=Count("cards", filter=stored, distinct=True),
        planned_tasks=Count("nodes", filter=Q(nodes__kind=PartKind.TASK, nodes__removed_at=None), distinct=True),
        first_year=Min("cards__first_year", filter=stored),
        last_year=Max("cards__last_year", filter=stored),
    )
    return listed.order_by("title", "pk")  # grouping loses the order of the model


def strategy_visible_to(reader: Reader, public_id: str) -> Strategy:
    """Return one strategy, or answer 404."""
    return get_object_or_404(strategies_visible_to(reader), public_id=public_id)


def strategies_open_for_import(reader: Reader) -> QuerySet[Strategy]:
    """Return the strategies into which the reader may import a card."""
    if not reader.can("strategies.edit_cards"):
        return Strategy.objects.none()
    return strategies_visible_to(reader).exclude(state=StrategyState.REMOVED)


def cards_of(reader: Reader, strategy: Strategy) -> QuerySet[TaskCard]:
    """Return the cards of a strategy that the reader may see."""
    visible = strategies_visible_to(reader).filter(pk=strategy.pk)
    cards = TaskCard.objects.select_related("strategy").filter(strategy__in=visible, state=CardState.STORED)
    return cards.defer("pictures")


def cards_as_known(
    reader: Reader, strategy: Strategy, known_on: date | None = None
) -> dict[tuple[str, str, str], TaskCard]:
    """Return the card of each task by its numbers, as known at the end of a day: the last imported by then, also if another replaced it."""
    if known_on is None:
        return {card.numbers: card for card in cards_of(reader, strategy)}
    visible = strategies_visible_to(reader).filter(pk=strategy.pk)
    cards = TaskCard.objects.filter(strategy__in=visible, imported_at__date__lte=known_on)
    in_order = cards.exclude(state=CardState.REMOVED).order_by("imported_at", "pk").defer("pictures")
    return {card.numbers: card for card in in_order}


def past_cards_of(reader: Reader, strategy: Strategy) -> QuerySet[TaskCard]:
    """Return the cards that were removed or replaced, for who may bring them back."""
    if not reader.can("strategies.edit_cards"):
        return TaskCard.objects.none()
    return TaskCard.objects.filter(strategy=strategy).exclude(state=CardState.STORED).defer("pictures", "content")


def card_visible_to(reader: Reader, public_id: str) -> TaskCard:
    """Return one card with its strategy, or answer 404; what was removed or replaced only who may bring it back."""
    cards = TaskCard.objects.select_related("strategy").filter(strategy__in=strategies_visible_to(reader))
    if not reader.can("strategies.edit_cards"):
        cards = cards.filter(state=CardState.STORED)
    return get_object_or_404(cards, public_id=public_id)


def card_at_the_place_of(strategy: Strategy, numbers: tuple[str, str, str]) -> TaskCard | None:
    """Return the stored card with these numbers of goal, objective and task."""
    goal, objective, task = numbers
    return TaskCard.objects.filter(
        strategy=strategy, state=CardState.STORED, goal_number=goal, objective_number=objective, task_number=task
    ).first()


def import_of(reader: Reader, public_id: str) -> CardImport:
    """Return one's own card that waits for confirmation, or answer 404."""
    if not reader.can("strategies.edit_cards"):
        return get_object_or_404(CardImport.objects.none())
    waiting = CardImport.objects.select_related("strategy").filter(uploaded_by=reader.pk)
    return get_object_or_404(waiting, public_id=public_id)


def namesakes_of(reader: Reader, title: str) -> QuerySet[Strategy]:
    """Return the strategies of this title, to be told before a second one begins."""
    return strategies_open_for_import(reader).filter(title=title)


def counts_for(reader: Reader) -> tuple[int, int]:
    """Return how many strategies and tasks are published."""
    published = strategies_visible_to(reader).filter(state=StrategyState.PUBLISHED)
    counted = published.aggregate(
        strategies=Count("pk", distinct=True), tasks=Count("cards", filter=Q(cards__state=CardState.STORED))
    )
    return counted["strategies"], counted["tasks"]


def card_of_run(run: BackgroundRun) -> TaskCard:
    """Return the card that a background run works for."""
    return TaskCard.objects.get(public_id=run.subject_public_id)
