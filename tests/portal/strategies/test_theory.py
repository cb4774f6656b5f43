"""Links of the theory of change and statuses set by hand: entered, read by the rules, carried by the file (STR-32)."""

import pytest

from grono.portal.strategies.models import Indicator, Node, StatedStatus, TheoryLink
from grono.portal.strategies.plan_file.bringing import look
from grono.portal.strategies.plan_file.standing import standing_of
from grono.portal.strategies.plan_queries import plan_of
from grono.portal.strategies.standing import known_of
from grono.reports.plan_file import plan_workbook, read_plan_file
from tests.portal.strategies.factories import TEXT, make_card
from tests.portal.strategies.test_plan_views import editor, path, text  # noqa: F401 - one is a fixture

pytestmark = pytest.mark.django_db
WITH_OUTCOME = TEXT.replace(
    "Wskaźniki oddziaływania:\n\u00a0 Brak\n",
    "Wskaźniki rezultatu:\n\u00a0 Firmy w lokalach Urząd - 2\nWskaźniki oddziaływania:\n\u00a0 Brak\n",
)


def findings_of(people, strategy):
    known = known_of(people.editor, strategy, plan_of(people.editor, strategy))
    return [one for one in known.findings if one.code in {"F-THEORY", "F-GREEN-LATE"}]


def test_output_without_a_link_is_found_once_there_is_one(editor, people):  # noqa: F811
    strategy = make_card(WITH_OUTCOME).strategy
    outputs, outcome = (
        list(Indicator.objects.filter(kind="output").order_by("pk")),
        Indicator.objects.get(kind="outcome"),
    )
    assert not findings_of(people, strategy)
    address = path("part_add", strategy, "theory")
    refused = editor.post(address, {"output": outcome.public_id, "outcome": outcome.public_id, "assumption": "bo tak"})
    assert refused.context["form"].errors.keys() == {"output"}
    given = {
        "output": outputs[0].public_id,
        "outcome": outcome.public_id,
        "assumption": "Gotowy projekt otwiera budowę",
    }
    assert editor.post(address, given).status_code == 302
    found = findings_of(people, strategy)
    assert [(one.code, one.subject) for one in found] == [("F-THEORY", "Liczba lokali")]
    assert [str(cell) for cell in found[0].cells] == ["indicator “Liczba lokali”", "links of the theory of change"]
    shown = text(editor.get(path("plan", strategy)))
    assert "is not linked to any outcome" in shown
    assert "Gotowy projekt Firmy w lokalach Gotowy projekt otwiera budowę" in text(editor.get(path("parts", strategy)))


def test_green_by_hand_is_found_while_a_stage_lacks_points(editor, people):  # noqa: F811
    strategy = make_card().strategy
    given = {"task": Node.objects.get(kind="task").public_id, "colour": "green", "reason": "budynek stoi"}
    for year in (2020, 2021):
        assert editor.post(path("part_add", strategy, "statuses"), {**given, "year": year}).status_code == 302
    [found] = findings_of(people, strategy)
    assert [str(cell) for cell in found.cells] == ["status of “Inkubator” set by hand, 2021", "stage 2"]
    assert "planned until 2021, has done only 40 of its 80 points" in str(found.message)
    page = editor.get(path("plan", strategy))
    assert path("part_add", strategy, "statuses") in page.content.decode()
    assert "Status set by hand green, 2021 budynek stoi" in text(editor.get(path("plan_node", strategy, given["task"])))
    kept = StatedStatus.objects.get(year=2021)
    change = path("part_change", strategy, "statuses", kept.public_id)
    opened = editor.get(change).context["form"].initial
    assert editor.post(change, {**opened, "colour": "red"}).status_code == 302
    assert not findings_of(people, strategy)


def test_links_and_statuses_go_out_and_come_back_in_the_file(people):
    strategy = make_card(WITH_OUTCOME).strategy
    output, outcome = Indicator.objects.filter(kind="output").first(), Indicator.objects.get(kind="outcome")
    TheoryLink.objects.create(strategy=strategy, output=output, outcome=outcome, assumption="Popyt na pomieszczenia")
    task = Node.objects.get(kind="task")
    StatedStatus.objects.create(strategy=strategy, task=task, year=2021, colour="amber", reason="Opóźnienie dostaw")
    sheets = standing_of(people.editor, strategy).sheets
    assert sheets["theory"][0]["outcome"] == outcome.public_id
    file = read_plan_file(plan_workbook(sheets, "pl"))
    assert look(by=people.editor, strategy=strategy, file=file).is_empty
    sheets["theory"][0]["output"], sheets["statuses"][0]["task"] = outcome.public_id, task.parent.public_id
    with pytest.raises(Exception, match="2 problems") as refused:
        look(by=people.editor, strategy=strategy, file=read_plan_file(plan_workbook(sheets, "pl")))
    assert [one.column for one in refused.value.problems] == ["theory: output", "statuses: task"]
