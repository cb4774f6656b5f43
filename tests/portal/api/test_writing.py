"""What all writing operations share, and what one of each family does beside the sweep."""

import json

import pytest
from django.test import Client

from grono.portal.core.actions import make_token
from grono.portal.directory.models import Organisation
from grono.portal.duplicates.models import Merge
from grono.portal.surveys.models import Answer
from tests.portal.clusters.factories import make_cluster
from tests.portal.duplicates.factories import make_case, make_pair
from tests.portal.intake.factories import LIST, checked
from tests.portal.surveys.factories import make_invitation, make_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def write(people):
    """Return a function that sends what is given with a token of somebody."""

    def send(method, address, content=None, *, role="coordinator", scope="write", language="en"):
        token = make_token(by=people[role], name="test", scope=scope)
        body = content if isinstance(content, str) else json.dumps(content or {})
        headers = {"HTTP_AUTHORIZATION": f"Bearer {token}", "HTTP_ACCEPT_LANGUAGE": language}
        return getattr(Client(), method)(f"/api/v1/{address}", body, content_type="application/json", **headers)

    return send


def problems(answer):
    assert answer.status_code == 422, answer.content
    return {one["parameter"]: one["message"] for one in answer.json()["problems"]}


def test_only_a_token_that_may_write_writes(people, write):
    entry = {"name": "Klaster Nowy", "source": "test"}
    assert write("post", "clusters", entry, scope="read").status_code == 401
    session = people.client("coordinator").post("/api/v1/clusters", json.dumps(entry), content_type="application/json")
    assert session.status_code == 401
    answer = write("post", "clusters", entry)
    assert answer.status_code == 200
    assert answer.json()["page"].endswith(f"/en/clusters/{answer.json()['public_id']}/")


@pytest.mark.parametrize(("language", "words"), [("en", "Your roles"), ("pl", "Twoje role")])
def test_who_may_not_is_told_so_in_their_language(write, language, words):
    answer = write("post", "clusters", {"name": "A", "source": "b"}, role="member", language=language)
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert answer.json()["message"].startswith(words)


@pytest.mark.parametrize("content", ["[]", "{", '"text"', "7", "\xff"])
def test_what_is_no_object_is_refused(write, content):
    assert "JSON object" in problems(write("post", "clusters", content))["__all__"]


@pytest.mark.parametrize(
    ("content", "field", "words"),
    [
        ({"title": "A"}, "title", "There are: name"),
        ({"name": ["A"]}, "name", "a text or a number"),
        ({"name": {"pl": "A"}}, "name", "Write a text"),
        ({"founded": "long ago"}, "founded", "whole number"),
        ({}, "source", "Fill in"),
    ],
)
def test_every_wrong_field_gets_a_sentence_and_nothing_changes(write, content, field, words):
    found = problems(write("post", "clusters", content))
    assert words in found[field]


def test_field_not_named_keeps_its_value_and_null_empties_one(people, write):
    cluster = make_cluster(people.coordinator, acronym="KP", web="https://example.org/")
    assert (
        write("put", f"clusters/{cluster.public_id}", {"name": "Klaster Zmieniony", "acronym": None}).status_code == 200
    )
    cluster.refresh_from_db()
    assert (cluster.name, cluster.acronym, cluster.web) == ("Klaster Zmieniony", "", "https://example.org/")


def test_refused_act_says_why(write, people):
    answer = write("post", f"imports/{checked(people).public_id}/undo")
    assert (answer.status_code, answer.json()["code"]) == (422, "refused")


def test_list_with_mistakes_tells_all_of_them(people, write):
    wrong = checked(people, LIST.replace("972-123-73-17", "1").replace("9721237323", "2"))
    token = make_token(by=people.coordinator, name="test", scope="read")
    answer = (
        Client()
        .get(
            f"/api/v1/imports/{wrong.public_id}/problems",
            HTTP_AUTHORIZATION=f"Bearer {token}",
            HTTP_ACCEPT_LANGUAGE="en",
        )
        .json()
    )
    assert answer["count"] == 2
    assert {(one["row"], one["severity"]) for one in answer["items"]} == {(2, "error"), (3, "error")}
    assert all(one["message"] and one["value"] in "12" for one in answer["items"])
    assert write("post", f"imports/{wrong.public_id}/apply").status_code == 422


def test_merge_takes_the_values_that_were_decided(people, write):
    first, second = make_pair(people.coordinator)
    case = make_case(first, second)
    seen = people.client("coordinator").get(f"/api/v1/duplicates/{case.public_id}").json()
    assert "legal_name" in seen["choices"]
    sent = {"survivor": first.public_id, "legal_name": "other"}
    done = write("post", f"duplicates/{case.public_id}/merge", sent)
    assert done.status_code == 200, done.content
    assert Organisation.objects.get(pk=first.pk).legal_name == second.legal_name
    assert write("post", f"merges/{done.json()['public_id']}/undo").status_code == 200
    assert Organisation.objects.get(pk=first.pk).legal_name == first.legal_name
    assert Merge.objects.get().undone_at is not None


def test_answers_by_telephone_are_marked_and_a_later_saving_is_not_overwritten(write):
    invitation = make_invitation()
    address = f"answers/{invitation.public_id}/sections/people"
    assert write("put", address, {"source": "phone", "headcount": 12}).status_code == 200
    assert Answer.objects.get().source == "phone"
    late = write("put", address, {"source": "phone", "headcount": 13, "revision": 0})
    assert (late.status_code, late.json()["code"]) == (422, "refused")
    assert write("put", address, {"headcount": 13}).status_code == 404
    assert write("put", address, {"source": "phone", "headcount": 13}, role="member").status_code == 404


def test_change_of_a_questionnaire_seen_too_early_is_refused(write):
    version = make_version()
    changes = f"questionnaires/{version.public_id}/changes"
    assert write("post", changes, {"act": "down", "section": "people", "revision": 0}).status_code == 200
    assert write("post", changes, {"act": "down", "section": "people", "revision": 0}).status_code == 422


READ = ("duplicates", "merges", "imports", "erasure-requests", "me", "views", "answers")


@pytest.mark.parametrize("address", READ)
def test_what_is_not_public_is_read_with_an_account(client, db, address):
    answer = client.get(f"/api/v1/{address}")
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorised")


@pytest.mark.parametrize(
    ("address", "status"),
    [("duplicates", 403), ("imports", 403), ("erasure-requests", 403), ("me", 200), ("views", 200), ("answers", 200)],
)
def test_member_reads_what_their_pages_show(people, address, status):
    assert people.client("member").get(f"/api/v1/{address}").status_code == status
