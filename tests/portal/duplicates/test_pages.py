"""What a coordinator does with two alike entries: look, judge, merge, undo (DIR-31 to DIR-33)."""

import pytest

from grono.portal.core.models import BackgroundRun
from grono.portal.directory.models import Identifier, Organisation
from grono.portal.duplicates.actions import judge_different, merge, search_for_duplicates
from grono.portal.duplicates.models import DuplicateCase, Merge
from tests.portal.directory.factories import make_organisation
from tests.portal.duplicates.factories import NIP, OTHER_NIP, make_case, make_pair


@pytest.fixture
def case(people):
    return make_case(*make_pair(people.coordinator), score=0.97, verdict="same", shared=",name,")


@pytest.fixture
def client(people):
    return people.client("coordinator")


def text_of(client, address, **query):
    return client.get(address, query).content.decode()


def test_list_shows_open_cases_with_counts_and_can_be_narrowed(client, case):
    page = text_of(client, "/en/duplicates/")
    assert "Mleczarnia Laka" in page
    assert 'Open <span class="count">1</span>' in page
    assert "Mleczarnia Laka" in text_of(client, "/en/duplicates/", reason="name", verdict="same")
    assert "Mleczarnia Laka" not in text_of(client, "/en/duplicates/", verdict="perhaps")
    assert "Mleczarnia Laka" not in text_of(client, "/en/duplicates/", state="different")
    assert client.get("/en/duplicates/", {"state": "nonsense", "reason": "x", "page": "-3"}).status_code == 200


def test_empty_list_says_what_to_do(client):
    assert "No two entries wait to be judged" in text_of(client, "/en/duplicates/")
    assert "not been searched" in text_of(client, "/en/duplicates/")


def test_case_shows_both_sides_in_words(client, case):
    page = text_of(client, f"/en/duplicates/{case.public_id}/")
    for words in ("similar", "different", "only one side says", "the same", 'accesskey="d"', "972-123-73-17"):
        assert words in page
    assert "PLN" not in page, "a currency without an amount is nothing to compare"


def test_reasons_of_the_search_are_sentences_in_the_readers_language(client):
    make_organisation("Zorza", web="zorza.example.org")
    make_organisation("ZORZA", web="www.zorza.example.org")
    search_for_duplicates(by=None, progress=lambda *_: None)
    address = f"/duplicates/{DuplicateCase.objects.get().public_id}/"
    assert "the same (zorza.example.org)" in text_of(client, f"/en{address}")
    assert "Domena strony" in text_of(client, f"/pl{address}")


def test_judging_leads_to_the_next_open_case(client, case):
    following = make_case(make_organisation("A"), make_organisation("B"))
    answer = client.post(f"/en/duplicates/{case.public_id}/decide/", {"decision": "different"})
    assert answer["Location"] == f"/en/duplicates/{following.public_id}/"
    sent = {"decision": "related", "relation": "first_branch", "note": "one firm"}
    assert client.post(f"/en/duplicates/{following.public_id}/decide/", sent)["Location"] == "/en/duplicates/"
    page = text_of(client, f"/en/duplicates/{following.public_id}/")
    assert "A is a branch of B." in page
    assert "one firm" in page
    client.post(f"/en/duplicates/{following.public_id}/decide/", {"decision": "reopen"})
    following.refresh_from_db()
    assert (following.state, following.relation) == ("open", "")


def test_related_without_a_relation_is_an_error_beside_the_field(client, case):
    answer = client.post(f"/en/duplicates/{case.public_id}/decide/", {"decision": "related"})
    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.content.decode()


def test_case_decided_meanwhile_is_said(client, case, people):
    judge_different(by=people.coordinator, case=case)
    page = client.post(f"/en/duplicates/{case.public_id}/decide/", {"decision": "different"}, follow=True)
    assert "Somebody has decided this case already" in page.content.decode()


def test_merging_and_undoing_on_the_pages(client, case):
    address = f"/en/duplicates/{case.public_id}/merge/"
    page = text_of(client, address, survivor=case.second.public_id)
    assert "B: Mleczarnia Laka" in page
    sent = {"legal_name": "other", "web": "other", "seat": "survivor", "main_code": "survivor"}
    answer = client.post(f"{address}?survivor={case.second.public_id}", sent, follow=True)
    done = Merge.objects.get()
    assert (done.survivor, done.taken) == (case.second, ["legal_name", "web"])
    assert Organisation.objects.get(pk=case.second_id).legal_name == "Mleczarnia Łąka sp. z o.o."
    assert "You can undo this at any time" in answer.content.decode()
    assert "have been merged" in text_of(client, f"/en/duplicates/{case.public_id}/")
    assert f"/en/duplicates/merges/{done.public_id}/" in text_of(client, "/en/duplicates/merges/")
    undo = f"/en/duplicates/merges/{done.public_id}/undo/"
    assert client.get(undo).status_code == 200
    assert "both entries stand" in client.post(undo, follow=True).content.decode()
    assert "already" in client.post(undo, follow=True).content.decode()


def test_better_source_is_chosen_beforehand(client, case):
    page = text_of(client, f"/en/duplicates/{case.public_id}/merge/")
    founded = page[page.index('name="founded"') :][:600]
    assert 'value="other"' in founded
    assert "checked" in founded


def test_what_blocks_a_merge_is_said_with_the_step(client):
    first = make_organisation("A", identifiers=(("nip", NIP),))
    second = make_organisation("B", identifiers=(("nip", OTHER_NIP),))
    address = f"/en/duplicates/{make_case(first, second).public_id}/merge/"
    page = text_of(client, address)
    assert "Both have a valid tax number" in page
    assert f"/en/directory/{second.public_id}/edit/" in page
    assert "Make them one</button>" not in page
    assert not Merge.objects.exists()
    assert "Both have a valid" in client.post(address).content.decode()
    Identifier.objects.filter(organisation=second).delete()
    assert "Make them one</button>" in text_of(client, address)


def test_what_is_left_is_listed(client, case, people):
    done = merge(by=people.coordinator, survivor=case.first, other=case.second, taken=["founded"])
    Organisation.objects.filter(pk=case.first_id).update(founded=2003)
    client.post(f"/en/duplicates/merges/{done.public_id}/undo/")
    page = text_of(client, f"/en/duplicates/merges/{done.public_id}/")
    assert "What could not go back" in page
    assert "year founded" in page


def test_search_starts_in_the_background(client):
    answer = client.post("/en/duplicates/search/", {"only_changed": "1"})
    run = BackgroundRun.objects.get()
    assert answer["Location"] == f"/en/runs/{run.public_id}/"
    assert run.parameters == {"only_changed": True}
    assert client.get(answer["Location"]).status_code == 200
