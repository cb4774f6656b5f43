"""Two people at one strategy, or one who presses twice: nothing is lost, nothing is done twice, nothing by halves."""

import pytest
from django.urls import reverse

from grono.portal.core.problems import RefusedError
from grono.portal.strategies.actions import add_indicator, add_node, confirm_card, enter_strategy
from grono.portal.strategies.changes import OvertakenError
from grono.portal.strategies.merging import changed_by_hand, seen_of
from grono.portal.strategies.models import Indicator, Node, PlanCell, SectorRole
from tests.portal.strategies.factories import TEXT, make_card, make_import
from tests.portal.strategies.test_plan_views import adopted, editor, fields, path, text  # noqa: F401 - two are fixtures

pytestmark = pytest.mark.django_db


def test_facts_that_two_people_change_are_both_kept(editor):  # noqa: F811
    strategy = make_card().strategy
    address = path("strategy_edit", strategy)
    opened = fields(editor.get(address))
    assert editor.post(address, {**opened, "title": "Strategia Grodu 2030"}).status_code == 302
    assert editor.post(address, {**opened, "legal_basis": "art. 10e"}).status_code == 302
    late = editor.post(address, {**opened, "title": "Strategia Grodziska"})
    assert "Somebody else has changed “title”" in text(late)
    strategy.refresh_from_db()
    assert (strategy.title, strategy.legal_basis) == ("Strategia Grodu 2030", "art. 10e")


def test_value_and_property_are_saved_together_or_not_at_all(editor):  # noqa: F811
    strategy = make_card().strategy
    row = Indicator.objects.earliest("pk")
    address = path("plan_row", strategy, "indicator", row.public_id)
    opened = fields(editor.get(address))
    assert editor.post(address, {**opened, "unit": "szt."}).status_code == 302
    late = editor.post(address, {**opened, "unit": "sztuki", "target": "2025: 7"})
    assert "Somebody else has changed “unit”" in text(late)
    assert not PlanCell.objects.filter(indicator=row, field="target").exists()


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("goal", {"number_text": "I", "weight_basis": "none"}),
        ("indicator", {"kind": "output"}),
        ("funding", {"group_text": "Budżet"}),
    ],
)
def test_form_sent_twice_adds_one_row(editor, kind, given):  # noqa: F811
    strategy = make_card().strategy
    below = "" if kind == "goal" else f"?below={Node.objects.get(kind='task').public_id}"
    for status in (302, 200):
        answer = editor.post(path("plan_add", strategy, kind) + below, {"title": "Dwa razy", **given})
        assert answer.status_code == status
    assert "stands there already" in text(answer)
    assert PlanCell.objects.filter(field="title", value__contains="Dwa razy").count() == 1


def test_further_part_sent_twice_is_added_once(editor):  # noqa: F811
    strategy, given = make_card().strategy, {"sector": "meblarski", "role": "priority"}
    assert editor.post(path("part_add", strategy, "sectors"), given).status_code == 302
    assert "Exactly this stands there already" in text(editor.post(path("part_add", strategy, "sectors"), given))
    assert editor.post(path("part_add", strategy, "sectors"), {**given, "role": "supporting"}).status_code == 302
    assert SectorRole.objects.count() == 2


def test_nothing_is_added_below_a_part_of_another_strategy(editor):  # noqa: F811
    strategy, other = make_card().strategy, enter_strategy(by=None, values={"title": "Inna", "source": "Urząd"})
    goal = add_node(by=None, strategy=other, kind="goal", title="Cel")
    with pytest.raises(RefusedError, match="not in this strategy"):
        add_node(by=None, strategy=strategy, kind="task", title="Zadanie", parent=goal)
    Node.objects.filter(pk=goal.pk).update(removed_at="2024-01-01T00:00:00Z")
    with pytest.raises(RefusedError, match="was removed"):
        add_indicator(by=None, node=goal, name="Miejsca pracy", kind="output")
    address = f"{reverse('strategies:plan_add', args=[strategy.public_id, 'task'])}?below={goal.public_id}"
    assert editor.post(address, {"title": "Zadanie"}).status_code == 404


def test_card_does_not_change_the_kind_of_an_adopted_indicator(people, adopted):  # noqa: F811
    other = TEXT.replace("Wskaźniki produktu:", "Wskaźniki rezultatu:")
    with pytest.raises(RefusedError, match=r"plans something else \(kind of indicator\)"):
        confirm_card(by=people.editor, waiting=make_import(people.editor, other, adopted))
    assert set(Indicator.objects.values_list("kind", flat=True)) == {"output"}


def test_what_was_not_seen_is_written_and_what_is_broken_was_not_seen():
    strategy = make_card().strategy
    assert changed_by_hand(strategy, {"title": "Nowa", "language": "pl"}, None) == {"title": "Nowa"}
    assert seen_of("{") == seen_of("[1]") == seen_of("") == {}
    with pytest.raises(OvertakenError, match="Nothing was saved"):
        changed_by_hand(strategy, {"title": "Nowa"}, {"title": "Dawna"})
