"""Who has a second factor, who lacks one that a role asks for: on the page, in the file, in the API (TRU-8)."""

import csv

import pytest
from allauth.mfa.models import Authenticator

from grono.portal.core.second_factor import PASSKEY
from tests.portal.conftest import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(people, settings):
    """Return the client of an administrator among people who stand in every way to the second factor."""
    settings.SECOND_FACTOR_ROLES = ["coordinator"]
    Authenticator.objects.create(user=make_user("has@example.org", "coordinator"), type=PASSKEY, data={})
    make_user("lacks@example.org", "coordinator")
    for email, field in (
        ("closed@example.org", {"is_active": False}),
        ("made@example.org", {"is_demonstration": True}),
    ):
        user = make_user(email, "coordinator")
        type(user).objects.filter(pk=user.pk).update(**field)
    make_user("reads@example.org", "editor")
    return people.client("administrator")


def addresses(rows):
    return {row.email for row in rows}


def test_the_page_narrows_to_who_lacks_one(staff):
    page = staff.get("/en/people/?second_factor=missing")
    assert addresses(page.context["page"]) == {"lacks@example.org"}
    assert "not set up, but asked for" in page.content.decode()
    assert addresses(staff.get("/en/people/?second_factor=set_up").context["page"]) == {"has@example.org"}
    others = {"closed@example.org", "made@example.org", "reads@example.org"}
    assert others <= addresses(staff.get("/en/people/?second_factor=not_asked").context["page"])


def test_the_file_holds_the_people_of_the_page(staff):
    answer = staff.get("/en/people/file/?second_factor=missing")
    rows = list(csv.DictReader(b"".join(answer.streaming_content).decode().splitlines()))
    assert [(row["e-mail address"], row["roles"], row["second factor"]) for row in rows] == [
        ("l…@example.org", "Coordinator", "not set up, but asked for")
    ]
    assert (
        'href="/en/people/file/?second_factor=missing"'
        in staff.get("/en/people/?second_factor=missing").content.decode()
    )


def test_the_api_answers_as_the_page(staff, people):
    found = staff.get("/api/v1/people?second_factor=missing&language=pl").json()
    assert found["count"] == 1
    (one,) = found["items"]
    assert (one["address"], one["is_open"], one["roles"]) == (
        "l…@example.org",
        True,
        [{"key": "coordinator", "label": "Koordynator"}],
    )
    assert one["second_factor"] == {"key": "missing", "label": "nie ustawiono, a jest wymagany"}
    assert people.client("analyst").get("/api/v1/people").status_code == 403
    assert people.client("visitor").get("/api/v1/people").status_code == 401


def test_a_wrong_state_narrows_nothing_on_the_page_and_is_refused_by_the_api(staff):
    assert staff.get("/en/people/?second_factor=x").context["page"].paginator.count == 6
    assert staff.get("/api/v1/people?second_factor=x").status_code == 422
