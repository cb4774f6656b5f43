import pytest
from django.test import Client

from tests.portal.maps.factories import make_drawn

CLIENT_LANGUAGES = [("pl", "Pod tym adresem"), ("en", "There is nothing")]


@pytest.mark.parametrize(("language", "beginning"), CLIENT_LANGUAGES)
def test_refusal_is_in_the_language_of_the_header_or_the_parameter(db, client, language, beginning):
    other = {"pl": "en", "en": "pl"}[language]
    by_header = client.get("/api/v1/maps/aaaaaaaaaaaa", HTTP_ACCEPT_LANGUAGE=language)
    by_parameter = client.get("/api/v1/maps/aaaaaaaaaaaa", {"language": language}, HTTP_ACCEPT_LANGUAGE=other)
    for response in (by_header, by_parameter):
        assert response.json()["message"].startswith(beginning)
        assert response["Content-Language"] == language


@pytest.mark.parametrize("address", ["/api/v1/", "/api/v1/nothing", "/api/v2/maps", "/api/v1/maps/"])
def test_address_that_does_not_exist_answers_as_the_api_does(db, client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert set(response.json()) == {"message", "code"}


def test_root_leads_to_the_page_for_people(db, client):
    assert client.get("/api/", HTTP_ACCEPT_LANGUAGE="en")["Location"] == "/en/api/"


@pytest.mark.parametrize(
    ("query", "parameter", "words"),
    [
        ({"limit": "1001"}, "limit", "1000"),
        ({"limit": "0"}, "limit", "from 1"),
        ({"offset": "-1"}, "offset", "from 0"),
        ({"limit": "many"}, "limit", "whole number"),
        ({"language": "de"}, "language", "'pl', 'en'"),
        ({"limti": "5"}, "limti", "limit"),
        ({"zzz": "5"}, "zzz", "offset"),
    ],
)
def test_wrong_parameter_is_named_with_what_would_be_right(ask, query, parameter, words):
    refusal = ask("maps", status=422, **query)
    assert refusal["code"] == "wrong-parameters"
    [problem] = refusal["problems"]
    assert problem["parameter"] == parameter
    assert words in problem["message"]


def test_all_wrong_parameters_are_named_at_once(ask):
    problems = ask("maps", status=422, limit="x", offset="y")["problems"]
    assert {one["parameter"] for one in problems} == {"limit", "offset"}


def test_identifier_no_database_can_hold_is_simply_absent(ask):
    for address in ("maps/%00", "organisations/a%00b", "cards/%00/text"):
        assert ask(address, status=404)["code"] == "not-found"


def test_text_too_long_is_refused(ask):
    assert "200" in ask("organisations", status=422, q="x" * 201)["problems"][0]["message"]


def test_head_answers_as_get_without_content(people):
    make_drawn(people.analyst, published=True)
    client = Client()
    head, get = client.head("/api/v1/maps"), client.get("/api/v1/maps")
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Length"] == str(len(get.content))


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(people, method):
    response = getattr(people.client("administrator"), method)("/api/v1/maps")
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"


def test_answers_carry_the_headers_of_every_page(client, db):
    response = client.get("/api/v1/maps")
    assert response["Content-Security-Policy"].startswith("default-src 'none'; script-src 'none'")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "Accept-Language" in response["Vary"]
    assert "set-cookie" not in {name.lower() for name in response.headers}


def test_letters_can_be_read_in_the_answer(client, db):
    body = client.get("/api/v1/classifications/nace2/codes/10.51", {"language": "pl"}).content.decode()
    assert "Przetwórstwo" in body
