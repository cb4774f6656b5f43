"""The monitoring of the demonstration: what the four programmes' documents say was done, and an invented strategy with a report in each state."""

from __future__ import annotations

import datetime
import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from grono.portal.core import demonstration
from grono.portal.core.queries import user_with_address
from grono.portal.core.visitor import Visitor
from grono.portal.monitoring.actions import (
    Content,
    Entered,
    add_evidence,
    appoint_holder,
    approve_report,
    open_period,
    publish_report,
    return_report,
    save_report,
    start_report,
    submit_report,
)
from grono.portal.monitoring.actions.documents import ask_for_document
from grono.portal.monitoring.drawing import draw_strategy
from grono.portal.monitoring.figures import figures_of
from grono.portal.monitoring.kinds import DocumentKind, Role, SubjectKind
from grono.portal.monitoring.making import arrange, keep
from grono.portal.monitoring.owning import Parts
from grono.portal.monitoring.queries import documents_of, periods_of
from grono.portal.monitoring.standing_queries import standings_of
from grono.portal.strategies.actions import (
    add_funding,
    add_indicator,
    add_node,
    add_part,
    enter_strategy,
    publish_strategy,
)
from grono.portal.strategies.demonstration import LESZNO, shipped_card
from grono.portal.strategies.plan_queries import done_on_cards, plan_of, strategy_of_demonstration
from grono.portal.strategies.programmes import shipped_programmes
from grono.portal.strategies.queries import strategies_visible_to
from grono.portal.strategies.row_queries import node_visible_to
from grono.quantities import exact, parse
from grono.reports.strategy import written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.portal.monitoring.models import Period
    from grono.portal.monitoring.owning import Part
    from grono.portal.strategies.models import Strategy

LODZ, PODLASKIE, SILESIA = (2007, 2010), (2003, 2004), (2006, 2006)
"""Years of the one period of each programme: to the first target of Łódź, the project of Podlaskie, the year of the Silesian document."""
_STATES = ("draft", "submitted", "returned", "approved", "published", "published")


def _shipped(name: str) -> Any:
    return json.loads(files("grono.portal.monitoring").joinpath("data", name).read_text("utf-8"))


@demonstration.register("monitoring", order=66)
def load() -> None:
    """Report what the programmes' documents say, enter the invented strategy, and make the documents; what is there stays."""
    card = shipped_card().file.card
    source = json.loads(files("grono.portal.strategies").joinpath("data", LESZNO).read_text("utf-8"))["source"]
    leszno = strategy_of_demonstration(card.strategy_title, source)
    if leszno is not None and not periods_of(Visitor(), leszno).exists():
        _leszno(leszno, card.years)
    for programme, years in zip(shipped_programmes(), (LODZ, SILESIA, PODLASKIE), strict=True):
        values = programme["strategy"]
        found = strategy_of_demonstration(values["title"], values["source"])
        if found is not None and not periods_of(Visitor(), found).exists():
            _programme(found, programme, years)
    invented = _shipped("invented_strategy.json")
    if strategy_of_demonstration(invented["title"], invented["source"]) is None:
        _invented(invented)
    for strategy in strategies_visible_to(Visitor()):
        draw_strategy(Visitor(), strategy)


def _period(strategy: Strategy, first: int, last: int, *, is_invented: bool = False) -> Period:
    return open_period(
        by=None,
        strategy=strategy,
        first_day=datetime.date(first, 1, 1),
        last_day=datetime.date(last, 12, 31),
        deadline=datetime.date(last + 1, 3, 31),
        is_invented=is_invented,
    )


def _leszno(strategy: Strategy, years: tuple[int, ...]) -> None:
    """Publish what the task card says was done in each of its years."""
    done = done_on_cards(Visitor(), strategy)
    part = next(iter(Parts(plan_of(Visitor(), strategy))))
    for year in years:
        period = _period(strategy, year, year)
        values = {
            (str(SubjectKind.STAGE), stage.key, str(Role.DONE)): Entered(
                done[stage.key][str(year)], source_text=strategy.source[:300]
            )
            for stage in part.stages
            if str(year) in done.get(stage.key, {})
        }
        sentence = "" if values else "Karta zadania nie planuje i nie wykazuje punktów w tym roku."
        _publish(period, part, Content(values, sentence, f"Punkty według karty zadania: {strategy.source}."))
    _documents(strategy, citizen=False)


def _programme(strategy: Strategy, programme: Mapping[str, Any], years: tuple[int, int]) -> None:
    """Publish the results that a document states; without any, the period shows that nothing was reported."""
    period = _period(strategy, *years)
    results = programme["parts"].get("results", [])
    if results:
        names = {one["id"]: one["name"] for node in programme["nodes"] for one in node.get("indicators", ())}
        for part in Parts(plan_of(Visitor(), strategy)):
            keys = {one.name_text: one.key for one in part.indicators}
            values = {
                (str(SubjectKind.INDICATOR), keys[names[one["indicator"]]], one["role"]): Entered(
                    parse(one["quantity"], "pl"), one["quantity"], source_text=one["name_text"]
                )
                for one in results
                if names.get(one.get("indicator", ""), "") in keys
            }
            if values:
                sentence = "Opis praktyki nie podaje dnia pomiaru; wartości odniesiono do pierwszego terminu celu."
                _publish(period, part, Content(values, sentence, f"Wartości według źródła: {strategy.source}."))
    _documents(strategy, citizen=bool(results))


def _publish(period: Period, part: Part, content: Content) -> None:
    report = start_report(by=None, period=period, node_key=part.node.key)
    report = save_report(by=None, report=report, version=report.version, content=content)
    report = submit_report(by=None, report=report, version=report.version)
    publish_report(by=None, report=approve_report(by=None, report=report))


def _documents(strategy: Strategy, *, citizen: bool) -> None:
    """Make the documents of a programme in both languages."""
    if documents_of(Visitor(), strategy).exists():
        return
    period = standings_of(Visitor(), strategy).period
    kinds = [DocumentKind.MONITORING]
    kinds += [DocumentKind.COUNCIL] if period is not None and period.is_calendar_year else []
    kinds += [DocumentKind.CITIZEN] if citizen else []
    for language in ("pl", "en"):
        figures = figures_of(Visitor(), strategy, language)
        for kind in kinds + ([DocumentKind.COMPLETENESS] if figures.completeness else []):
            document = ask_for_document(by=None, strategy=strategy, kind=kind, language=language)
            keep(document, written(arrange(document, figures)))


def _invented(given: Mapping[str, Any]) -> None:
    """Enter the invented strategy: one task for each state of a report, all of them the task owner's."""
    strategy = enter_strategy(
        by=None, values={name: given[name] for name in ("title", "language", "source", "summary")}
    )
    goal = add_node(by=None, strategy=strategy, kind="goal", title=given["goal"], number_text="I", lead=given["post"])
    for task in given["tasks"]:
        node = add_node(
            by=None,
            strategy=strategy,
            kind="task",
            title=task["title"],
            number_text=task["number"],
            parent=goal,
            lead=given["post"],
        )
        for stage in task["stages"]:
            points = {("points", year): exact(value) for year, value in stage["points"].items()}
            add_node(
                by=None,
                strategy=strategy,
                kind="stage",
                title=stage["title"],
                number_text=stage["number"],
                parent=node,
                values=points,
            )
        indicator = task["indicator"]
        values = {
            (field, year): parse(text, "pl")
            for field, years in indicator["values"].items()
            for year, text in years.items()
        }
        add_indicator(
            by=None,
            node=node,
            name=indicator["name"],
            values=values,
            kind=indicator["kind"],
            unit=indicator["unit"],
            direction=indicator["direction"],
        )
        add_funding(by=None, node=node, source=given["fund"], values={("amount", ""): exact(task["amount"])})
    publish_strategy(by=None, strategy=strategy)
    owner = user_with_address(demonstration.address_of("task_owner"))
    if owner is not None:
        appoint_holder(
            by=None, strategy=strategy, post=given["post"], user=owner, since=datetime.date(given["year"], 1, 1)
        )
    period = _period(strategy, given["year"], given["year"], is_invented=True)
    parts = {part.node.number_text: part for part in Parts(plan_of(Visitor(), strategy))}
    for task, state in zip(given["tasks"], _STATES, strict=True):
        part = parts[task["number"]]
        _invented_report(period, part, task["said"], state)
        if "by_hand" in task:  # green although a stage is late: the page of findings says so
            by_hand = {**task["by_hand"], "task": node_visible_to(Visitor(), part.node.key)}
            add_part(by=None, strategy=strategy, kind="statuses", values=by_hand)


def _invented_report(period: Period, part: Part, said: Mapping[str, Any], state: str) -> None:
    report = start_report(by=None, period=period, node_key=part.node.key, is_invented=True)
    values = {
        (str(SubjectKind.STAGE), stage.key, str(Role.DONE)): Entered(exact(points))
        for stage, points in zip(part.stages, said["done"], strict=False)
    }
    values[str(SubjectKind.INDICATOR), part.indicators[0].key, str(Role.ACTUAL)] = Entered(
        parse(said["value"], "pl"), said["value"]
    )
    values[str(SubjectKind.FUNDING), part.funding[0].key, str(Role.PAID)] = Entered(
        parse(said["paid"], "pl"), said["paid"]
    )
    report = save_report(
        by=None, report=report, version=1, content=Content(values, said["sentence"], said["statement"])
    )
    add_evidence(by=None, report=report, title=said["evidence"], url="https://example.org/", publishable=True)
    if state == "draft":
        return
    report = submit_report(by=None, report=report, version=report.version)
    if state == "returned":
        return_report(by=None, report=report, reason=said["reason"])
    elif state in ("approved", "published"):
        report = approve_report(by=None, report=report)
        if state == "published":
            publish_report(by=None, report=report)
