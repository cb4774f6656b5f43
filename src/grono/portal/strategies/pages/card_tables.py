"""The tables of a card's page: stages, years, indicators, bodies, money, forecasts, links."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from grono.portal.core.display import Cell, Column, Table
from grono.portal.strategies.pages.boxes import Box
from grono.portal.strategies.pages.wording import (
    foreign,
    not_planned,
    number,
    points,
    reader_language,
    said,
    share,
    short_share,
    status_of,
)
from grono.quantities import Absent, QuantityError, display, exact
from grono.strategy import GroupState, card_amounts, kind_label, stage_links

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from grono.portal.core.display import Link
    from grono.portal.strategies.computed import Computed
    from grono.quantities import Quantity
    from grono.strategy import FundingLine, IndicatorGroup, IndicatorRow, PaceLine, Progress, Stage, TaskCard

    Notes = Mapping[str, tuple[Link, ...]]


def stages(computed: Computed, notes: Notes) -> Table:
    """Return stages by years, done/planned in each cell."""
    card, reached, language = computed.card, computed.progress, computed.stored.strategy.language
    columns = [
        Column(_("Stage")),
        *(Column(str(year), numeric=True) for year in card.years),
        Column(_("Together"), numeric=True),
    ]
    rows = [_stage(order, stage, card, language, notes) for order, stage in enumerate(card.stages, 1)]
    total = [
        _("All stages"),
        *(_done_planned(year.in_year) for year in reached.years),
        _done_planned(reached.total),
    ]
    note = _(
        "Percentage points of the whole task, done/planned. “Not planned” is the card's “-”: neither zero nor missing."
    )
    return Table(_("Stages by years"), columns, rows, note=note, total=total)


def _stage(order: int, stage: Stage, card: TaskCard, language: str, notes: Notes) -> list[object]:
    anchor = f"stage-{order}"
    cells: list[object] = [
        Box(f"{stage.number_text}. {stage.title}", language=language, anchor=anchor, notes=notes.get(anchor, ()))
    ]
    for year, cell in zip(card.years, stage.cells, strict=True):
        place = f"{anchor}-{year}"
        if cell is None:
            cells.append(Box(None, absent=not_planned(), anchor=place, notes=notes.get(place, ())))
        else:
            cells.append(Box(f"{number(cell.done)}/{number(cell.planned)}", anchor=place, notes=notes.get(place, ())))
    whole = Fraction(stage.done), Fraction(stage.planned)
    return [
        *cells,
        Box(f"{number(whole[0])}/{number(whole[1])}", detail=short_share(whole[0] / whole[1]) if whole[1] else ""),
    ]


def _done_planned(one: Progress) -> Box:
    if not one.planned and not one.done:
        return Box(None, absent=not_planned())
    return Box(points(one), detail=share(one.share) or "")


def years(computed: Computed) -> Table:
    """Return done and planned by year, alone and cumulated, with the status at the end of each."""
    columns = [
        Column(_("Year")),
        Column(_("Done/planned"), numeric=True),
        Column(_("Per cent"), numeric=True),
        Column(_("Done/planned since the beginning"), numeric=True),
        Column(_("Per cent since the beginning"), numeric=True),
        Column(_("Status at the end of the year")),
    ]
    rows: list[list[object]] = []
    for year in computed.progress.years:
        planned = bool(year.in_year.planned or year.in_year.done)
        begun = bool(year.to_date.planned or year.to_date.done)
        nothing = Box(None, absent=not_planned())
        rows.append(
            [
                str(year.year),
                points(year.in_year) if planned else nothing,
                share(year.in_year.share) if planned else nothing,
                points(year.to_date) if begun else nothing,
                share(year.to_date.share) if begun else nothing,
                Cell("", status=status_of(year.status)),
            ]
        )
    note = _("Per cent = points done ÷ points planned. A year without a plan has no percentage.")
    return Table(_("Progress by years"), columns, rows, note=note)


def indicators(computed: Computed, notes: Notes) -> list[tuple[str, str, Table | None, tuple[Link, ...]]]:
    """Return for each kind of indicators its place on the page, its name and its table, or nothing where none are declared."""
    found: list[tuple[str, str, Table | None, tuple[Link, ...]]] = []
    order = 1
    for group in computed.card.indicators:
        label = said(kind_label(group.kind))
        table = None
        if group.state is not GroupState.DECLARED_NONE:
            table = _indicator_table(label, group, order, computed, notes)
        anchor = f"kind-{group.kind.value}"
        found.append((anchor, label, table, notes.get(anchor, ())))
        order += len(group.rows)
    return found


def _indicator_table(label: str, group: IndicatorGroup, first: int, computed: Computed, notes: Notes) -> Table:
    years, language = computed.card.years, computed.stored.strategy.language
    columns = [Column(_("Indicator")), Column(_("Source")), *(Column(str(year), numeric=True) for year in years)]
    rows = [_indicator(order, row, computed.card, language, notes) for order, row in enumerate(group.rows, first)]
    return Table(label[:1].upper() + label[1:], columns, rows, empty=_("The card lists none."))


def _indicator(order: int, row: IndicatorRow, card: TaskCard, language: str, notes: Notes) -> list[object]:
    anchor = f"indicator-{order}"
    return [
        Box(row.name_text, language=language, anchor=anchor, notes=notes.get(anchor, ())),
        Box(row.source_text, language=language if row.source_text else "", absent=_("not split off")),
        *(_value(value, f"{anchor}-{year}", notes) for year, value in zip(card.years, row.values, strict=True)),
    ]


def _value(value: Quantity, anchor: str, notes: Notes) -> Box:
    found = notes.get(anchor, ())
    if isinstance(value, Absent):
        return Box(None, absent=not_planned(), anchor=anchor, notes=found)
    return Box(display(value, reader_language()), anchor=anchor, notes=found)


def bodies(computed: Computed, notes: Notes) -> Table:
    """Return the cooperating bodies with the scope of each."""
    language = computed.stored.strategy.language
    columns = [Column(_("No."), numeric=True), Column(_("Body")), Column(_("Scope of cooperation"))]
    rows = [
        [
            str(order),
            Box(body.name_text, language=language, anchor=f"body-{order}", notes=notes.get(f"body-{order}", ())),
            Box(body.scope_text, language=language if body.scope_text else "", absent=_("not split off")),
        ]
        for order, body in enumerate(computed.card.cooperating, 1)
    ]
    return Table(_("Who cooperates, and in what"), columns, rows, empty=_("The card names none."))


def funding(computed: Computed) -> Table:
    """Return the sources of money with shares, and amounts where a total is given."""
    card, language = computed.card, computed.stored.strategy.language
    amounts = _amounts(card)
    columns = [
        Column(_("Source of money")),
        Column(pgettext("of a total", "Share"), numeric=True),
        Column(_("Amount"), numeric=True, unit="zł"),
    ]
    rows = [_source(order, line, amounts, language) for order, line in enumerate(card.funding, 1)]
    shares = sum((line.share for line in card.funding), Fraction(0))
    whole = display(exact(sum(amounts)), reader_language(), decimals=2) if amounts else None
    total = [_("Together"), short_share(shares / 100), Box(whole, absent=_("no total cost"))]
    return Table(_("Sources of money"), columns, rows, total=total if rows else (), empty=_("The card names none."))


def _amounts(card: TaskCard) -> tuple[Decimal, ...] | None:
    try:
        return card_amounts(card)
    except QuantityError:
        return None


def _source(order: int, line: FundingLine, amounts: tuple[Decimal, ...] | None, language: str) -> list[object]:
    amount = display(exact(amounts[order - 1]), reader_language(), decimals=2) if amounts else None
    group = (line.group_text or "").removesuffix(":")
    return [
        Box(line.source_text, language=language, detail=foreign(group, language), anchor=f"source-{order}"),
        short_share(line.share / 100),
        Box(amount, absent=_("no total cost")),
    ]


def forecasts(computed: Computed) -> Table:
    """Return when the rest of each unfinished stage would be done."""
    language = computed.stored.strategy.language
    columns = [
        Column(_("Stage")),
        Column(_("Lacking"), numeric=True, unit=_("points")),
        Column(_("At the pace of the last year")),
        Column(_("At the mean pace")),
        Column(_("Pace needed to finish in time"), numeric=True, unit=_("points a year")),
    ]
    rows: list[list[object]] = []
    for order, one in computed.forecasts:
        stage = computed.card.stages[order - 1]
        required = number(one.required) if one.required is not None else None
        rows.append(
            [
                Cell(f"{stage.number_text}. {stage.title}", href=f"#stage-{order}", language=language),
                number(one.remaining),
                _pace(one.last_pace),
                _pace(one.mean_pace),
                Box(required, absent=_("the plan is over")),
            ]
        )
    return Table(_("When the rest would be done"), columns, rows)


def _pace(line: PaceLine) -> Cell:
    when = said(line.when)
    return Cell(when[:1].upper() + when[1:], detail=_("at %(pace)s points a year") % {"pace": number(line.pace)})


def links(computed: Computed) -> Table:
    """Return which output belongs to which stage, by a person or by their words."""
    card, language = computed.card, computed.stored.strategy.language
    numbers = [stage.number_text for stage in card.stages]
    titles = {stage.number_text: stage.title for stage in reversed(card.stages)}
    rows: list[list[object]] = [
        [
            Cell(link.indicator, href=f"#indicator-{link.order}", language=language),
            Cell(
                f"{link.stage}. {titles.get(link.stage, '')}",
                href=f"#stage-{numbers.index(link.stage) + 1}" if link.stage in numbers else "",
                language=language,
            ),
            _("suggested: their words agree") if link.suggested else _("linked by a person"),
        ]
        for link in stage_links(card)
    ]
    columns = [Column(_("Output")), Column(_("Stage")), Column(_("How"))]
    empty = _("No output speaks of a stage in its own words.")
    return Table(_("Outputs and the stages that should produce them"), columns, rows, empty=empty)
