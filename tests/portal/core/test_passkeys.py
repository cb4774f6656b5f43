"""Passkeys on the side of the portal: kept after a right answer only, second step or log-in alone, renamed, removed."""

import html
import json
import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from grono.portal.core.models import AuditEntry
from tests.portal.core.second_factor import again, code, log_in, with_app
from tests.portal.core.soft_passkey import SoftPasskey

pytestmark = pytest.mark.django_db
ADD = "/en/my-account/second-factor/passkeys/add/"
SECOND, AGAIN, ALONE = "/en/account/login/second-factor/", "/en/account/again/passkey/", "/en/account/login/passkey/"


def here():
    """Return a browser at ``localhost``, where passkeys are offered."""
    return Client(headers={"host": "localhost"})


def options_on(page):
    return json.loads(html.unescape(re.search(r'data-passkey-options="([^"]*)"', page.content.decode()).group(1)))


def logged_in(user):
    client = here()
    client.force_login(user)
    again(client)
    return client


def with_passkey(user, **further):
    """Give a person a passkey; return it and the browser in which it was made."""
    client, device = logged_in(user), SoftPasskey(**further)
    made = device.make(options_on(client.get(ADD)))
    assert client.post(ADD, {"name": "blue key", "credential": made}).status_code == 302
    user.refresh_from_db()
    return device, client


def is_in(client):
    return client.get(reverse("core:account")).status_code == 200


def test_passkey_is_kept_and_is_the_second_step(people):
    device, _client = with_passkey(people.member)
    client, answer = log_in(people.member, here())
    assert answer["Location"] == SECOND
    signed = device.sign(options_on(client.get(SECOND)))
    assert client.post(SECOND, {"credential": signed}).status_code == 302
    assert is_in(client)
    again_elsewhere, _answer = log_in(people.member, here())
    again_elsewhere.get(SECOND)
    assert again_elsewhere.post(SECOND, {"credential": signed}).status_code == 200  # signed for another challenge
    assert not is_in(again_elsewhere)


def test_passkey_alone_logs_in_where_the_device_knows_its_person(people):
    device, _client = with_passkey(people.member)
    client = here()
    asked = client.get(ALONE, headers={"accept": "application/json"}).json()["request_options"]
    assert asked["publicKey"]["userVerification"] == "required"
    assert client.post(ALONE, {"credential": device.sign(asked)}).status_code == 302
    assert is_in(client)


def test_passkey_that_asks_for_no_finger_is_a_second_step_only(people):
    device, _client = with_passkey(people.member, verified=False)
    client = here()
    asked = client.get(ALONE, headers={"accept": "application/json"}).json()["request_options"]
    client.post(ALONE, {"credential": device.sign(asked)})
    assert not is_in(client)
    log_in(people.member, client)
    client.post(SECOND, {"credential": device.sign(options_on(client.get(SECOND)))})
    assert is_in(client)


def test_passkey_of_another_person_or_site_is_refused(people):
    theirs, _client = with_passkey(people.analyst)
    mine, _client = with_passkey(people.member)
    client, _answer = log_in(people.member, here())
    for signed in (
        theirs.sign(options_on(client.get(SECOND))),
        mine.sign(options_on(client.get(SECOND)), origin="https://localhost.evil.example"),
        mine.sign({"publicKey": {"challenge": "AAAA"}}),
    ):
        page = client.post(SECOND, {"credential": signed})
        assert "The passkey was not accepted" in page.content.decode()
    assert not is_in(client)


@pytest.mark.parametrize(
    "sent",
    ["", "x", "[]", "{}", "null", "7", '{"id": 1}', '{"id":"AA","rawId":"AA","type":"public-key","response":{}}',
     '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"!","attestationObject":"AA"}}',
     '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"AA","attestationObject":"AA","userHandle":"AA"}}',
     '{"id":"AA","rawId":"AA","type":"public-key","response":{"userHandle":"enp6enp6enp6enp6enp6enp6enp6"}}'],
)  # fmt: skip
def test_nonsense_is_refused_with_a_sentence(people, sent):
    client = logged_in(people.member)
    client.get(ADD)
    page = client.post(ADD, {"name": "x", "credential": sent})
    assert page.status_code == 200
    assert re.search("was not accepted|needs JavaScript", page.content.decode())
    with_passkey(people.analyst)
    stepping, _answer = log_in(people.analyst, here())
    stepping.get(SECOND)
    assert stepping.post(SECOND, {"credential": sent}).status_code == 200
    alone = here()
    alone.get(ALONE, headers={"accept": "application/json"})
    assert alone.post(ALONE, {"credential": sent}).status_code == 302
    asked = here()
    asked.force_login(people.analyst)
    asked.get(AGAIN)
    assert asked.post(AGAIN, {"credential": sent}).status_code == 200
    assert not Authenticator.objects.filter(user=people.member).exists()


def test_showing_oneself_once_more_by_passkey(people):
    device, _client = with_passkey(people.member)
    client = here()
    client.force_login(people.member)
    codes = reverse("core:recovery_codes")
    assert client.get(codes).status_code == 302
    assert client.post(AGAIN, {"credential": device.sign(options_on(client.get(AGAIN)))}).status_code == 302
    assert client.get(codes).status_code == 200


def test_passkeys_are_renamed_and_removed_by_their_person_only(people):
    _device, client = with_passkey(people.member)
    row = Authenticator.objects.get(type="webauthn")
    address = f"/en/my-account/second-factor/passkeys/{row.data['public_id']}/"
    other = logged_in(people.analyst)
    assert [other.post(one).status_code for one in (address, address + "remove/")] == [404, 404]
    assert client.post(address, {"name": "office laptop"}).status_code == 302
    assert "office laptop" in client.get("/en/my-account/second-factor/").content.decode()
    assert client.post(address + "remove/").status_code == 302
    assert not Authenticator.objects.exists()
    said = list(AuditEntry.objects.order_by("number").values_list("verb", flat=True))
    assert said == ["core.add_second_factor", "core.rename_passkey", "core.remove_second_factor"]


def test_with_an_app_left_the_recovery_codes_stay(people):
    with_app(people.member)
    _device, client = with_passkey(people.member)
    row = Authenticator.objects.get(type="webauthn")
    client.post(f"/en/my-account/second-factor/passkeys/{row.data['public_id']}/remove/")
    assert {one.type for one in Authenticator.objects.all()} == {"totp", "recovery_codes"}
    other, _answer = log_in(people.member)
    assert other.post(SECOND, {"code": code()}).status_code == 302


def test_at_a_bare_number_of_a_machine_none_is_offered(people):
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(people.member)
    assert "browsers offer no passkeys" in client.get("/en/my-account/second-factor/").content.decode()
    assert "Or with a passkey" not in Client(headers={"host": "127.0.0.1"}).get("/en/account/login/").content.decode()
    assert "Or with a passkey" in here().get("/en/account/login/").content.decode()


def test_too_many_passkeys_are_counted_with_the_codes(people):
    with_passkey(people.member)
    client, _answer = log_in(people.member, here())
    answers = [client.post(SECOND, sent).status_code for sent in [{"credential": "{}"}, {"code": "000000"}] * 3]
    assert answers == [200] * 5 + [429]
