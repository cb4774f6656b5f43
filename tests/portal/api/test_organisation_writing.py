"""Writing a profile by token: as on the pages, refused in sentences, never by the cookie alone."""

import json

import pytest
from django.core.cache import cache
from django.test import Client

from grono.portal.core.actions import make_token
from grono.portal.directory.models import FieldChange, Organisation
from tests.portal.directory.kept import make_kept

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def write(people):
    """Return a function that sends JSON with a token of someone; the scope is to write unless said otherwise."""

    def send(method, address, values=None, *, role="member", scope="write"):
        token = make_token(by=people[role], name="test", scope=scope)
        headers = {"HTTP_AUTHORIZATION": f"Bearer {token}", "HTTP_ACCEPT_LANGUAGE": "en"}
        body = json.dumps({"values": values or {}})
        return getattr(Client(), method)(
            f"/api/v1/organisations/{address}", body, content_type="application/json", **headers
        )

    return send


def test_section_is_saved_and_fields_not_named_stay(people, write):
    one = make_kept(people)
    answer = write("put", f"{one.public_id}/sections/facts", {"founded": 1927, "short_name": "MS"})
    assert answer.status_code == 200, answer.content
    stored = Organisation.objects.get(pk=one.pk)
    assert (stored.founded, stored.short_name, stored.legal_name) == (1927, "MS", one.legal_name)
    assert {row.by for row in FieldChange.objects.all()} == {people.member}


def test_wrong_values_are_refused_in_sentences(people, write):
    one = make_kept(people)
    answer = write(
        "put", f"{one.public_id}/sections/size", {"headcount": "many people", "turnover_year": 2025, "wages": 1}
    )
    assert [problem["parameter"] for problem in answer.json()["problems"]] == ["wages"]
    answer = write("put", f"{one.public_id}/sections/size", {"headcount": "many people", "turnover_year": 2025})
    assert answer.status_code == 422
    assert {problem["parameter"] for problem in answer.json()["problems"]} == {"headcount", "turnover"}


def test_rows_are_entered_changed_and_closed(people, write):
    one = make_kept(people)
    [row] = write("post", f"{one.public_id}/rows/products", {"name_pl": "Ser"}).json()["items"]
    address = f"{one.public_id}/rows/products/{row['public_id']}"
    [changed] = write("put", address, {"name_en": "Cheese"}).json()["items"]
    assert (changed["values"]["name_pl"], changed["values"]["name_en"]) == ("Ser", "Cheese")
    assert write("delete", address).json()["items"] == []


@pytest.mark.parametrize(("role", "scope", "status"), [("member", "read", 401), ("translator", "write", 404)])
def test_reading_tokens_and_strangers_write_nothing(people, write, role, scope, status):
    one = make_kept(people)
    answer = write("put", f"{one.public_id}/sections/facts", {"founded": 1927}, role=role, scope=scope)
    assert answer.status_code == status
    assert Organisation.objects.get(pk=one.pk).founded is None


def test_session_alone_writes_nothing(people):
    one = make_kept(people)
    answer = people.client("member").put(
        f"/api/v1/organisations/{one.public_id}/sections/facts", '{"values": {}}', content_type="application/json"
    )
    assert answer.status_code == 401
    assert answer.json()["code"] == "unauthorised"
