"""Logging in: by password, by one-time code, and not at all."""

import re

import pytest
from django.core import mail
from django.test import Client

from grono.portal.core.models import AuditEntry, User
from tests.portal.conftest import PASSWORD, make_user


def log_in(client, email, password=PASSWORD):
    return client.post("/en/account/login/", {"login": email, "password": password})


def is_logged_in(client):
    return client.get("/en/my-account/").status_code == 200


def test_password_logs_in_whatever_the_letter_case_of_the_address(people):
    client = Client()
    assert log_in(client, people.member.email.upper()).status_code == 302
    assert is_logged_in(client)


def test_session_changes_at_log_in(people):
    client = Client()
    client.get("/en/account/login/")
    before = client.session.session_key
    log_in(client, people.member.email)
    assert client.session.session_key != before


def test_one_time_code_logs_in_once(people):
    client = Client()
    client.post("/en/account/login/code/", {"email": people.member.email})
    code = re.search(r"^[A-Z0-9]{3,}-?[A-Z0-9]{3,}$", mail.outbox[0].body, re.MULTILINE).group()
    assert client.post("/en/account/login/code/confirm/", {"code": code}).status_code == 302
    assert is_logged_in(client)
    other = Client()
    other.post("/en/account/login/code/confirm/", {"code": code})
    assert not is_logged_in(other)


@pytest.mark.parametrize("address", ["/en/account/login/code/", "/en/account/password/reset/"])
def test_answer_does_not_tell_whether_an_address_is_known(people, address):
    known, unknown = Client(), Client()
    first = known.post(address, {"email": people.member.email}, follow=True)
    second = unknown.post(address, {"email": "nobody@example.org"}, follow=True)
    assert (first.status_code, first.redirect_chain) == (second.status_code, second.redirect_chain)

    def plain(response, email):
        page = re.sub(r'(nonce|value)="[^"]*"', "", response.content.decode())
        return page.replace(email, "")

    assert plain(first, people.member.email) == plain(second, "nobody@example.org")
    assert [letter.to for letter in mail.outbox] == [[people.member.email]]


def test_nobody_signs_up_alone(db):
    client = Client()
    client.post("/en/account/signup/", {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD})
    assert not is_logged_in(client)


def test_tenth_wrong_password_is_answered_with_too_many(people):
    client = Client()
    answers = [log_in(client, people.member.email, "wrong") for _ in range(11)]
    assert answers[9].status_code == 200
    refused = [answer for answer in answers if "Too many" in answer.content.decode() or answer.status_code == 429]
    assert refused
    log_in(client, people.member.email)
    assert not is_logged_in(client)


def test_invented_person_logs_in_at_a_demonstration_only(db, settings):
    user = make_user("analyst@example.org", "analyst", is_demonstration=True)
    elsewhere = Client()
    log_in(elsewhere, user.email)
    assert not is_logged_in(elsewhere)
    settings.DEMONSTRATION = True
    here = Client()
    log_in(here, user.email)
    assert is_logged_in(here)


def test_session_of_an_invented_person_ends_with_the_demonstration(db, settings):
    settings.DEMONSTRATION = True
    client = Client()
    client.force_login(make_user("administrator@example.org", "administrator", is_demonstration=True))
    assert client.get("/en/audit/").status_code == 200
    settings.DEMONSTRATION = False
    assert client.get("/en/audit/")["Location"] == "/en/account/login/?next=/en/audit/"
    assert not is_logged_in(client)


def test_log_in_leads_to_own_pages_only(people):
    client = Client()
    form = {"login": people.member.email, "password": PASSWORD, "next": "https://evil.example/"}
    assert "evil" not in client.post("/en/account/login/", form)["Location"]


def test_page_that_needs_an_account_comes_back_after_log_in(people):
    response = Client().get("/en/my-account/")
    assert response["Location"] == "/en/account/login/?next=/en/my-account/"


def test_forms_are_refused_without_their_token(people):
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.member)
    assert client.post("/en/my-account/", {"full_name": "X", "language": "en"}).status_code == 403


def test_own_password_that_is_changed_stands_in_the_audit_chain(people):
    new = "winogrona na zboczu 7"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert people.client("member").post("/en/account/password/change/", form).status_code == 302
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.by_public_id) == ("core.change_password", people.member.public_id)
    assert (entry.object_public_id, entry.before, entry.after) == (people.member.public_id, {}, {})
    assert User.objects.get(pk=people.member.pk).check_password(new)


def test_password_set_through_a_link_stands_in_the_audit_chain(people):
    client, new = Client(), "winogrona na zboczu 7"
    client.post("/en/account/password/reset/", {"email": people.member.email})
    link = re.search(r"/en/account/password/reset/key/\S+", mail.outbox[0].body).group()
    form = client.get(link)["Location"]
    assert client.post(form, {"password1": new, "password2": new}).status_code == 302
    assert [(row.verb, row.by_public_id) for row in AuditEntry.objects.all()] == [
        ("core.reset_password", people.member.public_id)
    ]
    assert User.objects.get(pk=people.member.pk).check_password(new)
