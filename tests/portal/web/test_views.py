"""Home, about, accessibility, gallery, appearance and the pages of errors."""

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from grono.portal.core import home, navigation
from grono.portal.core.display import Tile

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_tile(monkeypatch):
    monkeypatch.setattr(home, "_TILES", {})
    home.register_tile("sample", order=1)(lambda reader: Tile("Maps published", 3, "maps", "2025"))


def test_home_without_content_says_so(client, monkeypatch):
    monkeypatch.setattr(home, "_TILES", {})
    assert "Nothing is published yet" in client.get("/en/").content.decode()


def test_home_shows_what_the_apps_count(client, one_tile):
    page = client.get("/en/").content.decode()
    assert "Maps published" in page
    assert "Nothing is published yet" not in page


def test_home_offers_two_beginnings_and_not_the_pages_about_the_site(client, monkeypatch):
    monkeypatch.setattr(navigation, "_ENTRIES", {})
    for number, name in enumerate(["web:gallery", "web:accessibility", "web:home"]):
        navigation.register(name, f"Beginning {number}", order=number)
    navigation.register("web:about", "About", order=90)
    assert [entry.label for entry in client.get("/en/").context["entries"]] == ["Beginning 0", "Beginning 1"]


@pytest.mark.parametrize("demonstration", [True, False])
def test_home_says_whether_it_is_a_demonstration(demonstration, client, settings):
    settings.DEMONSTRATION = demonstration
    assert ("The economy in it is synthetic" in client.get("/en/").content.decode()) is demonstration


def test_about_names_sources_with_their_terms(client):
    page = client.get("/en/about/").content.decode()
    assert "© European Union" in page
    assert "Natural Earth" in page
    assert "European Union Public Licence" in page


def test_accessibility_names_the_operator_or_the_lack_of_one(client, settings):
    settings.OPERATOR = ""
    assert "has not entered a name" in client.get("/en/accessibility/").content.decode()
    settings.OPERATOR = "City of Sample"
    assert "City of Sample" in client.get("/en/accessibility/").content.decode()


def test_gallery_checks_what_is_sent_and_keeps_nothing(client):
    page = client.post("/en/gallery/", {"empty-name": "", "empty-employees": "-1"}).content.decode()
    assert 'href="#id_empty-name"' in page
    assert "Write a number that is not below 0." in page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_appearance_is_remembered_and_leads_back(scheme, client):
    response = client.get("/en/appearance/", {"scheme": scheme, "next": "/en/about/"})
    assert response["Location"] == "/en/about/"
    assert response.cookies["scheme"].value == scheme
    assert f'data-scheme="{scheme}"' in client.get("/en/about/").content.decode()


@pytest.mark.parametrize("scheme", ["device", "purple", ""])
def test_appearance_of_any_other_name_forgets_the_choice(scheme, client):
    client.cookies["scheme"] = "dark"
    client.get("/en/appearance/", {"scheme": scheme})
    assert "data-scheme" not in client.get("/en/about/").content.decode()


@pytest.mark.parametrize("target", ["https://example.org/", "//example.org/", "", "javascript:alert(1)"])
def test_appearance_leads_only_to_own_pages(target, client):
    assert client.get("/en/appearance/", {"scheme": "dark", "next": target})["Location"] == "/en/"


def test_invented_cookie_is_no_scheme(client):
    client.cookies["scheme"] = '"><script>'
    assert "data-scheme" not in client.get("/en/about/").content.decode()


@pytest.mark.parametrize("language", ["pl", "en"])
def test_page_that_does_not_exist_answers_in_the_language_of_its_address(language, client):
    response = client.get(f"/{language}/no/such/page/")
    assert response.status_code == 404
    assert f'<html lang="{language}"' in " ".join(response.content.decode().split())


@pytest.mark.parametrize("name", ["400.html", "403_csrf.html", "500.html"])
def test_page_of_a_broken_request_needs_nothing_and_speaks_both_languages(name):
    text = render_to_string(name)
    assert '<html lang="pl"' in text
    assert '<section lang="en"' in text


def test_form_without_token_is_refused_with_our_page():
    response = Client(enforce_csrf_checks=True).post("/en/gallery/", {})
    assert response.status_code == 403
    assert "The form has expired" in response.content.decode()


def test_every_page_links_to_its_other_language(client):
    page = client.get("/pl/gallery/?page=2").content.decode()
    assert 'hreflang="en" href="http://testserver/en/gallery/?page=2"' in page


def test_log_in_page_offers_no_sign_up(client):
    with override("en"):
        page = client.get(reverse("account_login")).content.decode()
    assert "sign up" not in page.lower()
    assert "one-time code" in page


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        ("analyst", ["maps:new", "maps:list"]),
        ("coordinator", ["directory:add", "strategies:import"]),
        ("administrator", ["core:people", "core:audit"]),
        ("member", ["core:account"]),
    ],
)
def test_home_says_what_the_person_can_do_next(people, role, offered):
    response = people.client(role).get("/en/")
    with override("en"):
        addresses = [reverse(route) for route in offered]
    shown = [card.href for card in response.context["next_steps"]]
    assert shown[: len(addresses)] == addresses
    assert "What you can do next" in response.content.decode()


def test_home_offers_visitors_no_next_steps(client):
    assert "What you can do next" not in client.get("/en/").content.decode()


def test_tile_says_what_its_date_is(one_tile, client):
    assert "stan na 2025" in client.get("/pl/").content.decode()


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("pl", ["Jest ważny przez 15 minut", "do logowania w Gronie pod adresem https://grono.example.org"]),
        ("en", ["It is valid for 15 minutes", "logging in to Grono at https://grono.example.org"]),
    ],
)
def test_letter_with_the_code_says_who_sends_it_and_how_long_it_is_valid(
    people, client, mailoutbox, settings, language, sentences
):
    settings.SITE_ADDRESS = "https://grono.example.org"
    client.post(f"/{language}/account/login/code/", {"email": people.member.email})
    (letter,) = mailoutbox
    assert all(sentence in letter.body for sentence in sentences)
    assert letter.subject.startswith("Grono: ")
    code = letter.subject.split()[-1]
    assert code in letter.body
    assert not {"podjąłeś", "testserver"} & set(letter.body.split())
