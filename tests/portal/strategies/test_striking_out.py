"""An adopted part is struck out by a decision: the plan as adopted keeps it, the plan as revised shows by what it went."""

import datetime

import pytest

from grono.portal.core.problems import RefusedError
from grono.portal.core.visitor import Visitor
from grono.portal.strategies.actions import bring_back, record_resolution, strike_out
from grono.portal.strategies.changes import Authority
from grono.portal.strategies.log_queries import check_of_log
from grono.portal.strategies.models import PlanFact
from grono.portal.strategies.plan_file.bringing import look
from grono.portal.strategies.plan_file.standing import standing_of
from grono.portal.strategies.plan_queries import plan_of
from grono.portal.strategies.plan_struck_out import struck_out_of
from grono.reports.plan_file import plan_workbook, read_plan_file
from grono.strategy import PlanView
from tests.portal.strategies.factories import make_strategy

pytestmark = pytest.mark.django_db
ADOPTED, GONE = datetime.date(2021, 4, 12), datetime.date(2023, 6, 25)
BY = Authority.resolution("II/2", GONE)


@pytest.fixture
def strategy(people):
    made = make_strategy()
    record_resolution(by=people.editor, strategy=made, authority=Authority.resolution("I/1", ADOPTED))
    return made


@pytest.fixture
def task(strategy):
    return strategy.nodes.get(kind="task")


def kinds(strategy, view=PlanView.AS_REVISED, **days):
    return [one.kind.value for one in plan_of(Visitor(), strategy, view, **days).nodes]


def test_struck_out_part_leaves_the_revised_plan_and_stays_in_the_adopted_one(people, strategy, task):
    strike_out(by=people.editor, row=task, authority=BY)
    assert kinds(strategy) == ["goal", "objective"]
    assert kinds(strategy, PlanView.AS_ADOPTED) == ["goal", "objective", "task", "stage", "stage"]
    assert kinds(strategy, on=datetime.date(2023, 6, 24)).count("stage") == 2
    (gone,) = struck_out_of(Visitor(), strategy)
    assert (gone.row, gone.title, gone.reference, gone.valid_from) == (task, "Inkubator", "II/2", GONE)
    assert struck_out_of(Visitor(), strategy, on=datetime.date(2023, 6, 24)) == []
    assert check_of_log(Visitor(), strategy).holds


def test_struck_out_part_comes_back_by_another_decision(people, strategy, task):
    strike_out(by=people.editor, row=task, authority=BY)
    with pytest.raises(RefusedError, match="already"):
        strike_out(by=people.editor, row=task, authority=BY)
    back = Authority.resolution("III/3", datetime.date(2024, 1, 30))
    bring_back(by=people.editor, row=task, authority=back)
    assert "task" in kinds(strategy)
    assert struck_out_of(Visitor(), strategy) == []
    assert PlanFact.objects.filter(field="struck_out").count() == 2
    with pytest.raises(RefusedError, match="not struck out"):
        bring_back(by=people.editor, row=task, authority=back)


def test_draft_is_removed_and_not_struck_out(people):
    with pytest.raises(RefusedError, match="is a draft"):
        strike_out(by=people.editor, row=make_strategy().nodes.get(kind="task"), authority=BY)


def test_plan_with_a_struck_out_part_comes_back_unchanged_as_a_file(people, strategy, task):
    strike_out(by=people.editor, row=task, authority=BY)
    sheets = standing_of(people.editor, strategy).sheets
    assert [row["struck_out"] for row in sheets["parts"] if row["struck_out"]] == ["II/2"]
    file = read_plan_file(plan_workbook(sheets, "pl"))
    assert look(by=people.editor, strategy=strategy, file=file).is_empty


def test_page_asks_by_what_and_the_plan_shows_it(people, strategy, task):
    client = people.client("editor")
    address = f"/en/strategies/{strategy.public_id}/plan/node/{task.public_id}/strike/"
    asked = client.get(address).content.decode()
    assert "With it go: 2 parts below, 2 indicators, 2 sources of money." in asked
    assert (
        "Give the date of the decision."
        in client.post(address, {"authority": "resolution", "reference": "II/2"}).content.decode()
    )
    sent = {"authority": "resolution", "reference": "II/2", "decided_on": "2023-06-25"}
    plan = client.post(address, sent, follow=True).content.decode()
    assert "Struck out of the plan" in plan
    assert f'href="{address}"' in plan
    assert "It was struck out by II/2." in client.get(address).content.decode()
    shown = people.client("visitor").get(f"/en/strategies/{strategy.public_id}/plan/").content.decode()
    assert "II/2" in shown
    assert address not in shown
