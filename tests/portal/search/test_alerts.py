"""Letters about saved searches: each thing once, never what their person may not see, none after they were stopped (EXC-30, TRU-26)."""

import datetime
import random
import re
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from grono.portal.core.models import RoleAssignment
from grono.portal.directory.actions import remove_organisation, set_visibility
from grono.portal.directory.kinds import Rung
from grono.portal.search import actions, letters
from grono.portal.search.letters import write_alerts
from grono.portal.search.models import Alert, AlertedObject, SavedView
from tests.portal.directory.factories import make_organisation

START = timezone.make_aware(datetime.datetime.fromisoformat("2030-03-04T12:00"))
"""A Monday at noon."""
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: START)


def follow(user, query="q=młyn", frequency="instant", name="Mills"):
    return actions.save_view(by=user, kind="organisation", name=name, query=query, frequency=frequency)


def named():
    return [line for message in mail.outbox for line in message.body.splitlines() if line.startswith("Młyn")]


def stop_path(message):
    return re.search(r"<https?://[^/]+(/[^>]+)>", message.extra_headers["List-Unsubscribe"])[1]


def test_what_is_there_when_letters_are_switched_on_is_in_none(people):
    make_organisation("Młyn stary")
    view = follow(people.member, frequency="never")
    actions.change_alert(by=people.member, view=view, frequency="instant")
    assert write_alerts(START) == 0
    make_organisation("Młyn nowy")
    assert write_alerts(START) == 1
    assert named() == ["Młyn nowy"]
    assert write_alerts(START + 9 * DAY) == 0


@pytest.mark.parametrize(
    ("frequency", "hours"), [("instant", [1]), ("daily", [24 - 12 + 4]), ("weekly", [7 * 24 - 12 + 4])]
)
def test_each_frequency_has_its_time(people, frequency, hours):
    """Daily and weekly letters go out from four in the morning, weekly ones on Monday."""
    follow(people.member, frequency=frequency)
    make_organisation("Młyn")
    sent = [hour for hour in range(1, 8 * 24) if write_alerts(START + hour * HOUR)]
    assert sent == hours


def test_what_becomes_visible_later_is_new_then(people):
    hidden = make_organisation("Zakład", texts={("capability", "pl"): "młyn"})
    set_visibility(by=people.coordinator, organisation=hidden, rungs={"texts": Rung.MEMBERS})
    follow(people.member)
    follow(people.coordinator)
    assert write_alerts(START) == 0
    set_visibility(by=people.coordinator, organisation=hidden, rungs={"texts": Rung.PUBLIC})
    assert write_alerts(START) == 1
    assert mail.outbox[0].to == [people.member.email]


def test_rights_count_when_the_letter_is_sent(people):
    view = follow(people.coordinator)
    hidden = make_organisation("Zakład", texts={("capability", "pl"): "młyn"})
    set_visibility(by=people.coordinator, organisation=hidden, rungs={"texts": Rung.MEMBERS})
    RoleAssignment.objects.filter(user=people.coordinator).delete()
    assert write_alerts(START) == 0
    make_organisation("Młyn")
    type(view.user).objects.filter(pk=view.user_id).update(is_active=False)
    assert write_alerts(START) == 0
    assert not mail.outbox


def test_letter_has_name_language_and_one_click(people, settings):
    settings.SITE_ADDRESS = "https://grono.example"
    type(people.member).objects.filter(pk=people.member.pk).update(language="en")
    view = follow(people.member, name="Mills\r\nBcc: all@example.org")
    made = make_organisation("Młyn")
    SavedView.objects.filter(pk=view.pk).update(name="Mills\r\nBcc: all@example.org")
    write_alerts(START)
    [message] = mail.outbox
    assert message.subject == "New in “Mills Bcc: all@example.org”"
    assert f"https://grono.example/en/directory/{made.public_id}/" in message.body
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message.extra_headers["List-Unsubscribe"].startswith("<https://grono.example/en/searches/stop/")
    assert message.message()["Message-ID"] == f"<alert-{Alert.objects.get().public_id}@grono.example>"


def test_many_new_things_are_one_letter_that_leads_to_the_rest(people, monkeypatch):
    monkeypatch.setattr(letters, "MOST_IN_A_LETTER", 3)
    follow(people.member)
    for number in range(5):
        make_organisation(f"Młyn {number}")
    assert write_alerts(START) == 1
    assert named() == ["Młyn 4", "Młyn 3", "Młyn 2"]
    assert "/pl/directory/?q=m%C5%82yn" in mail.outbox[0].body
    make_organisation("Młyn 5")
    assert write_alerts(START + HOUR) == 1
    assert named()[3:] == ["Młyn 5"]


def test_the_link_of_a_letter_asks_and_a_post_stops_for_good(people):
    view = follow(people.member)
    make_organisation("Młyn")
    write_alerts(START)
    path = stop_path(mail.outbox[0])
    nobody = Client(enforce_csrf_checks=True)
    assert "You need not log in" in nobody.get(path.replace("/pl/", "/en/")).content.decode()
    view.refresh_from_db()
    assert view.frequency == "instant"
    assert nobody.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    make_organisation("Młyn nowszy")
    assert write_alerts(START + 8 * DAY) == 0
    view.refresh_from_db()
    actions.change_alert(by=people.member, view=view, frequency="instant")
    assert write_alerts(START + 9 * DAY) == 0
    make_organisation("Młyn najnowszy")
    assert write_alerts(START + 9 * DAY) == 1
    assert named() == ["Młyn", "Młyn najnowszy"]


def test_an_invented_secret_stops_nothing(people):
    view = follow(people.member)
    for token in (view.public_id, f"{view.public_id}:{'A' * 43}", "x"):
        assert Client().post(f"/en/searches/stop/{token}/").status_code == 404
    view.refresh_from_db()
    assert view.frequency == "instant"


def test_a_letter_lost_with_its_worker_goes_out_under_the_same_name(people, monkeypatch):
    follow(people.member)
    make_organisation("Młyn")
    with monkeypatch.context() as killed:
        killed.setattr(letters, "note_sent", _killed)
        with pytest.raises(KeyboardInterrupt):
            write_alerts(START)
    assert write_alerts(START + HOUR / 2) == 0
    assert write_alerts(START + HOUR) == 1
    assert len({one.extra_headers["Message-ID"] for one in mail.outbox}) == 1
    assert write_alerts(START + 3 * HOUR) == 0


def test_a_letter_lost_before_it_was_sent_leaves_out_what_went_from_sight(people, monkeypatch):
    follow(people.member)
    gone = make_organisation("Młyn A")
    make_organisation("Młyn B")
    with monkeypatch.context() as killed:
        killed.setattr(letters, "alert_message", _killed)
        with pytest.raises(KeyboardInterrupt):
            write_alerts(START)
    assert Alert.objects.get().told.count() == 2
    remove_organisation(by=people.coordinator, organisation=gone)
    assert write_alerts(START + HOUR) == 1
    assert named() == ["Młyn B"]
    assert AlertedObject.objects.count() == 1


def _killed(*_arguments, **_named):
    raise KeyboardInterrupt


class Refusing(EmailBackend):
    """Refuses its addressee, as a mail server does."""

    error = SMTPRecipientsRefused({"member@example.org": (550, b"no such user")})

    def send_messages(self, messages):
        raise self.error


class Hesitating(Refusing):
    """Asks to try again later, as against spam."""

    error = SMTPRecipientsRefused({"member@example.org": (450, b"later")})


class Selecting(EmailBackend):
    """Takes no letter to the member, but all others."""

    def send_messages(self, messages):
        if messages[0].to == ["member@example.org"]:
            raise SMTPDataError(554, b"not this one")
        return super().send_messages(messages)


class Silent(Refusing):
    """Is not there."""

    error = SMTPServerDisconnected("gone")


def test_three_bounces_pause_and_resuming_brings_everything(people, settings):
    view = follow(people.member)
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    for number in range(4):
        make_organisation(f"Młyn {number}")
        assert write_alerts(START) == 0
        view.refresh_from_db()
        assert (view.bounces, view.paused_for) == (min(number + 1, 3), "bounces" if number >= 2 else "")
    page = people.client("member").get("/en/searches/").content.decode()
    assert "Letters to your address came back" in page
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    people.client("member").post(f"/en/searches/{view.public_id}/pause/")
    assert write_alerts(START) == 1
    assert named() == ["Młyn 3", "Młyn 2", "Młyn 1", "Młyn 0"]


@pytest.mark.parametrize("backend", ["Silent", "Hesitating"])
def test_a_mail_server_that_is_away_loses_nothing_and_counts_as_no_bounce(people, settings, backend):
    view = follow(people.member, frequency="daily")
    make_organisation("Młyn")
    settings.EMAIL_BACKEND = f"{__name__}.{backend}"
    assert write_alerts(START + DAY) == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert write_alerts(START + DAY) == 1
    view.refresh_from_db()
    assert (named(), view.bounces) == (["Młyn"], 0)


def test_a_letter_that_is_refused_or_cannot_be_written_holds_up_no_other(people, settings, monkeypatch):
    refused, other = follow(people.member), follow(people.coordinator)
    make_organisation("Młyn A")
    settings.EMAIL_BACKEND = f"{__name__}.Selecting"
    assert write_alerts(START) == 1
    refused.refresh_from_db()
    assert refused.bounces == 1
    make_organisation("Młyn B")
    write = letters.alert_message

    def fails_for_the_member(alert, view, *further):
        if view.user_id == refused.user_id:
            raise ValueError
        return write(alert, view, *further)

    monkeypatch.setattr(letters, "alert_message", fails_for_the_member)
    assert write_alerts(START) == 1
    assert {message.to[0] for message in mail.outbox} == {other.user.email}


def test_asking_twice_to_be_alerted_forgets_nothing_that_is_still_to_be_told(people):
    follow(people.member, frequency="daily")
    make_organisation("Młyn")
    follow(people.member, frequency="daily")
    assert write_alerts(START + DAY) == 1
    assert named() == ["Młyn"]


def test_database_refuses_a_second_letter_about_a_thing(people):
    view = follow(people.member)
    first, second = (Alert.objects.create(public_id=f"letter{n}", view=view, claimed_at=START) for n in "12")
    AlertedObject.objects.create(view=view, object_id=1, alert=first)
    with pytest.raises(IntegrityError), transaction.atomic():
        AlertedObject.objects.create(view=view, object_id=1, alert=second)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_each_thing_is_told_once_and_nothing_after_stopping(people, settings, seed):
    """Random acts: entering, pausing, stopping, switching on, mail servers away; at the end all is told that had to be."""
    chance = random.Random(seed)  # noqa: S311  (a seed for a test)
    view, made, now = follow(people.member), 0, START
    wanted = set()
    for _step in range(25):
        now += HOUR
        act = chance.choice(["enter", "enter", "write", "write", "pause", "resume", "stop", "on", "away"])
        view.refresh_from_db()
        if act == "enter":
            made += 1
            make_organisation(f"Młyn {made}")
            if view.frequency != "never":
                wanted.add(f"Młyn {made}")
        elif act in ("pause", "resume"):
            actions.pause_alert(by=people.member, view=view, paused=act == "pause")
        elif act == "stop":
            actions.stop_alert(by=None, view=view)
            wanted = set(named())
        elif act == "on":
            actions.change_alert(by=people.member, view=view, frequency="instant")
        elif act == "away":
            with OtherBackend(settings, f"{__name__}.Silent"):
                write_alerts(now)
        else:
            before = len(mail.outbox)
            write_alerts(now)
            assert (view.frequency != "never" and not view.paused_for) or len(mail.outbox) == before
        told = named()
        assert len(told) == len(set(told))
    actions.pause_alert(by=people.member, view=view, paused=False)
    write_alerts(now + DAY)
    assert set(named()) == wanted


class OtherBackend:
    """Another mail backend for a while."""

    def __init__(self, settings, backend):
        self.settings, self.backend = settings, backend

    def __enter__(self):
        self.before, self.settings.EMAIL_BACKEND = self.settings.EMAIL_BACKEND, self.backend

    def __exit__(self, *_error):
        self.settings.EMAIL_BACKEND = self.before
