"""Answering: saved half-done, nothing overwritten unseen, marked until confirmed, frozen, closed (DIR-16, DIR-19)."""

import pytest

from grono.portal.core.models import AuditEntry
from grono.portal.core.problems import RefusedError
from grono.portal.surveys import actions
from grono.portal.surveys.kinds import Standing
from grono.portal.surveys.models import Answer, AnswerChange, Invitation, SectionState, Version
from grono.portal.surveys.queries import answers_of
from tests.portal.surveys.factories import answer, make_complete, make_definition, make_invitation, make_open, quantity

pytestmark = pytest.mark.django_db


def value(invitation, concept):
    found = answers_of(invitation).get(concept)
    return found.value if found else None


def standing(invitation):
    return Invitation.objects.get(pk=invitation.pk).standing


def test_half_a_section_is_kept_and_the_version_frozen_at_the_first_answer():
    invitation = make_invitation()
    state = answer(invitation, plan="grow")
    assert (state.revision, state.is_complete) == (1, False)
    assert value(invitation, "plan") == "grow"
    assert standing(invitation) == Standing.STARTED
    version = Version.objects.get(pk=invitation.wave.version_id)
    with pytest.raises(RefusedError, match="Copy it"):
        actions.change_content(by=None, version=version, definition=make_definition(), revision=0, what="title")


def test_version_may_be_changed_until_the_first_answer_and_by_one_at_a_time():
    version = make_invitation().wave.version
    actions.change_content(by=None, version=version, definition=make_definition(), revision=0, what="title")
    with pytest.raises(RefusedError, match="meanwhile"):
        actions.change_content(by=None, version=version, definition=make_definition(), revision=0, what="title")


def test_two_tabs_that_change_the_same_answer_lose_nothing_silently():
    invitation = make_invitation()
    answer(invitation, headcount=quantity(10))
    answer(invitation, headcount=quantity(20), revision=1)
    with pytest.raises(actions.SavedMeanwhileError) as refusal:
        answer(invitation, headcount=quantity(30), revision=1)
    assert refusal.value.theirs == {"headcount": quantity(20)}
    assert value(invitation, "headcount") == quantity(20)
    answer(invitation, headcount=quantity(30), revision=refusal.value.revision)
    assert value(invitation, "headcount") == quantity(30)
    assert [change.after for change in AnswerChange.objects.order_by("pk")] == [
        quantity(10),
        quantity(20),
        quantity(30),
    ]


def test_two_tabs_that_change_different_answers_are_put_together():
    invitation = make_invitation()
    answer(invitation, headcount=quantity(10), plan="grow")
    answer(invitation, headcount=quantity(20), plan="grow", revision=1)
    answer(invitation, headcount=quantity(10), plan="same", revision=1)
    assert (value(invitation, "headcount"), value(invitation, "plan")) == (quantity(20), "same")


def test_emptying_an_answer_is_a_change_that_another_tab_is_told_of():
    invitation = make_invitation()
    answer(invitation, plan="grow")
    answer(invitation, plan=None, revision=1)
    assert value(invitation, "plan") is None
    with pytest.raises(actions.SavedMeanwhileError) as refusal:
        answer(invitation, plan="same", revision=1)
    assert refusal.value.theirs == {"plan": None}


def test_handing_in_needs_the_required_answers_and_keeps_them_needed():
    invitation = make_invitation()
    with pytest.raises(RefusedError, match="required"):
        actions.complete(by=None, invitation=invitation)
    make_complete(invitation)
    assert standing(invitation) == Standing.COMPLETE
    with pytest.raises(RefusedError, match="not left empty"):
        answer(invitation, headcount=None)
    assert value(invitation, "headcount") == quantity(10)
    answer(invitation, headcount=quantity(11))
    assert standing(invitation) == Standing.COMPLETE


def test_nothing_is_answered_after_closing():
    wave, [invitation] = make_open()
    answer(invitation, plan="grow")
    actions.close_wave(by=None, wave=wave)
    for act in (
        lambda: answer(invitation, plan="same"),
        lambda: actions.complete(by=None, invitation=invitation),
        lambda: actions.refuse(by=None, invitation=invitation, reason=""),
    ):
        with pytest.raises(RefusedError, match="closed"):
            act()
    assert value(invitation, "plan") == "grow"


def test_firm_may_refuse_and_change_its_mind():
    invitation = make_invitation()
    actions.refuse(by=None, invitation=invitation, reason="no time")
    assert standing(invitation) == Standing.REFUSED
    answer(invitation, plan="grow")
    assert standing(invitation) == Standing.STARTED
    make_complete(invitation)
    with pytest.raises(RefusedError, match="handed in"):
        actions.refuse(by=None, invitation=invitation, reason="")


def test_entries_on_behalf_are_marked_until_the_firm_confirms(people):
    invitation = make_invitation()
    answer(invitation, headcount=quantity(10), plan="grow", source="paper", by=people.coordinator)
    assert not Answer.objects.filter(is_confirmed=True).exists()
    answer(invitation, headcount=quantity(10), plan="same")
    answers = answers_of(invitation)
    assert (answers["headcount"].is_confirmed, answers["headcount"].source) == (True, "paper")
    assert (answers["plan"].is_confirmed, answers["plan"].source) == (True, "firm")
    answer(invitation, section="needs", posts=quantity(2), source="phone", by=people.coordinator)
    assert actions.confirm_entries(by=None, invitation=invitation) == 1
    assert actions.confirm_entries(by=None, invitation=invitation) == 0


def test_answers_of_another_section_are_not_taken():
    invitation = make_invitation()
    answer(invitation, section="needs", headcount=quantity(5))
    assert value(invitation, "headcount") is None
    assert SectionState.objects.get(invitation=invitation).section == "needs"


def test_audit_rows_name_questions_and_hold_no_answer():
    invitation = make_invitation()
    answer(invitation, headcount=quantity(4711))
    entry = AuditEntry.objects.get(verb="surveys.save_section")
    assert entry.after == {"section": "people", "questions": ["headcount"], "through": "firm"}
    said = AuditEntry.objects.values("object_name", "before", "after")  # a hash may hold any four figures
    assert "4711" not in str(list(said))
