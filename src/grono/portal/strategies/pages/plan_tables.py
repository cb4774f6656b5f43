"""Tables of a plan: resolutions, indicators, sources of money, what changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from grono.portal.core.display import Cell, Column, Table
from grono.portal.core.templatetags.grono import moment
from grono.portal.strategies.kinds import MeasureKind, Precision, VersionKind
from grono.portal.strategies.pages.plan_words import by_year, dated, named
from grono.portal.strategies.pages.wording import short_share

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grono.portal.strategies.models import StrategyVersion
    from grono.strategy import Programme, ProgrammeFunding, ProgrammeIndicator, ProgrammeNode


def versions_table(versions: Sequence[StrategyVersion]) -> Table | None:
    """Return the resolutions of a strategy."""
    if not versions:
        return None
    columns = [
        Column(_("Version"), numeric=True),
        Column(_("Kind")),
        Column(_("Resolution")),
        Column(_("Date")),
        Column(_("In force from")),
        Column(_("Recorded")),
    ]
    rows = [
        [
            one.number,
            VersionKind(one.kind).label,
            one.resolution_number,
            dated(one.resolution_date, one.resolution_precision),
            dated(one.valid_from, one.resolution_precision if one.valid_from == one.resolution_date else Precision.DAY),
            moment(one.recorded_at),
        ]
        for one in versions
    ]
    return Table(_("Resolutions"), columns, rows, stacked=True)


def indicator_table(indicators: Sequence[ProgrammeIndicator], plan: Programme) -> Table:
    """Return what the plan says about indicators."""
    columns = [
        Column(_("Indicator")),
        Column(_("Unit")),
        Column(_("Baseline")),
        Column(_("Targets")),
        Column(_("Data source")),
    ]
    unspecified = any(one.unspecified for one in indicators)
    if unspecified:
        columns.append(Column(_("Values without a role")))
    rows = [[*_indicator(one, plan), *([by_year(one.unspecified)] if unspecified else [])] for one in indicators]
    note = (
        _("The card does not say whether these values are planned or actual; they count as neither.")
        if unspecified
        else ""
    )
    return Table(_("Indicators"), columns, rows, note=note, stacked=True)


def _indicator(one: ProgrammeIndicator, plan: Programme) -> list[object]:
    address = reverse("strategies:plan_node", args=[plan.key, one.node])
    return [
        Cell(one.name_text, f"{address}#indicators", str(MeasureKind(one.kind).label), plan.language),
        Cell(one.unit or "–", language=plan.language if one.unit else ""),
        by_year(one.baseline),
        by_year({**one.path, **one.targets}),
        Cell(one.source_text or "–", language=plan.language if one.source_text else ""),
    ]


def funding_table(lines: Sequence[ProgrammeFunding], plan: Programme) -> Table | None:
    """Return the sources of money with their shares and amounts, and whose they are where they are of several parts; None without any."""
    if not lines:
        return None
    several = len({one.node for one in lines}) > 1
    columns = [
        Column(_("Source of money")),
        *([Column(_("Part of the strategy"))] if several else []),
        Column(_("Share"), numeric=True),
        Column(_("Planned amount"), numeric=True),
    ]
    nodes = {one.key: one for one in plan.nodes}
    rows: list[list[object]] = [
        [
            Cell(one.source_text, detail=one.group_text, language=plan.language),
            *([_part(nodes[one.node], nodes, plan)] if several else []),
            short_share(one.share / 100) if one.share is not None else "–",
            by_year(one.amounts, "money"),
        ]
        for one in lines
    ]
    return Table(_("Sources of money"), columns, rows)


def _part(one: ProgrammeNode, nodes: Mapping[str, ProgrammeNode], plan: Programme) -> Cell:
    address = reverse("strategies:plan_node", args=[plan.key, one.key])
    return Cell(named(one, nodes), address, language=plan.language)


def change_table(changes: Sequence[tuple[str, str, str]]) -> Table:
    """Return old and new values side by side: name, old, new."""
    columns = [Column(_("Field")), Column(_("Old value")), Column(_("New value"))]
    return Table(_("What changes"), columns, [list(one) for one in changes])
