"""Twice the cards cost no query more (TRU-38)."""

import pytest

from tests.portal.strategies.factories import TEXT, make_card


def cards(count):
    return [make_card(TEXT.replace("\n4. Inkubator", f"\n{number}. Inkubator")) for number in range(1, count + 1)]


@pytest.mark.parametrize("count", [1, 3])
def test_list(client, assert_query_count, count):
    for number in range(count):
        make_card(TEXT.replace("Strategia Grodu", f"Strategia {number}"))
    page = assert_query_count("strategies:list", client, "/en/strategies/")
    assert len(page.context["cards"]) == count


@pytest.mark.parametrize("count", [1, 4])
def test_strategy(client, assert_query_count, count):
    strategy = cards(count)[0].strategy
    page = assert_query_count("strategies:strategy", client, f"/en/strategies/{strategy.public_id}/")
    assert page.content.decode().count(". Inkubator") == count


@pytest.mark.django_db
def test_card(client, assert_query_count):
    card = cards(1)[0]
    assert_query_count("strategies:card", client, f"/en/strategies/cards/{card.public_id}/")
