"""Letters and links: each letter once, on its day; a link is a secret that can be taken back (DIR-19)."""

import datetime
import re
from smtplib import SMTPException

import pytest
from django.utils import timezone

from grono.portal.surveys import actions
from grono.portal.surveys.kinds import Standing
from grono.portal.surveys.letters import write_letters
from grono.portal.surveys.models import Invitation, Letter, Link
from grono.portal.surveys.queries import link_by_secret
from tests.portal.directory.factories import make_organisation
from tests.portal.surveys.factories import answer, make_complete, make_open

pytestmark = pytest.mark.django_db
START = timezone.now()


def day(number):
    return START + datetime.timedelta(days=number)


def secret_in(mail):
    return re.search(r"/surveys/link/([^/\s]+)/", mail.body)[1]


def test_invitation_and_three_reminders_go_out_once_each(mailoutbox):
    wave, [invitation] = make_open()
    sent = [write_letters(wave, day(number)) for number in (0, 0, 1, 7, 7, 8, 14, 20, 21, 22, 28)]
    assert sent == [1, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0]
    assert [letter.day for letter in Letter.objects.all()] == [0, 7, 14, 21]
    assert [mail.subject for mail in mailoutbox][:2] == ["Prosimy o wypełnienie: Fala", "Przypomnienie: Fala"]
    assert len({mail.extra_headers["Message-ID"] for mail in mailoutbox}) == 4
    assert Invitation.objects.get(pk=invitation.pk).standing == Standing.INVITED


def test_clock_that_stood_still_sends_only_the_last_reminder(mailoutbox):
    wave, _invitations = make_open()
    write_letters(wave, day(0))
    assert write_letters(wave, day(25)) == 1
    assert [letter.day for letter in Letter.objects.all()] == [0, 21]
    assert write_letters(wave, day(26)) == 0


def test_whoever_is_done_refuses_or_has_no_address_gets_no_letter(mailoutbox):
    wave, invitations = make_open([make_organisation(f"Firma {name}") for name in "ABCDE"])
    write_letters(wave, day(0))
    make_complete(invitations[0])
    actions.refuse(by=None, invitation=invitations[1], reason="")
    Invitation.objects.filter(pk=invitations[2].pk).update(email="")
    Invitation.objects.filter(pk=invitations[3].pk).update(is_eligible=False)
    mailoutbox.clear()
    write_letters(wave, day(7))
    assert [mail.to for mail in mailoutbox] == [["firma5@example.org"]]


def test_nobody_is_written_to_after_the_last_day_or_the_closing(mailoutbox):
    wave, _invitations = make_open()
    assert write_letters(wave, day(31)) == 0
    assert write_letters(actions.close_wave(by=None, wave=wave), day(0)) == 0


def test_letter_that_the_mail_server_refuses_goes_out_with_the_next_run(monkeypatch, mailoutbox):
    wave, _invitations = make_open()

    def refused(_self, **_values):
        raise SMTPException

    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.EmailMessage.send", refused)
        assert write_letters(wave, day(0)) == 0
    assert write_letters(wave, day(0)) == 1


def test_letter_that_cannot_be_written_waits_for_the_next_run_not_for_an_hour(monkeypatch, mailoutbox):
    wave, _invitations = make_open()
    with monkeypatch.context() as patched:
        patched.setattr("grono.portal.surveys.letters.make_link", lambda **_values: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            write_letters(wave, day(0))
    assert write_letters(wave, day(0)) == 1


def test_letter_lost_with_its_worker_is_sent_again_under_the_same_name(mailoutbox):
    wave, [invitation] = make_open()
    lost = actions.claim_letter(by=None, invitation=invitation, day=0, now=day(0))
    assert write_letters(wave, day(0)) == 0
    assert write_letters(wave, day(1)) == 1
    assert lost.public_id in mailoutbox[0].extra_headers["Message-ID"]


def test_link_is_stored_hashed_and_works_until_revoked(mailoutbox, client):
    wave, [invitation] = make_open()
    write_letters(wave, day(0))
    token = secret_in(mailoutbox[0])
    assert len(token) >= 22
    assert token not in str(list(Link.objects.values()))
    response = client.get(f"/pl/surveys/link/{token}/")
    assert response.status_code == 302
    assert token not in response["Location"]
    assert (response["Referrer-Policy"], response["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow")
    assert client.get(response["Location"]).status_code == 200
    actions.revoke_links(by=None, invitation=invitation)
    assert link_by_secret(token) is None
    assert client.get(response["Location"]).status_code == 404
    unknown, revoked = (client.get(f"/pl/surveys/link/{secret}/") for secret in ("never-was", token))
    assert (unknown.status_code, revoked.status_code) == (404, 404)


def test_link_of_a_colleague_opens_one_section_and_hands_nothing_in(client):
    _wave, [invitation] = make_open()
    token = actions.hand_over(by=None, invitation=invitation, section="needs")
    answer(invitation, plan="grow")
    place = f"/pl/surveys/answer/{invitation.public_id}/"
    assert client.get(f"/pl/surveys/link/{token}/")["Location"].endswith("/sections/needs/")
    assert client.get(f"{place}sections/needs/").status_code == 200
    assert client.get(f"{place}sections/people/").status_code == 404
    assert "It grows" not in client.get(f"{place}copy/").content.decode()
    client.post(f"{place}finish/")
    assert Invitation.objects.get(pk=invitation.pk).completed_at is None


def test_page_of_letters_says_who_is_due_which_one_and_how_it_reads(people, mailoutbox):
    wave, invitations = make_open([make_organisation(f"Firma <i>{name}</i>") for name in "ABC"])
    Invitation.objects.filter(pk=invitations[1].pk).update(language="en")
    Invitation.objects.filter(pk=invitations[2].pk).update(email="")
    client = people.client("coordinator")
    address = f"/en/surveys/waves/{wave.public_id}/write/"
    page = client.get(address).content.decode()
    assert "Send 2 letters now" in page
    assert all(f"/invitations/{one.public_id}/" in page for one in invitations[:2])
    assert f"/invitations/{invitations[2].public_id}/" not in page
    assert "Please fill in: Wave" in page
    assert "<i>" not in page
    assert "Przypomnienie: Fala" in page
    assert "/surveys/link/…/" in page
    write_letters(wave, day(0))
    assert mailoutbox[0].subject in page
    page = client.get(address).content.decode()
    assert "Nobody is due a letter today." in page
    assert "letters now" not in page
    actions.close_wave(by=None, wave=wave)
    assert "nobody is written to" in client.get(address).content.decode()
