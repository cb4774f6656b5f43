"""The plan of a strategy in one view, as it stands or stood; every query knows the reader."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from grono.portal.strategies.keeping import kept
from grono.portal.strategies.kinds import AuthorityKind, PlanField
from grono.portal.strategies.models import Node, PlanCell, PlanFact, Strategy, StrategyVersion
from grono.portal.strategies.plan_building import PlanRows
from grono.portal.strategies.queries import cards_as_known, strategies_visible_to
from grono.portal.strategies.values import decoded, encoded
from grono.quantities import Quantity, exact
from grono.strategy import Authority, NodeKind, PlanView, Programme, in_tree_order, plan_views
from grono.strategy import PlanFact as Fact

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.plan_building import Subject, Values

_KINDS = ("node", "indicator", "funding")


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
    if on is not None or known_on is not None:
        return _read(strategy.pk, view, on, known_on)
    return kept(reader, strategy, ("plan", view), lambda: _read(strategy.pk, view), apps={"strategies"})


def _read(key: int, view: PlanView, on: date | None = None, known_on: date | None = None) -> Programme:
    strategy = Strategy.objects.get(pk=key)
    now = view is PlanView.AS_REVISED and on is None and known_on is None
    values = _values_now(strategy) if now else _values_then(strategy, view, on, known_on)
    rows = PlanRows(strategy, values, drafts=now)
    return Programme(
        strategy.public_id,
        strategy.title,
        strategy.language,
        view,
        on,
        known_on,
        nodes=in_tree_order(rows.nodes),
        indicators=rows.indicators,
        funding=rows.funding,
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


def done_on_cards(reader: Reader, strategy: Strategy, known_on: date | None = None) -> dict[str, dict[str, Quantity]]:
    """Return the points that imported cards say were done: key of the stage → year → points, as known at the end of a day.

    Nobody has reported them in Grono. Stages are found by their numbers; of two with one number that which was not struck out.
    """
    tasks = Node.objects.filter(strategy=strategy, kind=NodeKind.TASK, removed_at__isnull=True, card__isnull=False)
    cards = cards_as_known(reader, strategy, known_on)
    found: dict[str, dict[str, Quantity]] = {}
    stages: dict[int | None, list[Node]] = defaultdict(list)
    for stage in _stages_that_hold_first(strategy):
        stages[stage.parent_id].append(stage)
    for task in tasks.select_related("card").defer("card__content", "card__pictures"):
        stored = cards.get(task.card.numbers) if task.card else None
        if stored is None:
            continue
        card, waiting = stored.read(), stages[task.pk]
        for written in card.stages:
            node = next((one for one in waiting if one.number_text == written.number_text), None)
            if node is not None:
                waiting.remove(node)
                of_years = zip(card.years, written.cells, strict=True)
                found[node.public_id] = {str(year): exact(cell.done) for year, cell in of_years if cell}
    return found


def _stages_that_hold_first(strategy: Strategy) -> QuerySet[Node]:
    marks = PlanCell.objects.filter(node=OuterRef("pk"), field=PlanField.STRUCK_OUT).exclude(value=encoded(""))
    stages = Node.objects.filter(strategy=strategy, kind=NodeKind.STAGE, removed_at__isnull=True)
    return stages.annotate(is_struck_out=Exists(marks)).order_by("is_struck_out", "order", "pk")


def strategy_of_demonstration(title: str, source: str) -> Strategy | None:
    """Return the strategy of the demonstration with this title and source, removed or not; for its loader, who is nobody."""
    return Strategy.objects.filter(title=title, source=source).order_by("pk").first()
