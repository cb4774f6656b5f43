"""An adopted task takes only cards that plan the same; what a card leaves out waits for a decision (STR-20, STR-21)."""

import datetime

import pytest

from grono.portal.core.problems import RefusedError
from grono.portal.strategies.actions import bring_back, confirm_card, record_resolution, strike_out
from grono.portal.strategies.changes import Authority
from grono.portal.strategies.models import PlanFact, TaskCard
from grono.portal.strategies.plan_queries import done_on_cards
from grono.quantities import exact
from tests.portal.strategies.factories import TEXT, make_card, make_import

pytestmark = pytest.mark.django_db
FIRST = "1. Projekt inkubatora 20/20% -\n"


@pytest.fixture
def card(people):
    made = make_card()
    record_resolution(by=people.editor, strategy=made.strategy, authority=by_resolution())
    return made


def by_resolution():
    return Authority.resolution("I/1", datetime.date(2021, 4, 12))


def brought(people, card, text):
    return confirm_card(by=people.editor, waiting=make_import(people.editor, text, card.strategy))


def test_adopted_plan_takes_only_cards_that_plan_the_same(people, card):
    brought(people, card, TEXT.replace("20/20%", "10/20%"))
    with pytest.raises(RefusedError, match=r"plans something else \(stage 1\)"):
        brought(people, card, TEXT.replace("20/20%", "10/10%"))
    titles, leads, points, values, shares = 5 + 2 + 2, 2, 2, 4, 2
    assert PlanFact.objects.count() == titles + leads + points + values + shares


@pytest.mark.parametrize(
    ("line", "left_out"),
    [
        ("2. Budowa - 40/80%\n", "2. Budowa"),
        (FIRST, "1. Projekt inkubatora"),
        ("\nUnia 50%\n", "Unia"),
    ],
)
def test_card_that_leaves_out_what_was_adopted_waits_for_a_decision(people, card, line, left_out):
    with pytest.raises(RefusedError, match=rf"leaves out what it holds \(.*{left_out}.*\)"):
        brought(people, card, TEXT.replace(line, ""))


def test_after_the_decision_the_card_without_the_stage_is_taken(people, card):
    """STR-20: points done stay with their own stages, also where the one before them was struck out."""
    first, second = card.strategy.nodes.filter(kind="stage").order_by("order")
    strike_out(by=people.editor, row=first, authority=by_resolution())
    assert done_on_cards(people.editor, card.strategy)[second.public_id] == {"2021": exact(40)}
    brought(people, card, TEXT.replace(FIRST, "").replace("40/80%", "60/80%"))
    assert done_on_cards(people.editor, card.strategy) == {second.public_id: {"2021": exact(60)}}
    with pytest.raises(RefusedError, match=r"plans something else \(stage 1\)"):
        brought(people, card, TEXT)
    bring_back(by=people.editor, row=first, authority=by_resolution())
    brought(people, card, TEXT)


def test_points_done_of_an_earlier_day_are_those_of_its_card(people, card):
    """STR-20: as executed, as known on a day."""
    (first, *_rest) = card.strategy.nodes.filter(kind="stage").order_by("order")
    TaskCard.objects.filter(pk=card.pk).update(imported_at=datetime.datetime(2022, 1, 10, tzinfo=datetime.UTC))
    brought(people, card, TEXT.replace("20/20%", "5/20%"))
    known = [
        done_on_cards(people.editor, card.strategy, day)
        for day in (datetime.date(2022, 1, 9), datetime.date(2022, 1, 10), None)
    ]
    assert [done.get(first.public_id) for done in known] == [None, {"2020": exact(20)}, {"2020": exact(5)}]
