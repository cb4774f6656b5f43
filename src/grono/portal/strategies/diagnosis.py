"""The figures of a diagnosis beside those of the country, for pages, pictures and documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.charts import Beside
from grono.portal.strategies.pages.plan_words import dated
from grono.portal.strategies.part_queries import parts_of
from grono.portal.strategies.values import as_quantity
from grono.quantities import missing

if TYPE_CHECKING:
    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import DiagnosisItem, Strategy
    from grono.quantities import Quantity


def diagnosis_of(reader: Reader, strategy: Strategy) -> list[tuple[DiagnosisItem, Beside]]:
    """Return the statements of the diagnosis, each with its two figures."""
    return [(row, beside_of(row)) for row in parts_of(reader, strategy, "diagnosis")]


def beside_of(row: DiagnosisItem) -> Beside:
    """Return own figure and figure of the country of a statement; what was not given is missing."""
    name = row.indicator_text or row.statement_text
    return Beside(name, _figure(row.own), _figure(row.comparator), row.unit, origin_of(row))


def _figure(stored: str) -> Quantity:
    return as_quantity(stored) if stored else missing()


def origin_of(row: DiagnosisItem) -> str:
    """Return source and date of the figure of the country, as exactly as they are known."""
    when = dated(row.comparator_day, row.comparator_precision) if row.comparator_day else ""
    return ", ".join(part for part in (row.comparator_source, when) if part)
