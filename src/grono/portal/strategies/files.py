"""The figures of a card as rows for CSV: numbers with a point, years apart, and four different words for what is not a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from grono.portal.strategies.pages.wording import not_planned, said
from grono.quantities import Range
from grono.strategy import GroupState, kind_label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from fractions import Fraction

    from grono.portal.strategies.computed import Computed
    from grono.quantities import Quantity

    Rows = Iterator[list[object]]


def stage_rows(computed: Computed) -> Rows:
    """Return one row for each stage and year."""
    yield [_("stage"), _("title"), _("year"), _("done"), _("planned")]
    for stage in computed.card.stages:
        for year, cell in zip(computed.card.years, stage.cells, strict=True):
            done, planned = (cell.done, cell.planned) if cell else (None, None)
            yield [stage.number_text, stage.title, year, _planned(done), _planned(planned)]


def year_rows(computed: Computed) -> Rows:
    """Return one row for each year, alone and cumulated, with status and reason."""
    yield [
        _("year"),
        _("done"),
        _("planned"),
        _("done since the beginning"),
        _("planned since the beginning"),
        _("share since the beginning"),
        _("status"),
        _("rule"),
        _("reason"),
    ]
    for year in computed.progress.years:
        alone, to_date, status = year.in_year, year.to_date, year.status
        nothing = not alone.planned and not alone.done
        yield [
            year.year,
            not_planned() if nothing else _plain(alone.done),
            not_planned() if nothing else _plain(alone.planned),
            _plain(to_date.done),
            _plain(to_date.planned),
            None if to_date.share is None else round(float(to_date.share), 6),
            said(status.label),
            status.rule,
            said(status.reason),
        ]


def indicator_rows(computed: Computed) -> Rows:
    """Return one row for each indicator and year; a kind declared to have none has one row that says so."""
    yield [_("kind"), _("indicator"), _("source"), _("year"), _("value")]
    for group in computed.card.indicators:
        kind = said(kind_label(group.kind))
        if group.state is GroupState.DECLARED_NONE:
            yield [kind, _("declared to have none"), None, None, None]
        for row in group.rows:
            for year, value in zip(computed.card.years, row.values, strict=True):
                yield [kind, row.name_text, row.source_text, year, _value(value)]


def _value(value: Quantity) -> object:
    if isinstance(value, Range) and value.is_exact and value.lower is not None:
        return _plain(value.lower)
    return not_planned()


def _planned(value: Fraction | None) -> object:
    return not_planned() if value is None else _plain(value)


def _plain(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)


TABLES: dict[str, Callable[[Computed], Rows]] = {
    "stages": stage_rows,
    "years": year_rows,
    "indicators": indicator_rows,
}
"""Name in the address → rows."""
