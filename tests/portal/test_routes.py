"""The sweep: every route, for every role, answers as ``routes.csv`` says (TRU-1)."""

import csv
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from grono.portal.core.runs import register_kind
from tests.portal.conftest import ALL_ROLES
from tests.portal.routes import all_routes
from tests.portal.samples import POSTS, QUERIES, SAMPLES

TABLE = Path(__file__).with_name("routes.csv")
LOG_IN = "login"  # 302 to the log-in page


def _read():
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = _read()
NAMED = {row["route"] for row in ROWS}
WRITING = {row["route"] for row in ROWS if row["method"] == "POST"}


@pytest.fixture(autouse=True)
def _sample_kind():
    register_kind("core.sample", lambda run, progress: None, title="Sample")


def test_every_route_stands_in_the_table():
    missing = sorted(set(all_routes()) - NAMED)
    head = "route,method," + ",".join(ALL_ROLES)
    assert not missing, f"Add a row for each of these to tests/portal/routes.csv ({head}): {', '.join(missing)}"


def test_every_row_of_the_table_is_a_route():
    extra = sorted(NAMED - set(all_routes()))
    assert not extra, f"No such route any more; take these rows out of tests/portal/routes.csv: {', '.join(extra)}"


def test_table_is_complete_and_sorted():
    keys = [(row["route"], row["method"]) for row in ROWS]
    assert keys == sorted(set(keys)), "Sort tests/portal/routes.csv by route and method, each pair once."
    assert list(ROWS[0]) == ["route", "method", *ALL_ROLES]
    assert all(row[role] for row in ROWS for role in ALL_ROLES), "An expected status is empty in routes.csv."


def _address(route, people):
    if route not in SAMPLES and all_routes()[route].pattern.count("<"):
        pytest.fail(f'The route "{route}" has arguments. Add how to make them to SAMPLES in tests/portal/samples.py.')
    return reverse(route, kwargs=SAMPLES.get(route, lambda _people: {})(people))


def _sent(row, people):
    return (QUERIES if row["method"] == "GET" else POSTS).get(row["route"], lambda _people: {})(people)


def _status(response):
    if response.status_code == 302 and response["Location"].partition("?")[0] == reverse("account_login"):
        return LOG_IN
    return str(response.status_code)


def _ask(method, client, address, sent):
    """Return the status of an answer; whatever the question did to the database is taken back."""
    for value in sent.values():
        if hasattr(value, "seek"):  # a file that the role before has sent
            value.seek(0)
    with transaction.atomic():
        status = _status(client.get(address, sent) if method == "GET" else client.post(address, sent))
        transaction.set_rollback(True)
    cache.clear()
    return status


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['route']}-{row['method']}")
def test_route_answers_each_role_as_the_table_says(row, people):
    if row["route"] not in all_routes():
        pytest.fail(f"routes.csv has a row for {row['route']}, which is no route.")
    clients = {role: people.client(role) for role in ALL_ROLES}
    address, sent = _address(row["route"], people), _sent(row, people)
    found = {role: _ask(row["method"], client, address, sent) for role, client in clients.items()}
    assert found == {role: row[role] for role in ALL_ROLES}
    if row["route"] not in WRITING:
        answers = {role: _ask("POST", clients[role], address, {}) for role in ("visitor", "administrator")}
        assert set(answers.values()) <= {"405", "404"}, (
            f"{row['route']} answers a POST with {answers}. Put @require_safe over the view, or add a POST row to routes.csv."
        )
