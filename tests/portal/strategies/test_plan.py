"""The plan: draft, adoption, amendment, correction, its views (STR-20) and its log (STR-21)."""

import datetime

import pytest
from django.db import connection
from django.utils import timezone

from grono.portal.core.models import AuditEntry
from grono.portal.core.problems import RefusedError
from grono.portal.core.visitor import Visitor
from grono.portal.strategies.actions import (
    add_funding,
    add_indicator,
    add_node,
    amend_plan,
    change_draft,
    confirm_card,
    correct_plan,
    describe_indicator,
    enter_strategy,
    record_resolution,
    remove_card,
    remove_draft,
    restore_card,
    restore_draft,
)
from grono.portal.strategies.changes import Authority, Change, OvertakenError
from grono.portal.strategies.kinds import AuthorityKind
from grono.portal.strategies.log_queries import check_of_log, log_of, versions_of
from grono.portal.strategies.models import Indicator, PlanCell, PlanFact, StrategyState
from grono.portal.strategies.plan_queries import done_on_cards, plan_of
from grono.quantities import about, exact, interval, not_planned
from grono.strategy import NodeKind, PlanView, progress_to_target
from tests.portal.strategies.factories import SOURCE, TEXT, make_card, make_import, make_leszno

pytestmark = pytest.mark.django_db
ADOPTED, REVISED = PlanView.AS_ADOPTED, PlanView.AS_REVISED


def day(year, month, number):
    return datetime.date(year, month, number)


@pytest.fixture
def at(monkeypatch):
    """Set the clock of the log."""

    def set_clock(year, month, number):
        moment = datetime.datetime(year, month, number, 12, tzinfo=datetime.UTC)
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return set_clock


@pytest.fixture
def target(people, at):
    """A strategy with one target of 40, adopted on 12 April 2021."""
    at(2021, 4, 12)
    strategy = enter_strategy(by=people.editor, values={"title": "Strategia", "source": "Urząd", "state": "published"})
    goal = add_node(by=people.editor, strategy=strategy, kind="goal", title="Cel", number_text="I")
    values = {("baseline", "2020"): exact(0), ("target", "2030"): exact(40)}
    indicator = add_indicator(by=people.editor, node=goal, name="Miejsca", kind="outcome", values=values)
    record_resolution(by=people.editor, strategy=strategy, authority=Authority.resolution("I/1", day(2021, 4, 12)))
    indicator.refresh_from_db()
    return indicator


def change(indicator, value, seen=1, field="target", period="2030"):
    return Change("indicator", indicator.public_id, field, value, period, seen)


def resolution(number="II/2", decided=None, reason="inne dane"):
    return Authority.resolution(number, decided or day(2023, 6, 25), reason=reason)


def correction(reason="literówka"):
    return Authority(AuthorityKind.CORRECTION, "notatka 3", reason=reason)


def shown(reader, indicator, view=REVISED, **days):
    plan = plan_of(reader, indicator.node.strategy, view, **days)
    return dict(plan.indicators[0].targets)["2030"] if plan.indicators else None


def test_time_travel_of_the_specification(people, target, at):
    at(2023, 7, 1)
    amend_plan(
        by=people.editor, strategy=target.node.strategy, authority=resolution(), changes=[change(target, exact(35))]
    )
    reader = Visitor()
    seen = [
        shown(reader, target, ADOPTED),
        shown(reader, target, REVISED),
        shown(reader, target, REVISED, known_on=day(2023, 6, 30)),
        shown(reader, target, REVISED, on=day(2023, 6, 24)),
    ]
    percents = [round(float(progress_to_target(0, value, 30).lower) * 100, 2) for value in seen]
    assert percents == [75.0, 85.71, 75.0, 75.0]
    assert [one.resolution_number for one in versions_of(reader, target.node.strategy)] == ["I/1", "II/2"]
    assert plan_of(reader, target.node.strategy, REVISED).resolution == "II/2"
    assert plan_of(reader, target.node.strategy, ADOPTED).resolution == "I/1"


def test_correction_changes_what_was_adopted_and_is_told_apart(people, target, at):
    at(2021, 5, 1)
    correct_plan(
        by=people.editor, strategy=target.node.strategy, authority=correction(), changes=[change(target, exact(44))]
    )
    assert shown(people.editor, target, ADOPTED) == exact(44)
    assert shown(people.editor, target, ADOPTED, known_on=day(2021, 4, 30)) == exact(40)
    last = log_of(people.editor, target.node.strategy)[0]
    assert (last.authority, last.valid_time, last.reason) == ("correction", day(2021, 4, 12), "literówka")


def test_what_is_amended_in_is_not_in_the_plan_as_adopted(people, target, at):
    at(2023, 7, 1)
    strategy = target.node.strategy
    add_node(by=people.editor, strategy=strategy, kind="goal", title="Drugi", number_text="II")
    draft = plan_of(people.editor, strategy)
    assert [(one.number_text, one.is_draft) for one in draft.nodes] == [("I", False), ("II", True)]
    record_resolution(by=people.editor, strategy=strategy, authority=resolution())
    assert [one.number_text for one in plan_of(people.editor, strategy, ADOPTED).nodes] == ["I"]
    assert [one.number_text for one in plan_of(people.editor, strategy, on=day(2023, 6, 24)).nodes] == ["I"]
    assert [one.number_text for one in plan_of(people.editor, strategy, on=day(2023, 6, 25)).nodes] == ["I", "II"]
    assert not any(one.is_draft for one in plan_of(people.editor, strategy).nodes)


def test_struck_out_parts_leave_with_everything_below(people, target):
    strategy = target.node.strategy
    struck = Change("node", target.node.public_id, "struck_out", "uchylony")
    amend_plan(by=people.editor, strategy=strategy, authority=resolution(), changes=[struck])
    plan = plan_of(people.editor, strategy)
    assert (plan.nodes, plan.indicators) == ((), ())
    assert plan_of(people.editor, strategy, ADOPTED).indicators


@pytest.mark.parametrize(
    ("authority", "sentence"),
    [
        (Authority.resolution("", day(2023, 1, 1)), "Name the resolution"),
        (Authority(AuthorityKind.RESOLUTION, "II/2"), "Give the date of the decision"),
        (Authority(AuthorityKind.ORDER, "2"), "Give the date of the decision"),
        (Authority(AuthorityKind.CORRECTION, "notatka"), "Say what was wrong"),
    ],
)
def test_change_without_authority_is_refused(people, target, authority, sentence):
    with pytest.raises(RefusedError, match=sentence):
        amend_plan(
            by=people.editor, strategy=target.node.strategy, authority=authority, changes=[change(target, exact(1))]
        )
    assert shown(people.editor, target) == exact(40)
    assert PlanFact.objects.count() == 4


def test_adopted_value_is_not_changed_as_a_draft_nor_deleted(people, target):
    strategy = target.node.strategy
    with pytest.raises(RefusedError, match="was adopted"):
        change_draft(by=people.editor, strategy=strategy, changes=[change(target, exact(1))])
    with pytest.raises(RefusedError, match="is not deleted"):
        amend_plan(by=people.editor, strategy=strategy, authority=resolution(), changes=[change(target, None)])
    with pytest.raises(RefusedError, match="Strike it out"):
        remove_draft(by=people.editor, row=target)
    with pytest.raises(RefusedError, match="adopted with these properties: unit"):
        describe_indicator(by=people.editor, indicator=target, values={"unit": "os."})
    describe_indicator(by=people.editor, indicator=target, values={"frequency": "rok"})
    assert PlanFact.objects.count() == 4
    assert Indicator.objects.get().frequency == "rok"


def test_second_of_two_people_is_told_and_nothing_is_lost(people, target):
    strategy = target.node.strategy
    amend_plan(by=people.editor, strategy=strategy, authority=resolution(), changes=[change(target, exact(35))])
    second = [change(target, exact(30)), change(target, exact(2), field="baseline", period="2020")]
    with pytest.raises(OvertakenError) as caught:
        amend_plan(by=people.coordinator, strategy=strategy, authority=resolution("III/3"), changes=second)
    told = str(caught.value)
    assert "Nothing was saved" in told
    assert people.editor.full_name in told
    assert "to 35" in told
    assert "You wanted 30" in told
    assert shown(people.editor, target) == exact(35)
    assert PlanFact.objects.count() == 5
    assert versions_of(people.editor, strategy).count() == 2
    amend_plan(
        by=people.coordinator, strategy=strategy, authority=resolution("III/3"), changes=[change(target, exact(30), 2)]
    )
    assert shown(people.editor, target) == exact(30)


def test_second_who_wants_the_same_is_not_bothered(people, target):
    strategy = target.node.strategy
    amend_plan(by=people.editor, strategy=strategy, authority=resolution(), changes=[change(target, exact(35))])
    with pytest.raises(RefusedError, match="No value is to change"):
        amend_plan(
            by=people.editor, strategy=strategy, authority=resolution("III"), changes=[change(target, exact(35))]
        )


def test_draft_cell_that_was_emptied_by_another_is_not_filled_unseen(people):
    strategy = enter_strategy(by=people.editor, values={"title": "S", "source": "U"})
    goal = add_node(by=people.editor, strategy=strategy, kind="goal", title="Cel")
    weight = Change("node", goal.public_id, "weight", exact(2))
    assert change_draft(by=people.editor, strategy=strategy, changes=[weight]) == 1
    with pytest.raises(OvertakenError):
        change_draft(by=people.editor, strategy=strategy, changes=[Change("node", goal.public_id, "weight", exact(3))])
    change_draft(by=people.editor, strategy=strategy, changes=[Change("node", goal.public_id, "weight", None, seen=1)])
    with pytest.raises(OvertakenError, match="emptied"):
        change_draft(
            by=people.editor, strategy=strategy, changes=[Change("node", goal.public_id, "weight", exact(3), seen=1)]
        )
    assert not PlanCell.objects.filter(field="weight").exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"field": "points"}, "no field"),
        ({"period": ""}, "not a year"),
        ({"period": "20"}, "not a year"),
        ({"value": "forty"}, "A text stands"),
        ({"subject": "nobody"}, "not in this strategy"),
    ],
)
def test_senseless_change_is_refused(people, target, wrong, sentence):
    given = {
        "kind": "indicator",
        "subject": target.public_id,
        "field": "target",
        "value": exact(1),
        "period": "2030",
        "seen": 1,
    }
    with pytest.raises(RefusedError, match=sentence):
        amend_plan(
            by=people.editor,
            strategy=target.node.strategy,
            authority=resolution(),
            changes=[Change(**{**given, **wrong})],
        )


def test_log_is_chained_and_shows_what_was_tampered_with(people, target):
    strategy = target.node.strategy
    amend_plan(by=people.editor, strategy=strategy, authority=resolution(), changes=[change(target, about(35))])
    checked = check_of_log(Visitor(), strategy)
    assert (checked.holds, checked.entries) == (True, 5)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE strategies_planfact SET value = replace(value, '40', '38') WHERE number = 4")
    assert str(check_of_log(Visitor(), strategy).broken) == "Entry 4 was changed after it was written."


def test_backdated_resolution_leaves_the_later_value_standing(people, target):
    strategy = target.node.strategy
    amend_plan(by=people.editor, strategy=strategy, authority=resolution(), changes=[change(target, exact(35))])
    earlier = resolution("dodatkowa", day(2022, 1, 1))
    amend_plan(by=people.editor, strategy=strategy, authority=earlier, changes=[change(target, exact(38), 2)])
    assert shown(people.editor, target) == exact(35)
    assert shown(people.editor, target, on=day(2022, 6, 1)) == exact(38)


def test_draft_strategy_is_empty_for_a_visitor(people, target):
    strategy = target.node.strategy
    strategy.state = StrategyState.DRAFT
    strategy.save()
    assert plan_of(Visitor(), strategy).nodes == ()
    assert not versions_of(Visitor(), strategy).exists()
    assert not log_of(Visitor(), strategy).exists()
    assert plan_of(people.editor, strategy).nodes


def test_removed_draft_comes_back_with_what_went_with_it(people):
    strategy = enter_strategy(by=people.editor, values={"title": "S", "source": "U"})
    goal = add_node(by=people.editor, strategy=strategy, kind="goal", title="Cel")
    objective = add_node(by=people.editor, strategy=strategy, kind="objective", title="Cel op.", parent=goal)
    gone = add_funding(by=people.editor, node=objective, source="Miasto")
    remove_draft(by=people.editor, row=gone)
    remove_draft(by=people.editor, row=goal)
    assert plan_of(people.editor, strategy).nodes == ()
    goal.refresh_from_db()
    restore_draft(by=people.editor, row=goal)
    plan = plan_of(people.editor, strategy)
    assert [one.kind for one in plan.walk()] == [NodeKind.GOAL, NodeKind.OBJECTIVE]
    assert plan.funding == ()


def test_part_stands_only_where_it_belongs(people):
    strategy = enter_strategy(by=people.editor, values={"title": "S", "source": "U"})
    with pytest.raises(RefusedError, match="cannot stand there"):
        add_node(by=people.editor, strategy=strategy, kind="stage", title="Etap")


def test_leszno_unfolds_into_the_plan_without_guessing():
    card = make_leszno()
    plan = plan_of(Visitor(), card.strategy)
    stages = [one for one in plan.nodes if one.kind is NodeKind.STAGE]
    assert [one.kind.value for one in plan.walk()][:3] == ["goal", "objective", "task"]
    assert plan.nodes[0].lead_post == "Sekretarz Miasta Leszna"
    assert [sum(value.lower for value in one.points.values()) for one in stages] == [15, 15, 40, 30]
    assert [one.name_text for one in plan.indicators][:2] == ["Lokalna Grupa Wsparcia", "Lokalny Plan Działań"]
    assert not any(one.targets or one.path or one.baseline for one in plan.indicators)
    assert list(plan.indicators[2].unspecified.values()) == [exact(value) for value in (0, 1, 2, 1, 1)]
    assert [(one.source_text, one.share, one.group_text) for one in plan.funding] == [
        ("Program Urbact", 80, "Z budżetu projektu"),
        ("Miasto Leszno", 20, "Z budżetu projektu"),
    ]
    done = done_on_cards(Visitor(), card.strategy)
    assert done[stages[3].key] == {"2009": exact(4), "2010": exact(2), "2011": exact(10)}


def test_not_planned_of_a_card_stays_not_planned(people):
    card = make_card()
    plan = plan_of(people.editor, card.strategy)
    assert dict(plan.indicators[1].unspecified) == {"2020": not_planned(), "2021": exact(3)}
    assert dict(plan.nodes[3].points) == {"2020": exact(20)}


def test_replaced_card_changes_the_draft_and_keeps_identities(people):
    card = make_card()
    before = plan_of(people.editor, card.strategy)
    other = TEXT.replace("20/20%", "10/15%").replace("2. Budowa - 40/80%\n", "")
    confirm_card(by=people.editor, waiting=make_import(people.editor, other, card.strategy))
    after = plan_of(people.editor, card.strategy)
    assert [one.key for one in after.nodes] == [one.key for one in before.nodes][:4]
    assert dict(after.nodes[3].points) == {"2020": exact(15)}


def test_removed_card_leaves_the_draft_and_comes_back(people):
    card = make_card()
    remove_card(by=people.editor, card=card)
    assert plan_of(people.editor, card.strategy).nodes == ()
    restore_card(by=people.editor, card=card)
    assert len(plan_of(people.editor, card.strategy).nodes) == 5


def test_resolution_needs_something_to_adopt(people):
    strategy = enter_strategy(by=people.editor, values={"title": "S", "source": SOURCE})
    with pytest.raises(RefusedError, match="nothing new to adopt"):
        record_resolution(by=people.editor, strategy=strategy, authority=resolution())
    assert not versions_of(people.editor, strategy).exists()


def test_quantities_come_back_as_they_were_given(people):
    strategy = enter_strategy(by=people.editor, values={"title": "S", "source": SOURCE})
    goal = add_node(by=people.editor, strategy=strategy, kind="goal", title="Cel")
    given = {("target", "2010"): about(25000), ("baseline", "2007"): interval(18271, 18921)}
    add_indicator(by=people.editor, node=goal, name="Miejsca pracy", kind="impact", values=given)
    found = plan_of(people.editor, strategy).indicators[0]
    assert (dict(found.targets), dict(found.baseline)) == ({"2010": about(25000)}, {"2007": interval(18271, 18921)})


def test_every_change_of_the_plan_is_audited(people, target):
    amend_plan(
        by=people.editor, strategy=target.node.strategy, authority=resolution(), changes=[change(target, exact(35))]
    )
    verbs = list(AuditEntry.objects.order_by("number").values_list("verb", flat=True))
    assert verbs == [
        "strategies.enter_strategy",
        "strategies.add_part",
        "strategies.add_part",
        "strategies.adopt_plan",
        "strategies.amend_plan",
    ]
