"""Consent by purpose, with text, language, time and channel; withdrawn as easily as given (DIR-15, DIR-44)."""

import pytest
from django.core import mail
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError
from django.http import Http404

from grono.portal.directory.details import details_at
from grono.portal.directory.kinds import Rung
from grono.portal.privacy import actions
from grono.portal.privacy.links import person_of, token_for
from grono.portal.privacy.models import Channel, Consent
from grono.portal.privacy.subjects import subject_of, subject_with
from tests.portal.directory.kept import with_post

PUBLISH = "publish_person"


def seen_by_everyone(one):
    return [post.name for post in details_at(Rung.PUBLIC, type(one).objects.get(pk=one.pk)).posts]


@pytest.fixture
def kept(people):
    one, post = with_post(people)
    return one, post, subject_with(post.person.public_id)


def test_person_is_public_while_the_consent_is_in_force(kept):
    one, _post, subject = kept
    assert seen_by_everyone(one) == []
    actions.give_consent(by=None, subject=subject, purpose=PUBLISH, language="pl", channel=Channel.LINK)
    assert seen_by_everyone(one) == ["Jan Próbny"]
    actions.withdraw_consent(by=None, subject=subject, purpose=PUBLISH, channel=Channel.LINK)
    assert seen_by_everyone(one) == []


def test_consent_does_not_widen_what_is_for_members_only(kept):
    one, post, subject = kept
    type(post).objects.filter(pk=post.pk).update(rung=Rung.MEMBERS, contact_rung=Rung.MEMBERS)
    actions.give_consent(by=None, subject=subject, purpose=PUBLISH, language="pl", channel=Channel.LINK)
    assert seen_by_everyone(one) == []


def test_consent_keeps_text_language_time_and_channel(people):
    subject = subject_of(people.member)
    for _twice in range(2):
        actions.give_consent(by=people.member, subject=subject, purpose=PUBLISH, language="pl", channel=Channel.ACCOUNT)
    consent = Consent.objects.get()
    assert (consent.text_version, consent.text_language, consent.given_through) == (1, "pl", Channel.ACCOUNT)
    assert consent.recorded_by == people.member


def test_consent_to_nothing_is_refused(people):
    with pytest.raises(LookupError):
        actions.give_consent(
            by=None, subject=subject_of(people.member), purpose="all", language="pl", channel=Channel.LINK
        )


def test_two_consents_in_force_are_impossible(db):
    fields = {"subject_public_id": "a", "purpose": PUBLISH, "text_version": 1, "text_language": "pl"}
    Consent.objects.create(**fields, given_through="link")
    with pytest.raises(IntegrityError):
        Consent.objects.create(**fields, given_through="link")


def test_link_works_without_an_account(kept, client):
    one, _post, subject = kept
    address = f"/pl/privacy/consents/{token_for(subject.public_id)}/"
    assert "Jan Próbny" in client.get(address).content.decode()
    assert client.post(address, {"purpose": PUBLISH, "answer": "yes"}).status_code == 302
    assert seen_by_everyone(one) == ["Jan Próbny"]
    client.post(address, {"purpose": PUBLISH, "answer": "no"})
    assert seen_by_everyone(one) == []
    assert Consent.objects.get().withdrawn_through == Channel.LINK


def test_forged_link_is_not_there(client):
    with pytest.raises(Http404):
        person_of("forged")


def test_letter_with_the_link(kept, people, django_capture_on_commit_callbacks):
    _one, post, subject = kept
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.send_consent_link(by=people.coordinator, subject=subject)
    assert mail.outbox[0].to == [post.email]
    assert "/privacy/consents/" in mail.outbox[0].body
    assert post.email not in str(last_audit_values())


def last_audit_values():
    from grono.portal.core.models import AuditEntry

    entry = AuditEntry.objects.latest("number")
    return entry.object_name, entry.before, entry.after


def test_account_page_gives_and_takes(people):
    client = people.client("member")
    client.post("/en/privacy/mine/consents/", {"purpose": PUBLISH, "answer": "yes"})
    assert "Withdraw the consent" in client.get("/en/privacy/mine/").content.decode()
    client.post("/en/privacy/mine/consents/", {"purpose": PUBLISH, "answer": "no"})
    assert "I agree" in client.get("/en/privacy/mine/").content.decode()
    with pytest.raises(ObjectDoesNotExist):
        Consent.objects.get(withdrawn_at__isnull=True)
