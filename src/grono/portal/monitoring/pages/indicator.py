"""One indicator of a monitored strategy: its status with the reason, its pictures and its published values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from grono.portal.core.display import Cell, Column, Fact, Table
from grono.portal.core.templatetags.grono import day
from grono.portal.monitoring.basis import in_words
from grono.portal.monitoring.kinds import Role
from grono.portal.monitoring.measured import pages_of_sources
from grono.portal.monitoring.pages.pictures import figures_of_page
from grono.portal.monitoring.pages.trends import trend_fact
from grono.portal.monitoring.pages.words import judged, quantity, reader_language, said, way
from grono.portal.monitoring.pictures import indicator_pictures
from grono.portal.monitoring.together import basis_of, over_the_periods
from grono.portal.strategies.pages.wording import sentence
from grono.quantities import Range, display, missing
from grono.strategy import kind_label, progress_to_target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grono.portal.monitoring.owning import Part
    from grono.portal.monitoring.pages.shown import Shown
    from grono.portal.monitoring.standing import IndicatorStanding, Standings
    from grono.strategy import ProgrammeIndicator


def indicator_page(shown: Shown, key: str) -> dict[str, Any] | None:
    """Return the page of an indicator, or nothing when the plan has no such indicator."""
    for found in shown.standings.parts:
        for one in found.indicators:
            if one.key == key:
                return _page(shown, found, one)
    return None


def _page(shown: Shown, found: Part, one: ProgrammeIndicator) -> dict[str, Any]:
    standings, language = shown.standings, shown.strategy.language
    standing = standings.of_indicator(found, one)
    return shown.heading("monitoring:strategy") | {
        "breadcrumbs": way(shown.strategy),
        "heading": one.name_text,
        "part": found,
        "part_href": shown.part_address(found),
        "indicator": one,
        "kind": said(kind_label(one.kind)),
        "status": judged(standing.status, language).status,
        "reason": sentence(standing.status.reason, language) if standing.status else "",
        "rule": standing.status.rule if standing.status else "",
        "facts": [
            Fact(_("Baseline"), quantity(standing.baseline)),
            Fact(_("Target"), quantity(standing.target), detail=str(standing.target_year or "")),
            *_over_the_periods(standings, one),
            *([found_trend] if (found_trend := trend_fact(standings, standing)) else []),
            Fact(_("Source"), one.source_text or None, language=language if one.source_text else ""),
        ],
        **figures_of_page(
            shown.strategy,
            indicator_pictures(standings, standing, reader_language()),
            awaited=shown.awaits_pictures(of_part=True),
        ),
        "readings": _readings(standings, standing),
        "sources": pages_of_sources(shown.reader, shown.strategy, one),
    }


def _over_the_periods(standings: Standings, one: ProgrammeIndicator) -> Iterator[Fact]:
    found = over_the_periods(standings, one)
    if found is not None:
        counted = _("%(done)s of %(planned)s") % {"done": found.counted, "planned": found.items}
        yield Fact(_("Over the periods"), quantity(found.value), detail=f"{said(found.formula)}; {counted}")


def _readings(standings: Standings, standing: IndicatorStanding) -> Table:
    key = standing.indicator.key
    rows: list[list[object]] = []
    found = [*standings.executed.measured.get(key, ()), *standings.executed.expected.get(key, ())]
    for one in sorted(found, key=lambda each: (each.year, each.value.role)):
        reached = progress_to_target(standing.baseline or missing(), standing.target or missing(), one.value.quantity)
        source = "; ".join(
            part
            for part in (
                in_words(basis_of(one)),
                one.value.flag,
                one.value.source_text,
                day(one.value.source_date) if one.value.source_date else "",
            )
            if part
        )
        share = quantity_percent(reached) if one.value.role != Role.EXPECTED else None
        rows.append(
            [
                Cell(one.when, one.href),
                Role(one.value.role).label, Cell(quantity(one.value.quantity), detail=source), share,
            ]
        )  # fmt: skip
    columns = [
        Column(_("Period")),
        Column(_("What the figure says")),
        Column(_("Value"), numeric=True),
        Column(_("Progress to target"), numeric=True),
    ]
    note = _("Progress = (value − baseline) / (target − baseline). Expected values are never counted as achieved.")
    return Table(_("Published values"), columns, rows, note=note, empty=_("Nothing has been published yet."))


def quantity_percent(value: object) -> str | None:
    """Return a share in per cent, and nothing where there is none."""
    return display(value, reader_language(), style="percent", decimals=2) if isinstance(value, Range) else None
