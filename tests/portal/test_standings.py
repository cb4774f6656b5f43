"""Three people more than the roles (TRU-1): with an account only, administrator of another organisation, coordinator of another cluster.

What a route answers them stands in ``standings.csv`` where it is not what ``routes.csv`` says of a member (of a coordinator for the third).
A row that says the same as ``routes.csv`` is too many, and fails.
"""

import csv
from pathlib import Path

import pytest
from django.test import Client

from grono.portal.clusters.models import ClusterCoordinator
from grono.portal.core.runs import register_kind
from grono.portal.directory.actions import appoint_administrator
from tests.portal.clusters.factories import make_cluster
from tests.portal.conftest import make_user
from tests.portal.directory.factories import make_organisation
from tests.portal.routes import all_routes
from tests.portal.test_routes import ROWS, _address, _ask, _sent

pytestmark = pytest.mark.one_database  # asks what test_routes.py asks on both, of three people more
TABLE = Path(__file__).with_name("standings.csv")
NEAREST = {"registered": "member", "other_administrator": "member", "other_coordinator": "coordinator"}
APPS = {
    "aid",
    "api",
    "clusters",
    "cooperation",
    "directory",
    "duplicates",
    "evaluations",
    "intake",
    "privacy",
    "search",
    "strategies",
    "surveys",
}
"""Apps whose objects belong to an organisation, a cluster or a person."""


def _registered():
    return make_user("registered@example.org")


def _other_administrator():
    user = make_user("other-administrator@example.org", "member")
    one = make_organisation("Zakład Inny")
    appoint_administrator(by=None, organisation=one, user=user, reason="test")
    return user


def _other_coordinator():
    user = make_user("other-coordinator@example.org", "coordinator")
    ClusterCoordinator.objects.create(cluster=make_cluster(name="Klaster Inny"), user=user)
    return user


MAKERS = {
    "registered": _registered,
    "other_administrator": _other_administrator,
    "other_coordinator": _other_coordinator,
}


def _read():
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {(row["route"], row["method"]): row for row in csv.DictReader(file)}


STANDINGS = _read()
ASKED = [row for row in ROWS if row["route"].partition(":")[0] in APPS and row["route"] in all_routes()]


@pytest.fixture(autouse=True)
def _sample_kind():
    register_kind("core.sample", lambda run, progress: None, title="Sample")


def test_table_of_standings_is_sorted_and_names_routes():
    assert list(STANDINGS) == sorted(STANDINGS)
    known = {(row["route"], row["method"]) for row in ASKED}
    assert set(STANDINGS) <= known, f"No such rows in routes.csv: {sorted(set(STANDINGS) - known)}"


def _client(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("row", ASKED, ids=lambda row: f"{row['route']}-{row['method']}")
def test_route_answers_each_standing_as_the_tables_say(row, people):
    clients = {name: _client(make()) for name, make in MAKERS.items()}
    address, sent = _address(row["route"], people), _sent(row, people)
    found = {name: _ask(row["method"], client, address, sent) for name, client in clients.items()}
    said = STANDINGS.get((row["route"], row["method"]), {})
    expected = {name: said.get(name) or row[nearest] for name, nearest in NEAREST.items()}
    assert found == expected
    too_many = [name for name, nearest in NEAREST.items() if said.get(name) and said[name] == row[nearest]]
    assert not too_many, "routes.csv says the same already."
