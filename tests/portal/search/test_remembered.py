"""What words found is remembered for who asks again, and for nobody who may see something else."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from grono.portal.search import remembered
from grono.portal.search.engine import Question, ask
from grono.portal.search.scope import MEMBERS, PUBLIC, Scope
from grono.portal.search.writing import Thing, Words, put

pytestmark = pytest.mark.django_db(transaction=True)
KIND = "sample"


def written(number, rung=PUBLIC):
    with transaction.atomic():
        put(KIND, [Thing(number, (Words("ser", "pl", rung),))])


def found(**scope):
    return ask(KIND, Question("ser"), Scope(**scope)).object_ids.tolist()


def test_next_question_with_the_same_words_asks_the_index_no_more():
    written(1)
    numbers = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert found() == [1]
        numbers.append(len(queries))
    assert numbers[1] < numbers[0]


def test_another_reader_and_a_change_are_asked_for_anew():
    written(1)
    written(2, MEMBERS)
    assert [found(), found(lowest=MEMBERS), found(closer={2: MEMBERS}), found()] == [[1], [1, 2], [1, 2], [1]]
    written(3)
    assert found() == [1, 3]


def test_only_so_many_answers_are_kept(monkeypatch):
    monkeypatch.setattr(remembered, "MOST_KEPT", 2)
    written(1)
    for text in ("a", "b", "c"):
        ask(KIND, Question(text), Scope())
    assert len(remembered._known) == 2
