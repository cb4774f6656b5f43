"""What was struck out of a plan, and by which decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from grono.portal.strategies.kinds import PlanField
from grono.portal.strategies.models import PlanCell, PlanFact
from grono.portal.strategies.queries import strategies_visible_to
from grono.portal.strategies.values import as_text
from grono.strategy import Authority, plan_views
from grono.strategy import PlanFact as Fact

if TYPE_CHECKING:
    from datetime import date

    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import Strategy


@dataclass(frozen=True)
class StruckOut:
    """A row that no longer holds; a draft that came from a file names no day."""

    kind: str
    row: Any
    title: str
    reference: str
    valid_from: date | None


def struck_out_of(
    reader: Reader, strategy: Strategy, *, on: date | None = None, known_on: date | None = None
) -> list[StruckOut]:
    """Return what is struck out of the plan as revised, in force on a day, as known on a day."""
    visible = strategies_visible_to(reader).filter(pk=strategy.pk)
    cells = PlanCell.objects.filter(strategy__in=visible, field=PlanField.STRUCK_OUT)
    rows = list(cells.select_related("node__parent", "indicator", "funding").order_by("pk"))
    if not rows:
        return []
    facts = _facts(strategy)
    titles = _titles(strategy)
    found = []
    for cell in rows:
        subject = (cell.subject_kind, cell.subject.pk)
        chosen = plan_views(facts[subject], valid_on=on, known_on=known_on).as_revised if subject in facts else None
        if chosen is not None and chosen.value:
            found.append(StruckOut(*subject_of(cell), titles.get(subject, ""), chosen.reference, chosen.valid_from))
        elif subject not in facts and as_text(cell.value):
            found.append(StruckOut(*subject_of(cell), titles.get(subject, ""), as_text(cell.value), None))
    return found


def subject_of(cell: PlanCell) -> tuple[str, Any]:
    """Return kind and row of a cell."""
    return cell.subject_kind, cell.subject


def _facts(strategy: Strategy) -> dict[tuple[str, int], list[Fact[str]]]:
    found: dict[tuple[str, int], list[Fact[str]]] = {}
    for one in PlanFact.objects.filter(strategy=strategy, field=PlanField.STRUCK_OUT).order_by("number"):
        key = (one.subject_kind, getattr(one, f"{one.subject_kind}_id"))
        recorded = timezone.localdate(one.recorded_time)
        fact = Fact(as_text(one.value), one.valid_time, recorded, Authority(one.authority), one.reference)
        found.setdefault(key, []).append(fact)
    return found


def _titles(strategy: Strategy) -> dict[tuple[str, int], str]:
    cells = PlanCell.objects.filter(strategy=strategy, field=PlanField.TITLE)
    return {(cell.subject_kind, getattr(cell, f"{cell.subject_kind}_id")): as_text(cell.value) for cell in cells}
