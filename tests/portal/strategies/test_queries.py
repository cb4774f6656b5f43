import pytest
from django.http import Http404

from grono.portal.strategies.models import CardState, StrategyState
from grono.portal.strategies.queries import (
    card_visible_to,
    cards_of,
    counts_for,
    import_of,
    namesakes_of,
    past_cards_of,
    strategies_listed_for,
    strategies_open_for_import,
    strategies_visible_to,
    strategy_visible_to,
)
from tests.portal.conftest import ALL_ROLES
from tests.portal.strategies.factories import make_card, make_import, make_strategy

EDITING = {"coordinator", "editor", "administrator"}
SEEING = {*EDITING, "task_owner"}
WHO_SEES = {StrategyState.PUBLISHED: set(ALL_ROLES), StrategyState.DRAFT: SEEING, StrategyState.REMOVED: EDITING}


@pytest.mark.parametrize("state", StrategyState)
def test_strategy_is_seen_by(people, state):
    strategy = make_strategy(state)
    assert {role for role in ALL_ROLES if strategy in strategies_visible_to(people[role])} == WHO_SEES[state]
    card = strategy.cards.get()
    for role in ALL_ROLES:
        if role in WHO_SEES[state]:
            assert card_visible_to(people[role], card.public_id) == card
            assert list(cards_of(people[role], strategy)) == [card]
        else:
            assert list(cards_of(people[role], strategy)) == []
            with pytest.raises(Http404):
                card_visible_to(people[role], card.public_id)
            with pytest.raises(Http404):
                strategy_visible_to(people[role], strategy.public_id)


@pytest.mark.parametrize("state", [CardState.REMOVED, CardState.REPLACED])
def test_past_card_is_seen_by_those_who_edit(people, state):
    card = make_card()
    card.state = state
    card.save()
    assert {role for role in ALL_ROLES if past_cards_of(people[role], card.strategy)} == EDITING
    assert card_visible_to(people.editor, card.public_id) == card
    assert not cards_of(people.editor, card.strategy)
    with pytest.raises(Http404):
        card_visible_to(people.task_owner, card.public_id)


def test_waiting_card_is_its_uploaders_alone(people):
    waiting = make_import(people.editor)
    assert import_of(people.editor, waiting.public_id) == waiting
    for role in ("coordinator", "administrator", "member", "visitor"):
        with pytest.raises(Http404):
            import_of(people[role], waiting.public_id)


def test_import_is_offered_into_strategies_that_are_not_removed(people):
    strategy = make_strategy()
    assert list(strategies_open_for_import(people.editor)) == [strategy]
    assert list(namesakes_of(people.editor, strategy.title)) == [strategy]
    assert not namesakes_of(people.editor, "another")
    assert not strategies_open_for_import(people.member)
    strategy.state = StrategyState.REMOVED
    strategy.save()
    assert not strategies_open_for_import(people.editor)


def test_list_counts_stored_cards_and_their_years(people):
    card = make_card()
    listed = strategies_listed_for(people.visitor).get()
    assert (listed.tasks, listed.first_year, listed.last_year) == (1, 2020, 2021)
    assert counts_for(people.visitor) == (1, 1)
    card.state = CardState.REMOVED
    card.save()
    assert (strategies_listed_for(people.visitor).get().tasks, counts_for(people.visitor)) == (0, (1, 0))
