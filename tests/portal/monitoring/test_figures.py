"""What the documents of a strategy hold beside its own figures: findings (STR-31 to STR-33), evaluations, aid (STR-18)."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest

from grono.portal.monitoring import lawfulness
from grono.portal.monitoring.actions import Entered, approve_report, publish_report, save_report, submit_report
from grono.portal.monitoring.evaluated import citable_plans, evaluation_lines
from grono.portal.monitoring.figures import figures_of
from grono.portal.monitoring.granted import Granted
from grono.portal.monitoring.lawfulness import Contract
from grono.portal.strategies.actions import add_indicator
from grono.quantities import exact
from tests.portal.evaluations.factories import make_draft, make_locked, make_result
from tests.portal.monitoring.factories import content, make_period, make_plan, make_published, make_report, part_named
from tests.portal.monitoring.test_lawfulness import Answer


@pytest.mark.django_db
def test_aid_is_summed_by_kind_and_undertakings_are_not_named(people, monkeypatch):
    strategy = make_plan(aid_relevant=True)
    report = make_report(strategy, make_period(strategy), people)
    said = content(part_named(strategy, "Inkubator", people.coordinator), contracted="4000", statement="Tak.")
    key = next(key for _kind, key, _role in said.values)
    contract = Contract("5260001246", Decimal("1000.50"), datetime.date(2024, 5, 6))
    monkeypatch.setattr(
        lawfulness, "contract_check", lambda **_asked: Answer(lawful=True, article="2023/2831 art. 3(2)")
    )
    report = save_report(
        by=people.coordinator, report=report, version=report.version, content=replace(said, contracts={key: contract})
    )
    granted = Granted(strategy, datetime.date(2026, 3, 31), None)
    assert granted.sums() == []
    report = submit_report(by=people.coordinator, report=report, version=report.version)
    publish_report(by=people.coordinator, report=approve_report(by=people.coordinator, report=report))
    granted = Granted(strategy, datetime.date(2026, 3, 31), None)
    (sum_,) = granted.sums()
    assert (sum_.kind, sum_.contracts, sum_.beneficiaries) == ("De minimis aid, regulation 2023/2831", 1, 1)
    assert float(sum_.euro.lower) == 1000.5
    (line,) = granted.lines()
    assert line.text == "On 31 March 2026 the 1 undertaking had used 0% of its ceiling of 300,000 euro."
    assert "5260001246" not in line.text + line.detail


@pytest.mark.django_db
def test_locked_plans_are_cited_with_their_verdict_in_words(people):
    found = make_result(people.analyst, published=True, effect=0.0)
    plan = make_locked(people.analyst, question="Will it work?")
    draft = make_draft(people.analyst)
    assert [key for key, _question in citable_plans(people.analyst)] == [plan.public_id, found.plan.public_id]
    keys = [plan.public_id, found.plan.public_id, draft.public_id]
    strategy = make_plan()
    waiting, known = evaluation_lines(people.analyst, strategy, keys, "en")
    assert "Not carried out yet" in waiting.text
    assert plan.locked_hash[:12] in waiting.detail
    assert "no detectable effect" in known.text.lower()
    assert known.href.endswith(f"/{found.public_id}/")
    earlier = list(evaluation_lines(people.analyst, strategy, keys, "en", datetime.date(2000, 1, 1)))
    assert all("Not carried out yet" in line.text for line in earlier)
    assert list(evaluation_lines(people.visitor, strategy, [plan.public_id], "en")) == []


@pytest.mark.django_db
def test_a_value_published_before_its_period_ended_is_only_expected(people):
    strategy = make_plan()
    make_published(strategy, make_period(strategy, datetime.date.today().year + 1), people)  # noqa: DTZ011
    figures = figures_of(people.editor, strategy, "en")
    (found,) = [one for one in figures.findings if one.code == "F-EXPECTED"]
    assert len(found.cells) == 2
    page = people.client("coordinator").get(f"/en/strategies/{strategy.public_id}/plan/").content.decode()
    assert "F-EXPECTED" in page
    assert found.details["address"] in page


@pytest.mark.django_db
@pytest.mark.parametrize(("done", "value", "found"), [(30, 1, 1), (40, 1, 0), (30, 0, 0), (30, 2, 0)])
def test_output_reported_before_its_stage_is_done_is_found(people, done, value, found):
    """STR-31, STR-33: „Projekt” is linked to the stage of that name by its word; it plans 40 points in 2021."""
    strategy = make_plan()
    add_indicator(by=None, node=strategy.nodes.get(number_text="1", kind="task"), name="Projekt", kind="output")
    report = make_report(strategy, make_period(strategy), people)
    part = part_named(strategy, "Inkubator", people.coordinator)
    said = content(part, done=(done,), statement="Tak.")
    made = {("indicator", part.indicators[1].key, "actual"): Entered(exact(value), str(value))}
    report = save_report(
        by=people.coordinator,
        report=report,
        version=report.version,
        content=replace(said, values={**said.values, **made}),
    )
    report = submit_report(by=people.coordinator, report=report, version=report.version)
    publish_report(by=people.coordinator, report=approve_report(by=people.coordinator, report=report))
    early = [one for one in figures_of(people.editor, strategy, "en").findings if one.code == "F-STAGE"]
    assert len(early) == found
    for one in early:
        assert "is 1 in 2021, but by the end of 2021 stage 1 “Projekt” had done only 30 of its 40 points" in str(
            one.message
        )
        assert one.details["stage"] == part.stages[0].key


@pytest.mark.django_db
def test_the_figures_hold_stages_and_years_for_the_pictures(people):
    strategy = make_plan()
    make_published(strategy, make_period(strategy), people)
    figures = figures_of(people.editor, strategy, "pl")
    assert figures.until == 2021
    (task, _orphan) = figures.tasks
    assert [stage.name for stage in task.stages] == ["1.1 Projekt", "1.2 Budowa"]
    assert next(iter(figures.indicators)).baseline_period == "2020"
