"""The plan of a strategy in one view, its versions and its log; every query knows the reader."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from grono.portal.strategies.kinds import AuthorityKind, PlanField
from grono.portal.strategies.models import FundingLine, Indicator, Node, PlanCell, PlanFact, Strategy, StrategyVersion
from grono.portal.strategies.plan_cells import cells_of, content_of
from grono.portal.strategies.queries import cards_of, strategies_visible_to
from grono.portal.strategies.values import as_text, decoded
from grono.quantities import Quantity, Range, exact
from grono.strategy import (
    Authority,
    Direction,
    IndicatorKind,
    LogEntry,
    NodeKind,
    OverTime,
    OverTree,
    PlanView,
    Programme,
    ProgrammeFunding,
    ProgrammeIndicator,
    ProgrammeNode,
    Temporal,
    WeightBasis,
    check_chain,
    in_tree_order,
    plan_views,
)
from grono.strategy import PlanFact as Fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from fractions import Fraction

    from django.db.models import QuerySet

    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import PlanRow
    from grono.strategy import ChainCheck

Subject = tuple[str, int]
"""Kind of the subject and its primary key."""
Values = dict[Subject, dict[tuple[str, str], "Quantity | str"]]
_KINDS = ("node", "indicator", "funding")
FEW = 200
"""Up to so many parts are named one by one in a query."""
RowT = TypeVar("RowT", Node, Indicator, FundingLine)


def plan_of(
    reader: Reader,
    strategy: Strategy,
    view: PlanView = PlanView.AS_REVISED,
    *,
    on: date | None = None,
    known_on: date | None = None,
) -> Programme:
    """Return the plan of a strategy as adopted or as revised, in force on a day, as known on a day.

    As revised, with no day given, is the plan as it stands now with the parts that await the next resolution (``is_draft``); every other
    view holds only what was adopted, and is empty for a strategy that nobody has adopted.
    """
    if not strategies_visible_to(reader).filter(pk=strategy.pk).exists():
        return Programme(strategy.public_id, strategy.title, strategy.language, view, on, known_on)
    now = view is PlanView.AS_REVISED and on is None and known_on is None
    values = _values_now(strategy) if now else _values_then(strategy, view, on, known_on)
    reading = _Reading(strategy, values, drafts=now)
    return Programme(
        strategy.public_id,
        strategy.title,
        strategy.language,
        view,
        on,
        known_on,
        nodes=in_tree_order(reading.nodes),
        indicators=reading.indicators,
        funding=reading.funding,
        resolution=_resolution(strategy, view, on, known_on),
    )


def _values_now(strategy: Strategy) -> Values:
    rows = PlanCell.objects.filter(strategy=strategy).values_list(
        "node_id", "indicator_id", "funding_id", "field", "period", "value"
    )
    found: Values = defaultdict(dict)
    for *keys, field, period, value in rows.order_by("period").iterator(chunk_size=5000):
        found[_subject(keys)][field, period] = decoded(value)
    return found


def _values_then(strategy: Strategy, view: PlanView, on: date | None, known_on: date | None) -> Values:
    adopted = view is PlanView.AS_ADOPTED
    facts: dict[tuple[Subject, str, str], list[Fact[str]]] = defaultdict(list)
    columns = ("field", "period", "value", "valid_time", "recorded_time", "authority", "reference")
    rows = _facts_of_the_adopted(strategy) if adopted else PlanFact.objects.filter(strategy=strategy)
    rows_in_order = rows.order_by("number").values_list("node_id", "indicator_id", "funding_id", *columns)
    for row in rows_in_order.iterator(chunk_size=5000):
        *keys, field, period, value, valid, recorded, authority, reference = row
        fact = Fact(value, valid, timezone.localdate(recorded), Authority(authority), reference)
        facts[_subject(keys), field, period].append(fact)
    found: Values = defaultdict(dict)
    for (subject, field, period), of_one in facts.items():
        views = plan_views(of_one, valid_on=on, known_on=known_on)
        chosen = views.as_adopted if adopted else views.as_revised
        if chosen is not None:
            found[subject][field, period] = decoded(chosen.value)
    return found


def _facts_of_the_adopted(strategy: Strategy) -> QuerySet[PlanFact]:
    """Return what the first resolution said, and the corrections of that."""
    first = StrategyVersion.objects.filter(strategy=strategy).order_by("number").first()
    if first is None:
        return PlanFact.objects.none()
    corrected = Q(authority=AuthorityKind.CORRECTION, valid_time=first.valid_from)
    return PlanFact.objects.filter(Q(version=first) | corrected, strategy=strategy)


def _resolution(strategy: Strategy, view: PlanView, on: date | None, known_on: date | None) -> str:
    """Return the resolution by which the plan shown was last adopted or amended."""
    versions = StrategyVersion.objects.filter(strategy=strategy)
    if on is not None:
        versions = versions.filter(valid_from__lte=on)
    if known_on is not None:
        versions = versions.filter(recorded_at__date__lte=known_on)
    in_order = versions.order_by("number" if view is PlanView.AS_ADOPTED else "-number")
    return in_order.values_list("resolution_number", flat=True).first() or ""


def _subject(keys: Iterable[int | None]) -> Subject:
    return next((kind, key) for kind, key in zip(_KINDS, keys, strict=True) if key is not None)


class _Reading:
    """Rows of the plan with their values of one view."""

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


def done_on_cards(reader: Reader, strategy: Strategy) -> dict[str, dict[str, Quantity]]:
    """Return the points that imported cards say were done: key of the stage → year → points. Nobody has reported them in Grono."""
    tasks = Node.objects.filter(strategy=strategy, kind=NodeKind.TASK, removed_at__isnull=True)
    cards = {card.pk: card for card in cards_of(reader, strategy)}
    found: dict[str, dict[str, Quantity]] = {}
    stages: dict[int | None, list[Node]] = defaultdict(list)
    for stage in Node.objects.filter(strategy=strategy, kind=NodeKind.STAGE, removed_at__isnull=True).order_by("order"):
        stages[stage.parent_id].append(stage)
    for task in tasks.filter(card__in=cards):
        card = cards[task.card_id or 0].read()
        for node, written in zip(stages[task.pk], card.stages, strict=False):
            of_years = zip(card.years, written.cells, strict=True)
            found[node.public_id] = {str(year): exact(cell.done) for year, cell in of_years if cell}
    return found


def versions_of(reader: Reader, strategy: Strategy) -> QuerySet[StrategyVersion]:
    """Return the resolutions of a strategy, the first one first."""
    visible = strategies_visible_to(reader).filter(pk=strategy.pk)
    return StrategyVersion.objects.select_related("recorded_by").filter(strategy__in=visible).order_by("number")


def log_of(reader: Reader, strategy: Strategy) -> QuerySet[PlanFact]:
    """Return the log of a plan, the newest entry first."""
    visible = strategies_visible_to(reader).filter(pk=strategy.pk)
    found = PlanFact.objects.filter(strategy__in=visible).select_related(
        "strategy", "version", "node", "indicator", "funding", "recorded_by"
    )
    return found.order_by("-number")


def check_of_log(reader: Reader, strategy: Strategy, last_hash: str | None = None) -> ChainCheck:
    """Return whether the chain of the log holds from its first entry on."""
    entries = (
        LogEntry(content_of(fact, _public_id(fact)), fact.previous_hash, fact.hash)
        for fact in log_of(reader, strategy).order_by("number").iterator(chunk_size=2000)
    )
    return check_chain(entries, last_hash)


def _public_id(fact: PlanFact) -> str:
    subject: Any = fact.subject
    return str(subject.public_id)


def cells_with_versions(reader: Reader, strategy: Strategy) -> dict[tuple[str, str, str, str], PlanCell]:
    """Return the cells of a plan by kind and key of the subject, field and period, for who changes it."""
    if not reader.can("strategies.edit_plan") or not strategies_visible_to(reader).filter(pk=strategy.pk).exists():
        return {}
    found: dict[tuple[str, str, str, str], PlanCell] = {}
    for cell in PlanCell.objects.filter(strategy=strategy).select_related("node", "indicator", "funding"):
        subject: Any = cell.subject
        found[cell.subject_kind, subject.public_id, cell.field, cell.period] = cell
    return found


def node_visible_to(reader: Reader, public_id: str) -> Node:
    """Return one part of a plan, or answer 404; a removed draft only who may bring it back."""
    return get_object_or_404(
        _rows(reader, Node.objects.select_related("strategy", "parent"), "strategy"), public_id=public_id
    )


def indicator_visible_to(reader: Reader, public_id: str) -> Indicator:
    """Return one indicator, or answer 404."""
    rows = _rows(reader, Indicator.objects.select_related("node__strategy", "stage"), "node__strategy")
    return get_object_or_404(rows, public_id=public_id)


def funding_visible_to(reader: Reader, public_id: str) -> FundingLine:
    """Return one source of money, or answer 404."""
    rows = _rows(reader, FundingLine.objects.select_related("node__strategy"), "node__strategy")
    return get_object_or_404(rows, public_id=public_id)


def _rows(reader: Reader, rows: QuerySet[RowT], path: str) -> QuerySet[RowT]:
    visible = rows.filter(**{f"{path}__in": strategies_visible_to(reader)})
    return visible if reader.can("strategies.edit_plan") else visible.filter(removed_at__isnull=True)


def strategy_of_demonstration(title: str, source: str) -> Strategy | None:
    """Return the strategy of the demonstration with this title and source, removed or not; for its loader, who is nobody."""
    return Strategy.objects.filter(title=title, source=source).order_by("pk").first()


def cells_of_row(reader: Reader, row: PlanRow) -> dict[tuple[str, str], PlanCell]:
    """Return the cells of one row by field and period, for who changes the plan."""
    return cells_of(row) if reader.can("strategies.edit_plan") else {}


def count_of_drafts(reader: Reader, strategy: Strategy) -> int:
    """Return how many rows await a resolution."""
    if not strategies_visible_to(reader).filter(pk=strategy.pk).exists():
        return 0
    nodes = Node.objects.filter(strategy=strategy, is_adopted=False, removed_at__isnull=True)
    below = {"node__strategy": strategy, "is_adopted": False, "removed_at__isnull": True}
    return nodes.count() + Indicator.objects.filter(**below).count() + FundingLine.objects.filter(**below).count()


def removed_rows_of(reader: Reader, strategy: Strategy) -> list[tuple[str, Any, str]]:
    """Return the removed drafts that stood uppermost: kind, row and title; for who may bring them back."""
    if not reader.can("strategies.edit_plan"):
        return []
    gone = {"removed_at__isnull": False}
    nodes = Node.objects.select_related("parent").filter(strategy=strategy, **gone)
    upper = [one for one in nodes if one.parent is None or one.parent.removed_at is None]
    indicators = Indicator.objects.filter(node__strategy=strategy, node__removed_at__isnull=True, **gone)
    funding = FundingLine.objects.filter(node__strategy=strategy, node__removed_at__isnull=True, **gone)
    rows: list[tuple[str, Any]] = [
        *(("node", one) for one in upper),
        *(("indicator", one) for one in indicators),
        *(("funding", one) for one in funding),
    ]
    titles = PlanCell.objects.filter(strategy=strategy, field=PlanField.TITLE)
    named = {(cell.subject_kind, getattr(cell, f"{cell.subject_kind}_id")): as_text(cell.value) for cell in titles}
    return [(kind, row, named.get((kind, row.pk), "")) for kind, row in rows]


def with_titles(facts: Iterable[PlanFact]) -> list[PlanFact]:
    """Return facts of one strategy, each with the present title of its subject."""
    found = list(facts)
    if found:
        cells = PlanCell.objects.filter(strategy=found[0].strategy, field=PlanField.TITLE)
        titles = {(cell.subject_kind, getattr(cell, f"{cell.subject_kind}_id")): as_text(cell.value) for cell in cells}
        for one in found:
            one.subject_title = titles.get((one.subject_kind, getattr(one, f"{one.subject_kind}_id")), "")  # type: ignore[attr-defined]  # for the page alone
    return found
