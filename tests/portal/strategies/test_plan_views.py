"""Pages of the plan and of the further parts, through the full stack (STR-20, STR-21, STR-36)."""

import datetime
import html
import re

import pytest
from django.urls import reverse

from grono.portal.strategies.actions import add_funding, add_node, add_part, enter_strategy, record_resolution
from grono.portal.strategies.changes import Authority
from grono.portal.strategies.models import Indicator, Node, PlanFact, SectorRole, Strategy, StrategyVersion
from grono.portal.strategies.part_queries import parts_of
from grono.portal.strategies.plan_queries import plan_of
from grono.portal.strategies.programmes import load_programme, shipped_programmes
from grono.quantities import about, exact
from tests.portal.strategies.factories import make_card, make_leszno

pytestmark = pytest.mark.django_db
BY = {"by-authority": "resolution", "by-reference": "II/2", "by-decided_on": "2023-06-25", "by-reason": "inne dane"}


def path(name, strategy, *more):
    return reverse(f"strategies:{name}", args=[strategy.public_id, *more])


def text(response):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))


def fields(response):
    """Return the form of a page as a browser would send it back."""
    return {name: value for name, value in response.context["form"].initial.items() if value is not None}


@pytest.fixture
def editor(client, people):
    client.force_login(people.editor)
    return client


@pytest.fixture
def adopted(people):
    card = make_card()
    authority = Authority.resolution("I/1", datetime.date(2020, 1, 15))
    record_resolution(by=people.editor, strategy=card.strategy, authority=authority)
    return card.strategy


def test_strategy_is_entered_by_hand_from_goal_to_money(editor):
    response = editor.post(
        reverse("strategies:strategy_new"), {"title": "Nowa", "source": "Urząd", "level": "programme", "language": "pl"}
    )
    strategy = Strategy.objects.get()
    assert response.url == path("plan", strategy)
    editor.post(path("plan_add", strategy, "goal"), {"title": "Cel", "number_text": "I", "weight_basis": "none"})
    goal = Node.objects.get()
    task = f"{path('plan_add', strategy, 'task')}?below={goal.public_id}"
    editor.post(task, {"title": "Zadanie", "number_text": "1", "lead": "Sekretarz", "weight_basis": "none"})
    task = Node.objects.get(kind="task")
    editor.post(
        f"{path('plan_add', strategy, 'stage')}?below={task.public_id}",
        {"title": "Etap", "points": "2011: 40\n2012: 60"},
    )
    given = {"title": "Miejsca pracy", "kind": "impact", "target": "2015: about 40,000", "baseline": "2007: 0"}
    editor.post(f"{path('plan_add', strategy, 'indicator')}?below={goal.public_id}", given)
    editor.post(f"{path('plan_add', strategy, 'funding')}?below={task.public_id}", {"title": "Miasto", "share": "80"})
    plan = plan_of(response.wsgi_request.user, strategy)
    assert [one.kind.value for one in plan.nodes] == ["goal", "task", "stage"]
    assert dict(plan.nodes[2].points) == {"2011": exact(40), "2012": exact(60)}
    assert dict(plan.indicators[0].targets) == {"2015": about(40000)}
    assert plan.funding[0].share == 80
    shown = text(editor.get(path("plan", strategy)))
    assert "I.1 Zadanie" in shown
    assert "Nothing to show yet" not in shown
    assert "about 40,000" in shown


def test_wrong_lines_are_named_and_nothing_is_saved(editor, people):
    strategy = enter_strategy(by=people.editor, values={"title": "S", "source": "U"})
    editor.post(path("plan_add", strategy, "goal"), {"title": "Cel", "weight_basis": "none"})
    address = f"{path('plan_add', strategy, 'indicator')}?below={Node.objects.get().public_id}"
    given = {"title": "W", "kind": "impact", "target": "2015: 40\n50\n2015: 3\n2016: many"}
    shown = text(editor.post(address, given))
    assert "Line 2, “50”: a year is missing" in shown
    assert "Line 3, “2015: 3”: this year stands there twice" in shown
    assert "Line 4:" in shown
    assert not Indicator.objects.exists()


def test_draft_is_changed_at_once_and_a_second_person_is_told(editor, people):
    strategy = make_card().strategy
    stage = Node.objects.get(kind="stage", number_text="2")
    address = path("plan_row", strategy, "node", stage.public_id)
    opened = fields(editor.get(address))
    assert opened["points"] == "2021: 80"
    assert editor.post(address, {**opened, "points": "2021: 70"}).status_code == 302
    late = editor.post(address, {**opened, "points": "2021: 60"})
    assert late.status_code == 200
    assert f"{people.editor.full_name} changed it to 70" in text(late)
    assert dict(plan_of(people.editor, strategy).node(stage.public_id).points) == {"2021": exact(70)}


def test_adopted_plan_shows_old_and_new_before_it_records(editor, people, adopted):
    stage = Node.objects.get(kind="stage", number_text="2")
    address = path("plan_row", adopted, "node", stage.public_id)
    given = {**fields(editor.get(address)), "points": "2021: 70"}
    assert "Give the date of the decision" in text(editor.post(address, {**given, **BY, "by-decided_on": ""}))
    looked = editor.post(address, {**given, **BY})
    assert "planned points 2021 80 70" in text(looked)
    assert PlanFact.objects.filter(reference="II/2").count() == 0
    done = editor.post(address, {**given, **BY, "looked_at": looked.context["looked_at"]})
    assert done.status_code == 302
    fact = PlanFact.objects.get(reference="II/2")
    assert (fact.reason, fact.version.kind) == ("inne dane", "amended")
    before = text(editor.get(path("plan", adopted), {"view": "as_adopted"}))
    now = text(editor.get(path("plan", adopted), {"view": "as_revised"}))
    assert (" 100 " in before, " 90 " in now) == (True, True)
    assert " 90 " not in before


def test_changed_mind_is_looked_at_again(editor, adopted):
    stage = Node.objects.get(kind="stage", number_text="2")
    address = path("plan_row", adopted, "node", stage.public_id)
    given = {**fields(editor.get(address)), **BY, "points": "2021: 70"}
    looked = editor.post(address, given).context["looked_at"]
    again = editor.post(address, {**given, "points": "2021: 75", "looked_at": looked})
    assert again.status_code == 200
    assert PlanFact.objects.filter(reference="II/2").count() == 0


def test_resolution_freezes_the_plan(editor, people):
    strategy = make_card().strategy
    address = path("plan_resolution", strategy)
    hidden = editor.get(address).context["form"]["authority"].value()
    given = {"authority": hidden, "reference": "I/1", "decided_on": "2020-01-15", "precision": "day"}
    assert "Give the date" in text(editor.post(address, {**given, "decided_on": ""}))
    assert editor.post(address, given).status_code == 302
    assert StrategyVersion.objects.get().kind == "adopted"
    assert "nothing new to adopt" in text(editor.post(address, given))


def test_plan_as_known_before_it_was_recorded_is_empty(client, adopted):
    shown = text(client.get(path("plan", adopted), {"view": "as_adopted", "known_on": "2020-02-01"}))
    assert "Nothing in this view of the plan" in shown
    assert "By these days nothing had been adopted or was known" in shown


def test_wrong_day_is_told_at_its_field(client, adopted):
    response = client.get(path("plan", adopted), {"on": "yesterday"})
    assert list(response.context["form"].errors) == ["on"]
    assert response.context["form"].errors["on"][0] in text(response)


def test_executed_view_shows_what_the_card_says_was_done(client):
    shown = text(client.get(path("plan", make_leszno().strategy), {"view": "as_executed"}))
    assert "100 86 86%" in shown


def test_page_of_a_task_shows_done_by_planned(client):
    card = make_leszno()
    shown = text(client.get(path("plan_node", card.strategy, card.nodes.get().public_id)))
    assert "4/10 2/10 10/10 30" in shown
    assert "they count as neither" in shown
    assert "Program Urbact" in shown


def test_log_shows_its_proof_and_breaks_when_it_was_touched(client, adopted):
    shown = text(client.get(path("plan_log", adopted)))
    last = PlanFact.objects.order_by("-number").first()
    assert f"The last hash is {last.hash}" in shown
    PlanFact.objects.filter(number=3).update(reason="dopisane")
    assert "Entry 3 was changed after it was written" in text(client.get(path("plan_log", adopted)))


def test_log_as_csv_holds_all_that_is_hashed(client, adopted):
    content = b"".join(client.get(path("plan_log_file", adopted)).streaming_content).decode("utf-8-sig")
    assert content.count("\n") == PlanFact.objects.count() + 1
    assert PlanFact.objects.first().hash in content


def test_draft_row_goes_and_comes_back(editor, people):
    strategy = make_card().strategy
    task = Node.objects.get(kind="task")
    assert "with everything below it" in text(editor.get(path("plan_row_remove", strategy, "node", task.public_id)))
    editor.post(path("plan_row_remove", strategy, "node", task.public_id))
    assert "Inkubator" in text(editor.get(path("plan", strategy)))
    assert len(plan_of(people.editor, strategy).nodes) == 2
    editor.post(path("plan_row_restore", strategy, "node", task.public_id))
    assert len(plan_of(people.editor, strategy).nodes) == 5


def test_row_of_another_strategy_is_not_found(editor, people):
    card, other = make_card(), enter_strategy(by=people.editor, values={"title": "S", "source": "U"})
    assert editor.get(path("plan_row", other, "node", card.nodes.get().public_id)).status_code == 404


@pytest.mark.parametrize(
    ("number", "sentences"),
    [
        (0, ["centra zaplecza biznesowego", "18,271–18,921", "more than 150", "April 2007", "not judged"]),
        (1, ["mieszkańcy miasta, urzędnicy UM", "broszury informacyjne"]),
        (
            2,
            [
                "26 May 2003 – 27 May 2003",
                "year inferred from the order",
                "on the short list: 4 → chosen: 2",
                "not named by the source",
            ],
        ),
    ],
)
def test_further_parts_of_the_programmes(client, number, sentences):
    strategy = load_programme(by=None, programme=shipped_programmes()[number])
    shown = text(client.get(path("parts", strategy)))
    assert [one for one in sentences if one not in shown] == []
    assert "Add" not in shown.split("Sectors, milestones and further parts")[1]


def test_part_is_added_changed_removed_and_brought_back(editor, people):
    strategy = make_card().strategy
    editor.post(path("part_add", strategy, "sectors"), {"sector": "Logistyka", "role": "priority"})
    part = SectorRole.objects.get()
    address = path("part_change", strategy, "sectors", part.public_id)
    opened = fields(editor.get(address))
    editor.post(address, {**opened, "role": "supporting"})
    late = editor.post(address, {**opened, "role": "additional"})
    assert "Somebody else has changed “Logistyka”" in text(late)
    part.refresh_from_db()
    assert (part.role, part.edition) == ("supporting", 2)
    editor.post(path("part_remove", strategy, "sectors", part.public_id))
    assert parts_of(people.editor, strategy, "sectors") == []
    assert "Bring it back" in text(editor.get(path("parts", strategy)))
    editor.post(path("part_restore", strategy, "sectors", part.public_id))
    assert len(parts_of(people.editor, strategy, "sectors")) == 1


@pytest.mark.parametrize(
    ("kind", "given", "sentence"),
    [
        ("sectors", {"sector": "", "role": "priority"}, "Sector:"),
        (
            "milestones",
            {"day": "2003-05-27", "until": "2003-05-26", "precision": "day", "decision": "x"},
            "The last day comes before",
        ),
        ("completeness", {"number": "1", "state": "present"}, "Say where in the document"),
        ("results", {"name_text": "x", "role": "actual", "quantity": "dużo"}, "dużo"),
    ],
)
def test_wrong_part_is_refused_with_a_sentence(editor, kind, given, sentence):
    strategy = make_card().strategy
    response = editor.post(path("part_add", strategy, kind), given)
    assert response.status_code == 200
    assert sentence in text(response)


def test_requirement_judged_anew_changes_its_row(people):
    strategy = make_card().strategy
    first = add_part(
        by=people.editor,
        strategy=strategy,
        kind="completeness",
        values={"number": 1, "state": "missing", "section": ""},
    )
    again = add_part(
        by=people.editor,
        strategy=strategy,
        kind="completeness",
        values={"number": 1, "state": "present", "section": "rozdz. 3"},
    )
    assert (again.pk, again.state) == (first.pk, "present")


def test_resolutions_stand_on_the_page_as_exactly_as_they_are_known(client):
    strategy = load_programme(by=None, programme=shipped_programmes()[0])
    shown = text(client.get(path("plan", strategy)))
    assert "w Łodzi z kwietnia 2007 r. (numeru źródło nie podaje) April 2007 April 2007" in shown
    assert "state aid is checked" in shown
    assert "1 April 2007" not in text(client.get(path("plan_log", strategy)))


def test_money_of_several_parts_names_the_part(editor, adopted, people):
    def money():
        return text(editor.get(path("plan", adopted))).partition("Sources of money")[2]

    goal = add_node(by=people.editor, strategy=adopted, kind="goal", title="Silna gospodarka", number_text="V")
    for number, title in enumerate(("Inkubator", "Targi"), 1):
        values = {"kind": "task", "title": title, "number_text": str(number)}
        add_funding(
            by=people.editor, node=add_node(by=people.editor, strategy=adopted, parent=goal, **values), source="Miasto"
        )
    assert "Miasto V.1 Inkubator" in money()
    assert "Miasto V.2 Targi" in money()


def test_date_of_a_decision_is_asked_for_and_a_correction_needs_a_reason_instead(editor, adopted):
    task = Node.objects.get(kind="task")
    address = path("plan_row", adopted, "node", task.public_id)
    asked = {**fields(editor.get(address)), "title": "Inny tytuł", "by-authority": "resolution", "by-reference": "II/2"}
    assert "Date of the decision (optional)" not in text(editor.get(address))
    assert "Give the date of the decision." in text(editor.post(address, asked))
    refused = text(editor.post(address, {**asked, "by-authority": "correction"}))
    assert "Give the date of the decision." not in refused
    assert "Say what was wrong: a correction needs a reason." in refused
