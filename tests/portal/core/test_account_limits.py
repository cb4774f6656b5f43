"""Where django-allauth refuses, the answer says for how long (TRU-6)."""

import time

import pytest
from django.test import Client

from grono.portal.core import account_limits

pytestmark = pytest.mark.django_db
LOG_IN, RESET = "/en/account/login/", "/en/account/password/reset/"


@pytest.fixture
def later(monkeypatch):
    """Return what lets seconds pass."""
    passed = [0.0]
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + passed[0])
    return lambda seconds: passed.__setitem__(0, passed[0] + seconds)


def test_too_many_log_ins_are_told_how_long_to_wait(settings, later):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/5m/ip"}
    sent = {"login": "x@example.org", "password": "x"}
    assert Client().post(LOG_IN, sent).status_code == 200
    later(100)
    assert Client().post(LOG_IN, sent).status_code == 200
    later(20)
    refused = Client().post(LOG_IN, sent)
    assert (refused.status_code, refused["Retry-After"]) == (429, "180")
    assert "Wait 3 minutes, then send it again." in refused.content.decode()
    assert "Odczekaj 3 minuty" in Client().post(LOG_IN.replace("/en/", "/pl/"), sent).content.decode()
    later(180)
    assert Client().post(LOG_IN, sent).status_code == 200


def test_letters_to_one_address_are_told_how_long_to_wait(settings, later):
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "20/m/ip,1/d/key"}
    assert Client().post(RESET, {"email": "x@example.org"}).status_code == 302
    refused = Client().post(RESET, {"email": "X@example.org"})
    assert (refused.status_code, refused["Retry-After"]) == (429, str(24 * 3600))
    assert Client().post(RESET, {"email": "y@example.org"}).status_code == 302


def test_a_password_asked_for_again_too_often_is_told_how_long_to_wait(settings, people, later):
    settings.ACCOUNT_RATE_LIMITS = {"change_password": "1/m/user"}
    client = people.client("member")
    assert [client.post("/en/account/password/change/", {}).status_code for _ in range(2)] == [200, 429]
    assert client.post("/en/account/password/change/", {})["Retry-After"] == "60"


def test_where_no_count_is_full_any_more_a_minute_is_told(rf, people):
    request = rf.post(LOG_IN)
    request.user = people.member
    assert account_limits.too_often(request)["Retry-After"] == "60"


def test_letters_about_ones_data_are_told_how_long_to_wait(settings, later):
    settings.ACCOUNT_RATE_LIMITS = {"privacy_link": "1/d/key"}
    answers = [Client().post("/en/privacy/ask/", {"email": "x@example.org"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 429]
    assert answers[1]["Retry-After"] == str(24 * 3600)
