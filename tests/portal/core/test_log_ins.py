"""Where one is logged in: seen, ended one by one and all at once (TRU-10)."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from grono.portal.core import log_ins
from grono.portal.core.actions import give_role, set_account_open, take_role
from grono.portal.core.log_ins import browser_of
from grono.portal.core.models import AuditEntry, LogIn
from grono.portal.core.queries import log_ins_of
from tests.portal.conftest import PASSWORD

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile Safari/604.1"
)


def logged_in(people, agent=FIREFOX):
    people.member.refresh_from_db()
    client = Client(headers={"user-agent": agent})
    client.post(reverse("account_login"), {"login": people.member.email, "password": PASSWORD})
    return client


def is_in(client):
    return client.get(reverse("core:account")).status_code == 200


def test_list_shows_browsers_and_which_is_this_one(people):
    _there, here = logged_in(people, PHONE), logged_in(people)
    page = here.get("/en/my-account/log-ins/").content.decode()
    assert "Firefox, Linux" in page
    assert "Safari, iPhone" in page
    assert page.count("this one:") == 1


def test_ending_another_log_in_counts_from_its_next_request(people):
    there, here = logged_in(people, PHONE), logged_in(people)
    other = LogIn.objects.get(browser="Safari, iPhone")
    assert here.post(reverse("core:end_log_in", args=[other.public_id])).status_code == 302
    assert not is_in(there)
    assert is_in(here)
    assert AuditEntry.objects.get(verb="core.end_log_in").object_public_id == other.public_id
    assert here.post(reverse("core:end_log_in", args=[other.public_id])).status_code == 404


def test_ending_this_log_in_logs_out(people):
    here = logged_in(people)
    here.post(reverse("core:end_log_in", args=[LogIn.objects.get().public_id]))
    assert not is_in(here)


def test_log_out_everywhere(people):
    clients = [logged_in(people, PHONE), logged_in(people), logged_in(people)]
    assert clients[1].post(reverse("core:end_everywhere"))["Location"] == reverse("web:home")
    assert not any(map(is_in, clients))
    assert log_ins_of(people.member) == []


def test_nobody_ends_the_log_in_of_another(people):
    logged_in(people)
    address = reverse("core:end_log_in", args=[LogIn.objects.get().public_id])
    assert people.client("analyst").post(address).status_code == 404


def test_log_out_and_expired_sessions_leave_the_list(people):
    first, second = logged_in(people), logged_in(people, PHONE)
    first.post(reverse("account_logout"))
    assert [one.browser for one in log_ins_of(people.member)] == ["Safari, iPhone"]
    second.session.delete()
    assert log_ins_of(people.member) == []


def test_log_in_is_followed_when_the_password_changes(people):
    other, here = logged_in(people, PHONE), logged_in(people)
    new = "quite another long password"
    values = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post(reverse("account_change_password"), values).status_code == 302
    assert is_in(here)
    assert not is_in(other)
    assert LogIn.objects.get(browser="Firefox, Linux").session_key == here.session.session_key


def test_use_is_written_every_ten_minutes(people, monkeypatch):
    here = logged_in(people)
    began = LogIn.objects.get().used_at
    is_in(here)
    assert LogIn.objects.get().used_at == began
    monkeypatch.setattr(log_ins, "TOUCHED_EVERY", datetime.timedelta(0))
    is_in(here)
    assert LogIn.objects.get().used_at > began


def test_browser_in_two_words():
    assert browser_of("Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 Edg/126.0") == "Edge, Windows"
    assert browser_of("<script>/1") == ""
    assert len(browser_of("x" * 500)) <= 100


def test_log_in_does_not_end_before_it_began(people):
    early = timezone.now() - datetime.timedelta(days=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        LogIn.objects.create(user=people.member, session_key="x", ended_at=early)


@pytest.mark.parametrize("change", [give_role, take_role])
def test_key_rotates_when_a_role_is_given_or_taken(people, change):
    here = logged_in(people)
    before = here.session.session_key
    caught = Client()
    caught.cookies = here.cookies.copy()
    change(by=people.administrator, user=people.member, role="analyst" if change is give_role else "member")
    assert is_in(here)
    assert here.session.session_key != before
    assert LogIn.objects.get().session_key == here.session.session_key
    assert not is_in(caught)
    assert is_in(here)
    assert LogIn.objects.get().session_key == here.session.session_key


def test_key_stays_while_rights_stay_and_rotates_with_a_declared_session(people):
    here = people.client("administrator")
    before = here.session.session_key
    give_role(by=people.administrator, user=people.administrator, role="administrator")
    assert is_in(here)
    assert here.session.session_key == before
    here.post(reverse("core:declare"), {"reason": "request on paper of 3 May"})
    began = here.session.session_key
    assert began != before
    here.post(reverse("core:end_session"))
    assert here.session.session_key != began


def test_session_from_before_rights_were_counted_rotates_once(people):
    here = logged_in(people)
    session = here.session
    del session[log_ins.RIGHTS]
    session.save()
    assert is_in(here)
    assert here.session.session_key != session.session_key
    assert is_in(here)


def test_closed_account_stays_logged_out_when_it_is_opened_again(people):
    here = logged_in(people)
    for is_open in (False, True):
        set_account_open(by=people.administrator, user=people.member, is_open=is_open)
    assert not is_in(here)
    assert log_ins_of(people.member) == []
