"""What is kept of a strategy and renewed after an act is the same as what is made anew."""

import datetime
from random import Random

import pytest
from django.db import transaction

from grono.portal.core.visitor import Visitor
from grono.portal.monitoring.actions import (
    add_evidence,
    approve_report,
    correct_report,
    open_period,
    publish_report,
    remove_evidence,
    save_report,
    start_report,
    submit_report,
)
from grono.portal.monitoring.executed import executed_now
from grono.portal.monitoring.models import Period, Report
from grono.portal.monitoring.published import BESIDE_REPORTS
from grono.portal.monitoring.standing_queries import standings_of
from grono.portal.strategies import keeping
from grono.portal.strategies.actions import (
    add_indicator,
    add_node,
    change_strategy,
    describe_indicator,
    remove_draft,
    restore_draft,
)
from grono.portal.strategies.models import Indicator, Node
from grono.portal.strategies.plan_queries import plan_of
from grono.portal.strategies.standing import known_of
from grono.quantities import exact
from grono.strategy import PlanView
from tests.portal.bindings.factories import make_taken
from tests.portal.monitoring.factories import content, give_post, make_period, make_plan, make_published, part_named

pytestmark = pytest.mark.django_db(transaction=True)
ACTS = 14


class Acts:
    """Acts of several people on one strategy, drawn by chance."""

    def __init__(self, strategy, people, random):
        self.strategy, self.people, self.random = strategy, people, random

    def any(self):
        self.random.choice([
            self.publish, self.publish, self.correct, self.prove, self.period, self.plan, self.plan, self.redirect, self.remove, self.rename,
        ])()  # fmt: skip

    def _said(self, title):
        part = part_named(self.strategy, title, self.people.coordinator)
        points = tuple(self.random.randint(0, 60) for _stage in part.stages)
        jobs = self.random.choice(["", "0", "1", "150"]) if part.indicators else ""
        return content(part, done=points, jobs=jobs, statement="Oświadczam.")

    def _finish(self, report, *, proof=False):
        by = self.people.coordinator
        report = save_report(by=by, report=report, version=report.version, content=self._said(report.title.split()[-1]))
        if proof:
            add_evidence(by=by, report=report, title="Protokół", url="https://example.org/protokol", publishable=True)
            report.refresh_from_db()
        report = submit_report(by=by, report=report, version=report.version)
        publish_report(by=by, report=approve_report(by=by, report=report))

    def publish(self):
        title = self.random.choice(["Inkubator", "Targi"])
        key = part_named(self.strategy, title, self.people.coordinator).node.key
        taken = Report.objects.filter(node_key=key).values("period")
        period = Period.objects.filter(strategy=self.strategy).exclude(pk__in=taken).first()
        if period is not None:
            report = start_report(by=self.people.coordinator, period=period, node_key=key)
            self._finish(report, proof=self.random.random() < 0.5)

    def correct(self):
        published = list(Report.objects.filter(strategy=self.strategy, state="published").order_by("pk"))
        if published:
            chosen = self.random.choice(published)
            self._finish(correct_report(by=self.people.coordinator, report=chosen, reason="Pomyłka."))

    def prove(self):
        for report in Report.objects.filter(strategy=self.strategy, evidence__removed_at=None, evidence__isnull=False)[
            :1
        ]:
            remove_evidence(by=self.people.coordinator, evidence=report.evidence.filter(removed_at=None).first())

    def period(self):
        year = 2021 + Period.objects.filter(strategy=self.strategy).count()
        first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        open_period(by=None, strategy=self.strategy, first_day=first, last_day=last, deadline=last)

    def plan(self):
        node = self.random.choice(list(Node.objects.filter(strategy=self.strategy, kind="task").order_by("pk")))
        points = {("points", "2021"): exact(self.random.randint(1, 9))}
        add_node(
            by=None, strategy=self.strategy, kind="stage", title="Etap", number_text="9", parent=node, values=points
        )
        values = {("baseline", "2020"): exact(0), ("target", "2023"): exact(50)}
        add_indicator(by=None, node=node, name="Firmy", values=values, kind="output", unit="firmy", direction="up")

    def redirect(self):
        chosen = self.random.choice(list(Indicator.objects.filter(node__strategy=self.strategy).order_by("pk")))
        direction = self.random.choice(["up", "down"])
        describe_indicator(by=self.people.coordinator, indicator=chosen, values={"direction": direction})

    def remove(self):
        rows = list(Indicator.objects.filter(node__strategy=self.strategy).order_by("pk"))
        row = self.random.choice(rows)
        (restore_draft if row.removed_at else remove_draft)(by=self.people.coordinator, row=row)

    def rename(self):
        change_strategy(by=None, strategy=self.strategy, values={"title": f"Strategia {self.random.random()}"})


def said_by(executed):
    """Return everything that reports and sources say, with the rows of the database in figures."""
    values = {
        key: [(one.year, one.value.quantity, one.value.role, one.report and one.report.pk) for one in found]
        for key, found in {**executed.measured, **executed.expected}.items()
    }
    reports = {part: {period: one.pk for period, one in found.items()} for part, found in executed.reports.items()}
    evidence = {key: sorted((one.pk, one.removed_at) for one in found) for key, found in executed.evidence.items()}
    done = {key: dict(found) for key, found in executed.done.items() if found}
    return done, values, reports, evidence, executed.typed, executed.done_as_quantities


def seen_by(reader, strategy):
    """Return everything that is kept of a strategy."""
    found = [said_by(executed_now(reader, strategy))]
    for view in PlanView:
        plan = plan_of(reader, strategy, view)
        known = known_of(reader, strategy, plan)
        found += [plan, known.done, known.until, known.findings, known.rolled, known.judged]
        found.append(standings_of(reader, strategy, view=view).goals)
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_kept_is_what_is_made_anew(people, seed):
    strategy, reader = make_plan(), Visitor()
    give_post(strategy, people.coordinator)
    make_period(strategy)
    acts = Acts(strategy, people, Random(seed))  # noqa: S311 - acts of a test
    for turn in range(ACTS):
        acts.any()
        kept = seen_by(reader, strategy)
        with transaction.atomic():
            assert kept == seen_by(reader, strategy), f"after act {turn}"


def test_act_makes_again_only_what_it_touched(people):
    strategy, reader = make_plan(), Visitor()
    first, second = make_period(strategy), make_period(strategy, 2022)
    make_published(strategy, first, people)
    before = standings_of(reader, strategy)
    assert before.goals
    make_published(strategy, second, people, "Targi", done=(4,), jobs="", paid="")
    after = standings_of(reader, strategy)
    part = part_named(strategy, "Inkubator", reader).node.key
    assert after.executed.reports[part] is before.executed.reports[part]
    assert plan_of(reader, strategy) is before.programme
    [goal] = after.goals
    add_node(by=None, strategy=strategy, kind="goal", title="Czyste powietrze")
    again = standings_of(reader, strategy)
    assert again.executed is after.executed
    assert all(one is other for one, other in zip(again.goals[0].parts, goal.parts, strict=True))


def test_values_taken_from_a_source_are_seen_beside_reports(people):
    strategy, reader = make_plan(), Visitor()
    period = make_period(strategy)
    assert not executed_now(reader, strategy).measured
    make_published(strategy, period, people)
    with transaction.atomic():
        anew = said_by(executed_now(reader, strategy))
    assert said_by(executed_now(reader, strategy)) == anew
    taken_from, indicator, *_rest = make_taken(people)
    assert executed_now(reader, taken_from).measured[indicator.key]


def test_after_many_acts_everything_is_read_anew(people, monkeypatch):
    monkeypatch.setattr(keeping, "MOST_ACTS", 1)
    strategy, reader = make_plan(), Visitor()
    make_published(strategy, make_period(strategy), people)
    before = standings_of(reader, strategy)
    assert before.goals
    for title in ("Czyste powietrze", "Zdrowie"):
        add_node(by=None, strategy=strategy, kind="goal", title=title)
    after = standings_of(reader, strategy)
    assert after.executed is not before.executed
    assert said_by(after.executed) == said_by(before.executed)


def test_acts_beside_reports_are_acts():
    from grono.portal.core.audit import all_verbs

    assert all_verbs().keys() >= BESIDE_REPORTS
