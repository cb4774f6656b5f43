"""Constraints of the tables: a card keeps its checksum and no text (STR-6), facts name their authority (STR-20)."""

import pytest
from django.db import IntegrityError, transaction

from grono.portal.strategies.models import CardImport, CardState, Strategy, StrategyState, TaskCard
from tests.portal.strategies.factories import SOURCE, make_card, make_import

pytestmark = pytest.mark.django_db
GIVEN = {"title": "Strategia", "source": "Urząd", "language": "pl"}


def refused(act):
    with pytest.raises(IntegrityError), transaction.atomic():
        act()
    return True


@pytest.mark.parametrize("code", [None, "30", "3063", "3063011"])
def test_strategy_takes_codes_of_teryt(code):
    assert Strategy.objects.create(**GIVEN, jst_teryt=code).pk


@pytest.mark.parametrize(
    "wrong",
    [
        {"jst_teryt": "3"},
        {"jst_teryt": "306301"},
        {"jst_teryt": "PL41"},
        {"jst_teryt": ""},
        {"title": ""},
        {"source": ""},
        {"language": ""},
        {"state": "gone"},
    ],
)
def test_strategy_refuses(wrong):
    assert refused(lambda: Strategy.objects.create(**{**GIVEN, **wrong}))


@pytest.mark.parametrize(
    "wrong",
    [
        {"sha256": "5db3"},
        {"sha256": "G" * 64},
        {"byte_count": 0},
        {"content": ""},
        {"state": "gone"},
        {"last_year": 1999},
    ],
)
def test_card_refuses(wrong):
    card = make_card()
    assert refused(lambda: TaskCard.objects.filter(pk=card.pk).update(**wrong))


def test_task_stands_once_in_a_strategy():
    card = make_card()
    card.pk, card.public_id = None, "222222222222"
    assert refused(lambda: TaskCard.objects.bulk_create([card]))
    card.state = CardState.REPLACED
    card.save()
    assert TaskCard.objects.count() == 2


def test_waiting_card_has_a_strategy_or_a_source(people):
    waiting = make_import(people.editor)
    strategy = make_card().strategy
    assert refused(lambda: CardImport.objects.filter(pk=waiting.pk).update(source=""))
    assert refused(lambda: CardImport.objects.filter(pk=waiting.pk).update(strategy=strategy))
    assert CardImport.objects.filter(pk=waiting.pk).update(strategy=strategy, source="") == 1


def test_person_has_one_waiting_card(people):
    waiting = make_import(people.editor)
    waiting.pk, waiting.public_id = None, "222222222222"
    assert refused(lambda: CardImport.objects.bulk_create([waiting]))


def test_stored_card_reads_as_it_was_written():
    card = make_card()
    assert card.read().task.title == "Inkubator"
    assert (card.form.encoding, card.form.mark, card.form.line_end) == ("utf-8", False, "\n")
    assert str(card) == "II.2.4 Inkubator"
    assert str(card.strategy) == "Strategia Grodu"
    assert card.strategy.state == StrategyState.PUBLISHED
    assert card.strategy.source == SOURCE
