"""How often one address may ask without an account (TRU-6), IPv6 by its network and proxies believed only where they are trusted (TRU-7)."""

import pytest
from django.test import Client, RequestFactory

from grono.portal.core import limits

PAGE = "/en/about/"


@pytest.fixture(autouse=True)
def clock(settings, monkeypatch):
    """Allow three requests in ten seconds and seven a minute, at a moment that the test says."""
    settings.ANONYMOUS_REQUESTS = {60: 7, 10: 3}
    moment = {"now": 60 * 28_000_000 + 12.5}
    monkeypatch.setattr(limits.time, "time", lambda: moment["now"])
    return moment


def ask(address=PAGE, client=None, **headers):
    return (client or Client()).get(address, **headers)


def test_one_request_too_many_is_answered_with_how_long_to_wait(db, clock):
    assert [ask().status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = ask()
    assert refused["Retry-After"] == "8"
    assert "Wait 8 seconds, then load the page again." in refused.content.decode()
    assert "Odczekaj 8 sekund" in ask("/pl/about/").content.decode()
    clock["now"] += 8
    assert ask().status_code == 200
    assert ask()["Retry-After"] == "40"  # the minute is full by now
    clock["now"] += 40
    assert ask().status_code == 200


def test_nothing_is_read_for_a_refused_request(db, django_assert_num_queries):
    for _ in range(3):
        ask()
    with django_assert_num_queries(0):
        assert ask("/api/v1/organisations").status_code == 429
    assert ask("/api/v1/organisations").json()["code"] == "too-many"


def test_pages_forms_the_api_and_tokens_that_do_not_count_share_one_counter(db):
    assert ask("/api/v1/organisations").status_code == 200
    assert Client().post("/en/account/login/", {"login": "x@example.org", "password": "x"}).status_code == 200
    wrong = {"HTTP_AUTHORIZATION": "Bearer grono_wrong"}
    assert [ask("/api/v1/organisations", **wrong).status_code for _ in range(2)] == [401, 429]
    assert ask(PAGE, **wrong).status_code == 429  # a token means nothing on a page


def test_who_has_logged_in_is_not_counted(people):
    client = people.client("member")
    assert {ask(client=client).status_code for _ in range(7)} == {200}
    forged = Client()
    forged.cookies["session"] = "x" * 32
    assert [ask(client=forged).status_code for _ in range(4)] == [200, 200, 200, 429]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
    ],
)
def test_ipv6_counts_by_its_network(first, second, same):
    found = [limits.address_of(RequestFactory().get(PAGE, REMOTE_ADDR=address)) for address in (first, second)]
    assert (found[0] == found[1]) is same


def test_the_header_of_a_proxy_counts_only_where_one_is_trusted(db):
    claimed = [{"HTTP_X_FORWARDED_FOR": f"192.0.2.{number}"} for number in range(4)]
    assert [ask(**header).status_code for header in claimed] == [200, 200, 200, 429]


def test_zero_lets_any_number_through(db, settings):
    settings.ANONYMOUS_REQUESTS = {60: 0, 10: 0}
    assert {ask().status_code for _ in range(7)} == {200}


def test_count_that_a_full_cache_has_dropped_begins_anew(db, monkeypatch):
    monkeypatch.setattr(limits.cache, "add", lambda *_given, **_named: True)  # it is gone before it can be raised
    assert ask().status_code == 200
