"""Whoever asks for an address that only takes forms comes to the page it belongs to."""

import csv
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from grono.portal.core.page_above import page_above
from tests.portal.conftest import ALL_ROLES
from tests.portal.samples import SAMPLES

pytestmark = pytest.mark.django_db

ROUTES = Path(__file__).parent.parent / "routes.csv"
BROWSER = {"Accept": "text/html,application/xhtml+xml"}


def _forms_only():
    """Return each address of a page that only takes forms with someone who may send it one."""
    with ROUTES.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    only = {row["route"] for row in rows if row["method"] == "GET" and row["administrator"] == "405"}
    for row in rows:
        if row["method"] == "POST" and row["route"] in only and not row["route"].startswith("api:"):
            yield row["route"], next(role for role in ALL_ROLES if row[role] in ("200", "302"))


@pytest.mark.parametrize(("route", "role"), list(_forms_only()))
def test_each_address_that_only_takes_forms_leads_to_a_page(route, role, people):
    client = people.client(role)
    address = reverse(route, kwargs=SAMPLES.get(route, lambda _people: {})(people))
    answer = client.get(address, headers=BROWSER, follow=True)
    assert answer.status_code == 200, address
    assert answer.redirect_chain, address
    assert answer["Content-Type"].startswith("text/html"), answer.redirect_chain


def test_programs_are_told_that_the_method_is_not_allowed(people):
    address = reverse("core:end_everywhere")
    assert people.client("member").get(address).status_code == 405
    assert people.client("member").put(address, headers=BROWSER).status_code == 405
    assert Client().get("/api/v1/surveys/waves/none/open", headers=BROWSER).status_code in (404, 405)


def test_a_word_of_an_address_is_no_identifier_of_another_page():
    assert page_above("/pl/directory/views/save/") == "/pl/directory/"
    assert page_above("/pl/surveys/invitations/abc/link/") == "/pl/surveys/invitations/abc/"
    assert page_above("/") == ""
