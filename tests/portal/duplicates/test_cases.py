"""Cases are found, opened, decided and remembered (DIR-9, DIR-30, DIR-31)."""

import pytest
from django.utils.translation import override

from grono.portal.core.models import AuditEntry
from grono.portal.core.problems import RefusedError
from grono.portal.core.runs import RunCancelledError
from grono.portal.core.visitor import Visitor
from grono.portal.directory.actions import change_organisation, remove_organisation
from grono.portal.directory.merging import Suspicion, open_case, related_facts
from grono.portal.directory.models import Identifier, Organisation
from grono.portal.directory.writing import DuplicateIdentifierError
from grono.portal.duplicates.actions import (
    judge_different,
    judge_related,
    merge,
    reopen_case,
    search_for_duplicates,
    start_search,
    undo_merge,
)
from grono.portal.duplicates.kinds import CaseState
from grono.portal.duplicates.models import DuplicateCase, DuplicateSearch
from grono.portal.duplicates.queries import cases_visible_to, count_by_reason, neighbours
from grono.portal.duplicates.running import search_run
from tests.portal.directory.factories import LODZ, make_entry, make_organisation
from tests.portal.duplicates.factories import KRS, NIP, OTHER_NIP, make_case, make_pair

DONE = "Spółdzielnia Mleczarska Zorza"


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def quiet(*_step):
    """Progress that nobody watches."""


def search(**values):
    return search_for_duplicates(by=None, progress=quiet, **values)


def make_alike(**values):
    return make_organisation(DONE, **values), make_organisation("SPÓŁDZIELNIA MLECZARSKA „ZORZA”")


def test_search_opens_a_case_with_its_reasons(people):
    first, second = make_alike()
    make_organisation("Huta Szkła Wschód", seat=LODZ)
    found = search()
    case = DuplicateCase.objects.get()
    assert (case.first, case.second, case.state) == (first, second, "open")
    assert ["name", "equal"] in [reason[:2] for reason in case.reasons]
    assert count_by_reason(people.coordinator, "open")["name"] == 1
    assert (found.entries, found.found, found.is_whole) == (3, 1, True)
    assert 0 < case.score <= 1


def test_search_twice_keeps_one_case(people):
    make_alike()
    search()
    search()
    assert DuplicateCase.objects.count() == 1
    assert DuplicateSearch.objects.count() == 2


def test_different_is_remembered_until_a_number_changes(people):
    first, _second = make_alike()
    search()
    judge_different(by=people.coordinator, case=DuplicateCase.objects.get(), note="two towns")
    search()
    assert DuplicateCase.objects.get().state == "different"
    Identifier.objects.create(organisation=first, scheme="krs", value=KRS)
    search()
    case = DuplicateCase.objects.get()
    assert (case.state, case.decided_by, case.decided_at) == ("open", None, None)


def test_case_that_is_alike_no_more_is_closed_and_comes_back(people):
    first, _second = make_alike()
    search()
    Organisation.objects.filter(pk=first.pk).update(legal_name="Tartak Modrzew")
    search()
    assert DuplicateCase.objects.get().state == CaseState.GONE
    Organisation.objects.filter(pk=first.pk).update(legal_name=DONE)
    search()
    assert DuplicateCase.objects.get().state == CaseState.OPEN


def test_case_of_an_import_stays_open_though_the_search_does_not_find_it(people):
    make_case(make_organisation("A"), make_organisation("Zupełnie inna", seat=LODZ))
    search()
    assert DuplicateCase.objects.get().state == CaseState.OPEN


def test_search_among_changes_looks_at_what_is_new_only(people, django_capture_on_commit_callbacks):
    make_alike()
    last = search()
    DuplicateCase.objects.all().delete()
    assert search(since=last.finished_at).found == 0
    make_organisation(DONE)
    assert search(since=last.finished_at).found == 2
    run = start_search(by=people.coordinator, only_changed=True)
    search_run(run, quiet)
    assert DuplicateSearch.objects.first().is_whole is False


def test_cancelled_search_leaves_everything_as_it_was(people):
    make_alike()

    def cancelled(step, *numbers):
        if numbers:
            raise RunCancelledError

    with pytest.raises(RunCancelledError):
        search_for_duplicates(by=None, progress=cancelled)
    assert not DuplicateCase.objects.exists()


def test_second_claim_of_a_number_opens_a_case_and_says_nothing(people):
    first = make_organisation("A", identifiers=(("nip", NIP),))
    second = make_organisation("B", seat=LODZ)
    with pytest.raises(DuplicateIdentifierError) as refusal:
        change_organisation(
            by=people.coordinator, organisation=second, entry=make_entry("B", identifiers=(("nip", NIP),))
        )
    case = DuplicateCase.objects.get()
    assert {case.first, case.second} == {first, second}
    assert (case.origin, case.evidence) == ("identifier", "nip")
    assert first.legal_name not in str(refusal.value).split()


def test_decided_case_opens_again_only_with_new_evidence(people):
    first, second = make_organisation("A"), make_organisation("B", seat=LODZ)
    case = make_case(first, second)
    judge_different(by=people.coordinator, case=case)
    open_case(by=None, suspicion=Suspicion(second, first, "import", "test"))
    case.refresh_from_db()
    assert case.state == "different"
    open_case(by=None, suspicion=Suspicion(second, first, "register", "REGON 180853177"))
    case.refresh_from_db()
    assert (case.state, case.origin) == ("open", "register")
    open_case(by=None, suspicion=Suspicion(first, first, "register", "itself"))
    assert DuplicateCase.objects.count() == 1


def test_related_organisations_stand_on_both_pages(people):
    first, second = make_organisation("Zakład w Łodzi", seat=LODZ), make_organisation("Fabryka")
    judge_related(by=people.coordinator, case=make_case(first, second), relation="branch", first_depends=True)
    assert [(fact.label, fact.value) for fact in related_facts(Visitor(), first)] == [("Branch of", "Fabryka")]
    assert [(fact.label, fact.value) for fact in related_facts(Visitor(), second)] == [("Branch", "Zakład w Łodzi")]
    page = people.client("visitor").get(f"/en/directory/{second.public_id}/")
    assert f"/en/directory/{first.public_id}/" in page.content.decode()


def test_decision_can_be_taken_back_but_not_decided_twice(people):
    case = make_case(make_organisation("A"), make_organisation("B"))
    judge_different(by=people.coordinator, case=case)
    with pytest.raises(RefusedError, match="decided this case already"):
        judge_related(by=people.coordinator, case=case, relation="successor")
    reopen_case(by=people.coordinator, case=case)
    judge_related(by=people.coordinator, case=case, relation="successor")
    verbs = AuditEntry.objects.filter(verb__startswith="duplicates.").order_by("number").values_list("verb", flat=True)
    assert list(verbs) == [
        "duplicates.open_case", "duplicates.judge_different", "duplicates.reopen_case", "duplicates.judge_related",
    ]  # fmt: skip


def test_merged_case_is_open_again_only_by_undoing(people):
    first, second = make_pair(people.coordinator)
    case = make_case(first, second)
    done = merge(by=people.coordinator, survivor=first, other=second)
    with pytest.raises(RefusedError, match="Undo the merge"):
        reopen_case(by=people.coordinator, case=case)
    undo_merge(by=people.coordinator, merge=done)
    case.refresh_from_db()
    assert case.state == "open"


def test_cases_are_for_who_judges_and_of_entries_that_stand(people):
    case = make_case(make_organisation("A"), make_organisation("B"))
    assert list(cases_visible_to(people.coordinator)) == [case]
    assert not cases_visible_to(people.member)
    remove_organisation(by=people.coordinator, organisation=case.first)
    assert not cases_visible_to(people.coordinator)


def test_neighbours_follow_the_order_of_the_list(people):
    scores = {0.9: None, 0.5: None, None: None}
    cases = [
        make_case(make_organisation(f"A{n}"), make_organisation(f"B{n}"), score=score) for n, score in enumerate(scores)
    ]
    order = [neighbours(people.coordinator, case) for case in cases]
    assert order == [(None, cases[1]), (cases[0], cases[2]), (cases[1], None)]


def test_homonyms_with_different_numbers_are_at_most_a_question(people):
    make_organisation(DONE, identifiers=(("nip", NIP),))
    make_organisation(DONE, identifiers=(("nip", OTHER_NIP),))
    search()
    assert set(DuplicateCase.objects.values_list("verdict", flat=True)) <= {"perhaps"}
