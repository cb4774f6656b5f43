"""The page of saved searches, feeds, and the button of an empty list, as a browser presses them (EXC-30, DIR-46)."""

import re
from datetime import datetime
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from grono.portal.core.models import RoleAssignment, User
from grono.portal.directory.actions import set_visibility
from grono.portal.directory.kinds import Rung
from grono.portal.search.actions import make_feed, save_view
from grono.portal.search.models import SavedView
from tests.portal.directory.factories import make_organisation
from tests.portal.hostile import CORPUS

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture
def browser(people):
    """Return a browser of a member that has to send the token of each form along."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.member)
    return client


def press(browser, page, action, **sent):
    """Press the button of the form that leads to an address of the page."""
    form = re.search(rf'<form[^>]*action="([^"]*{action}[^"]*)".*?</form>', page, re.DOTALL)
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form[0]))
    return browser.post(form[1], {**fields, **sent}, follow=True).content.decode()


def feed_of(client, address):
    return ET.fromstring(client.get(address).content)  # noqa: S314  (our own answer)


def test_empty_list_alerts_with_one_press(people, browser):
    page = browser.get("/en/directory/?q=kosmodrom").content.decode()
    page = press(browser, page.partition('class="empty"')[2], "views/save")
    assert "The view “kosmodrom” is saved. When something new appears we write to you once a day." in page
    view = SavedView.objects.get()
    assert (view.query, view.frequency) == ("q=kosmodrom", "daily")
    empty = browser.get("/en/directory/?q=kosmodrom").content.decode().partition('class="empty"')[2]
    assert "You follow this search as “kosmodrom”: we write to you once a day" in empty
    assert "Alert me" not in empty


def test_empty_list_leads_a_visitor_to_log_in_and_back(client, db):
    page = client.get("/en/directory/?q=kosmodrom&type=firm").content.decode()
    assert "/en/account/login/?next=%2Fen%2Fdirectory%2F%3Fq%3Dkosmodrom%26type%3Dfirm" in page


def test_page_says_what_is_new_and_every_button_works(people, browser):
    make_organisation("Młyn")
    view = save_view(by=people.member, kind="organisation", name="Mills", query="q=młyn")
    make_organisation("Młyn nowy")
    page = browser.get("/en/searches/").content.decode()
    assert re.search(r"There are now</dt>\s*<dd>\s*2\s", page)
    assert re.search(r"New since your last look</dt>\s*<dd>\s*1\s", page)
    assert "Mły" in press(browser, page, "look")
    page = press(browser, page, "alert", frequency="weekly")
    assert "“Mills”: by mail once a week." in page
    page = press(browser, page, "pause")
    assert "Letters about “Mills” are paused." in page
    page = press(browser, page, "pause")
    assert "Letters about “Mills” go on." in page
    assert re.search(r"New since your last look</dt>\s*<dd>\s*0\s", page)
    view.refresh_from_db()
    assert (view.frequency, view.paused_for) == ("weekly", "")
    asked = f"/en/searches/{view.public_id}/remove/"
    assert asked in page
    page = browser.get(asked).content.decode()
    assert "No more letters are sent about it" in page
    assert 'href="/en/searches/">Saved searches</a>' in " ".join(page.partition("<main")[2].split())
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.partition("<main")[2])[1]
    assert (
        "You keep no searches yet" in browser.post(asked, {"csrfmiddlewaretoken": token}, follow=True).content.decode()
    )


def test_a_wrong_frequency_changes_nothing(people, browser):
    view = save_view(by=people.member, kind="organisation", name="Mills", query="q=młyn", frequency="daily")
    page = browser.get("/en/searches/").content.decode()
    assert "Choose how often we write" in press(browser, page, "alert", frequency="hourly")
    view.refresh_from_db()
    assert view.frequency == "daily"


def test_private_feed_is_shown_once_and_opens_nothing_once_revoked(people, browser):
    save_view(by=people.member, kind="organisation", name="Mills", query="q=młyn")
    page = press(browser, browser.get("/en/searches/").content.decode(), "feed")
    address = re.search(r"<code>https?://[^/]+(/[^<]+)</code>", page)[1]
    assert Client().get(address).status_code == 200
    assert address not in browser.get("/en/searches/").content.decode()
    another = press(browser, page, "feed")
    assert Client().get(address).status_code == 404
    second = re.search(r"<code>https?://[^/]+(/[^<]+)</code>", another)[1]
    browser.post(f"/en/searches/{SavedView.objects.get().public_id}/feed/")  # refused: no token
    assert Client().get(second).status_code == 200
    people.client("member").post(f"/en/searches/{SavedView.objects.get().public_id}/feed/")
    assert Client().get(second).status_code == 404


def test_private_feed_shows_what_its_person_may_see_now(people):
    hidden = make_organisation("Zakład", texts={("capability", "pl"): "młyn"})
    set_visibility(by=people.coordinator, organisation=hidden, rungs={"texts": Rung.MEMBERS})
    view = save_view(by=people.coordinator, kind="organisation", name="Mills", query="q=młyn")
    address = f"/pl/searches/feed/{make_feed(by=people.coordinator, view=view)}/"
    assert len(feed_of(Client(), address).findall(f"{ATOM}entry")) == 1
    assert not feed_of(Client(), "/pl/directory/file/atom/?q=młyn").findall(f"{ATOM}entry")
    RoleAssignment.objects.filter(user=people.coordinator).delete()
    assert not feed_of(Client(), address).findall(f"{ATOM}entry")
    User.objects.filter(pk=people.coordinator.pk).update(is_active=False)
    assert Client().get(address).status_code == 404


def test_feed_is_atom_with_stable_names_and_languages(people, settings):
    settings.SITE_ADDRESS = "https://grono.example"
    made = make_organisation("Młyn", name_language="pl")
    feed = feed_of(Client(), "/en/directory/file/atom/?q=młyn")
    assert feed.tag == f"{ATOM}feed"
    assert feed.get(LANGUAGE) == "en"
    assert feed.find(f"{ATOM}id").text == "tag:grono.example,2026:directory?q=m%C5%82yn"
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    [entry] = feed.findall(f"{ATOM}entry")
    assert entry.find(f"{ATOM}id").text == f"tag:grono.example,2026:{made.public_id}"
    assert entry.find(f"{ATOM}title").get(LANGUAGE) == "pl"
    assert datetime.fromisoformat(entry.find(f"{ATOM}updated").text) == made.changed_at
    assert entry.find(f"{ATOM}link").get("href") == f"https://grono.example/en/directory/{made.public_id}/"


@pytest.mark.parametrize("text", CORPUS[::40])
def test_hostile_names_stay_text_in_a_feed(db, text):
    made = make_organisation("Młyn")
    type(made).objects.filter(pk=made.pk).update(legal_name=text.replace("\x00", "")[:300] or "x")
    feed = feed_of(Client(), "/en/directory/file/atom/?q=młyn")
    title = feed.find(f"{ATOM}entry/{ATOM}title")
    assert len(title) == 0
    assert not [one for one in feed.iter() if not one.tag.startswith(ATOM)]
