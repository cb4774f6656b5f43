"""The second factor: set up, asked for at log-in, each code once, counted, lost and found again (TRU-6, TRU-8)."""

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse

from grono.portal.core import limits, second_factor_codes
from grono.portal.core.models import AuditEntry, LogIn, User
from grono.portal.core.second_factor_actions import accept_code
from grono.portal.core.second_factor_codes import SECONDS_A_STEP, step_of
from grono.portal.privacy.actions import erase
from grono.portal.privacy.exporting import everything_about
from grono.portal.privacy.subjects import subject_of
from tests.portal.core.second_factor import (
    KEY,
    again,
    code,
    kept_key,
    key_on,
    log_in,
    recovery_codes,
    second_step,
    with_app,
)

pytestmark = pytest.mark.django_db
APP, CODES = "/en/my-account/second-factor/app/", "/en/my-account/second-factor/recovery-codes/"


def is_in(client):
    return client.get(reverse("core:account")).status_code == 200


def verbs():
    return list(AuditEntry.objects.order_by("number").values_list("verb", flat=True))


# RFC 6238, appendix B, SHA-1: seconds since 1970 and the last six of the eight digits.
VECTORS = [
    (59, "287082"),
    (1111111109, "081804"),
    (1111111111, "050471"),
    (1234567890, "005924"),
    (2000000000, "279037"),
    (20000000000, "353130"),
]


@pytest.mark.parametrize(("moment", "digits"), VECTORS)
def test_codes_are_those_of_the_standard(moment, digits):
    assert step_of(KEY, digits, at=moment) == moment // SECONDS_A_STEP


@pytest.mark.parametrize(("seconds", "counts"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_clock_may_be_half_a_minute_off_and_no_more(seconds, counts):
    assert (step_of(KEY, "005924", at=1234567890 + seconds) is not None) is counts


def test_app_is_set_up_with_its_first_code(people):
    client = people.client("member")
    assert client.get(APP)["Location"] == f"/en/account/again/?next={quote(APP, safe='')}"
    again(client)
    page = client.get(APP)
    key = key_on(page)
    assert key_on(client.get(APP)) == key, "Reloading the page must not make the key in the app worthless."
    assert "data:image/svg+xml;base64," in page.content.decode()
    assert client.post(APP, {"code": code(key, 5)}).status_code == 200
    assert not Authenticator.objects.exists()
    assert client.post(APP, {"code": code(key)})["Location"] == CODES
    assert kept_key(people.member) == key
    assert key not in str(Authenticator.objects.values_list("data", flat=True))
    shown = client.get(CODES).content.decode()
    assert all(one in shown for one in recovery_codes(people.member))
    assert verbs() == ["core.add_second_factor"]


def test_log_in_asks_for_the_code(people):
    with_app(people.member)
    client, answer = log_in(people.member)
    assert answer["Location"] == "/en/account/login/second-factor/"
    assert not is_in(client)
    assert second_step(client, "000000").status_code == 200
    assert not is_in(client)
    assert second_step(client, code()).status_code == 302
    assert is_in(client)


def test_code_sent_by_e_mail_is_followed_by_the_second_factor(people):
    with_app(people.member)
    client = Client()
    client.post("/en/account/login/code/", {"email": people.member.email})
    sent = next(line for line in mail.outbox[-1].body.splitlines() if "-" in line and line.isupper())
    answer = client.post("/en/account/login/code/confirm/", {"code": sent})
    assert answer["Location"] == "/en/account/login/second-factor/"
    assert not is_in(client)


def test_code_counts_once_and_no_older_one_after_it(people):
    with_app(people.member)
    first, _answer = log_in(people.member)
    used = code()
    assert second_step(first, used).status_code == 302
    second, _answer = log_in(people.member)
    assert second_step(second, used).status_code == 200
    assert second_step(second, code(steps=-1)).status_code == 200
    assert not is_in(second)


def test_code_that_set_the_app_up_does_not_log_in(people):
    client = people.client("member")
    again(client)
    key = key_on(client.get(APP))
    typed = code(key)
    client.post(APP, {"code": typed})
    other, _answer = log_in(people.member)
    assert second_step(other, typed).status_code == 200
    assert not is_in(other)


def test_recovery_code_counts_once(people):
    with_app(people.member)
    one = recovery_codes(people.member)[3]
    client, _answer = log_in(people.member)
    assert second_step(client, one).status_code == 302
    assert is_in(client)
    assert one not in recovery_codes(people.member)
    other, _answer = log_in(people.member)
    assert second_step(other, one).status_code == 200
    assert not is_in(other)
    assert verbs()[-1] == "core.use_recovery_code"


def test_wrong_codes_are_counted_before_any_is_looked_at(people, settings):
    settings.SECOND_FACTOR_TRIES = {300: 5, 3600: 20, 86400: 50}
    with_app(people.member)
    client, _answer = log_in(people.member)
    assert [second_step(client, "000000").status_code for _ in range(5)] == [200] * 5
    refused = second_step(client, code())
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 300
    other, _answer = log_in(people.member)  # the count is the person's, not the browser's
    assert second_step(other, code()).status_code == 429
    assert not is_in(other)
    assert [letter.to for letter in mail.outbox] == [[people.member.email]]  # told once, not at each refusal
    assert people.member.full_name in mail.outbox[0].body


def test_wrong_codes_are_counted_for_the_hour_and_the_day_too(people, monkeypatch):
    with_app(people.member)
    moment = {"now": 86400.0 * 20_000}
    monkeypatch.setattr(limits.time, "time", lambda: moment["now"])

    def tries():
        client, _answer = log_in(people.member)
        answers = [second_step(client, "000000") for _ in range(6)]
        moment["now"] += 300
        return [answer.get("Retry-After", "") for answer in answers]

    assert [tries() for _span in range(4)] == [[*[""] * 5, "300"]] * 3 + [[*[""] * 5, str(3600 - 900)]]
    assert tries() == [str(3600 - 4 * 300)] * 6
    moment["now"] = 86400 * 20_000 + 3600
    assert sum(tries().count("") for _span in range(4)) == 20
    moment["now"] = 86400 * 20_000 + 7200
    assert sum(tries().count("") for _span in range(4)) == 10
    assert tries() == [str(86400 - 7200 - 4 * 300)] * 6


def test_right_code_takes_its_own_count_back(people, monkeypatch):
    with_app(people.member)
    for step in range(7):
        monkeypatch.setattr(second_factor_codes.time, "time", lambda now=1_800_000_000 + 60 * step: now)
        client, _answer = log_in(people.member)
        assert second_step(client, code()).status_code == 302, step


def test_first_factor_ends_the_other_log_ins(people):
    """Whoever has logged in with a stolen password waits for nothing: the owner's factor is not theirs."""
    elsewhere, here = people.client("member"), people.client("member")
    again(here)
    here.post(APP, {"code": code(key_on(here.get(APP)))})
    assert not is_in(elsewhere)
    assert is_in(here)
    assert LogIn.objects.filter(ended_at__isnull=True).count() == 1


def test_session_takes_a_new_key_when_the_factor_changes(people):
    client = people.client("member")
    again(client)
    before = client.session.session_key
    client.post(APP, {"code": code(key_on(client.get(APP)))})
    between = client.session.session_key
    client.post(APP + "remove/")
    assert len({before, between, client.session.session_key}) == 3
    assert is_in(client)


def test_removing_asks_once_more_and_takes_the_recovery_codes_too(people):
    with_app(people.member)
    client = people.client("member")
    assert "/account/again/" in client.post(APP + "remove/")["Location"]
    assert Authenticator.objects.count() == 2
    again(client)
    assert client.post(APP + "remove/").status_code == 302
    assert not Authenticator.objects.exists()
    assert verbs()[-1] == "core.remove_second_factor"


def test_showing_oneself_once_more_by_code(people):
    with_app(people.member)
    client = people.client("member")
    assert client.post("/en/account/again/code/", {"code": "000000"}).status_code == 200
    assert client.post("/en/account/again/code/", {"code": code()}).status_code == 302
    assert client.get(CODES).status_code == 200


def test_recovery_codes_are_made_anew(people):
    with_app(people.member)
    old = recovery_codes(people.member)
    client = people.client("member")
    again(client)
    assert client.post(CODES + "new/")["Location"] == CODES
    new = recovery_codes(people.member)
    assert not set(old) & set(new)
    text = client.get(CODES + "file/")
    assert text["Content-Disposition"] == 'attachment; filename="grono-recovery-codes.txt"'
    assert all(one in text.content.decode() for one in new)
    assert "core.renew_recovery_codes" in verbs()


def test_recovery_codes_are_shown_to_who_has_shown_who_they_are(people):
    with_app(people.member)
    client = people.client("member")
    for address in (CODES, CODES + "file/", CODES + "new/"):
        answer = client.get(address)
        assert answer["Location"].startswith("/en/account/again/"), address


def test_key_that_can_no_longer_be_read_says_what_to_do(people, settings):
    with_app(people.member)
    settings.SECRET_KEY = "another"  # noqa: S105  (protects nothing)
    client, _answer = log_in(people.member)
    page = second_step(client, code())
    assert "Ask the operator to reset it." in page.content.decode()
    assert not is_in(client)


def test_person_without_a_password_sets_up_a_factor(people):
    people.member.set_unusable_password()
    people.member.save()
    client = people.client("member")
    assert client.post(APP, {"code": code(key_on(client.get(APP)))}).status_code == 302
    assert User.objects.get(pk=people.member.pk).authenticator_set.count() == 2


def test_every_change_is_told_by_e_mail_in_the_language_of_the_person(people, django_capture_on_commit_callbacks):
    User.objects.filter(pk=people.member.pk).update(language="en")
    client = people.client("member")
    again(client)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(APP, {"code": code(key_on(client.get(APP)))})
        other, _answer = log_in(people.member)
        second_step(other, recovery_codes(people.member)[0])
        client.post(CODES + "new/")
        client.post(APP + "remove/")
    told = [letter.body for letter in mail.outbox]
    assert [letter.to for letter in mail.outbox] == [[people.member.email]] * 4
    for body, words in zip(
        told, ("has been set up", "has been used", "New recovery codes", "has been removed"), strict=True
    ):
        assert words in body
        assert "/en/my-account/second-factor/" in body


def test_keys_and_codes_are_given_out_by_no_archive_and_erased_with_the_person(people):
    with_app(people.member)
    subject = subject_of(people.member)
    rows = everything_about(subject)["mfa.Authenticator.user"]
    assert {row["type"] for row in rows} == {"totp", "recovery_codes"}
    assert all("data" not in row for row in rows)
    erase(by=None, subject=subject)
    assert not Authenticator.objects.exists()


def test_audit_chain_and_log_hold_no_key(people, caplog):
    row = with_app(people.member)
    codes = recovery_codes(people.member)
    client, _answer = log_in(people.member)
    second_step(client, codes[0])
    secrets = [KEY, row.data["secret"], *codes]
    said = str([(one.before, one.after, one.object_name) for one in AuditEntry.objects.all()]) + caplog.text
    assert not [one for one in secrets if one in said]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["app", "recovery code"])
def test_one_code_sent_by_many_at_once_is_accepted_once(people, kind):
    with_app(people.member)
    typed = code() if kind == "app" else recovery_codes(people.member)[0]

    def send(_number):
        try:
            return accept_code(by=people.member, code=typed) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(send, range(16))) == 1
