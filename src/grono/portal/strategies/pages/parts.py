"""What the page of the further parts of a strategy shows: one table for each kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from grono.portal.core.display import Cell, Column, Figure, Link, Status, Table
from grono.portal.core.templatetags.grono import day
from grono.portal.maps.queries import published_maps
from grono.portal.strategies.diagnosis import beside_of, origin_of
from grono.portal.strategies.kinds import HandColour, Presence, PromotionKind, ResultRole, Role, SelectionStage
from grono.portal.strategies.pages.plan_pictures import diagnosis_bars, figure_of
from grono.portal.strategies.pages.plan_words import dated, named, shown_stored, way
from grono.portal.strategies.pages.wording import foreign, reader_language, said
from grono.portal.strategies.part_queries import parts_of, removed_parts_of, rows_to_choose
from grono.portal.strategies.plan_queries import plan_of
from grono.portal.strategies.selection import selection_on_maps
from grono.strategy import ARTICLE_10E, OECD_2005, RECOMMENDATIONS, REQUIREMENTS, completeness

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import Strategy
    from grono.portal.strategies.selection import SelectionOnMaps

ALWAYS = ("completeness", "recommendations")
"""Kinds whose list is shown also where nobody has judged anything: what is not judged is part of the answer."""

CODE_OF_A_GMINA = 4
"""Digits of TERYT from which a code may be that of a gmina: a city with the rights of a powiat has four."""


@dataclass(frozen=True)
class Section:
    """One kind of parts: its table, and the rows that can be changed or brought back."""

    kind: str
    title: str
    table: Table | None
    rows: Sequence[tuple[Any, str]] = ()
    removed: Sequence[Any] = ()
    lead: str = ""
    figure: Figure | None = None


def parts_page(reader: Reader, strategy: Strategy) -> dict[str, Any]:
    """Return everything the page of the further parts shows."""
    may_edit = reader.can("strategies.edit_plan")
    sections = [_section(reader, strategy, kind, may_edit=may_edit) for kind in _TABLES]
    return {
        "strategy": strategy,
        "breadcrumbs": way(strategy, plan=False),
        "sections": [one for one in sections if one.table or may_edit],
        "may_edit": may_edit,
    }


def title_of(kind: str) -> str:
    """Return what the parts of a kind are called."""
    return {
        "sectors": _("Sectors and their roles"),
        "milestones": _("Milestones"),
        "selection": _("Selection of industries"),
        "promotion": _("Promotion plan"),
        "diagnosis": _("Diagnosis"),
        "results": _("Results as the source states them"),
        "theory": _("Theory of change"),
        "statuses": _("Statuses set by hand"),
        "recommendations": _("Recommendations for cluster policy"),
        "completeness": _("Completeness of the strategy of a gmina"),
    }[kind]


def _section(reader: Reader, strategy: Strategy, kind: str, *, may_edit: bool) -> Section:
    rows = parts_of(reader, strategy, kind)
    asked = kind in ALWAYS and (kind != "completeness" or len(strategy.jst_teryt or "") >= CODE_OF_A_GMINA)
    table = _TABLES[kind](reader, strategy, rows) if rows or asked else None
    changeable = [(row, str(row) or _("unnamed")) for row in rows] if may_edit else []
    lead = {"completeness": ARTICLE_10E, "recommendations": OECD_2005}.get(kind, "")
    removed = removed_parts_of(reader, strategy, kind)
    figure = _figure(strategy, rows) if kind == "diagnosis" else None
    return Section(kind, title_of(kind), table, changeable, removed, lead, figure)


def _figure(strategy: Strategy, rows: Sequence[Any]) -> Figure | None:
    """Return the picture of the figures beside those of the country, once it is drawn."""
    return figure_of(strategy, diagnosis_bars([beside_of(row) for row in rows]), reader_language())


def _words(text: str, strategy: Strategy, detail: str = "") -> Cell:
    return Cell(text or "–", language=strategy.language if text else "", detail=detail)


def _sectors(_reader: Reader, strategy: Strategy, rows: Sequence[Any]) -> Table:
    order = list(Role.values)
    rows = sorted(rows, key=lambda row: order.index(row.role))
    columns = [Column(pgettext("of an economy", "Sector")), Column(pgettext("of a sector", "Role"))]
    return Table(title_of("sectors"), columns, [[_words(row.sector, strategy), Role(row.role).label] for row in rows])


def _milestones(_reader: Reader, strategy: Strategy, rows: Sequence[Any]) -> Table:
    columns = [Column(_("Date")), Column(_("What happened or was decided")), Column(_("Place"))]
    shown = [
        [
            Cell(_days(row), detail=_("year inferred from the order") if row.year_inferred else ""),
            _words(row.decision, strategy),
            _words(row.place, strategy),
        ]
        for row in rows
    ]
    return Table(title_of("milestones"), columns, shown)


def _days(row: Any) -> str:
    first = dated(row.day, row.precision)
    return f"{first} – {day(row.until)}" if row.until else first


def _selection(reader: Reader, strategy: Strategy, rows: Sequence[Any]) -> Table:
    on_maps = selection_on_maps(reader, rows)
    columns = [Column(_("Date")), Column(_("Industry")), Column(_("How far it came")), Column(_("Cluster map"))]
    shown = [
        [
            day(row.day) if row.day else "–",
            _words(row.candidate, strategy, row.note)
            if row.candidate
            else Cell(_("not named by the source"), detail=row.note),
            SelectionStage(row.stage).label,
            _map_link(row, on_maps),
        ]
        for row in rows
    ]
    return Table(title_of("selection"), columns, shown, note=_funnel(rows))


def _map_link(row: Any, on_maps: SelectionOnMaps) -> object:
    """Return the line of the map's shortlist; a step that is not on it is a finding that names both."""
    title = on_maps.titles.get(row.map_public_id)
    if title is None:
        return "–"
    found = on_maps.findings.get(row.public_id)
    if found is not None:
        said_both = f"{said(found.message)} {said(found.repair)}"
        address = reverse("maps:shortlist", args=[row.map_public_id])
        return Cell(title, address, said_both, status=Status(_("not on the shortlist"), "warning"))
    rank = on_maps.ranks.get((row.map_public_id, row.region, row.industry))
    place = ", ".join(part for part in (row.region, row.industry) if part)
    if rank is None:
        return Cell(title, reverse("maps:map", args=[row.map_public_id]), detail=place)
    address = reverse("maps:evidence", args=[row.map_public_id, row.region, row.industry])
    return Cell(title, address, _("%(place)s: number %(rank)s of the shortlist") % {"place": place, "rank": rank})


def _funnel(rows: Sequence[Any]) -> str:
    """Return how many industries came how far: 4 → 2."""
    counts = [
        (SelectionStage(stage).label, sum(row.stage == stage for row in rows))
        for stage in ("longlist", "shortlist", "chosen")
    ]
    return " → ".join(f"{label}: {count}" for label, count in counts if count)


def _promotion(_reader: Reader, strategy: Strategy, rows: Sequence[Any]) -> Table:
    columns = [Column(_("Kind of promotion")), Column(_("Audience")), Column(_("Aim")), Column(_("Tools"))]
    shown = [
        [
            PromotionKind(row.kind).label,
            _words(row.audience, strategy),
            _words(row.aim, strategy),
            _words("; ".join(row.tools.splitlines()), strategy),
        ]
        for row in rows
    ]
    return Table(title_of("promotion"), columns, shown)


def _diagnosis(_reader: Reader, strategy: Strategy, rows: Sequence[Any]) -> Table:
    columns = [
        Column(pgettext("of a diagnosis", "Statement")),
        Column(_("Own value"), numeric=True),
        Column(_("Value compared with"), numeric=True),
        Column(_("What it is compared with")),
        Column(pgettext("place in an order", "Rank")),
    ]
    shown = [
        [
            _words(row.statement_text, strategy, row.indicator_text),
            Cell(shown_stored(row.own), detail=foreign(row.unit, strategy.language)) if row.own else _("not given"),
            Cell(shown_stored(row.comparator), detail=foreign(row.unit, strategy.language))
            if row.comparator
            else _("not given"),
            _words(row.comparator_text or origin_of(row), strategy, origin_of(row) if row.comparator_text else ""),
            _words(row.rank, strategy),
        ]
        for row in rows
    ]
    return Table(title_of("diagnosis"), columns, shown)


def _results(_reader: Reader, strategy: Strategy, rows: Sequence[Any]) -> Table:
    columns = [
        Column(_("What was counted")),
        Column(_("Value"), numeric=True),
        Column(_("Unit")),
        Column(pgettext("of a value", "Role")),
        Column(_("When")),
    ]
    shown = [
        [
            _words(row.name_text, strategy),
            shown_stored(row.quantity),
            _words(row.unit, strategy),
            ResultRole(row.role).label,
            _words(row.when_text, strategy),
        ]
        for row in rows
    ]
    note = _("Stated by the source and not reported here. What is expected is never counted as achieved.")
    return Table(title_of("results"), columns, shown, note=note)


def _theory(reader: Reader, strategy: Strategy, rows: Sequence[Any]) -> Table:
    names = {one.key: one.name_text for one in plan_of(reader, strategy).indicators}
    columns = [Column(_("Output")), Column(_("Outcome or impact it should bring about")), Column(_("Assumption"))]
    shown = [
        [
            *(_words(names.get(one.public_id, _("struck out")), strategy) for one in (row.output, row.outcome)),
            _words(row.assumption, strategy),
        ]
        for row in rows
    ]
    note = _("What the strategy assumes; nothing here is proved. An evaluation asks whether it is so.")
    return Table(title_of("theory"), columns, shown, note=note)


def _statuses(reader: Reader, strategy: Strategy, rows: Sequence[Any]) -> Table:
    nodes = {one.key: one for one in plan_of(reader, strategy).nodes}
    columns = [Column(_("Task")), Column(_("Year"), numeric=True), Column(_("Status set by hand")), Column(_("Reason"))]
    shown = [
        [
            _words(
                named(nodes[row.task.public_id], nodes) if row.task.public_id in nodes else _("struck out"), strategy
            ),
            str(row.year),
            HandColour(row.colour).label,
            _words(row.reason, strategy),
        ]
        for row in rows
    ]
    note = _("Set by hand; the status that the figures give stays beside it and counts alone.")
    return Table(title_of("statuses"), columns, shown, note=note)


def _recommendations(_reader: Reader, strategy: Strategy, rows: Sequence[Any]) -> Table:
    found = {row.number: row for row in rows}
    columns = [
        Column(_("Number"), numeric=True),
        Column(_("Recommendation")),
        Column(pgettext("of an item", "State")),
        Column(_("Evidence")),
    ]
    shown = [
        [
            number,
            said(one),
            _state(found.get(number)),
            _words(found[number].evidence if number in found else "", strategy),
        ]
        for number, one in enumerate(RECOMMENDATIONS, 1)
    ]
    return Table(
        title_of("recommendations"),
        columns,
        shown,
        note=_("In our own words; the states are judgements of who keeps the strategy."),
    )


def _completeness(_reader: Reader, strategy: Strategy, rows: Sequence[Any]) -> Table:
    found = {row.number: row for row in rows}
    columns = [
        Column(_("Number"), numeric=True),
        Column(_("Requirement")),
        Column(pgettext("of an item", "State")),
        Column(_("Where in the document")),
    ]
    shown = [
        [
            number,
            said(one),
            _state(found.get(number)),
            _words(found[number].section if number in found else "", strategy),
        ]
        for number, one in enumerate(REQUIREMENTS, 1)
    ]
    counted = completeness({row.number: row.state for row in rows})
    note = _("Present: %(present)s, partial: %(partial)s, missing: %(missing)s, not judged: %(not_judged)s.") % vars(
        counted
    )
    return Table(title_of("completeness"), columns, shown, note=note)


def _state(row: Any) -> str:
    return str(Presence(row.state).label) if row else _("not judged")


_TABLES: dict[str, Callable[[Reader, Strategy, Sequence[Any]], Table]] = {
    "sectors": _sectors,
    "selection": _selection,
    "milestones": _milestones,
    "diagnosis": _diagnosis,
    "promotion": _promotion,
    "results": _results,
    "theory": _theory,
    "statuses": _statuses,
    "completeness": _completeness,
    "recommendations": _recommendations,
}


def to_choose(reader: Reader, strategy: Strategy, kind: str) -> dict[str, Any]:
    """Return what the form of a kind lets be chosen: published maps for a step of the selection, else rows of the plan."""
    if kind == "selection":
        return {"maps": [(one.public_id, one.title) for one in published_maps(reader)]}
    return rows_to_choose(reader, strategy, kind)


def crumbs(strategy: Strategy) -> list[Link]:
    """Return the way to a form of a part."""
    return [
        *way(strategy, plan=False),
        Link(_("Sectors, milestones and further parts"), reverse("strategies:parts", args=[strategy.public_id])),
    ]
