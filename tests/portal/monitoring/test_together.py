"""Indicators that several parts report: counted once, or as one ratio, and never by the numbers of firms in public (STR-14)."""

import json
from fractions import Fraction
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from grono.messages import InputError
from grono.portal.core.models import AuditEntry
from grono.portal.core.problems import RefusedError
from grono.portal.core.visitor import Visitor
from grono.portal.monitoring.actions import Content, Entered, approve_report, publish_report, save_report, submit_report
from grono.portal.monitoring.basis import BasisError, numbers_in
from grono.portal.monitoring.figures import figures_of
from grono.portal.monitoring.models import Value
from grono.portal.monitoring.standing_queries import standings_of
from grono.portal.monitoring.together import over_the_periods, put_together
from grono.portal.monitoring.workbook import as_workbook, bring
from grono.portal.privacy.actions import erase
from grono.portal.privacy.exporting import everything_about
from grono.portal.privacy.subjects import subject_with
from grono.portal.strategies.actions import add_indicator
from grono.portal.strategies.models import Node
from grono.quantities import exact
from grono.reports.strategy import monitoring_report, written
from grono.strategy import Basis
from tests.portal.directory.factories import make_organisation
from tests.portal.monitoring.factories import make_period, make_report, part_named

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD = "5260250274", "1132191233", "7740001454"
FIRMS = {"name": "Firmy wspierane", "unit": "firmy", "over_tree": "union", "over_time": "sum", "temporal": "flow"}
SHARE = {
    "name": "Udział zadowolonych",
    "unit": "%",
    "over_tree": "ratio_of_sums",
    "over_time": "ratio_of_sums",
    "temporal": "ratio",
}


@pytest.fixture
def tasks(strategy):
    """Let both tasks count the same firms and the same share."""
    found = list(Node.objects.filter(strategy=strategy, kind="task").order_by("pk"))
    for node in found:
        for about in (FIRMS, SHARE):
            add_indicator(by=None, node=node, kind="output", values={("baseline", "2020"): exact(0)}, **about)
    return found


def keys_of(strategy, people, title):
    indicators = part_named(strategy, title, people.coordinator).indicators
    return {one.name_text: one.key for one in indicators}


def entered(strategy, people, title, *, numbers=(), ratio=None):
    keys, values = keys_of(strategy, people, title), {}
    if numbers:
        basis = Basis(numbers=frozenset(numbers))
        values["indicator", keys["Firmy wspierane"], "actual"] = Entered(basis.value("firmy"), basis=basis)
    if ratio:
        basis = Basis(exact(ratio[0]), exact(ratio[1]))
        values["indicator", keys["Udział zadowolonych"], "actual"] = Entered(basis.value("%"), basis=basis)
    return Content(values, statement="Oświadczam.")


def published(strategy, period, people, title, **said):
    by = people.coordinator
    report = make_report(strategy, period, people, title)
    report = save_report(by=by, report=report, version=report.version, content=entered(strategy, people, title, **said))
    report = submit_report(by=by, report=report, version=report.version)
    return publish_report(by=by, report=approve_report(by=by, report=report))


@pytest.fixture
def reported(strategy, period, people, tasks):
    published(strategy, period, people, "Inkubator", numbers=(FIRST, SECOND), ratio=(1, 2))
    return published(strategy, period, people, "Targi", numbers=(SECOND, THIRD), ratio=(90, 100))


def test_organisations_are_counted_once_and_ratios_by_their_sums(strategy, reported):
    found = {one.name: one.found for one in put_together(standings_of(Visitor(), strategy))}
    assert found["Firmy wspierane"].value == exact(3)
    assert found["Udział zadowolonych"].value == exact(Fraction(9100, 102))
    assert found["Firmy wspierane"].formula.in_language("pl").startswith("organizacje liczone raz")


def test_periods_count_an_organisation_once(strategy, people, reported):
    published(strategy, make_period(strategy, 2022), people, "Inkubator", numbers=(FIRST,), ratio=(3, 4))
    standings = standings_of(Visitor(), strategy)
    part = part_named(strategy, "Inkubator", people.coordinator)
    found = {one.name_text: over_the_periods(standings, one) for one in part.indicators}
    assert found["Firmy wspierane"].value == exact(2)
    assert found["Udział zadowolonych"].value == exact(Fraction(400, 6))
    assert found["Miejsca pracy"] is None


@pytest.mark.parametrize("role", ["visitor", "task_owner", "editor", "coordinator"])
def test_page_and_api_say_the_same_and_only_who_decides_or_writes_reads_numbers(strategy, people, reported, role):
    client = people.client(role)
    page = client.get(reverse("monitoring:report", args=[reported.public_id])).content.decode()
    overview = client.get(reverse("monitoring:strategy", args=[strategy.public_id])).content.decode()
    keys = [keys_of(strategy, people, title)["Firmy wspierane"] for title in ("Inkubator", "Targi")]
    series = client.get(reverse("monitoring:indicator", args=[strategy.public_id, keys[0]])).content.decode()
    assert "Indicators put together" in overview
    assert "organisations counted by their tax numbers" in series
    assert FIRST not in series
    answer = client.get(f"/api/v1/monitoring/reports/{reported.public_id}").json()
    value = next(one for one in answer["values"] if one["organisations"])
    assert (THIRD in page) == (value["numbers"] is not None) == (role == "coordinator")
    assert value["organisations"] == 2
    standing = client.get(f"/api/v1/monitoring/{strategy.public_id}").json()
    together = {one["name"]["text"]: one for one in standing["together"]}
    assert set(together) == {"Firmy wspierane", "Udział zadowolonych"}
    assert together["Firmy wspierane"]["indicators"] == keys
    assert all((one["counted"], one["items"]) == (2, 2) for one in together.values())
    series = client.get(f"/api/v1/monitoring/{strategy.public_id}/indicators/{keys[0]}")
    assert series.json()["readings"][0]["organisations"] == 2
    assert FIRST not in series.content.decode()


def test_numbers_stand_neither_in_the_chain_nor_in_documents(strategy, people, reported):
    said = json.dumps(list(AuditEntry.objects.values_list("before", "after")))
    figures = figures_of(Visitor(), strategy, "pl")
    document = written(monitoring_report(figures, "pl"))["html"].decode()
    assert "Wskaźniki podane łącznie" in document
    assert not any(number in said or number in document for number in (FIRST, SECOND, THIRD))


@pytest.fixture
def trader():
    """Return the organisation of a sole trader whose number stands in what was reported."""
    return make_organisation("Ada Próbna Krawiectwo", natural_person=True, identifiers=(("nip", SECOND),))


def test_trader_is_told_of_the_reports_and_not_whom_else_they_count(reported, trader):
    tables = everything_about(subject_with(trader.public_id))
    assert len(tables["monitoring.Value.basis__numbers"]) == 2
    assert not any(number in json.dumps(tables) for number in (FIRST, THIRD))


def test_erased_trader_is_counted_and_named_no_more(strategy, people, reported, trader):
    before = [value.basis for value in Value.objects.exclude(basis={}).order_by("pk")]
    standings_of(Visitor(), strategy)  # what is kept in memory is forgotten with the act
    erase(by=people.administrator, subject=subject_with(trader.public_id))
    after = [value.basis for value in Value.objects.exclude(basis={}).order_by("pk")]
    assert SECOND in json.dumps(before)
    assert SECOND not in json.dumps(after)
    assert [len(basis.get("numbers", ())) for basis in before] == [len(basis.get("numbers", ())) for basis in after]
    found = {one.name: one.found for one in put_together(standings_of(Visitor(), strategy))}
    assert found["Firmy wspierane"].value == exact(3)
    pseudonym = f"✝ {trader.public_id}"
    assert numbers_in(f"{FIRST}\n{pseudonym}") == {FIRST, pseudonym}  # a report that is corrected counts it again


def test_form_computes_the_value_and_refuses_another(strategy, period, people, tasks):
    report = make_report(strategy, period, people, "Targi")
    keys = keys_of(strategy, people, "Targi")
    client, address = people.client("coordinator"), reverse("monitoring:report", args=[report.public_id])
    firms, share = (f"indicator-{keys[name]}-actual" for name in ("Firmy wspierane", "Udział zadowolonych"))
    sent = {
        "version": "1", "statement": "I state it.", f"numbers-{keys['Firmy wspierane']}": f"{FIRST}\nPL {SECOND}; {FIRST}",
        f"numerator-{keys['Udział zadowolonych']}": "90", f"denominator-{keys['Udział zadowolonych']}": "100",
    }  # fmt: skip
    wrong = sent | {firms: "5", f"denominator-{keys['Udział zadowolonych']}": ""}
    page = client.post(address, wrong).content.decode()
    assert "5 is given, but 2 follows" in page
    assert "write both, or neither" in page
    assert not Value.objects.exists()
    client.post(address, sent)
    values = {one.key: one.quantity for one in Value.objects.all()}
    assert values == {keys["Firmy wspierane"]: exact(2), keys["Udział zadowolonych"]: exact(90)}
    shown = client.get(address).content.decode()
    assert f"{SECOND}\n{FIRST}" in shown
    assert f'name="{share}" value=' not in shown, "the value follows again from what stands beside it"


def test_list_names_everything_that_is_no_number():
    assert numbers_in("526-025-02-74, PL1132191233") == {FIRST, SECOND}
    assert numbers_in(" \n ") is None
    with pytest.raises(BasisError, match=r"“123”, “firma” are no tax numbers"):
        numbers_in(f"{FIRST}\n123\nfirma")


def changed(content, cells):
    """Return a workbook with other values in the rows of some kinds and places."""
    book = openpyxl.load_workbook(BytesIO(content))
    for row in book.active.iter_rows(min_row=3):
        place = row[5].value, row[6].value
        row[3].value = cells.get(place, row[3].value)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def test_workbook_comes_back_unchanged_and_computes_what_was_filled_in(strategy, period, people, tasks):
    report = make_report(strategy, period, people, "Targi")
    keys, by = keys_of(strategy, people, "Targi"), people.coordinator
    save_report(by=by, report=report, version=1, content=entered(strategy, people, "Targi", ratio=(1, 3)))
    content = as_workbook(by, period)
    assert bring(by=by, period=period, content=content) == 0
    firms, share = keys["Firmy wspierane"], keys["Udział zadowolonych"]
    filled = changed(
        content, {("numbers", f"{firms} actual"): f"{FIRST}\n{THIRD}", ("denominator", f"{share} actual"): "4"}
    )
    assert bring(by=by, period=period, content=filled) == 1
    values = {one.key: one.quantity for one in Value.objects.all()}
    assert values == {firms: exact(2), share: exact(25)}
    wrong = {("numbers", f"{firms} actual"): "firma", ("numerator", f"{share} actual"): ""}
    with pytest.raises(InputError) as refused:
        bring(by=by, period=period, content=changed(as_workbook(by, period), wrong))
    assert any("is no tax number" in str(one.message.in_language("en")) for one in refused.value.problems)
    assert {one.key: one.quantity for one in Value.objects.all()} == values


def test_a_value_that_does_not_follow_is_refused(strategy, period, people, tasks):
    report = make_report(strategy, period, people, "Targi")
    part = part_named(strategy, "Targi", people.coordinator)
    basis = Basis(numbers=frozenset({FIRST}))
    for place, sentence in (
        (("indicator", keys_of(strategy, people, "Targi")["Firmy wspierane"], "actual"), "1 follows"),
        (("stage", part.stages[0].key, "done"), "Only the value of an indicator"),
    ):
        content = Content({place: Entered(exact(7), basis=basis)})
        with pytest.raises(RefusedError, match=sentence):
            save_report(by=people.coordinator, report=report, version=1, content=content)


def test_unit_carries_its_language(strategy, people, reported):
    page = people.client("visitor").get(reverse("monitoring:strategy", args=[strategy.public_id])).content.decode()
    assert 'output indicators; <span lang="pl">firmy</span>' in page
