from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from grono.portal.core.audit import audit
from grono.portal.core.problems import RefusedError
from grono.portal.core.runs import start_run
from grono.portal.strategies.actions.strategies import publish_strategy
from grono.portal.strategies.actions.unfolding import fold_card, unfold_card
from grono.portal.strategies.locking import open_strategy
from grono.portal.strategies.models import CardImport, CardState, Strategy, TaskCard
from grono.portal.strategies.queries import card_at_the_place_of
from grono.strategy import card_to_json

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from grono.portal.core.models import User
    from grono.portal.strategies.reading import CardRead
    from grono.strategy import TaskCard as Card

DRAW_PICTURES = "strategies.draw_pictures"
"""The kind of background work that draws the pictures of a card."""
_SAME_CARD = _("The strategy already holds exactly this card. Nothing was changed.")


@transaction.atomic
def keep_card_for_confirmation(  # noqa: PLR0913 - what the form asks for
    *, by: User, read: CardRead, strategy: Strategy | None, language: str, jst_teryt: str | None, source: str
) -> CardImport:
    """Keep a card that was read, for its uploader alone, until it is confirmed; an earlier one that was not goes."""
    CardImport.objects.filter(uploaded_by=by).delete()
    return CardImport.objects.create(
        uploaded_by=by,
        file_name=read.file_name,
        strategy=strategy,
        language=strategy.language if strategy else language,
        jst_teryt=None if strategy else jst_teryt,
        source="" if strategy else source,
        **_text_of(read),
    )


def _text_of(read: CardRead) -> dict[str, Any]:
    form = read.file.form
    return {
        "content": card_to_json(read.file.card),
        "encoding": form.encoding,
        "has_mark": form.mark,
        "has_crlf": form.line_end == "\r\n",
        "sha256": read.sha256,
        "byte_count": len(read.data),
    }


@transaction.atomic
def change_waiting_card(*, by: User, waiting: CardImport, card: Card) -> CardImport:
    """Keep a waiting card with other splits; its text stays the same."""
    locked = CardImport.objects.select_for_update().get(pk=waiting.pk, uploaded_by=by)
    locked.content = card_to_json(card)
    locked.save(update_fields=["content"])
    return locked


@transaction.atomic
def discard_waiting_card(*, by: User, waiting: CardImport) -> None:
    """Forget a card that was not confirmed."""
    CardImport.objects.filter(pk=waiting.pk, uploaded_by=by).delete()


@transaction.atomic
def confirm_card(*, by: User, waiting: CardImport) -> TaskCard:
    """Store a waiting card in its strategy, in place of the card with the same numbers, which is kept."""
    locked = CardImport.objects.select_for_update().get(pk=waiting.pk, uploaded_by=by)
    card = locked.read()
    strategy = open_strategy(locked.strategy) if locked.strategy else _new_strategy(by, locked, card)
    stored = _store(by, strategy, card, _columns(locked))
    locked.delete()
    start_run(by=by, kind=DRAW_PICTURES, subject_public_id=stored.public_id)
    return stored


def _columns(text: CardImport) -> dict[str, Any]:
    names = ("content", "encoding", "has_mark", "has_crlf", "sha256", "byte_count")
    return {name: getattr(text, name) for name in names}


def _new_strategy(by: User | None, text: CardImport, card: Card) -> Strategy:
    strategy = Strategy.objects.create(
        title=card.strategy_title, language=text.language, jst_teryt=text.jst_teryt, source=text.source
    )
    audit(by=by, verb="strategies.enter_strategy", object=strategy, after={"source": strategy.source})
    return strategy


def _store(by: User | None, strategy: Strategy, card: Card, columns: Mapping[str, Any]) -> TaskCard:
    former = card_at_the_place_of(strategy, _numbers(card))
    if former and former.content == columns["content"] and former.sha256 == columns["sha256"]:
        raise RefusedError(_SAME_CARD)
    if former:
        former.state = CardState.REPLACED
        former.save(update_fields=["state"])
    goal, objective, task = _numbers(card)
    stored = TaskCard.objects.create(
        strategy=strategy,
        goal_number=goal,
        objective_number=objective,
        task_number=task,
        title=card.task.title,
        first_year=min(card.years),
        last_year=max(card.years),
        imported_by=by,
        **columns,
    )
    unfold_card(by=by, card=stored)
    verb = "strategies.replace_card" if former else "strategies.import_card"
    before = {"card": former.public_id, "sha256": former.sha256} if former else None
    audit(by=by, verb=verb, object=stored, before=before, after={"sha256": stored.sha256, "strategy": strategy.title})
    return stored


def _numbers(card: Card) -> tuple[str, str, str]:
    return card.goal.number_text, card.objective.number_text, card.task.number_text


@transaction.atomic
def load_card(*, by: User | None, read: CardRead, strategy: Mapping[str, Any]) -> TaskCard:
    """Store a card of the demonstration and publish its strategy; what is already there stays as it is."""
    card, columns = read.file.card, _text_of(read)
    found = Strategy.objects.filter(title=card.strategy_title, source=strategy["source"]).first()
    if found is None:
        found = Strategy.objects.create(title=card.strategy_title, **strategy)
        audit(by=by, verb="strategies.enter_strategy", object=found, after={"source": found.source})
        publish_strategy(by=by, strategy=found)
    goal, objective, task = _numbers(card)
    known = TaskCard.objects.filter(
        strategy=found, goal_number=goal, objective_number=objective, task_number=task, sha256=columns["sha256"]
    ).first()
    if known is None:
        return _store(by, found, card, columns)
    if known.state == CardState.STORED and not known.nodes.exists():
        unfold_card(by=by, card=known)
    return known


@transaction.atomic
def keep_pictures(*, by: User | None, card: TaskCard, pictures: Mapping[str, Any]) -> None:  # noqa: ARG001
    """Keep the pictures of a card; they follow from the card alone, so this is no act of anyone."""
    TaskCard.objects.filter(pk=card.pk).update(pictures=pictures)


@transaction.atomic
def remove_card(*, by: User, card: TaskCard) -> None:
    """Take a card out of its strategy; it is kept and can be brought back."""
    open_strategy(card.strategy)
    locked = TaskCard.objects.select_for_update().get(pk=card.pk)
    if locked.state == CardState.STORED:
        locked.state = CardState.REMOVED
        locked.save(update_fields=["state"])
        fold_card(by=by, card=locked)
        audit(by=by, verb="strategies.remove_card", object=locked, before={"sha256": locked.sha256})


@transaction.atomic
def restore_card(*, by: User, card: TaskCard) -> TaskCard | None:
    """Bring a card back; return the card that stood in its place and is now kept as replaced."""
    open_strategy(card.strategy)
    locked = TaskCard.objects.select_for_update().get(pk=card.pk)
    if locked.state == CardState.STORED:
        return None
    former = card_at_the_place_of(locked.strategy, (locked.goal_number, locked.objective_number, locked.task_number))
    if former:
        former.state = CardState.REPLACED
        former.save(update_fields=["state"])
    locked.state = CardState.STORED
    locked.save(update_fields=["state"])
    unfold_card(by=by, card=locked)
    before = {"card": former.public_id} if former else None
    audit(by=by, verb="strategies.restore_card", object=locked, before=before, after={"sha256": locked.sha256})
    return former
