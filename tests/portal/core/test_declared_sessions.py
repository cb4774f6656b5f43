"""An administrator sees private data in a declared session only: before, within, after, and when the role is taken away (TRU-4)."""

import datetime
import re

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from grono.portal.core.actions import take_role
from grono.portal.core.audit_check import verify_chain
from grono.portal.core.models import AuditEntry, DeclaredSession, Sight, User
from grono.portal.core.problems import RefusedError
from grono.portal.core.session_actions import begin_session, end_sessions
from grono.portal.directory import actions as directory
from grono.portal.directory.kinds import Rung
from tests.portal.conftest import make_user
from tests.portal.directory.factories import make_organisation
from tests.portal.directory.kept import make_kept

pytestmark = pytest.mark.django_db
REASON = "request on paper of 3 May"


def fresh(user):
    return User.objects.get(pk=user.pk)


@pytest.fixture
def hidden(people):
    """Return an organisation of the member's whose street nobody but its keepers sees."""
    one = make_kept(people)
    directory.set_visibility(by=people.member, organisation=one, rungs={"address": Rung.HIDDEN})
    return one


def page_of(people, one):
    return people.client("administrator").get(reverse("directory:organisation", args=[one.public_id])).content.decode()


def test_hidden_fields_are_open_within_the_session_only(people, hidden):
    assert "Lipowa 1" not in page_of(people, hidden)
    begin_session(by=people.administrator, reason=REASON)
    assert "Lipowa 1" in page_of(people, hidden)
    DeclaredSession.objects.update(began_at=timezone.now() - datetime.timedelta(hours=1), ends_at=timezone.now())
    assert "Lipowa 1" not in page_of(people, hidden)


def test_session_lasts_as_long_as_the_setting_says(people, settings):
    settings.SESSION_MINUTES = 7
    made = begin_session(by=people.administrator, reason=REASON)
    assert made.ends_at - made.began_at == datetime.timedelta(minutes=7)


def test_dry_run_of_a_person_leads_to_the_declaration_and_back(people):
    client = people.client("administrator")
    wanted = reverse("privacy:person", args=[people.member.public_id])
    led = client.get(wanted)
    assert led["Location"].startswith(reverse("core:declare"))
    assert client.post(wanted).status_code == 302
    assert User.objects.get(pk=people.member.pk).email == people.member.email  # the POST erased nobody
    page = client.get(led["Location"])
    assert f'value="{wanted}"' in page.content.decode()
    assert client.post(reverse("core:declare"), {"reason": REASON, "next": wanted})["Location"] == wanted
    assert client.get(wanted).status_code == 200


def test_operation_answers_as_the_page(people):
    address = reverse("api:v1:person_erasure", args=[people.member.public_id])
    client = people.client("administrator")
    refused = client.get(address)
    assert (refused.status_code, refused.json()["code"]) == (403, "session-needed")
    begin_session(by=people.administrator, reason=REASON)
    assert client.get(address).status_code == 200
    assert Sight.objects.get().page == "api:v1:person_erasure"


def test_addresses_of_accounts_are_closed_and_not_to_be_guessed(people):
    make_user("somebody.private@example.org", name="Zofia Nieznana")
    client = people.client("administrator")
    assert "somebody.private" not in client.get(reverse("core:people")).content.decode()
    assert "Zofia" not in client.get(reverse("core:people"), {"q": "somebody"}).content.decode()
    assert "Zofia" in client.get(reverse("core:people"), {"q": "Somebody.private@example.org"}).content.decode()
    begin_session(by=people.administrator, reason=REASON)
    assert "somebody.private" in client.get(reverse("core:people"), {"q": "somebody"}).content.decode()


def test_role_taken_away_counts_from_the_next_request(people, hidden):
    make_user("second@example.org", "administrator")
    begin_session(by=people.administrator, reason=REASON)
    client = people.client("administrator")
    address = reverse("privacy:person", args=[people.member.public_id])
    assert client.get(address).status_code == 200
    take_role(by=people.administrator, user=people.administrator, role="administrator")
    assert client.get(address).status_code == 403
    assert "Lipowa 1" not in client.get(reverse("directory:organisation", args=[hidden.public_id])).content.decode()


def test_session_of_one_opens_nothing_to_another(people, hidden):
    other = make_user("second@example.org", "administrator")
    begin_session(by=other, reason=REASON)
    assert "Lipowa 1" not in page_of(people, hidden)
    for role in ("member", "analyst", "editor"):
        assert not fresh(people[role]).can("core.see_private_data")


def test_owner_reads_who_opened_what_and_why(people, hidden):
    begin_session(by=people.administrator, reason=REASON)
    client = people.client("administrator")
    client.get(reverse("privacy:person", args=[people.member.public_id]))
    page_of(people, hidden)
    client.get(reverse("core:people"))
    seen = people.client("member").get(reverse("directory:seen")).content.decode()
    assert seen.count(REASON) == 3
    assert people.administrator.full_name in seen
    assert REASON not in people.client("analyst").get(reverse("directory:seen")).content.decode().replace(REASON, "", 1)
    told = people.client("member").get(reverse("api:v1:me")).json()["sights"]
    assert {one["reason"] for one in told} == {REASON}


def test_nothing_is_noted_outside_a_session_or_of_what_was_refused(people, hidden):
    page_of(people, hidden)
    assert not Sight.objects.exists()
    begin_session(by=people.administrator, reason=REASON)
    people.client("administrator").get(reverse("directory:organisation", args=["nobody"]))
    assert not Sight.objects.exists()


def test_bar_stands_on_every_page_and_ends_the_session(people):
    client = people.client("administrator")
    end = reverse("core:end_session")
    assert end not in client.get(reverse("web:home")).content.decode()
    begin_session(by=people.administrator, reason="why <b>so</b> bold")
    bar = client.get(reverse("web:home")).content.decode()
    assert end in bar
    assert "&lt;b&gt;so" in bar
    client.post(end)
    assert end not in client.get(reverse("web:home")).content.decode()
    assert not fresh(people.administrator).can("core.see_private_data")


def test_second_session_ends_the_first_and_all_stands_in_the_chain(people):
    first = begin_session(by=people.administrator, reason=REASON)
    begin_session(by=people.administrator, reason="another reason altogether")
    first.refresh_from_db()
    assert first.ends_at <= timezone.now()
    end_sessions(by=people.administrator)
    end_sessions(by=people.administrator)
    verbs = list(AuditEntry.objects.order_by("number").values_list("verb", flat=True))
    assert verbs == ["core.begin_session", "core.end_session", "core.begin_session", "core.end_session"]
    assert verify_chain().findings == []


def test_reason_has_to_tell_the_owner_something(people):
    with pytest.raises(RefusedError):
        begin_session(by=people.administrator, reason="  test   ")
    page = people.client("administrator").post("/en/declared-session/", {"reason": "test"}).content.decode()
    assert "Say in a few words why: whoever owns the data reads it." in page
    with pytest.raises(IntegrityError), transaction.atomic():
        DeclaredSession.objects.create(user=people.administrator, reason="", ends_at=timezone.now())


def test_declaration_leads_to_own_pages_only(people):
    client = people.client("administrator")
    sent = client.post(reverse("core:declare"), {"reason": REASON, "next": "https://elsewhere.example/"})
    assert sent["Location"] == reverse("core:declare")


def test_company_page_of_many_is_noted_for_everyone(people):
    make_organisation("Inna")
    begin_session(by=people.administrator, reason=REASON)
    people.client("administrator").get(reverse("directory:list"))
    assert Sight.objects.get().owner_public_id == ""


def test_session_is_extended_from_the_bar_with_and_without_a_script(people):
    client, address = people.client("administrator"), reverse("core:extend_session")
    assert client.post(address)["Location"] == reverse("core:declare")
    made = begin_session(by=people.administrator, reason=REASON)
    soon = timezone.now() + datetime.timedelta(minutes=1)
    DeclaredSession.objects.update(ends_at=soon)
    bar = client.get(reverse("web:home")).content.decode()
    assert int(re.search(r'data-session-bar="(\d+)"', bar)[1]) <= 60
    assert client.post(address, {"next": "/pl/directory/"})["Location"] == "/pl/directory/"
    assert client.post(address, {"next": "https://evil.example/"})["Location"] == reverse("web:home")
    renewed = client.post(address, headers={"HX-Request": "true"}).content.decode()
    assert int(re.search(r'data-session-bar="(\d+)"', renewed)[1]) > 120
    assert "<html" not in renewed
    made.refresh_from_db()
    assert made.ends_at > soon
    assert made.reason == REASON
    assert AuditEntry.objects.filter(verb="core.extend_session").count() == 3
    assert verify_chain().findings == []
