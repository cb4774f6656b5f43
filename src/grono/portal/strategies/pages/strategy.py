"""What the list of strategies and the page of one strategy show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grono.portal.core.display import Card, Cell, Column, Link, Provenance, Status, Table
from grono.portal.core.templatetags.grono import day
from grono.portal.regions.queries import labels_visible_to, teryt_names
from grono.portal.strategies.further_pages import FurtherPage, further_pages
from grono.portal.strategies.models import CardState, StrategyState
from grono.portal.strategies.pages.boxes import Box
from grono.portal.strategies.pages.card import breadcrumbs
from grono.portal.strategies.pages.plan import plan_in_brief
from grono.portal.strategies.pages.wording import foreign, points, reader_language, said, short_share, status_of
from grono.strategy import Child, roll_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from grono.portal.core.display import Tone
    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.computed import Computed
    from grono.portal.strategies.models import CardImport, Strategy, TaskCard

_TONES: dict[str, Tone] = {
    StrategyState.DRAFT: "neutral",
    StrategyState.PUBLISHED: "success",
    StrategyState.REMOVED: "warning",
}

SHOWN_OF_A_SOURCE = 120
"""Characters in the list; the page of the strategy shows all."""


@dataclass(frozen=True)
class Part:
    """A goal or an objective: number, title, lead, and the progress of its tasks."""

    number: str
    title: str
    lead: str
    roll_up: str
    table: Table | None = None
    parts: Sequence[Part] = ()


def status_of_strategy(strategy: Strategy) -> Status:
    """Return who sees a strategy, in a word."""
    return Status(StrategyState(strategy.state).label, _TONES[strategy.state])


def places_of(reader: Reader, strategies: Iterable[Strategy | CardImport]) -> dict[str, str]:
    """Return TERYT code → name of the place."""
    codes = {one.jst_teryt for one in strategies if one.jst_teryt}
    if not codes:
        return {}
    names = teryt_names(codes, reader_language(), labels_visible_to(reader))
    return {code: label.text for code, label in names.items()}


def listed(reader: Reader, strategies: Sequence[Any]) -> dict[str, Any]:
    """Return the list of strategies."""
    places = places_of(reader, strategies)
    cards = [_card(one, places.get(one.jst_teryt or "", "")) for one in strategies]
    may_edit = reader.can("strategies.edit_cards")
    actions = [Link(_("Import a task card"), reverse("strategies:import"))] if may_edit else []
    if reader.can("strategies.edit_plan"):
        actions.append(Link(_("Enter a strategy"), reverse("strategies:strategy_new"), "secondary"))
    return {"cards": cards, "actions": actions}


def _card(one: Any, place: str) -> Card:
    first, last = one.first_year or one.horizon_from, one.last_year or one.horizon_to
    years = f"{first}–{last}" if first and last else ""
    is_draft = one.state != StrategyState.PUBLISHED
    historical = bool(last) and last < timezone.localdate().year
    entered = _("entered on %(day)s") % {"day": day(one.created_at)}
    details = [_tasks(one), years, _("historical document") if historical else "", entered]
    source = _("Source: %(source)s") % {"source": Truncator(one.source).chars(SHOWN_OF_A_SOURCE)}
    return Card(
        one.title,
        reverse("strategies:strategy", args=[one.public_id]),
        text=" · ".join(part for part in (place, source) if part),
        detail=" · ".join(detail for detail in details if detail),
        status=status_of_strategy(one) if is_draft else None,
        language=one.language,
    )


def _tasks(one: Any) -> str:
    if one.tasks:
        return ngettext("%(count)s task card", "%(count)s task cards", one.tasks) % {"count": one.tasks}
    if one.planned_tasks:
        return ngettext("%(count)s task", "%(count)s tasks", one.planned_tasks) % {"count": one.planned_tasks}
    return _("no tasks yet")


def _ways(reader: Reader, strategy: Strategy) -> list[FurtherPage]:
    plan = FurtherPage(
        _("Plan of the strategy"),
        _("parts, indicators and money, as adopted, as revised, as executed"),
        reverse("strategies:plan", args=[strategy.public_id]),
    )
    parts = FurtherPage(
        _("Sectors, milestones and further parts"),
        _("with the diagnosis, promotion, and lists of what is asked for"),
        reverse("strategies:parts", args=[strategy.public_id]),
    )
    return [plan, *further_pages(reader, strategy), parts]


def one_strategy(
    reader: Reader, strategy: Strategy, cards: Sequence[Computed], past: Sequence[TaskCard]
) -> dict[str, Any]:
    """Return everything the page of one strategy shows."""
    years = [year for one in cards for year in (one.stored.first_year, one.stored.last_year)]
    return {
        "strategy": strategy,
        "card_language": strategy.language,
        "breadcrumbs": breadcrumbs(),
        "status": status_of_strategy(strategy) if strategy.state != StrategyState.PUBLISHED else None,
        "place": places_of(reader, [strategy]).get(strategy.jst_teryt or "", ""),
        "goals": _goals(cards),
        "first_year": min(years, default=None),
        "last_year": max(years, default=None),
        "historical": bool(years) and max(years) < timezone.localdate().year,
        "ways": _ways(reader, strategy),
        "brief": None if cards else plan_in_brief(reader, strategy),
        "provenance": _provenance(strategy),
        "past": [_past(card) for card in past],
        "is_published": strategy.state == StrategyState.PUBLISHED,
        "is_removed": strategy.state == StrategyState.REMOVED,
        "may_edit": reader.can("strategies.edit_cards"),
        "may_publish": reader.can("strategies.publish"),
    }


def _provenance(strategy: Strategy) -> Provenance:
    from grono.portal.core.templatetags.grono import day

    sure = _("As its task cards say it; statuses and means are computed from them.")
    return Provenance(
        sure, _("Entered %(day)s") % {"day": day(strategy.created_at)}, foreign(strategy.source, strategy.language)
    )


def _goals(computed: Sequence[Computed]) -> list[Part]:
    goals: dict[str, list[Computed]] = {}
    for one in computed:
        goals.setdefault(one.card.goal.number_text, []).append(one)
    return [_goal(tasks) for tasks in goals.values()]


def _goal(tasks: Sequence[Computed]) -> Part:
    objectives: dict[str, list[Computed]] = {}
    for one in tasks:
        objectives.setdefault(one.card.objective.number_text, []).append(one)
    goal = tasks[0].card.goal
    parts = [_objective(of_one) for of_one in objectives.values()]
    return Part(goal.number_text, goal.title, goal.lead_post, _mean(tasks), parts=parts)


def _objective(tasks: Sequence[Computed]) -> Part:
    objective = tasks[0].card.objective
    return Part(objective.number_text, objective.title, objective.lead_post, _mean(tasks), _table(tasks))


def _mean(tasks: Sequence[Computed]) -> str:
    """Return the mean of the tasks with how it came about (STR-22)."""
    rolled = roll_up([Child(one.progress.total.share, colour=one.progress.status.worst) for one in tasks])
    if rolled.share is None:
        return _("no data on any of its tasks")
    return _("progress %(share)s (%(how)s)") % {"share": short_share(rolled.share), "how": said(rolled.label)}


def _table(tasks: Sequence[Computed]) -> Table:
    columns = [
        Column(_("Task")),
        Column(_("Progress"), numeric=True),
        Column(_("Years"), numeric=True),
        Column(_("Status")),
        Column(_("Findings"), numeric=True),
    ]
    return Table(_("Tasks"), columns, [_task(one) for one in tasks])


def _task(one: Computed) -> list[object]:
    stored, total = one.stored, one.progress.total
    address = reverse("strategies:card", args=[stored.public_id])
    status = one.progress.status
    return [
        Box(f"{stored.task_number}. {stored.title}", href=address, language=stored.strategy.language),
        Box(short_share(total.share), detail=points(total))
        if total.share is not None
        else Box(None, absent=_("not planned")),
        f"{stored.first_year}–{stored.last_year}",
        Cell("", status=status_of(status), detail=_("at the end of %(year)s") % {"year": one.progress.years[-1].year}),
        len(one.findings),
    ]


def _past(card: TaskCard) -> dict[str, Any]:
    return {"card": card, "status": Status(CardState(card.state).label, "neutral")}
