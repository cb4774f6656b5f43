"""People without an account: the letter proves the address, its link opens what they may ask for (DIR-45)."""

import datetime
import io
import re
import zipfile

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from grono.portal.core.models import AuditEntry, Sight
from grono.portal.core.session_actions import begin_session
from grono.portal.directory import actions as directory
from grono.portal.privacy import proving
from grono.portal.privacy.models import AccessRequest, ErasureRequest
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


def test_shared_address_and_that_of_a_colleagues_account_open_nothing_by_themselves(
    client, people, person, django_capture_on_commit_callbacks
):
    one = make_kept(people)
    values = {"role": "sales", "email": ADDRESS, "rung": 2, "contact_rung": 2}
    directory.add_post(by=people.member, organisation=one, full_name="Ewa Próbna", values=values)
    mine = "mine@example.org"
    post = directory.add_post(by=people.member, organisation=one, full_name="Z", values=values | {"email": mine})
    post.person.account = people.analyst
    post.person.save()
    pages = [
        asked(client, email, django_capture_on_commit_callbacks) for email in (ADDRESS, mine, "nobody@example.org")
    ]
    assert len({re.sub(r'(nonce|csrfmiddlewaretoken|value)="[^"]*"', "", page) for page in pages}) == 1
    assert not any("/rights/" in letter.body for letter in mail.outbox)
    assert "Próbn" not in str([letter.body for letter in mail.outbox])
    asked(client, ADDRESS, django_capture_on_commit_callbacks)
    assert sorted(AccessRequest.objects.values_list("email", flat=True)) == [ADDRESS, mine]
    assert AuditEntry.objects.filter(verb="privacy.ask_for_access").count() == 2
    assert not AuditEntry.objects.filter(verb="privacy.send_rights_link").exists()


@pytest.fixture
def waiting(people, person, client, django_capture_on_commit_callbacks):
    values = {"role": "sales", "email": ADDRESS, "rung": 2, "contact_rung": 2}
    directory.add_post(by=people.member, organisation=make_kept(people), full_name="Ewa Próbna", values=values)
    asked(client, ADDRESS, django_capture_on_commit_callbacks)
    mail.outbox.clear()
    return AccessRequest.objects.get()


def answered(people, waiting, django_capture_on_commit_callbacks, **values):
    with django_capture_on_commit_callbacks(execute=True):
        return people.client("administrator").post(reverse("privacy:access", args=[waiting.public_id]), values)


def test_operator_sends_the_link_to_who_proved_to_ask(people, person, waiting, django_capture_on_commit_callbacks):
    begin_session(by=people.administrator, reason="somebody called about a letter")
    page = people.client("administrator").get(reverse("privacy:access", args=[waiting.public_id])).content.decode()
    assert "Jan Próbny" in page
    assert "Ewa Próbna" in page
    assert person.public_id in Sight.objects.values_list("owner_public_id", flat=True)
    chosen = {"person": person.public_id, "proof": "document", "email": "jan@private.example"}
    for wrong in (
        {"email": ADDRESS},
        {"email": ""},
        {"proof": ""},
        {"person": ""},
        {"person": people.member.public_id},
    ):
        assert answered(people, waiting, django_capture_on_commit_callbacks, **chosen | wrong).status_code == 200
    assert mail.outbox == []
    assert answered(people, waiting, django_capture_on_commit_callbacks, **chosen).status_code == 302
    (letter,) = mail.outbox
    assert (letter.to, "/rights/" in letter.body) == (["jan@private.example"], True)
    stored = AccessRequest.objects.get()
    assert (stored.email, stored.subject_public_id, stored.proof) == ("", person.public_id, "document")
    assert "private.example" not in str(list(AuditEntry.objects.values()))
    answered(people, waiting, django_capture_on_commit_callbacks, **chosen)
    assert len(mail.outbox) == 1


def test_without_a_proof_nothing_is_given_out_and_the_asker_hears_so(
    people, waiting, django_capture_on_commit_callbacks
):
    begin_session(by=people.administrator, reason="nobody answered the letter")
    answered(people, waiting, django_capture_on_commit_callbacks, person="nobody")
    (letter,) = mail.outbox
    assert (letter.to, "/rights/" in letter.body) == ([ADDRESS], False)
    assert "UODO" in letter.body
    assert AccessRequest.objects.get().email == ""


def test_requests_page_masks_the_address_outside_a_declared_session(people, waiting):
    client, address = people.client("administrator"), reverse("privacy:requests")
    assert ADDRESS not in client.get(address).content.decode()
    assert client.get(reverse("privacy:access", args=[waiting.public_id])).status_code == 302
    begin_session(by=people.administrator, reason="somebody called about a letter")
    assert ADDRESS in client.get(address).content.decode()


@pytest.mark.parametrize(
    "values",
    [
        {"email": "", "answered_at": None},
        {"email": ADDRESS, "answered_at": timezone.now()},
        {"email": ADDRESS, "subject_public_id": "x", "proof": "call"},
        {"email": "", "answered_at": timezone.now() + datetime.timedelta(days=1), "subject_public_id": "x"},
    ],
)
def test_access_request_holds_an_address_or_an_answer(db, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        AccessRequest.objects.create(**values)


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


def test_link_for_consents_goes_to_nobody_at_a_shared_address(people, waiting, person):
    address = reverse("privacy:send_link", args=[person.public_id])
    page = people.client("administrator").post(address, follow=True).content.decode()
    assert "that only this person reads" in page or "tylko ta osoba" in page
    assert mail.outbox == []


def test_operator_sends_the_link_for_consents(people, person, django_capture_on_commit_callbacks):
    client = people.client("administrator")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("privacy:send_link", args=[person.public_id]))
    (letter,) = mail.outbox
    assert letter.to == [ADDRESS]
    assert "/consents/" in letter.body
