"""An invented strategy with periods and reports, for tests."""

import datetime

from django.utils import timezone

from grono.portal.monitoring.actions import (
    Content,
    Entered,
    appoint_holder,
    approve_report,
    open_period,
    publish_report,
    save_report,
    start_report,
    submit_report,
)
from grono.portal.strategies.actions import add_funding, add_indicator, add_node, enter_strategy, publish_strategy
from grono.quantities import exact, parse

POST = "Naczelnik Wydziału Rozwoju"
DAY = datetime.date(2021, 1, 1)


def make_plan(*, aid_relevant=False):
    """Make a published strategy: one goal, a task with two stages, an indicator with a target and money, and a task of nobody."""
    strategy = enter_strategy(
        by=None, values={"title": "Strategia Grodu", "language": "pl", "source": "Urząd Grodu (zmyślony)"}
    )
    goal = add_node(by=None, strategy=strategy, kind="goal", title="Silna gospodarka", number_text="I")
    task = add_node(by=None, strategy=strategy, kind="task", title="Inkubator", number_text="1", lead=POST, parent=goal)
    for number, title, points in (("1", "Projekt", {"2021": 40}), ("2", "Budowa", {"2021": 10, "2022": 50})):
        values = {("points", year): exact(value) for year, value in points.items()}
        add_node(by=None, strategy=strategy, kind="stage", title=title, number_text=number, parent=task, values=values)
    targets = {("baseline", "2020"): exact(0), ("target", "2022"): exact(200)}
    add_indicator(
        by=None, node=task, name="Miejsca pracy", values=targets, kind="outcome", unit="osoby", direction="up"
    )
    add_funding(by=None, node=task, source="Miasto", values={("amount", ""): exact(1000)}, aid_relevant=aid_relevant)
    orphan = add_node(by=None, strategy=strategy, kind="task", title="Targi", number_text="2", parent=goal)
    add_node(
        by=None,
        strategy=strategy,
        kind="stage",
        title="Stoisko",
        number_text="1",
        parent=orphan,
        values={("points", "2021"): exact(100)},
    )
    publish_strategy(by=None, strategy=strategy)
    return strategy


def make_period(strategy, year=2021, *, deadline=None):
    last = datetime.date(year, 12, 31)
    return open_period(
        by=None,
        strategy=strategy,
        first_day=datetime.date(year, 1, 1),
        last_day=last,
        deadline=deadline or last + datetime.timedelta(days=60),
    )


def part_named(strategy, title, reader):
    from grono.portal.monitoring.owning import Parts
    from grono.portal.strategies.plan_queries import plan_of

    return next(part for part in Parts(plan_of(reader, strategy)) if part.node.title == title)


def content(part, *, done=(), jobs="", paid="", contracted="", sentence="", statement=""):
    """Return the content of a report: points by stage in order, a value of the first indicator, money of the first source."""
    values = {
        ("stage", stage.key, "done"): Entered(exact(points)) for stage, points in zip(part.stages, done, strict=False)
    }
    if jobs:
        values["indicator", part.indicators[0].key, "actual"] = Entered(parse(jobs, "pl"), jobs)
    for role, text in (("paid", paid), ("contracted", contracted)):
        if text:
            values["funding", part.funding[0].key, role] = Entered(parse(text, "pl"), text)
    return Content(values, sentence, statement)


def make_report(strategy, period, people, title="Inkubator", **said):
    part = part_named(strategy, title, people.coordinator)
    report = start_report(by=people.coordinator, period=period, node_key=part.node.key)
    if said:
        report = save_report(
            by=people.coordinator, report=report, version=report.version, content=content(part, **said)
        )
    return report


def make_published(strategy, period, people, title="Inkubator", **said):
    said = {"done": (30, 5), "jobs": "80–90", "paid": "250", "statement": "Oświadczam."} | said
    report = make_report(strategy, period, people, title, **said)
    report = submit_report(by=people.coordinator, report=report, version=report.version)
    report = approve_report(by=people.coordinator, report=report)
    return publish_report(by=people.coordinator, report=report)


def give_post(strategy, user, post=POST):
    return appoint_holder(by=None, strategy=strategy, post=post, user=user, since=DAY)


def days(count):
    return timezone.localdate() + datetime.timedelta(days=count)
