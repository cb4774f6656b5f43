"""Many at once: one section saved in several tabs, one letter written by several workers (TRU-25)."""

import threading

import pytest
from django.core import mail
from django.db import connection, connections
from django.utils import timezone

from grono.portal.surveys import actions
from grono.portal.surveys.letters import write_letters
from grono.portal.surveys.models import Answer, AnswerChange, Letter, SectionState
from tests.portal.surveys.factories import answer, make_open, quantity

TABS = 12


def at_once(number, act):
    """Run an act in several threads that begin together; return what each of them gave or raised."""
    barrier, found = threading.Barrier(number), []

    def run(place):
        try:
            barrier.wait(timeout=20)
            found.append(act(place))
        except actions.SavedMeanwhileError as refusal:
            found.append(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return found


@pytest.fixture
def _separate_connections(transactional_db):
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("a database in memory has one connection")


@pytest.mark.usefixtures("_separate_connections")
def test_of_many_tabs_one_wins_and_the_others_are_told():
    _wave, [invitation] = make_open()
    answer(invitation, headcount=quantity(1))
    found = at_once(TABS, lambda place: answer(invitation, headcount=quantity(100 + place), revision=1))
    told = [one for one in found if isinstance(one, actions.SavedMeanwhileError)]
    assert (len(found), len(told)) == (TABS, TABS - 1)
    stored = Answer.objects.get(concept="headcount").value
    assert all(one.theirs == {"headcount": stored} for one in told)
    assert SectionState.objects.get().revision == 2
    assert AnswerChange.objects.count() == 2


@pytest.mark.usefixtures("_separate_connections")
def test_of_many_workers_one_sends_the_letter():
    wave, _invitations = make_open()
    now = timezone.now()
    found = at_once(6, lambda _place: write_letters(wave, now))
    assert sorted(found) == [0, 0, 0, 0, 0, 1]
    assert Letter.objects.count() == len(mail.outbox) == 1
