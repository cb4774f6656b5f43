"""The rows of an adopted task, found again by what a card calls them; and those that a card leaves out (STR-20, STR-21)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Q

from grono.portal.strategies.kinds import PartKind, PlanField
from grono.portal.strategies.models import FundingLine, Indicator, Node, PlanCell
from grono.portal.strategies.plan_cells import kind_of
from grono.portal.strategies.values import as_text

if TYPE_CHECKING:
    from collections.abc import Iterator

RowT = TypeVar("RowT", Node, Indicator, FundingLine)
_FIGURES = frozenset({PlanField.PATH, PlanField.UNSPECIFIED, PlanField.SHARE})
"""What a card says of an indicator or a source of money; rows that have none of it were entered beside the card."""
SAID_BY_CARDS = _FIGURES | {PlanField.TITLE, PlanField.POINTS}
"""Fields that every card speaks of. The others a decision may have added beside it: a target, a weight, a lead."""


class AdoptedRows:
    """Stages by their number, indicators and sources of money by their text: a place in the order says nothing once a row was struck out."""

    def __init__(self, task: Node) -> None:
        about = Q(node__parent=task) | Q(indicator__node=task) | Q(funding__node=task)
        self._titles: dict[tuple[str, int], str] = {}
        self._fields: dict[tuple[str, int], set[PlanField]] = defaultdict(set)
        for cell in PlanCell.objects.filter(about).select_related("node", "indicator", "funding"):
            key = (cell.subject_kind, cell.subject.pk)
            if cell.field == PlanField.TITLE:
                self._titles[key] = as_text(cell.value)
            elif cell.field != PlanField.STRUCK_OUT or as_text(cell.value):
                self._fields[key].add(PlanField(cell.field))
        stages = task.children.filter(kind=PartKind.STAGE)
        found: list[Node | Indicator | FundingLine] = [
            *stages.order_by("order", "pk"),
            *task.indicators.all(),
            *task.funding.all(),
        ]
        # A number that was given again after a stage was struck out is that of the stage that holds now.
        self._waiting = sorted(found, key=self._is_struck_out)

    def take(self, model: type[RowT], name: str) -> RowT | None:
        """Return the first row of this name that no other line of the card has taken."""
        for row in self._waiting:
            if isinstance(row, model) and self._name(row) == name:
                self._waiting.remove(row)
                return row
        return None

    def left_out(self) -> Iterator[str]:
        """Yield by name what was adopted and the card no longer holds."""
        for row in self._waiting:
            if row.is_adopted and not self._is_struck_out(row) and self._was_on_a_card(row):
                yield f"{self._name(row)}. {self._title(row)}" if isinstance(row, Node) else self._title(row)

    def _was_on_a_card(self, row: Node | Indicator | FundingLine) -> bool:
        return isinstance(row, Node) or bool(_FIGURES & self._fields[kind_of(row), row.pk])

    def _is_struck_out(self, row: Node | Indicator | FundingLine) -> bool:
        return PlanField.STRUCK_OUT in self._fields[kind_of(row), row.pk]

    def _title(self, row: Node | Indicator | FundingLine) -> str:
        return self._titles.get((kind_of(row), row.pk), "")

    def _name(self, row: Node | Indicator | FundingLine) -> str:
        return row.number_text if isinstance(row, Node) else self._title(row)
