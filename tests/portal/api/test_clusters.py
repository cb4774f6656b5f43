import datetime

import pytest

from grono.portal.clusters.actions import state_facts
from tests.portal.clusters.factories import LONG_AGO, make_cluster, make_member, pay


@pytest.fixture
def cluster(people):
    made = make_cluster(people.coordinator)
    pay(made, make_member(made, "Active"), datetime.date(2026, 1, 2))
    make_member(made, "Declared", signed=None)
    return made


def asked(people, role, address, **query):
    return people.client(role).get(f"/api/v1/clusters{address}", {"language": "en", **query})


def test_list_counts_the_signed(people, cluster):
    found = asked(people, "visitor", "").json()
    assert [(one["name"]["text"], one["signed_members"]) for one in found["items"]] == [("Klaster Próbny", 1)]


@pytest.mark.parametrize(("role", "names"), [("visitor", ["Active"]), ("coordinator", ["Active", "Declared"])])
def test_members_are_those_of_the_page(people, cluster, role, names):
    found = asked(people, role, f"/{cluster.public_id}/members", as_of="2026-11-20").json()
    assert [one["name"]["text"] for one in found["items"]] == names
    page = (
        people.client(role).get(f"/en/clusters/{cluster.public_id}/members/", {"as_of": "2026-11-20"}).content.decode()
    )
    assert [name for name in ("Active", "Declared") if f">{name}</a>" in page] == names
    assert found["items"][0]["standing"]["key"] == "active"
    assert [one["key"] for one in found["items"][0]["proof"]] == ["fee"]


def test_ladder_is_that_of_a_day_as_known_on_another(people, cluster):
    found = asked(people, "coordinator", f"/{cluster.public_id}", as_of="2026-11-20", known_on="2020-01-01").json()
    assert {one["standing"]["key"]: one["count"] for one in found["ladder"]} == dict.fromkeys(
        ("declared", "signed", "active", "lapsed", "left", "refused"), 0
    )
    assert found["known_on"] == "2020-01-01"


def test_facts_carry_day_source_and_language(people, cluster):
    state_facts(by=None, cluster=cluster, values={"team_fte": "1.5"}, as_of=LONG_AGO, source="Statut")
    fact = asked(people, "visitor", f"/{cluster.public_id}").json()["facts"][0]
    assert (fact["key"], fact["value"], fact["as_of"], fact["source"]["text"]) == (
        "team_fte",
        "1.5",
        "2024-03-01",
        "Statut",
    )


def test_validation_says_what_would_lift_each_rule(people, cluster):
    found = asked(people, "visitor", f"/{cluster.public_id}/validation", as_of="2026-11-20").json()
    assert found["state"] == "not_met"
    assert {rule["key"]: rule["lift"] for rule in found["rules"]}["members"].startswith("14 signatures more.")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1899-12-31"])
def test_day_outside_the_calendar_is_refused(people, cluster, day):
    for address in ("", "/members", "/validation"):
        assert asked(people, "visitor", f"/{cluster.public_id}{address}", as_of=day).status_code == 422


def test_cluster_that_is_not_there_is_not_found(people):
    assert asked(people, "visitor", "/nowhere").status_code == 404
