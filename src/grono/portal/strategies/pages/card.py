"""Everything the page of a task card shows."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grono.portal.core.display import Download, Figure, Link, Provenance, Tab, Tile
from grono.portal.strategies.computed import Computed
from grono.portal.strategies.models import CardState
from grono.portal.strategies.pages import card_tables
from grono.portal.strategies.pages.findings import grouped, notes_by_cell
from grono.portal.strategies.pages.wording import (
    foreign,
    points,
    reader_language,
    said,
    sentence,
    short_share,
    status_at,
    status_of,
)

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from grono.portal.core.display import Status
    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import Strategy, TaskCard
    from grono.strategy import Progress, YearProgress


@dataclass(frozen=True)
class Passage:
    """One of the card's texts with its heading."""

    anchor: str
    heading: str
    paragraphs: list[str]
    notes: tuple[Link, ...]


@dataclass(frozen=True)
class Line:
    """One of the card's short texts with its label."""

    anchor: str
    label: str
    text: str
    notes: tuple[Link, ...]


@dataclass(frozen=True)
class Reason:
    """Why the status of some years is what it is."""

    years: str
    status: Status
    text: SafeString
    formula: str
    rule: str


def breadcrumbs(strategy: Strategy | None = None, card: TaskCard | None = None) -> list[Link]:
    """Return the way to a page of the strategies."""
    way = [Link(_("Strategies"), reverse("strategies:list"))]
    if strategy:
        way.append(
            Link(foreign(strategy.title, strategy.language), reverse("strategies:strategy", args=[strategy.public_id]))
        )
    if card:
        way.append(Link(_("Task card"), reverse("strategies:card", args=[card.public_id])))
    return way


def tabs(card: TaskCard, current: str) -> list[Tab]:
    """Return the two views of a card."""
    words = {"strategies:card": _("What it says"), "strategies:card_text": _("Its text, to the byte")}
    return [
        Tab(label, reverse(route, args=[card.public_id]), current=route == current) for route, label in words.items()
    ]


def heading(card: TaskCard) -> dict[str, Any]:
    """Return what stands above both views of a card."""
    return {
        "card": card,
        "strategy": card.strategy,
        "card_language": card.strategy.language,
        "breadcrumbs": breadcrumbs(card.strategy),
        "is_stored": card.state == CardState.STORED,
        "historical": timezone.localdate().year > card.last_year,
        "provenance": provenance(card),
    }


def provenance(card: TaskCard) -> Provenance:
    """Return how sure, how old and where from."""
    old = _("Plan of %(first)s–%(last)s, imported %(day)s") % {
        "first": card.first_year,
        "last": card.last_year,
        "day": _day(card),
    }
    sure = _("As the card says it; Grono computes percentages, statuses and findings, and changes nothing.")
    return Provenance(sure, old, foreign(card.strategy.source, card.strategy.language))


def _day(card: TaskCard) -> str:
    from grono.portal.core.templatetags.grono import day

    return day(card.imported_at)


def one_card(reader: Reader, stored: TaskCard) -> dict[str, Any]:
    """Return everything the page of one card shows."""
    computed = Computed(stored)
    card, notes = computed.card, notes_by_cell(computed.findings, computed.card)
    return {
        **heading(stored),
        "tabs": tabs(stored, "strategies:card"),
        "title_notes": notes.get("task-title", ()),
        "status": status_at(computed.progress.status, computed.progress.years[-1].year),
        "tiles": _tiles(computed),
        "lines": _lines(computed, notes),
        "passages": _passages(computed, notes),
        "stages": card_tables.stages(computed, notes),
        "years": card_tables.years(computed),
        "reasons": _reasons(computed),
        "figure": _figure(computed),
        "forecasts": card_tables.forecasts(computed),
        "forecast_reason": next((said(one.reason) for _order, one in computed.forecasts if one.reason), ""),
        "indicators": card_tables.indicators(computed, notes),
        "bodies": card_tables.bodies(computed, notes),
        "funding": card_tables.funding(computed),
        "total_cost": card.total_cost_text,
        "funding_notes": notes.get("funding", ()),
        "cost_notes": notes.get("total-cost", ()),
        "links": card_tables.links(computed),
        "groups": grouped(computed.findings, card, stored.strategy.language),
        "finding_count": len(computed.findings),
        "stage_file": _csv(stored, "stages", _("Stages by years")),
        "indicator_file": _csv(stored, "indicators", _("Indicators by years")),
        "may_edit": reader.can("strategies.edit_cards"),
    }


def _csv(stored: TaskCard, name: str, label: str) -> Download:
    return Download(label, reverse("strategies:card_table", args=[stored.public_id, name]), "CSV")


def _tiles(computed: Computed) -> list[Tile]:
    total, reached = computed.progress.total, computed.progress
    finished = [stage for stage in reached.stages if stage.total.planned and stage.total.done >= stage.total.planned]
    planned = [stage for stage in reached.stages if stage.total.planned]
    count = len(computed.findings)
    return [
        Tile(
            _("Progress of the task"),
            short_share(total.share) if total.share is not None else None,
            interval=_("%(points)s points done/planned") % {"points": points(total)},
            date=datetime.date(reached.years[-1].year, 12, 31),
            href="#progress",
            absent=_("not planned"),
        ),
        Tile(
            _("Stages finished"),
            _("%(finished)s of %(planned)s") % {"finished": len(finished), "planned": len(planned)},
            interval=_("last planned year: %(year)s") % {"year": reached.last_planned_year}
            if reached.last_planned_year
            else "",
            href="#stages",
        ),
        Tile(
            _("Findings"),
            count,
            interval=ngettext("contradiction or gap", "contradictions and gaps", count),
            href="#findings",
        ),
    ]


def _lines(computed: Computed, notes: card_tables.Notes) -> list[Line]:
    card = computed.card
    goal, objective = card.goal, card.objective
    lines = (
        ("strategy-title", _("Strategy"), card.strategy_title),
        ("goal-title", _("Goal %(number)s") % {"number": goal.number_text}, goal.title),
        ("goal-lead", _("Goal lead"), goal.lead_post),
        ("objective-title", _("Objective %(number)s") % {"number": objective.number_text}, objective.title),
        ("objective-lead", _("Coordinator of the objective"), objective.lead_post),
        ("executor", _("Executor"), card.executor_text),
    )
    return [Line(anchor, label, text, notes.get(anchor, ())) for anchor, label, text in lines]


def _passages(computed: Computed, notes: card_tables.Notes) -> list[Passage]:
    card = computed.card
    texts = (
        ("addressees", _("Addressees"), card.addressees),
        ("rationale", _("Rationale"), card.rationale),
        ("description", _("Description of the task"), card.description),
    )
    return [Passage(anchor, label, text.split("\n"), notes.get(anchor, ())) for anchor, label, text in texts]


def _reasons(computed: Computed) -> list[Reason]:
    """Return the reason of each status, once for all years that share it."""
    language = computed.stored.strategy.language
    found: dict[SafeString, list[YearProgress]] = {}
    for year in computed.progress.years:
        found.setdefault(sentence(year.status.reason, language), []).append(year)
    return [
        Reason(
            years=", ".join(str(year.year) for year in years),
            status=status_of(years[0].status),
            text=text,
            formula=_formula(years[-1].to_date),
            rule=years[0].status.rule,
        )
        for text, years in found.items()
    ]


def _formula(to_date: Progress) -> str:
    if to_date.share is None:
        return ""
    return _("points done ÷ points planned since the beginning = %(points)s = %(share)s") % {
        "points": points(to_date),
        "share": short_share(to_date.share),
    }


def _figure(computed: Computed) -> Figure | None:
    """Return the picture drawn at the import, or nothing while it is being drawn; its table is there in any case."""
    picture = computed.stored.pictures.get(reader_language())
    if not picture:
        return None
    return Figure(
        title=picture["title"],
        subtitle=_("Percentage points of the whole task, by year and since the beginning"),
        picture=mark_safe(picture["svg"]),  # noqa: S308 - drawn by grono.charts, see drawing.py
        alternative=picture["alternative"],
        source=foreign(computed.stored.strategy.source, computed.stored.strategy.language),
        downloads=[_csv(computed.stored, "years", _("Progress by years"))],
    )
