"""Of whom a second factor is asked; who has none reads as a visitor and can set one up, log out, change the language (TRU-8)."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse

from grono.portal.config import environment
from grono.portal.core import demonstration
from grono.portal.core.actions import give_role, make_token
from grono.portal.core.models import AuditEntry, LogIn
from grono.portal.core.people import load_people
from grono.portal.core.roles import COORDINATOR, ROLES
from grono.portal.core.runs import register_kind
from grono.portal.core.second_factor import LOG_IN, SET_UP
from tests.portal.conftest import PASSWORD, make_user
from tests.portal.core.second_factor import code, key_on, log_in, recovery_codes, second_step, with_app
from tests.portal.routes import all_routes
from tests.portal.test_routes import ROWS, _address, _sent

pytestmark = pytest.mark.django_db
HERE, APP = "/en/my-account/second-factor/", "/en/my-account/second-factor/app/"


@pytest.fixture(autouse=True)
def _asked_from_coordinator_upwards(settings):
    settings.SECOND_FACTOR_ROLES = ["coordinator", "administrator"]
    register_kind("core.sample", lambda run, progress: None, title="Sample")


def test_by_default_it_is_asked_from_coordinator_upwards():
    given = [role.name for role in ROLES.values() if role.given]
    default = environment.VARIABLES["GRONO_SECOND_FACTOR_ROLES"].default.split(",")
    assert default == given[given.index(COORDINATOR) :]


def test_log_in_leads_to_setting_up_and_then_to_what_was_wanted(people):
    client, answer = log_in(people.coordinator, next="/en/surveys/")
    assert answer["Location"] == HERE
    page = client.get(HERE).content.decode()
    assert "A role of yours asks for a second factor" in page
    assert "Coordinator" in page
    assert 'href="/en/my-account/"' not in page.partition("<main")[2]  # it would lead back here
    key = key_on(client.get(APP))  # who has just logged in is not asked for the password once more
    codes = client.post(APP, {"code": code(key)}, follow=True)
    assert codes.request["PATH_INFO"] == HERE + "recovery-codes/"
    assert 'href="/en/surveys/"' in codes.content.decode()
    assert client.get("/en/people/").status_code == 403  # a coordinator again, no longer a visitor
    assert "You have logged in as" not in client.get("/en/about/").content.decode()


def test_others_log_in_as_before(people):
    _client, answer = log_in(people.member)
    assert answer["Location"] == "/en/"


def _plain(response):
    """Return a page without what differs from answer to answer, and without the bar that says what is missing."""
    page = re.sub(r'(nonce|value)="[^"]*"', "", response.content.decode())
    page = re.sub(r'<section class="messages"\s+aria-label="[^"]*">.*?</section>', "", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", page)


PUBLIC = sorted({row["route"] for row in ROWS if row["method"] == "GET" and row["route"] not in LOG_IN | SET_UP})


@pytest.mark.slow
@pytest.mark.one_database
@pytest.mark.parametrize("route", PUBLIC)
def test_every_page_answers_as_a_visitor_is_answered(route, people):
    if route not in all_routes():
        pytest.fail(f"routes.csv has a row for {route}, which is no route.")
    row = {"route": route, "method": "GET"}
    address, sent = _address(route, people), _sent(row, people)
    waiting = people.client("administrator")
    answers = []
    for client in (Client(), waiting):
        with transaction.atomic():
            answers.append(client.get(address, sent))
            transaction.set_rollback(True)
        cache.clear()
    visitor, found = answers
    if visitor.status_code == 302 and visitor["Location"].startswith(reverse("account_login")):
        assert found["Location"] == reverse("core:second_factor")
        return
    assert found.status_code == visitor.status_code
    if found.status_code == 200 and not found.streaming and "text/html" in found["Content-Type"]:
        assert _plain(found) == _plain(visitor)


@pytest.mark.slow
@pytest.mark.one_database
@pytest.mark.parametrize("row", [row for row in ROWS if row["method"] == "POST"], ids=lambda row: row["route"])
def test_nothing_can_be_done(row, people):
    if row["route"] in LOG_IN | SET_UP:
        return
    address, sent = _address(row["route"], people), _sent(row, people)
    waiting = people.client("administrator")
    theirs = AuditEntry.objects.filter(by_public_id=people.administrator.public_id)
    before = theirs.count()
    with transaction.atomic():
        answer = waiting.post(address, sent)
        after = theirs.count()
        transaction.set_rollback(True)
    cache.clear()
    if row["visitor"] == "login":
        assert answer["Location"] == reverse("core:second_factor")
    else:
        assert str(answer.status_code) == row["visitor"]
    assert after == before


@pytest.mark.parametrize("route", sorted(LOG_IN))
def test_log_in_pages_lead_to_setting_up(route, people):
    assert people.client("coordinator").get(reverse(route))["Location"] == reverse("core:second_factor")


def test_logging_out_and_the_other_language_stay_open(people):
    client = people.client("coordinator")
    assert "Drugi składnik logowania" in client.get("/pl/my-account/second-factor/").content.decode()
    assert client.post("/en/account/logout/").status_code == 302
    assert client.get(HERE)["Location"].startswith("/en/account/login/")


def test_role_given_meanwhile_asks_from_the_next_request(people):
    client = people.client("member")
    assert client.get("/en/my-account/").status_code == 200
    give_role(by=None, user=people.member, role="coordinator")
    assert client.get("/en/my-account/")["Location"] == HERE


def test_token_of_an_account_without_the_factor_does_not_count(people):
    token = make_token(by=people.coordinator, name="Export", scope="read")
    ask = {"HTTP_AUTHORIZATION": f"Bearer {token}"}
    refused = Client().get("/api/v1/organisations", **ask)
    assert (refused.status_code, refused.json()["code"]) == (403, "second-factor")
    with_app(people.coordinator)
    assert Client().get("/api/v1/organisations", **ask).status_code == 200


def test_invented_people_are_exempt_and_told_so(db, settings):
    settings.DEMONSTRATION = True
    invented = make_user("administrator@example.org", "administrator", is_demonstration=True)
    client, answer = log_in(invented)
    assert answer["Location"] == "/en/"
    assert client.get("/en/audit/").status_code == 200
    assert "Of invented people no second factor is asked" in client.get(HERE).content.decode()
    assert "Of its invented people no second factor is asked" in Client().get("/en/account/login/").content.decode()
    client.post("/en/account/again/", {"password": PASSWORD})
    refused = client.post(APP, {"code": code(key_on(client.get(APP)))}, follow=True)
    assert "Invented people have no second factor" in refused.content.decode()


def test_every_log_in_of_the_demonstration_opens_its_pages(db, settings):
    settings.DEMONSTRATION, settings.SECOND_FACTOR_ROLES = True, [*demonstration.PEOPLE]
    load_people()
    for role in demonstration.PEOPLE:
        client = Client()
        form = {"login": demonstration.address_of(role), "password": demonstration.password()}
        assert client.post("/en/account/login/", form)["Location"] == "/en/", role
        assert client.get("/en/my-account/").status_code == 200


def test_administrator_resets_what_was_lost(people, django_capture_on_commit_callbacks):
    with_app(people.coordinator)
    lost, _answer = log_in(people.coordinator)
    second_step(lost, recovery_codes(people.coordinator)[0])
    with_app(people.administrator)
    client = people.client("administrator")
    address = f"/en/people/{people.coordinator.public_id}/second-factor/"
    assert "authenticator app" in client.get(f"/en/people/{people.coordinator.public_id}/").content.decode()
    assert "Say in a few words why" in client.post(address, {"reason": "lost"}).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address, {"reason": "Telephone lost, came to the office"}).status_code == 302
    assert lost.get("/en/my-account/")["Location"].startswith("/en/account/login/")
    assert not LogIn.objects.filter(user=people.coordinator, ended_at__isnull=True).exists()
    assert mail.outbox[-1].to == [people.coordinator.email]
    assert "Telephone lost, came to the office" in mail.outbox[-1].body
    entry = AuditEntry.objects.order_by("-number").first()
    assert (entry.verb, entry.by_public_id) == ("core.reset_second_factor", people.administrator.public_id)
    assert entry.after == {"reason": "Telephone lost, came to the office"}
    again = client.post(address, {"reason": "Telephone lost, once more"})
    assert "This person has no second factor." in again.content.decode()


def test_administrator_does_not_reset_their_own(people):
    with_app(people.administrator)
    address = f"/en/people/{people.administrator.public_id}/second-factor/"
    page = people.client("administrator").post(address, {"reason": "I have lost my telephone"})
    assert "or ask another administrator" in page.content.decode()


def test_command_resets_when_no_administrator_is_left(people):
    with_app(people.administrator)
    call_command("reset_second_factor", people.administrator.email, reason="The only administrator lost the telephone")
    assert AuditEntry.objects.order_by("-number").first().by_public_id == ""
    with pytest.raises(CommandError, match="has no second factor"):
        call_command("reset_second_factor", people.administrator.email, reason="The only administrator lost it")
    with pytest.raises(CommandError, match="Nobody has an account with the address"):
        call_command("reset_second_factor", "nobody@example.org", reason="The only administrator lost it")
    with pytest.raises(CommandError, match="Say in a few words why"):
        call_command("reset_second_factor", people.administrator.email, reason="lost")
