import pytest

from grono.portal.core.models import AuditEntry, BackgroundRun
from grono.portal.core.problems import RefusedError
from grono.portal.strategies.actions import (
    change_waiting_card,
    confirm_card,
    discard_waiting_card,
    publish_strategy,
    remove_card,
    remove_strategy,
    restore_card,
    restore_strategy,
    withdraw_strategy,
)
from grono.portal.strategies.models import CardImport, CardState, Strategy, StrategyState, TaskCard
from grono.strategy import render_card, split_body
from tests.portal.strategies.factories import TEXT, make_card, make_import, make_strategy

pytestmark = pytest.mark.django_db
OTHER = TEXT.replace("20/20%", "10/20%")


def verbs():
    return list(AuditEntry.objects.order_by("number").values_list("verb", flat=True))


def test_confirm_makes_strategy_and_card(people):
    card = confirm_card(by=people.editor, waiting=make_import(people.editor))
    assert (card.goal_number, card.objective_number, card.task_number, card.title) == ("II", "2", "4", "Inkubator")
    assert (card.first_year, card.last_year, card.imported_by) == (2020, 2021, people.editor)
    assert (card.strategy.title, card.strategy.state) == ("Strategia Grodu", StrategyState.DRAFT)
    assert render_card(card.read()) == TEXT
    assert not CardImport.objects.exists()
    assert verbs() == ["strategies.enter_strategy", "strategies.import_card"]
    assert AuditEntry.objects.get(verb="strategies.import_card").after["sha256"] == card.sha256
    assert BackgroundRun.objects.get().kind == "strategies.draw_pictures"


def test_confirm_into_a_strategy_keeps_what_it_replaces(people):
    former = make_card()
    card = confirm_card(by=people.editor, waiting=make_import(people.editor, OTHER, former.strategy))
    former.refresh_from_db()
    assert (former.state, card.state, card.strategy) == (CardState.REPLACED, CardState.STORED, former.strategy)
    entry = AuditEntry.objects.get(verb="strategies.replace_card")
    assert entry.before == {"card": former.public_id, "sha256": former.sha256}


def test_confirm_refuses_the_same_card(people):
    strategy = make_strategy()
    waiting = make_import(people.editor, TEXT, strategy)
    with pytest.raises(RefusedError, match="exactly this card"):
        confirm_card(by=people.editor, waiting=waiting)
    assert TaskCard.objects.count() == 1
    assert CardImport.objects.exists()


def test_confirm_refuses_a_removed_strategy(people):
    strategy = make_strategy(StrategyState.REMOVED)
    waiting = make_import(people.editor, OTHER, strategy)
    with pytest.raises(RefusedError, match="has been removed"):
        confirm_card(by=people.editor, waiting=waiting)


def test_person_cannot_confirm_what_another_uploaded(people):
    waiting = make_import(people.editor)
    with pytest.raises(CardImport.DoesNotExist):
        confirm_card(by=people.coordinator, waiting=waiting)
    discard_waiting_card(by=people.coordinator, waiting=waiting)
    assert CardImport.objects.exists()


def test_second_upload_takes_the_place_of_the_first(people):
    make_import(people.editor)
    second = make_import(people.editor, OTHER)
    make_import(people.coordinator)
    assert CardImport.objects.filter(uploaded_by=people.editor).get() == second
    discard_waiting_card(by=people.editor, waiting=second)
    assert CardImport.objects.count() == 1


def test_other_split_keeps_the_text(people):
    waiting = make_import(people.editor)
    changed = change_waiting_card(by=people.editor, waiting=waiting, card=split_body(waiting.read(), 1, "Szkoła"))
    card = confirm_card(by=people.editor, waiting=changed)
    assert card.read().cooperating[0].scope_text == "Pierwsza udział w radzie"
    assert render_card(card.read()) == TEXT


def test_removed_card_comes_back_and_swaps_places(people):
    card = make_card()
    remove_card(by=people.editor, card=card)
    remove_card(by=people.editor, card=card)
    other = confirm_card(by=people.editor, waiting=make_import(people.editor, OTHER, card.strategy))
    assert restore_card(by=people.editor, card=card) == other
    assert restore_card(by=people.editor, card=card) is None
    states = dict(TaskCard.objects.values_list("pk", "state"))
    assert states == {card.pk: CardState.STORED, other.pk: CardState.REPLACED}
    assert verbs().count("strategies.remove_card") == verbs().count("strategies.restore_card") == 1


def test_card_of_a_removed_strategy_does_not_come_back(people):
    card = make_card()
    remove_card(by=people.editor, card=card)
    remove_strategy(by=people.editor, strategy=card.strategy)
    with pytest.raises(RefusedError):
        restore_card(by=people.editor, card=card)


def test_strategy_goes_through_its_states(people):
    strategy = make_strategy(StrategyState.DRAFT)
    before = len(verbs())
    for act, state in (
        (publish_strategy, StrategyState.PUBLISHED),
        (publish_strategy, StrategyState.PUBLISHED),
        (withdraw_strategy, StrategyState.DRAFT),
        (remove_strategy, StrategyState.REMOVED),
        (restore_strategy, StrategyState.DRAFT),
        (restore_strategy, StrategyState.DRAFT),
    ):
        act(by=people.coordinator, strategy=strategy)
        assert Strategy.objects.get().state == state
    assert [verb.removesuffix("_strategy") for verb in verbs()[before:]] == [
        "strategies.publish",
        "strategies.withdraw",
        "strategies.remove",
        "strategies.restore",
    ]


@pytest.mark.parametrize("act", [publish_strategy, withdraw_strategy])
def test_removed_strategy_is_not_published(people, act):
    strategy = make_strategy(StrategyState.REMOVED)
    with pytest.raises(RefusedError):
        act(by=people.coordinator, strategy=strategy)
