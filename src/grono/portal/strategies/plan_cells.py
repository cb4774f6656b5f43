"""Writing the cells of a plan, and its log."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from grono.portal.strategies.models import PlanCell, PlanFact
from grono.strategy import FIRST_HASH, entry_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from django.db.models import Model

    from grono.portal.core.models import User
    from grono.portal.strategies.changes import Authority
    from grono.portal.strategies.models import Strategy, StrategyVersion

SUBJECTS = ("node", "indicator", "funding")
Values = dict[tuple[str, str], str]
"""Field and period → stored value."""


def kind_of(subject: Model) -> str:
    """Return under which name cells and facts point to a subject."""
    return {"Node": "node", "Indicator": "indicator", "FundingLine": "funding"}[type(subject).__name__]


def cells_of(subject: Model) -> dict[tuple[str, str], PlanCell]:
    """Return the cells of a subject by field and period."""
    found = PlanCell.objects.filter(**{kind_of(subject): subject})
    return {(cell.field, cell.period): cell for cell in found}


def put_values(*, by: User | None, strategy: Strategy, subject: Model, values: Mapping[tuple[str, str], str]) -> bool:
    """Make the cells of a draft subject exactly these; say whether anything changed."""
    known, now = cells_of(subject), timezone.now()
    gone = [cell.pk for place, cell in known.items() if place not in values]
    PlanCell.objects.filter(pk__in=gone).delete()
    changed = [cell for place, cell in known.items() if place in values and cell.value != values[place]]
    for cell in changed:
        rewrite(cell, values[cell.field, cell.period], by=by, at=now)
    PlanCell.objects.bulk_update(changed, ["value", "version", "changed_at", "changed_by"], batch_size=500)
    new = [
        PlanCell(
            strategy=strategy,
            field=field,
            period=period,
            value=value,
            changed_at=now,
            changed_by=by,
            **{kind_of(subject): subject},
        )
        for (field, period), value in values.items()
        if (field, period) not in known
    ]
    PlanCell.objects.bulk_create(new, batch_size=500)
    return bool(gone or changed or new)


def rewrite(cell: PlanCell, value: str, *, by: User | None, at: datetime) -> None:
    """Give a cell another value, unsaved; its version tells everyone who saw the old one."""
    cell.value, cell.version, cell.changed_at, cell.changed_by = value, cell.version + 1, at, by


def content_of(fact: PlanFact, subject: str) -> dict[str, Any]:
    """Return what the hash of an entry of the log covers; who entered it stays out, so that a person can be forgotten."""
    return {
        "strategy": fact.strategy.public_id,
        "number": fact.number,
        "entry": fact.public_id,
        "subject": [fact.subject_kind, subject],
        "field": str(fact.field),
        "period": fact.period,
        "value": fact.value,
        "valid_time": fact.valid_time.isoformat(),
        "recorded_time": fact.recorded_time.astimezone(UTC).isoformat(timespec="microseconds"),
        "authority": str(fact.authority),
        "reference": fact.reference,
        "reason": fact.reason,
        "version": fact.version.number if fact.version else None,
    }


def add_facts(
    *,
    by: User | None,
    strategy: Strategy,
    authority: Authority,
    version: StrategyVersion | None,
    cells: Iterable[tuple[PlanCell, str, date]],
) -> list[PlanFact]:
    """Add entries to the log: cell, value, day from which it is in force. The strategy is locked by the caller."""
    last = PlanFact.objects.filter(strategy=strategy).order_by("-number").first()
    count, head = (last.number, last.hash) if last else (0, FIRST_HASH)
    now = timezone.now()
    facts: list[PlanFact] = []
    for cell, value, valid in cells:
        count += 1
        fact = PlanFact(
            strategy=strategy,
            node=cell.node,
            indicator=cell.indicator,
            funding=cell.funding,
            field=cell.field,
            period=cell.period,
            value=value,
            number=count,
            version=version,
            valid_time=valid,
            recorded_time=now,
            authority=authority.kind,
            reference=authority.reference,
            reason=authority.reason,
            recorded_by=by,
            previous_hash=head,
        )
        subject: Any = cell.subject
        fact.hash = head = entry_hash(content_of(fact, subject.public_id), head)
        facts.append(fact)
    PlanFact.objects.bulk_create(facts, batch_size=500)
    return facts


def live_cells(strategy: Strategy, **narrowed: Any) -> Sequence[PlanCell]:
    """Return cells of a strategy with their subjects, in the order of entry."""
    found = PlanCell.objects.filter(strategy=strategy, **narrowed).select_related("node", "indicator", "funding")
    return list(found.order_by("pk"))
