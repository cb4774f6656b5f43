"""Requests that came by letter, how each came and when it is due; what will soon have been kept long enough; the demonstration of it all (DIR-44, DIR-45)."""

import datetime

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from grono.portal.core.demonstration import PEOPLE
from grono.portal.core.models import AuditEntry, LogIn, User
from grono.portal.core.people import load_people
from grono.portal.core.problems import RefusedError
from grono.portal.core.session_actions import begin_session
from grono.portal.directory.models import Person
from grono.portal.privacy import actions
from grono.portal.privacy.clocks import due
from grono.portal.privacy.demonstration import load
from grono.portal.privacy.kinds import Channel, Way
from grono.portal.privacy.models import Consent, ErasureRequest
from grono.portal.privacy.queries import invented_among
from grono.portal.privacy.subjects import subject_of
from tests.portal.directory.kept import with_post

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def days_ago(days):
    return timezone.localdate() - datetime.timedelta(days=days)


def test_letter_counts_from_its_day_and_is_noted_once(people):
    _one, post = with_post(people)
    client = people.client("administrator")
    address = reverse("privacy:note_request", args=[post.person.public_id])
    for _twice in range(2):
        assert client.post(address, {"asked_on": days_ago(25).isoformat()})["Location"] == reverse("privacy:requests")
    request = ErasureRequest.objects.get()
    assert (request.way, timezone.localdate(request.answer_by)) == (Way.LETTER, days_ago(-5))
    assert "zostało 5 dni" in client.get("/pl/privacy/requests/").content.decode()
    assert AuditEntry.objects.filter(verb="privacy.ask_to_be_erased").count() == 1


def test_letter_of_tomorrow_or_without_a_day_is_refused(people):
    with pytest.raises(RefusedError):
        actions.ask_to_be_erased(by=people.administrator, subject=subject_of(people.member), on=days_ago(-1))
    address = reverse("privacy:note_request", args=[people.member.public_id])
    for day in ("", "soon", days_ago(-1).isoformat()):
        people.client("administrator").post(address, {"asked_on": day})
    assert not ErasureRequest.objects.exists()


def test_request_past_its_day_says_so(people):
    actions.ask_to_be_erased(by=None, subject=subject_of(people.member), on=days_ago(31))
    page = people.client("administrator").get("/en/privacy/requests/").content.decode()
    assert "overdue" in page
    assert "by a link sent to them" in page


def test_form_for_a_letter_stands_until_there_is_a_request(people):
    begin_session(by=people.administrator, reason="letter of 3 May")
    client, address = people.client("administrator"), reverse("privacy:person", args=[people.member.public_id])
    form = reverse("privacy:note_request", args=[people.member.public_id])
    assert form in client.get(address).content.decode()
    actions.ask_to_be_erased(by=people.member, subject=subject_of(people.member))
    assert form not in client.get(address).content.decode()
    assert ErasureRequest.objects.get().way == Way.ACCOUNT


def test_what_is_due_within_a_month_is_counted_apart(people):
    old, soon = (timezone.now() - datetime.timedelta(days=days) for days in (400, 350))
    for at in (old, soon, timezone.now()):
        LogIn.objects.create(user=people.member, session_key="x", began_at=at, used_at=at)
    (one,) = (one for one in due() if one.model == "core.LogIn")
    assert (one.number, one.soon) == (1, 1)


def test_demonstration_has_something_on_each_page_and_loads_once(people, settings):
    settings.DEMONSTRATION = True
    load_people()
    Person.objects.bulk_create([Person(full_name=f"Ola Wymyślona {n}", is_invented=True) for n in range(9)])
    load()
    load()
    assert [one.way for one in ErasureRequest.objects.all()] == [Way.LETTER, Way.ACCOUNT, Way.LINK, Way.ACCOUNT]
    assert ErasureRequest.objects.filter(answered_at=None).count() == 3
    assert set(Consent.objects.values_list("given_through", flat=True)) == {Channel.LINK, Channel.OPERATOR}
    assert Consent.objects.filter(withdrawn_at=None).count() == 4
    gone = User.objects.get(email__endswith="@erased.invalid")
    assert (gone.is_active, gone.is_demonstration) == (False, True)
    asked = set(ErasureRequest.objects.values_list("subject_public_id", flat=True))
    assert invented_among(iter(asked)) == asked
    assert next(one for one in due() if one.model == "core.LogIn").soon == len(PEOPLE)
    call_command("verify_audit")
