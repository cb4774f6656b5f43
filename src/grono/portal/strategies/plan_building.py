"""A plan as a tree in memory, made of its rows and of the values of one view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from grono.portal.strategies.kinds import PlanField
from grono.portal.strategies.models import FundingLine, Indicator, Node
from grono.quantities import Quantity, Range
from grono.strategy import (
    Direction,
    IndicatorKind,
    NodeKind,
    OverTime,
    OverTree,
    ProgrammeFunding,
    ProgrammeIndicator,
    ProgrammeNode,
    Temporal,
    WeightBasis,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from django.db.models import QuerySet

    from grono.portal.strategies.models import Strategy

Subject = tuple[str, int]
"""Kind of the subject and its primary key."""
Values = dict[Subject, dict[tuple[str, str], "Quantity | str"]]
FEW = 200
"""Up to so many parts are named one by one in a query."""
RowT = TypeVar("RowT", Node, Indicator, FundingLine)


class PlanRows:
    """Parts, indicators and money of a plan with their values of one view; ``drafts`` leaves out what was removed from the draft."""

    def __init__(self, strategy: Strategy, values: Values, *, drafts: bool) -> None:
        self.values, self.drafts = values, drafts
        nodes = self._of("node", Node.objects.filter(strategy=strategy).order_by("order", "pk"))
        kept = self._without_struck_out(nodes)
        self.keys = {one.pk: one.public_id for one in nodes if one.pk in kept}
        self.nodes = tuple(self._node(one) for one in nodes if one.pk in kept)
        below: dict[str, Any] = {"node__in": kept} if len(kept) < FEW else {"node__strategy": strategy}
        indicators = self._of("indicator", Indicator.objects.filter(**below).order_by("node_id", "order", "pk"))
        self.indicators = tuple(self._indicator(one) for one in indicators if one.node_id in kept)
        funding = self._of("funding", FundingLine.objects.filter(**below).order_by("node_id", "order", "pk"))
        self.funding = tuple(self._funding(one) for one in funding if one.node_id in kept)

    def _of(self, kind: str, rows: QuerySet[RowT]) -> list[RowT]:
        live = rows.filter(removed_at__isnull=True) if self.drafts else rows
        return [
            row
            for row in live
            if self.values.get((kind, row.pk)) and not self._text((kind, row.pk), PlanField.STRUCK_OUT)
        ]

    @staticmethod
    def _without_struck_out(nodes: list[Node]) -> set[int]:
        """Return the nodes all of whose ancestors are in the view."""
        parents = {one.pk: one.parent_id for one in nodes}
        kept: set[int] = set()
        for one in nodes:
            path, at = [one.pk], one.parent_id
            while at is not None and at in parents and at not in kept:
                path.append(at)
                at = parents[at]
            if at is None or at in kept:
                kept.update(path)
        return kept

    def _text(self, subject: Subject, field: PlanField) -> str:
        value = self.values[subject].get((field, ""), "")
        return value if isinstance(value, str) else ""

    def _quantities(self, subject: Subject, field: PlanField) -> Mapping[str, Quantity]:
        return {
            period: value
            for (name, period), value in self.values[subject].items()
            if name == field and isinstance(value, Quantity)
        }

    def _number(self, subject: Subject, field: PlanField) -> Fraction | None:
        value = self.values[subject].get((field, ""))
        return value.lower if isinstance(value, Range) and value.is_exact else None

    def _node(self, one: Node) -> ProgrammeNode:
        subject = ("node", one.pk)
        return ProgrammeNode(
            key=one.public_id,
            kind=NodeKind(one.kind),
            number_text=one.number_text,
            title=self._text(subject, PlanField.TITLE),
            lead_post=self._text(subject, PlanField.LEAD),
            parent=self.keys.get(one.parent_id) if one.parent_id else None,
            weight=self._number(subject, PlanField.WEIGHT),
            weight_basis=WeightBasis(one.weight_basis),
            points=self._quantities(subject, PlanField.POINTS),
            aid_relevant=one.aid_relevant,
            is_draft=not one.is_adopted,
            description=one.text,
        )

    def _indicator(self, one: Indicator) -> ProgrammeIndicator:
        subject = ("indicator", one.pk)
        return ProgrammeIndicator(
            key=one.public_id,
            node=self.keys[one.node_id],
            kind=IndicatorKind(one.kind),
            name_text=self._text(subject, PlanField.TITLE),
            unit=one.unit,
            direction=Direction(one.direction) if one.direction else None,
            temporal=Temporal(one.temporal) if one.temporal else None,
            over_time=OverTime(one.over_time) if one.over_time else None,
            over_tree=OverTree(one.over_tree) if one.over_tree else None,
            frequency=one.frequency,
            publication_lag_days=one.publication_lag_days,
            source_text=one.source_text,
            owner_post=one.owner_post,
            standard_codes=tuple(one.standard_codes),
            binding=one.binding,
            stage=self.keys.get(one.stage_id) if one.stage_id else None,
            baseline=self._quantities(subject, PlanField.BASELINE),
            targets=self._quantities(subject, PlanField.TARGET),
            path=self._quantities(subject, PlanField.PATH),
            unspecified=self._quantities(subject, PlanField.UNSPECIFIED),
            is_draft=not one.is_adopted,
        )

    def _funding(self, one: FundingLine) -> ProgrammeFunding:
        subject = ("funding", one.pk)
        return ProgrammeFunding(
            key=one.public_id,
            node=self.keys[one.node_id],
            source_text=self._text(subject, PlanField.TITLE),
            group_text=one.group_text,
            share=self._number(subject, PlanField.SHARE),
            amounts=self._quantities(subject, PlanField.AMOUNT),
            aid_relevant=one.aid_relevant,
            is_draft=not one.is_adopted,
        )
