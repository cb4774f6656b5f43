"""How a strategy stands: goals, parts, indicators, and what nobody can judge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from grono.portal.core.display import Cell, Column, Download, Table
from grono.portal.monitoring.pages.pictures import figures_of_page
from grono.portal.monitoring.pages.verdicts import verdicts_of_goals, without_verdict
from grono.portal.monitoring.pages.words import foreign, judged, points, quantity, reader_language, said
from grono.portal.monitoring.pictures import overview_pictures
from grono.portal.monitoring.together import put_together
from grono.portal.strategies.pages.wording import short_share
from grono.quantities import missing
from grono.reports.strategy import counts
from grono.strategy import Colour, kind_label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grono.portal.monitoring.pages.shown import Shown
    from grono.portal.monitoring.standing import GoalStanding, IndicatorStanding
    from grono.reports.strategy import Counts
    from grono.strategy import Status

MOST_ROWS = 200
"""Up to so many tasks and indicators stand on one page; of a larger strategy those of the goal that is opened."""


def overview(shown: Shown) -> dict[str, Any]:
    """Return the page of a strategy."""
    goals = shown.standings.goals
    grey = [status for status in judgements(goals) if status.worst in (Colour.NO_REPORT, Colour.NO_OWNER)]
    files = reverse("monitoring:file", args=[shown.strategy.public_id])
    return shown.heading("monitoring:strategy") | {
        **figures_of_page(
            shown.strategy, overview_pictures(shown.standings, reader_language()), awaited=shown.awaits_pictures()
        ),
        "work": work_table(goals, shown.strategy.language),
        "reached": reached_table(shown),
        "together": together_table(shown),
        "grey_count": len(grey),
        "grey_href": reverse("monitoring:grey", args=[shown.strategy.public_id])
        + (f"?{shown.asked}" if shown.asked else ""),
        "goals": [_goal(shown, goal) if _is_open(shown, goal) else _folded(shown, goal) for goal in goals],
        "downloads": [Download(_("Statuses as a table"), files + (f"?{shown.asked}" if shown.asked else ""), "CSV")],
    }


def judgements(goals: Sequence[GoalStanding]) -> Iterator[Status]:
    """Yield the status of every part and of every indicator that has one."""
    for goal in goals:
        yield from (one.status for one in goal.parts)
        yield from (one.status for one in goal.indicators if one.status is not None)


def work_table(goals: Sequence[GoalStanding], language: str) -> Table:
    """Return the work done in each goal, with its counts and coverage."""
    rows = [
        [
            *_counted(goal, counts([one.status for one in goal.parts]), language),
            short_share(goal.roll.share) if goal.roll.share is not None else None,
            Cell(said(goal.roll.label), detail=said(goal.roll.formula) if goal.roll.share is not None else ""),
        ]
        for goal in goals
    ]
    columns = [*_columns(_("Tasks")), Column(_("Work done"), numeric=True), Column(_("Coverage"))]
    return Table(_("Work done"), columns, rows, empty=_("The strategy has no goals yet."))


def reached_table(shown: Shown) -> Table:
    """Return how many targets of each goal are on their path, and beside it what an evaluation says of an effect."""
    language = shown.strategy.language
    verdicts = verdicts_of_goals(shown.reader, shown.strategy, shown.known_on)
    rows = []
    for goal in shown.standings.goals:
        found = counts([one.status for one in goal.indicators if one.status is not None])
        on_path = _("%(done)s of %(planned)s") % {"done": found.green, "planned": found.items}
        covered = _("%(done)s of %(planned)s") % {"done": found.judged, "planned": found.items}
        verdict = verdicts.get(goal.node.key) or without_verdict()
        rows.append([*_counted(goal, found, language), on_path, covered, verdict])
    columns = [
        *_columns(_("Indicators with a target")),
        Column(_("On their path"), numeric=True),
        Column(_("With data"), numeric=True),
        Column(_("Verdict of an evaluation")),
    ]
    return Table(_("Goals reached"), columns, rows, empty=_("The strategy has no goals yet."))


def together_table(shown: Shown) -> Table | None:
    """Return the indicators that several parts report, put together by the rule they state, with formula and coverage (STR-14)."""
    language = shown.strategy.language
    rows: list[list[object]] = [
        [
            Cell(one.name, language=language, detail=foreign(one.unit, language) if one.unit else ""),
            Cell(quantity(one.found.value), detail=said(one.found.formula)),
            _("%(done)s of %(planned)s") % {"done": one.found.counted, "planned": one.found.items},
        ]
        for one in put_together(shown.standings)
    ]
    columns = [Column(_("Indicator")), Column(_("Value"), numeric=True), Column(_("Parts counted"), numeric=True)]
    note = _(
        "Parts that report an indicator in the same words, unit and way of putting together. Organisations are counted once, by their tax "
        "numbers; ratios are the sum of numerators by the sum of denominators."
    )
    return Table(_("Indicators put together"), columns, rows, note=note) if rows else None


def _columns(items: str) -> list[Column]:
    colours = [said(colour.label) for colour in (Colour.GREEN, Colour.AMBER, Colour.RED)]
    words = [items, *colours, _("uncertain"), said(Colour.BEFORE_TERM.label), _("grey")]
    return [Column(_("Goal")), *(Column(word, numeric=True) for word in words)]


def _counted(goal: GoalStanding, found: Counts, language: str) -> list[object]:
    name = f"{goal.node.number_text} {goal.node.title}".strip()
    numbers = (found.items, found.green, found.amber, found.red, found.uncertain, found.before_term, found.grey)
    return [Cell(name, language=language), *numbers]


def _is_open(shown: Shown, goal: GoalStanding) -> bool:
    """Say whether the tasks and indicators of a goal stand on the page: all of them in a small strategy, else those asked for."""
    rows = sum(len(one.parts) + len(one.indicators) for one in shown.standings.goals)
    return rows <= MOST_ROWS or goal.node.key == shown.goal


def _folded(shown: Shown, goal: GoalStanding) -> dict[str, Any]:
    asked = f"{shown.asked}&" if shown.asked else ""
    return _named(goal) | {
        "href": f"?{asked}goal={goal.node.key}#{goal.node.key}",
        "count_of_tasks": len(goal.parts),
        "count_of_indicators": len(goal.indicators),
    }


def _named(goal: GoalStanding) -> dict[str, Any]:
    name = f"{goal.node.number_text} {goal.node.title}".strip()
    return {"name": name, "key": goal.node.key, "lead": goal.node.lead_post}


def _goal(shown: Shown, goal: GoalStanding) -> dict[str, Any]:
    language = shown.strategy.language
    tasks: list[list[object]] = [
        [
            Cell(
                one.part.name, shown.part_address(one.part), language=language, detail=foreign(one.part.owner, language)
            ),
            points(one.known_in_period) if one.part.stages else None,
            Cell(points(one.known_to_date), detail=_("typed as a percentage") if one.is_typed else "")
            if one.part.stages
            else None,
            judged(one.status, language),
        ]
        for one in goal.parts
    ]
    columns = [
        Column(_("Task")),
        Column(_("Done in the period"), numeric=True),
        Column(_("Done to date"), numeric=True),
        Column(_("Status")),
    ]
    return _named(goal) | {
        "tasks": Table(_("Tasks"), columns, tasks) if tasks else None,
        "indicators": indicator_table(shown, goal.indicators) if goal.indicators else None,
    }


def indicator_table(shown: Shown, found: Sequence[IndicatorStanding]) -> Table:
    """Return indicators with baseline, target, latest value and status."""
    language = shown.strategy.language
    rows: list[list[object]] = []
    for one in found:
        latest = shown.standings.executed.latest(one.indicator.key, shown.standings.year)
        value = latest.value.quantity if latest else missing()
        rows.append(
            [
                Cell(
                    one.indicator.name_text,
                    shown.indicator_address(one),
                    language=language,
                    detail=_kind(one, language),
                ),
                quantity(one.baseline),
                Cell(quantity(one.target), detail=str(one.target_year or "")),
                Cell(quantity(value), detail=latest.when if latest else ""),
                judged(one.status, language),
            ]
        )
    columns = [
        Column(_("Indicator")),
        *(Column(word, numeric=True) for word in (_("Baseline"), _("Target"), _("Latest value"))),
        Column(_("Status")),
    ]
    return Table(_("Indicators"), columns, rows)


def _kind(one: IndicatorStanding, language: str) -> str:
    """Return what an indicator measures and its unit, which is in the language of the strategy."""
    kind, unit = said(kind_label(one.indicator.kind)), one.indicator.unit
    return format_html("{}; {}", kind, foreign(unit, language)) if unit else kind


def grey(shown: Shown) -> dict[str, Any]:
    """Return the page of what nobody can judge, by name."""
    language = shown.strategy.language
    rows: list[list[object]] = [
        [Cell(name, href, language=language), judged(status, language)]
        for name, href, status in shown.statuses()
        if status.worst in (Colour.NO_REPORT, Colour.NO_OWNER)
    ]
    empty = _("Every item was reported and has an owner.")
    table = Table(_("What nobody can judge"), [Column(_("Item")), Column(_("Why"))], rows, empty=empty)
    return shown.heading("monitoring:grey") | {"table": table}


def file_rows(shown: Shown) -> Iterator[list[object]]:
    """Yield every status as a row of a file."""
    yield [_("Item"), _("Status"), _("Status, best"), _("Rule"), _("Reason")]
    for name, _href, status in shown.statuses():
        yield [name, said(status.worst.label), said(status.best.label), status.rule, said(status.reason)]
