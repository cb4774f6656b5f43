"""What a file changes, and what it may not: drafts at once, an adopted plan by an authority, all problems together."""

import datetime

import pytest

from grono.messages import InputError
from grono.portal.core.models import AuditEntry
from grono.portal.core.problems import RefusedError
from grono.portal.strategies.actions import (
    add_funding,
    add_indicator,
    add_node,
    add_part,
    enter_strategy,
    record_resolution,
)
from grono.portal.strategies.changes import Authority
from grono.portal.strategies.models import Indicator, Node, PlanFact
from grono.portal.strategies.plan_file.bringing import bring_plan, look
from grono.portal.strategies.plan_file.standing import standing_of
from grono.portal.strategies.plan_queries import plan_of
from grono.quantities import about, exact
from grono.reports.plan_file import plan_workbook, read_plan_file

pytestmark = pytest.mark.django_db
RESOLUTION = Authority.resolution("II/2", datetime.date(2023, 6, 25))


@pytest.fixture
def strategy(people):
    by = people.editor
    made = enter_strategy(by=by, values={"title": "Strategia", "source": "Urząd", "state": "published"})
    goal = add_node(by=by, strategy=made, kind="goal", title="Cel", number_text="I")
    task = add_node(by=by, strategy=made, kind="task", title="Zadanie", parent=goal, lead="Sekretarz")
    add_node(by=by, strategy=made, kind="stage", title="Etap", parent=task, values={("points", "2021"): exact(10)})
    add_indicator(by=by, node=goal, name="Miejsca", kind="outcome", values={("target", "2030"): exact(40)})
    add_funding(by=by, node=task, source="Miasto", values={("share", ""): exact(100)})
    add_part(by=by, strategy=made, kind="sectors", values={"sector": "Turystyka", "role": "priority"})
    return made


@pytest.fixture
def adopted(strategy, people):
    authority = Authority.resolution("I/1", datetime.date(2021, 4, 12))
    record_resolution(by=people.editor, strategy=strategy, authority=authority)
    return strategy


def sheets_of(people, strategy):
    return standing_of(people.editor, strategy).sheets


def as_file(sheets):
    return read_plan_file(plan_workbook(sheets, "en"))


def indicator_of(people, strategy):
    return plan_of(people.editor, strategy).indicators[0]


def test_draft_changes_at_once(strategy, people):
    sheets = sheets_of(people, strategy)
    sheets["values"][0]["value"] = about(50)
    sheets["parts"][1]["lead"] = ""
    sheets["parts"][1]["description"] = "Opis"
    sheets["sectors"][0]["role"] = "supporting"
    sheets["strategy"][0]["summary"] = "W skrócie"
    brought = bring_plan(by=people.editor, strategy=strategy, file=as_file(sheets))
    assert (brought.changed, brought.added) == (5, 0)
    assert indicator_of(people, strategy).targets == {"2030": about(50)}
    assert sheets_of(people, strategy)["parts"][1]["lead"] is None
    assert Node.objects.get(kind="task").text == "Opis"
    strategy.refresh_from_db()
    assert strategy.summary == "W skrócie"
    assert AuditEntry.objects.filter(verb="strategies.bring_plan").count() == 1


def test_new_rows_stand_where_the_file_says(strategy, people):
    sheets = sheets_of(people, strategy)
    goal = sheets["parts"][0]["key"]
    plain = {"weight_basis": "none", "kind": "stage"}
    sheets["parts"].insert(0, {"key": "e", "below": "t", "title": "Nowy etap", **plain})
    sheets["parts"].append({"key": "t", "below": goal, "title": "Zadanie dodane", **plain, "kind": "task"})
    sheets["points"].append({"part": "e", "year": "2022", "points": exact(7)})
    sheets["indicators"].append({"part": "t", "stage": "e", "kind": "output", "name": "Hala"})
    brought = bring_plan(by=people.editor, strategy=strategy, file=as_file(sheets))
    assert brought.added == 3
    plan = plan_of(people.editor, strategy)
    task = next(one for one in plan.nodes if one.title == "Zadanie dodane")
    stage = plan.children(task.key)[0]
    assert (stage.title, stage.points) == ("Nowy etap", {"2022": exact(7)})
    assert Indicator.objects.get(kind="output").stage.public_id == stage.key


def test_a_sheet_that_is_left_out_changes_nothing_and_an_empty_one_empties(strategy, people):
    sheets = sheets_of(people, strategy)
    bare = read_plan_file(plan_workbook({"parts": sheets["parts"]}, "en"))
    kept = type(bare)("en", {"parts": bare.rows("parts")})
    assert look(by=people.editor, strategy=strategy, file=kept).is_empty
    emptied = type(bare)("en", {"parts": bare.rows("parts"), "points": ()})
    bring_plan(by=people.editor, strategy=strategy, file=emptied)
    assert sheets_of(people, strategy)["points"] == []


def test_adopted_plan_changes_by_an_authority_alone(adopted, people):
    sheets = sheets_of(people, adopted)
    sheets["values"][0]["value"] = exact(35)
    facts = PlanFact.objects.count()
    with pytest.raises(RefusedError, match="name the resolution"):
        bring_plan(by=people.editor, strategy=adopted, file=as_file(sheets))
    bring_plan(by=people.editor, strategy=adopted, file=as_file(sheets), authority=RESOLUTION)
    assert PlanFact.objects.count() == facts + 1
    assert PlanFact.objects.order_by("-number")[0].reference == "II/2"
    assert indicator_of(people, adopted).targets == {"2030": exact(35)}


def test_every_problem_is_told_at_once_and_nothing_is_changed(adopted, people):
    sheets = sheets_of(people, adopted)
    sheets["parts"][1]["kind"] = "objective"
    sheets["parts"][1]["lead"] = None
    sheets["indicators"][0]["unit"] = "osoby"
    sheets["points"] = []
    sheets["amounts"] = [{"funding": "x", "year": "", "amount": exact(1)}]
    sheets["milestones"] = [
        {"day": datetime.date(2020, 2, 1), "until": datetime.date(2020, 1, 1), "precision": "day", "decision": "A"}
    ]
    sheets["completeness"] = [{"number": 10, "state": "present"}]
    facts = PlanFact.objects.count()
    with pytest.raises(InputError) as refused:
        bring_plan(by=people.editor, strategy=adopted, file=as_file(sheets), authority=RESOLUTION)
    places = {(one.column, one.row) for one in refused.value.problems}
    assert places == {
        ("parts: kind", 3),
        ("parts: below", 4),
        ("parts: lead", 3),
        ("indicators: unit", 2),
        ("parts: points", 4),
        ("amounts: funding", 2),
        ("milestones: until", 2),
        ("completeness: number", 2),
        ("completeness: section", 2),
    }
    assert PlanFact.objects.count() == facts


def test_a_plan_that_changed_since_the_look_is_looked_at_again(strategy, people):
    sheets = sheets_of(people, strategy)
    sheets["values"][0]["value"] = exact(50)
    file = as_file(sheets)
    mark = look(by=people.editor, strategy=strategy, file=file).mark()
    sheets["values"][0]["value"] = exact(60)
    bring_plan(by=people.editor, strategy=strategy, file=as_file(sheets))
    with pytest.raises(RefusedError, match="changed since you looked"):
        bring_plan(by=people.editor, strategy=strategy, file=file, looked_at=mark)
    assert indicator_of(people, strategy).targets == {"2030": exact(60)}


def test_a_number_judged_already_is_changed_and_not_doubled(strategy, people):
    row = {"number": 3, "state": "missing", "evidence": "", "source": ""}
    add_part(by=people.editor, strategy=strategy, kind="recommendations", values={"number": 3, "state": "present"})
    sheets = {**sheets_of(people, strategy), "recommendations": [row]}
    brought = bring_plan(by=people.editor, strategy=strategy, file=as_file(sheets))
    assert (brought.changed, brought.added) == (1, 0)
    assert [one["state"] for one in sheets_of(people, strategy)["recommendations"]] == ["missing"]
