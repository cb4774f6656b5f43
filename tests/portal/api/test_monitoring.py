import pytest
from django.test import Client

from grono.portal.core.actions import make_token
from grono.portal.monitoring.actions import submit_report
from grono.portal.monitoring.models import Report
from tests.portal.monitoring.factories import (
    give_post,
    make_period,
    make_plan,
    make_published,
    make_report,
    part_named,
)

pytestmark = pytest.mark.django_db


def get(path, **query):
    return Client().get(f"/api/v1/monitoring/{path}", {"language": "en", **query})


def post(people, path, sent, role="coordinator", scope="write"):
    token = make_token(by=people[role], name="t", scope=scope)
    headers = {"HTTP_AUTHORIZATION": f"Bearer {token}"}
    return Client().post(f"/api/v1/monitoring/{path}?language=en", sent, content_type="application/json", **headers)


def test_statuses_are_those_of_the_page(people):
    strategy = make_plan()
    make_published(strategy, make_period(strategy), people, done=(40, 5), jobs="90–100")
    answer = get(strategy.public_id).json()
    assert [(one["name"]["text"], one["status"]["worst"]) for one in answer["tasks"]] == [
        ("1 Inkubator", "amber"),
        ("2 Targi", "no_owner"),
    ]
    assert answer["tasks"][0]["to_date"] == {"done": 45, "planned": 50, "percent": 90.0, "reason": None}
    assert (answer["tasks"][1]["in_period"], answer["tasks"][1]["to_date"]) == (None, None)  # not reported is no zero
    [indicator] = answer["indicators"]
    assert (indicator["status"]["worst"], indicator["status"]["best"]) == ("amber", "green")
    assert (indicator["latest"]["lower"], indicator["latest"]["upper"]) == ("90", "100")
    assert get(strategy.public_id, known_on="2020-01-01").json()["indicators"] == []


def test_part_has_its_points_by_year_findings_and_forecasts(people):
    strategy = make_plan()
    make_published(strategy, make_period(strategy), people, done=(20, 5), jobs="90–100")
    key = part_named(strategy, "Inkubator", people.coordinator).node.key
    answer = get(f"{strategy.public_id}/parts/{key}").json()
    [year] = [one for one in answer["points"] if one["year"] == 2021]
    assert (year["in_year"]["done"], year["to_date"]["planned"]) == (25, 50)
    assert sum(stage["done"].get("2021", 0) for stage in answer["stages"]) == 25
    assert {one["stage"] for one in answer["forecasts"]} <= {stage["key"] for stage in answer["stages"]}
    assert answer["forecasts"][0]["reason"]
    assert answer["forecasts"][0]["last_pace"]["points_a_year"] == 20
    assert get(f"{strategy.public_id}/parts/nothing").status_code == 404
    assert get(f"{strategy.public_id}/parts/{key}", known_on="2999-01-01").status_code == 422


def test_indicator_has_its_whole_series(people):
    strategy = make_plan()
    for year, jobs in ((2020, "50"), (2021, "90–100")):
        make_published(strategy, make_period(strategy, year), people, done=(1, 1), jobs=jobs)
    key = part_named(strategy, "Inkubator", people.coordinator).indicators[0].key
    answer = get(f"{strategy.public_id}/indicators/{key}").json()
    assert [(one["year"], one["quantity"]["lower"], one["role"]["key"]) for one in answer["readings"]] == [
        (2020, "50", "actual"),
        (2021, "90", "actual"),
    ]
    assert answer["readings"][1]["progress"]["upper"]
    assert answer["status"]["rule"] == "STR-27"
    assert get(f"{strategy.public_id}/indicators/nothing").status_code == 404


def test_report_is_begun_saved_submitted_and_decided(people):
    strategy = make_plan()
    period = make_period(strategy)
    part = part_named(strategy, "Inkubator", people.coordinator)
    begun = post(people, f"periods/{period.public_id}/begin/{part.node.key}", {})
    assert begun.status_code == 200, begun.content
    public_id = begun.json()["public_id"]
    stage = f"stage-{part.stages[0].key}-done"
    sent = {
        "version": 1,
        stage: "30",
        f"indicator-{part.indicators[0].key}-actual": "more than 80",
        "statement": "I state it.",
    }
    wrong = post(people, f"reports/{public_id}", sent | {stage: "about 3"})
    assert wrong.status_code == 422
    assert "is not a number of points" in wrong.content.decode()
    assert post(people, f"reports/{public_id}", sent).status_code == 200
    overtaken = post(people, f"reports/{public_id}", sent)
    assert overtaken.status_code == 422
    assert "saved this report after you opened it" in overtaken.content.decode()
    assert post(people, f"reports/{public_id}", {"version": 2, "act": "submit"}).status_code == 200
    assert get(f"reports/{public_id}").status_code == 404
    for decision in ("approve", "publish"):
        assert post(people, f"reports/{public_id}/decision", {"decision": decision}).status_code == 200
    answer = get(f"reports/{public_id}").json()
    assert answer["state"] == "published"
    assert sorted(value["typed"] for value in answer["values"]) == ["30", "more than 80"]


def test_who_may_not_on_the_page_may_not_here(people):
    strategy = make_plan()
    report = make_report(strategy, make_period(strategy), people)
    assert post(people, f"reports/{report.public_id}", {"version": 1}, "task_owner").status_code == 403
    assert post(people, f"reports/{report.public_id}", {"version": 1}, scope="read").status_code == 401
    assert post(people, f"reports/{report.public_id}/decision", {"decision": "approve"}, "editor").status_code == 403
    assert Report.objects.get().version == 1


def test_what_writing_names_can_be_read_by_who_writes_it(people):
    strategy = make_plan()
    period = make_period(strategy)
    give_post(strategy, people.task_owner)
    report = make_report(strategy, period, people, sentence="Nic.")
    submit_report(by=people.coordinator, report=report, version=2)
    assert [one["public_id"] for one in get(f"{strategy.public_id}/periods").json()["items"]] == [period.public_id]
    assert get(f"{strategy.public_id}/reports").json()["count"] == 0
    reader = make_token(by=people.task_owner, name="t", scope="read")
    asked = {"HTTP_AUTHORIZATION": f"Bearer {reader}"}
    (entry,) = Client().get(f"/api/v1/monitoring/{strategy.public_id}/reports?state=submitted", **asked).json()["items"]
    assert (entry["public_id"], entry["period"]) == (report.public_id, period.public_id)
    (owed,) = Client().get("/api/v1/me/owed-reports", **asked).json()["items"]
    assert (owed["report"], owed["state"]["key"], owed["is_handed_in"]) == (report.public_id, "submitted", True)
    waiting = people.client("coordinator").get("/api/v1/me/reports-to-decide").json()["items"]
    assert [one["report"] for one in waiting] == [report.public_id]
    posts = people.client("coordinator").get(f"/api/v1/monitoring/{strategy.public_id}/posts").json()
    assert posts["posts"] == [holder["post"] for holder in posts["holders"]]


def test_a_period_of_another_strategy_or_a_day_to_come_is_refused(people):
    strategy, other = make_plan(), make_period(make_plan())
    assert get(strategy.public_id, period=other.public_id).status_code == 404
    answer = get(strategy.public_id, known_on="2999-01-01")
    assert answer.status_code == 422
    assert "has not come yet" in answer.content.decode()
