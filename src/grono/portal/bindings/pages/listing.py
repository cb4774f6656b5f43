"""All indicators of a strategy: which take their values from a source, and how old those are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from grono.portal.bindings.kinds import SourceKind
from grono.portal.bindings.pages.words import cell_of, way
from grono.portal.bindings.queries import BIND, as_figures, bindings_of, taken_values
from grono.portal.core.display import Cell, Column, Status, Table
from grono.portal.core.templatetags.grono import day
from grono.portal.strategies.plan_queries import plan_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.portal.bindings.models import Binding, TakenValue
    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import Strategy
    from grono.strategy import ProgrammeIndicator


def list_page(reader: Reader, strategy: Strategy) -> dict[str, Any]:
    """Return the page of the indicators of a strategy."""
    bound = {one.indicator_key: one for one in bindings_of(reader, strategy)}
    taken = taken_values(strategy)
    shown = [
        one for one in plan_of(reader, strategy).indicators if reader.can(BIND) or one.key in bound or one.key in taken
    ]
    rows = [_row(strategy, one, bound.get(one.key), taken.get(one.key, {})) for one in shown]
    columns = [
        Column(_("Indicator")),
        Column(_("Source")),
        Column(_("Last value"), numeric=True),
        Column(_("Date of the source")),
    ]
    empty = _("No indicator of this strategy takes its values from statistics.")
    return {
        "strategy": strategy,
        "breadcrumbs": way(strategy)[:-1],
        "table": Table(_("Indicators"), columns, rows, empty=empty),
    }


def _row(
    strategy: Strategy, one: ProgrammeIndicator, binding: Binding | None, values: Mapping[int, TakenValue]
) -> list[object]:
    href = reverse("bindings:indicator", args=[strategy.public_id, one.key])
    last = values[max(values)] if values else None
    figure = as_figures([last])[last.period] if last is not None else None
    date = last.arrival.source_date if last is not None else None
    source = (
        Cell(str(SourceKind(binding.source).label)) if binding else Cell("", status=Status(_("not bound"), "neutral"))
    )
    value = cell_of(figure)
    return [
        Cell(one.name_text, href, one.unit, strategy.language), source,
        Cell(value.value, detail=", ".join(str(part) for part in (last.period if last else "", value.detail) if part)),
        day(date) if date else None,
    ]  # fmt: skip
