"""Indicators from statistics through the API: what is read, and what is written with the same forms and actions."""

import json

import pytest
from django.test import Client

from grono.portal.bindings.models import Binding
from grono.portal.core.actions import make_token
from tests.portal.bindings.factories import make_arrived, make_indicator, make_taken
from tests.portal.maps.factories import make_drawn

pytestmark = pytest.mark.django_db


def ask(path, **query):
    return Client().get(f"/api/v1/bindings/{path}", {"language": "en", **query})


def write(person, path, body=None, method="post"):
    token = make_token(by=person, name="t", scope="write")
    send = getattr(Client(headers={"Authorization": f"Bearer {token}"}), method)
    return send(f"/api/v1/bindings/{path}?language=en", json.dumps(body or {}), content_type="application/json")


def test_what_is_read_says_value_flag_and_date(people):
    strategy, indicator, binding, arrival = make_taken(people)
    listed = ask(strategy.public_id).json()
    assert [one["public_id"] for one in listed["items"]] == [binding.public_id]
    found = ask(f"{strategy.public_id}/{indicator.key}").json()
    assert [(one["year"], one["source_date"]) for one in found["values"]] == [
        (2020, str(arrival.source_date)),
        (2024, str(arrival.source_date)),
    ]
    assert found["beside_peers"][0] == {
        "year": 2020, "own": "4000", "lower_quartile": None, "median": None, "upper_quartile": None, "peers": 0, "nation": "5140",
    }  # fmt: skip
    assert found["sentences"] == []


def test_what_is_not_taken_over_is_for_who_binds(people):
    strategy, indicator, _binding, _arrival = make_arrived(people)
    found = ask(f"{strategy.public_id}/{indicator.key}").json()
    assert (found["binding"], found["arrival"], found["values"]) == (None, None, [])


def test_an_indicator_is_bound_taken_over_compared_and_unbound(people):
    strategy, indicator = make_indicator(people)
    map_ = make_drawn(people.analyst, published=True)
    path = f"{strategy.public_id}/{indicator.key}"
    body = {"map": map_.public_id, "measure": "employees", "place": "20", "industries": "10.51"}
    done = write(people.analyst, f"{path}/sources/map", body)
    assert done.status_code == 200
    assert done.json()["run"]
    wrong = write(people.analyst, f"{path}/sources/bdl", {"variables": "x", "place": "20"})
    assert wrong.status_code == 422
    assert write(people.analyst, f"{path}/sources/nowhere").status_code == 404
    assert write(people.analyst, f"{path}/refresh").json()["run"]
    assert write(people.analyst, f"{path}/peers", {"how": "hand", "places": ""}).status_code == 200
    assert write(people.analyst, path, method="delete").status_code == 200
    assert Binding.objects.get().removed_at is not None


def test_what_arrived_is_taken_over_once(people):
    strategy, indicator, _binding, arrival = make_arrived(people)
    path = f"{strategy.public_id}/{indicator.key}/arrivals/{arrival.public_id}"
    assert write(people.analyst, path).json()["notes"] == ["2 values were taken over."]
    assert write(people.analyst, path).status_code == 422


def test_who_may_not_bind_is_refused(people):
    strategy, indicator, _binding, _arrival = make_taken(people)
    assert write(people.member, f"{strategy.public_id}/{indicator.key}/refresh").status_code == 403
