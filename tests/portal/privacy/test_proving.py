"""People without an account: the letter proves the address, its link opens what they may ask for."""

import io
import re
import zipfile

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from grono.portal.core.models import AuditEntry
from grono.portal.directory import actions as directory
from grono.portal.privacy import proving
from grono.portal.privacy.models import ErasureRequest
from grono.portal.privacy.proving import rights_token, subjects_with_address
from tests.portal.directory.kept import make_kept

pytestmark = pytest.mark.django_db
ADDRESS = "jan.probny@example.org"


@pytest.fixture(autouse=True)
def _no_limits():
    cache.clear()


@pytest.fixture
def person(people):
    values = {"role": "sales", "email": ADDRESS, "phone": "600", "rung": 2, "contact_rung": 2}
    post = directory.add_post(by=people.member, organisation=make_kept(people), full_name="Jan Próbny", values=values)
    return post.person


def asked(client, email, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("privacy:ask"), {"email": email})
    return response.content.decode().replace(email, "…")


def link_of(letter):
    return re.search(r"https?://[^/]+(/\S+)", letter.body)[1]


def test_person_of_the_directory_is_found_by_the_address_of_their_post(person, people):
    (found,) = subjects_with_address(ADDRESS.upper())
    assert (found.public_id, found.emails) == (person.public_id, {ADDRESS})
    (account,) = subjects_with_address(people.member.email)
    assert account.account == people.member
    assert subjects_with_address("nobody@example.org") == []


def test_letter_opens_everything_and_the_request_to_be_erased(client, person, django_capture_on_commit_callbacks):
    asked(client, ADDRESS, django_capture_on_commit_callbacks)
    (letter,) = mail.outbox
    address = link_of(letter)
    assert "Jan Próbny" in client.get(address).content.decode()
    with zipfile.ZipFile(io.BytesIO(client.post(address, {"act": "everything"}).content)) as archive:
        assert ADDRESS in archive.read("everything.json").decode()
    client.post(address, {"act": "erase"})
    client.post(address, {"act": "erase"})
    assert ErasureRequest.objects.get().subject_public_id == person.public_id
    assert ADDRESS not in str(list(AuditEntry.objects.values()))


def test_page_does_not_tell_whether_an_address_is_known(client, person, django_capture_on_commit_callbacks):
    known = asked(client, ADDRESS, django_capture_on_commit_callbacks)
    unknown = asked(client, "nobody@example.org", django_capture_on_commit_callbacks)
    without_nonces = [re.sub(r'(nonce|csrfmiddlewaretoken|value)="[^"]*"', "", page) for page in (known, unknown)]
    assert without_nonces[0] == without_nonces[1]
    assert "/rights/" in mail.outbox[0].body
    assert "/rights/" not in mail.outbox[1].body


def test_letters_to_one_address_are_few(client, person, django_capture_on_commit_callbacks):
    for _number in range(4):
        asked(client, ADDRESS, django_capture_on_commit_callbacks)
    assert len(mail.outbox) == 3
    assert client.post(reverse("privacy:ask"), {"email": ADDRESS}).status_code == 429


def test_link_of_yesterday_or_of_nobody_opens_nothing(client, person, monkeypatch):
    token = rights_token(person.public_id)
    assert client.get(reverse("privacy:rights", args=[token[:-1]])).status_code == 404
    monkeypatch.setattr(proving, "LIFE", -1)
    assert client.get(reverse("privacy:rights", args=[token])).status_code == 404


def test_operator_sends_the_link_for_consents(people, person, django_capture_on_commit_callbacks):
    client = people.client("administrator")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("privacy:send_link", args=[person.public_id]))
    (letter,) = mail.outbox
    assert letter.to == [ADDRESS]
    assert "/consents/" in letter.body
