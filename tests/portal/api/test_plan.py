"""The plan through the API: the same views as on the page, and changes by an authority."""

import datetime

import pytest
from django.test import Client

from grono.portal.core.actions import make_token
from grono.portal.strategies.actions import record_resolution
from grono.portal.strategies.changes import Authority
from grono.portal.strategies.models import Node, PlanFact, StrategyState
from tests.portal.strategies.factories import make_card, make_leszno

pytestmark = pytest.mark.django_db
ORDER = {"authority": "order", "reference": "Zarządzenie 7", "decided_on": "2023-06-25"}


def get(strategy, more="", **query):
    return Client().get(f"/api/v1/strategies/{strategy.public_id}/plan{more}", {"language": "en", **query})


def post(people, strategy, sent, role="editor", scope="write"):
    token = make_token(by=people[role], name="t", scope=scope)
    address = f"/api/v1/strategies/{strategy.public_id}/plan?language=en"
    headers = {"HTTP_AUTHORIZATION": f"Bearer {token}"}
    return Client().post(address, sent, content_type="application/json", **headers)


@pytest.fixture
def stage(people):
    strategy = make_card().strategy
    authority = Authority.resolution("I/1", datetime.date(2020, 1, 15))
    record_resolution(by=people.editor, strategy=strategy, authority=authority)
    return Node.objects.get(kind="stage", number_text="2")


def change(stage, value, seen="80"):
    return {
        "kind": "node",
        "subject": stage.public_id,
        "field": "points",
        "period": "2021",
        "value": value,
        "seen": seen,
    }


def points(strategy, stage, **query):
    parts = {one["public_id"]: one for one in get(strategy, **query).json()["parts"]}
    return parts[stage.public_id]["points"]["2021"]["lower"]


def test_plan_of_leszno_has_its_quantities_and_its_gaps():
    plan = get(make_leszno().strategy).json()
    assert (plan["view"], plan["resolution"], plan["parts"][0]["lead"]) == (
        "as_revised",
        None,
        "Sekretarz Miasta Leszna",
    )
    assert plan["indicators"][0]["unspecified"]["2009"]["lower"] == "1"
    assert plan["indicators"][0]["direction"] is None
    assert [one["share"] for one in plan["funding"]] == ["80", "20"]


def test_change_by_an_order_is_seen_as_revised_only(people, stage):
    answer = post(people, stage.strategy, {**ORDER, "changes": [change(stage, "70")]})
    assert answer.json() == {"changed": 1}
    assert points(stage.strategy, stage) == "70"
    assert points(stage.strategy, stage, view="as_adopted") == "80"
    assert points(stage.strategy, stage, on="2023-06-24") == "80"
    log = get(stage.strategy, "/log", limit=1000).json()
    assert (log["count"], log["items"][-1]["reference"]) == (PlanFact.objects.count(), "Zarządzenie 7")
    checked = get(stage.strategy, "/log/check").json()
    assert (checked["holds"], checked["last_hash"]) == (True, log["items"][-1]["hash"])


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "was adopted"),
        ({**ORDER, "decided_on": None}, "Give the date of the decision"),
        ({"authority": "correction", "reference": "nota"}, "Say what was wrong"),
    ],
)
def test_change_without_authority_changes_nothing(people, stage, sent, sentence):
    answer = post(people, stage.strategy, {**sent, "changes": [change(stage, "70")]})
    assert answer.status_code == 422
    assert sentence in answer.json()["problems"][0]["message"]
    assert points(stage.strategy, stage) == "80"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ([{"value": "70", "seen": "75"}], "You wanted 70"),
        ([{"value": "dużo"}], "dużo"),
        ([{"value": "70"}, {"value": "60"}], "changed twice"),
    ],
)
def test_change_that_cannot_be_made_is_told(people, stage, changes, sentence):
    sent = [{**change(stage, ""), **one} for one in changes]
    answer = post(people, stage.strategy, {**ORDER, "changes": sent})
    assert answer.status_code == 422
    assert sentence in answer.json()["problems"][0]["message"]
    assert points(stage.strategy, stage) == "80"


@pytest.mark.parametrize(("role", "scope", "status"), [("analyst", "write", 404), ("editor", "read", 401)])
def test_who_may_not_change_a_plan_is_refused(people, stage, role, scope, status):
    assert post(people, stage.strategy, {**ORDER, "changes": [change(stage, "70")]}, role, scope).status_code == status
    assert points(stage.strategy, stage) == "80"


def test_plan_of_a_draft_is_not_found(stage):
    stage.strategy.state = StrategyState.DRAFT
    stage.strategy.save()
    assert [get(stage.strategy, more).status_code for more in ("", "/log", "/log/check")] == [404, 404, 404]
