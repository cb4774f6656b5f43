"""Values that a source says and the profile does not: listed, judged once (DIR-24)."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override

from grono.portal.core.models import AuditEntry
from grono.portal.core.problems import RefusedError
from grono.portal.directory import actions
from grono.portal.directory.conflicts import cases_of
from grono.portal.directory.kinds import Decision
from grono.portal.directory.models import Organisation, ValueConflict
from grono.portal.directory.provenance import Source, open_conflicts, provenance_of, record_conflict
from tests.portal.directory.factories import DAIRY, make_organisation
from tests.portal.directory.kept import SOURCE, make_kept, with_conflict

pytestmark = pytest.mark.django_db


def settle(people, one, decision):
    actions.settle_conflict(
        by=people.member, organisation=one, conflict=one.conflicts.get(settled_at=None), decision=decision
    )
    one.refresh_from_db()


def test_the_value_of_the_source_is_taken_with_source_history_and_audit(people):
    one, _conflict = with_conflict(people)
    settle(people, one, Decision.OFFERED)
    assert one.founded == 1988
    origin = provenance_of(one)["founded"]
    assert (origin.kind, origin.source, origin.as_of) == ("register", "REGON", SOURCE.as_of)
    assert one.changes.get().by == people.member
    entry = AuditEntry.objects.get(verb="directory.settle_conflict")
    assert entry.after == {"fields": ["founded"], "decision": "offered"}
    assert one.conflicts.get().settled_by == people.member


def test_a_value_that_was_kept_is_asked_about_again_only_when_the_source_changes(people):
    one, _conflict = with_conflict(people)
    settle(people, one, Decision.KEPT)
    assert one.founded is None
    record_conflict(organisation=one, field="founded", kept=None, offered=1988, source=SOURCE)
    assert open_conflicts(one) == []
    record_conflict(organisation=one, field="founded", kept=None, offered=1989, source=SOURCE)
    assert [row.offered for row in open_conflicts(one)] == [1989]


def test_a_decision_is_made_once(people):
    one, conflict = with_conflict(people)
    settle(people, one, Decision.KEPT)
    with override("en"), pytest.raises(RefusedError, match="already"):
        actions.settle_conflict(by=people.member, organisation=one, conflict=conflict, decision="kept")


def test_a_conflict_is_over_when_the_profile_says_the_same(people):
    one, _conflict = with_conflict(people)
    actions.change_facts(by=people.member, organisation=one, facts={"founded": 1988})
    assert open_conflicts(one) == []


def test_main_activities_are_decided_together(people):
    one = make_kept(people)
    names = (f"codes.{DAIRY.system}.{DAIRY.code}", "codes.pkd2007.28.30.Z")
    levels = {"nace_class": "28.30", "division": "28", "section": "C", "origin": "register"}
    stands = {"nace_class": "10.51", "division": "10", "section": "C", "is_main": True, "origin": "guessed"}
    record_conflict(organisation=one, field=names[1], kept=None, offered={**levels, "is_main": True}, source=SOURCE)
    record_conflict(organisation=one, field=names[0], kept=stands, offered={**stands, "is_main": False}, source=SOURCE)
    [case] = cases_of(one, "en")
    assert len(case.fields) == 2
    actions.settle_conflict(by=people.member, organisation=one, conflict=one.conflicts.first(), decision="offered")
    assert one.codes.get(is_main=True).code == "28.30.Z"
    assert open_conflicts(one) == []


def test_another_number_takes_the_place_of_the_wrong_one(people):
    one = make_organisation(identifiers=(("nip", "9721237317"),))
    record_conflict(
        organisation=one,
        field="identifiers.nip.9721237323",
        kept={"value": "9721237317"},
        offered={"value": "9721237323"},
        source=SOURCE,
    )
    [case] = cases_of(one, "en")
    assert [(row.kept, row.offered) for row in case.fields] == [("9721237317", "9721237323")]
    actions.settle_conflict(by=people.coordinator, organisation=one, conflict=one.conflicts.get(), decision="offered")
    assert [row.value for row in one.identifiers.all()] == ["9721237323"]


def test_a_number_of_somebody_else_is_refused_and_the_conflict_stays(people):
    make_organisation("Another", identifiers=(("nip", "9721237323"),))
    one = make_organisation()
    number = {"value": "9721237323"}
    record_conflict(organisation=one, field="identifiers.nip.9721237323", kept=None, offered=number, source=SOURCE)
    with pytest.raises(RefusedError):
        actions.settle_conflict(
            by=people.coordinator, organisation=one, conflict=one.conflicts.get(), decision="offered"
        )
    assert len(open_conflicts(one)) == 1


def test_settled_means_decided():
    one = make_organisation()
    with pytest.raises(IntegrityError), transaction.atomic():
        ValueConflict.objects.create(
            organisation=one, field="founded", source="x", as_of=datetime.date(2026, 1, 1), decision="kept"
        )


@pytest.mark.parametrize(("language", "words"), [("en", "Take what the source says"), ("pl", "REGON")])
def test_the_page_shows_both_values_with_their_sources(people, language, words):
    one, conflict = with_conflict(people, kept=1990)
    actions.change_facts(by=people.member, organisation=one, facts={"founded": 1990})
    with override(language):
        address = reverse("directory:conflicts", args=[one.public_id])
        page = people.client("member").get(address).content.decode()
        keep = people.client("member").get(reverse("directory:keep", args=[one.public_id])).content.decode()
    for shown in ("1990", "1988", "REGON", words):
        assert shown in page
    assert address in keep
    with override(language):
        people.client("member").post(
            reverse("directory:settle", args=[one.public_id, conflict.public_id]), {"decision": "offered"}
        )
    assert Organisation.objects.get(pk=one.pk).founded == 1988


def test_a_wrong_choice_says_what_to_do(people):
    one, conflict = with_conflict(people)
    with override("en"):
        answer = people.client("member").post(
            reverse("directory:settle", args=[one.public_id, conflict.public_id]), {"decision": "both"}, follow=True
        )
    assert "Choose which of the two values stands." in answer.content.decode()
    assert open_conflicts(one)


def test_fields_show_their_origin_with_the_way_to_their_history(people):
    one = make_kept(people)
    facts = {"founded": 1988, "web": "https://example.org"}
    actions.change_facts(by=people.member, organisation=one, facts=facts, source=SOURCE)
    with override("en"):
        page = people.client("visitor").get(reverse("directory:organisation", args=[one.public_id])).content.decode()
        address = f"{reverse('directory:history', args=[one.public_id])}?field=founded"
        history = people.client("visitor").get(address).content.decode()
    assert "from REGON, 3 May 2026" in page
    assert address in page
    assert "Shown is the history of one field: year founded." in history
    assert "https://example.org" not in history


def test_a_source_without_a_name_is_whose_word_it_is(people):
    one = make_kept(people)
    actions.change_facts(by=people.member, organisation=one, facts={"founded": 1988})
    actions.change_facts(
        by=people.coordinator, organisation=one, facts={"web": "https://example.org"}, source=Source("coordinator", "")
    )
    with override("en"):
        page = people.client("visitor").get(reverse("directory:organisation", args=[one.public_id])).content.decode()
    assert "from the organisation itself" in page
    assert "from the operator" in page
