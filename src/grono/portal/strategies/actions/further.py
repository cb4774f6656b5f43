"""Further parts of a strategy: sectors, milestones, selection, diagnosis, links of its theory of change, and what else it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grono.portal.core.audit import audit
from grono.portal.strategies import followers
from grono.portal.strategies.changes import OvertakenError
from grono.portal.strategies.locking import open_strategy
from grono.portal.strategies.models import (
    CompletenessRow,
    DiagnosisItem,
    Milestone,
    PromotionItem,
    RecommendationCheck,
    SectorRole,
    SelectionEntry,
    StatedResult,
    StatedStatus,
    TheoryLink,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.portal.core.models import User
    from grono.portal.strategies.models import FurtherPart, Strategy

PARTS: dict[str, type[FurtherPart]] = {
    "sectors": SectorRole,
    "milestones": Milestone,
    "selection": SelectionEntry,
    "promotion": PromotionItem,
    "diagnosis": DiagnosisItem,
    "results": StatedResult,
    "theory": TheoryLink,
    "statuses": StatedStatus,
    "recommendations": RecommendationCheck,
    "completeness": CompletenessRow,
}
"""Kinds of further parts, by their names in addresses."""
NUMBERED = frozenset({"recommendations", "completeness"})
"""Kinds of which there is one row for each number."""


@transaction.atomic
def add_part(*, by: User | None, strategy: Strategy, kind: str, values: Mapping[str, Any]) -> FurtherPart:
    """Add a further part. Of a numbered kind there is one row for each number: what is judged anew is changed."""
    locked = open_strategy(strategy)
    model: Any = PARTS[kind]
    if kind in NUMBERED:
        known = model.objects.filter(strategy=locked, number=values["number"]).first()
        if known is not None:
            return change_part(by=by, part=known, values=values, seen=known.edition)
    last = model.objects.filter(strategy=locked).order_by("-order").values_list("order", flat=True).first()
    part: FurtherPart = model.objects.create(strategy=locked, order=0 if last is None else last + 1, **values)
    audit(by=by, verb="strategies.add_further_part", object=locked, after={"part": str(part), "kind": kind, **values})
    _tell(by, part)
    return part


def _tell(by: User | None, part: FurtherPart) -> None:
    """Tell who draws pictures that the figures of a diagnosis have changed; no other further part is drawn."""
    if isinstance(part, DiagnosisItem):
        followers.tell(by, part.strategy)


@transaction.atomic
def change_part(*, by: User | None, part: FurtherPart, values: Mapping[str, Any], seen: int) -> FurtherPart:
    """Change a further part that nobody else has changed since it was shown.

    Raises
    ------
    OvertakenError
        When somebody has.
    """
    strategy = open_strategy(part.strategy)
    model: Any = type(part)
    locked = model.objects.select_for_update().get(pk=part.pk)
    before = {name: getattr(locked, name) for name, value in values.items() if getattr(locked, name) != value}
    if before and locked.edition != seen:
        raise OvertakenError([_("Somebody else has changed “%(part)s” since you opened it.") % {"part": locked}])
    if before or locked.removed_at:
        for name, value in values.items():
            setattr(locked, name, value)
        locked.edition, locked.removed_at = locked.edition + 1, None
        locked.save()
        after = {name: values[name] for name in before}
        audit(by=by, verb="strategies.change_further_part", object=strategy, before=before, after=after)
        _tell(by, locked)
    return locked  # type: ignore[no-any-return]  # one of the models of PARTS


@transaction.atomic
def remove_part(*, by: User, part: FurtherPart) -> None:
    """Take a further part away; it is kept and can be brought back."""
    _move_part(by, part, gone=True)


@transaction.atomic
def restore_part(*, by: User, part: FurtherPart) -> None:
    """Bring a further part back."""
    _move_part(by, part, gone=False)


def _move_part(by: User, part: FurtherPart, *, gone: bool) -> None:
    strategy = open_strategy(part.strategy)
    model: Any = type(part)
    locked = model.objects.select_for_update().get(pk=part.pk)
    if (locked.removed_at is not None) != gone:
        locked.removed_at = timezone.now() if gone else None
        locked.save(update_fields=["removed_at"])
        verb = "strategies.remove_further_part" if gone else "strategies.restore_further_part"
        audit(by=by, verb=verb, object=strategy, after={"part": str(locked)})
        _tell(by, locked)
