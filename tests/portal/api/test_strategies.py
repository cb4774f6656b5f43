import hashlib

from django.urls import reverse

from grono.cli.card_json import card_as_json
from grono.portal.strategies.actions import remove_card
from grono.portal.strategies.models import StrategyState
from grono.strategy import card_from_data
from tests.portal.strategies.factories import make_card, make_leszno, make_strategy


def test_strategies_are_those_of_the_page(world, people, ask, client):
    make_strategy(state=StrategyState.DRAFT)
    found = ask("strategies")
    page = client.get(reverse("strategies:list")).context["page"]
    assert [one["public_id"] for one in found["items"]] == [one.public_id for one in page]
    assert found["count"] == 1
    assert ask("strategies", client=people.client("coordinator"))["count"] == 2


def test_strategy_lists_its_cards_with_their_progress(world, ask):
    found = ask(f"strategies/{world.strategy.public_id}", language="pl")
    assert found["title"]["language"] == "pl"
    assert found["place"]["text"]
    [card] = found["cards"]
    assert card["total"] == {"done": 86.0, "planned": 100.0, "percent": 86.0, "reason": None}
    assert card["findings"] == len(ask(f"cards/{world.card.public_id}")["findings"])


def test_card_of_leszno_has_its_progress(db, ask):
    found = ask(f"cards/{make_leszno().public_id}")
    years = [
        (one["in_year"]["done"], one["in_year"]["planned"]) for one in found["progress"] if one["in_year"]["planned"]
    ]
    assert years == [(49, 55), (17, 25), (20, 20)]
    assert found["total"]["percent"] == 86


def test_card_answers_what_the_command_answers(db, ask):
    stored = make_leszno()
    for language in ("pl", "en"):
        found, told = ask(f"cards/{stored.public_id}", language=language), card_as_json(stored.read(), language)
        assert card_from_data(found["card"]) == stored.read()
        assert found["card"] == told["card"]
        for key, names in (("findings", ("code", "cells", "message", "repair")), ("progress", ("year", "status"))):
            assert [[one[name] for name in names] for one in found[key]] == [
                [one[name] for name in names] for one in told[key]
            ]


def test_text_is_identical_to_the_byte(world, client):
    response = client.get(f"/api/v1/cards/{world.card.public_id}/text")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert hashlib.sha256(response.content).hexdigest() == world.card.sha256
    assert response.content == client.get(reverse("strategies:card_file", args=[world.card.public_id])).content


def test_year_without_a_plan_has_no_percentage_and_says_why(db, ask):
    card = make_card().read()
    found = ask("strategies")["items"][0]
    listed = ask(f"strategies/{found['public_id']}")["cards"][0]
    years = ask(f"cards/{listed['public_id']}")["progress"]
    assert [year["year"] for year in years] == list(card.years)
    for year in years:
        assert (year["in_year"]["percent"] is None) == (year["in_year"]["reason"] == "not-planned")


def test_draft_answers_as_what_does_not_exist(people, ask):
    card = make_card(state=StrategyState.DRAFT)
    for address, absent in (
        (f"strategies/{card.strategy.public_id}", "strategies/aaaaaaaaaaaa"),
        (f"cards/{card.public_id}", "cards/aaaaaaaaaaaa"),
        (f"cards/{card.public_id}/text", "cards/aaaaaaaaaaaa/text"),
    ):
        assert ask(address, status=404) == ask(absent, status=404)
    ask(f"cards/{card.public_id}", client=people.client("coordinator"))


def test_removed_card_is_gone_for_visitors(world, people, ask):
    remove_card(by=people.coordinator, card=world.card)
    ask(f"cards/{world.card.public_id}", status=404)
    assert ask(f"strategies/{world.strategy.public_id}")["cards"] == []
