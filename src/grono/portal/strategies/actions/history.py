"""The adopted plan: resolutions adopt and amend it, orders change it, corrections mend errors; nothing is overwritten (STR-20)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from grono.portal.core.audit import audit
from grono.portal.core.problems import RefusedError
from grono.portal.strategies import followers
from grono.portal.strategies.kinds import AuthorityKind, VersionKind
from grono.portal.strategies.locking import open_strategy
from grono.portal.strategies.models import FundingLine, Indicator, Node, PlanCell, PlanFact, StrategyVersion
from grono.portal.strategies.plan_cells import add_facts, live_cells, rewrite
from grono.portal.strategies.plan_seen import checked_values, refuse_overtaken

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from grono.portal.core.models import User
    from grono.portal.strategies.changes import Authority, Change
    from grono.portal.strategies.models import Strategy
    from grono.portal.strategies.plan_seen import Place


@transaction.atomic
def record_resolution(
    *, by: User | None, strategy: Strategy, authority: Authority, changes: Sequence[Change] = (), kind: str = ""
) -> StrategyVersion:
    """Record a resolution: the first adopts the whole draft, a later one what was entered since, with the values that it changes.

    Raises
    ------
    RefusedError
        When it neither adopts nor changes anything, or does not name its number and dates.
    OvertakenError
        When somebody else has changed one of the values since it was shown.
    """
    locked = open_strategy(strategy)
    if authority.checked().kind != AuthorityKind.RESOLUTION:
        raise RefusedError(_("A plan is adopted by a resolution."))
    wanted = _adopted_places(locked, changes)
    new = _draft_cells(locked)
    is_first = not StrategyVersion.objects.filter(strategy=locked).exists()
    if not new and not wanted and kind != VersionKind.CONSOLIDATED:
        raise RefusedError(_("There is nothing new to adopt: the draft has no parts, and no value is to change."))
    version = _version(by, locked, authority, kind or (VersionKind.ADOPTED if is_first else VersionKind.AMENDED))
    valid = version.valid_from
    add_facts(
        by=by, strategy=locked, authority=authority, version=version, cells=[(cell, cell.value, valid) for cell in new]
    )
    _settle(locked)
    _change(by, locked, authority, version, wanted)
    verb = "strategies.adopt_plan" if is_first else "strategies.amend_plan"
    after = {"resolution": authority.reference, "values": len(new) + len(wanted)}
    audit(by=by, verb=verb, object=locked, after=after)
    followers.tell(by, locked)
    return version


@transaction.atomic
def amend_plan(*, by: User | None, strategy: Strategy, authority: Authority, changes: Sequence[Change]) -> int:
    """Change values of the adopted plan by an order or a resolution; drafts stay drafts. Return how many values changed."""
    if authority.kind == AuthorityKind.CORRECTION:
        return correct_plan(by=by, strategy=strategy, authority=authority, changes=changes)
    locked = open_strategy(strategy)
    wanted = _adopted_places(locked, changes)
    if not wanted:
        raise RefusedError(_("No value is to change."))
    is_resolution = authority.checked().kind == AuthorityKind.RESOLUTION
    version = _version(by, locked, authority, VersionKind.AMENDED) if is_resolution else None
    _change(by, locked, authority, version, wanted)
    after = {"resolution": authority.reference, "values": len(wanted)}
    audit(by=by, verb="strategies.amend_plan", object=locked, after=after)
    followers.tell(by, locked)
    return len(wanted)


@transaction.atomic
def correct_plan(*, by: User | None, strategy: Strategy, authority: Authority, changes: Sequence[Change]) -> int:
    """Correct errors in writing the plan down: each correction holds from the day of the fact that it corrects."""
    locked = open_strategy(strategy)
    wanted = _adopted_places(locked, changes)
    if authority.checked().kind != AuthorityKind.CORRECTION or not wanted:
        raise RefusedError(_("No value is to change."))
    _change(by, locked, authority, None, wanted)
    after = {"resolution": authority.reference, "values": len(wanted)}
    audit(by=by, verb="strategies.correct_plan", object=locked, after=after)
    followers.tell(by, locked)
    return len(wanted)


def _version(by: User | None, strategy: Strategy, authority: Authority, kind: str) -> StrategyVersion:
    assert authority.decided_on is not None and authority.valid_from is not None  # noqa: S101, PT018 - the authority was checked
    last = StrategyVersion.objects.filter(strategy=strategy).aggregate(last=Max("number"))["last"] or 0
    return StrategyVersion.objects.create(
        strategy=strategy,
        number=last + 1,
        kind=kind,
        resolution_number=authority.reference,
        resolution_date=authority.decided_on,
        resolution_precision=authority.precision,
        valid_from=authority.valid_from,
        recorded_by=by,
    )


def _draft_cells(strategy: Strategy) -> list[PlanCell]:
    subjects = ("node", "indicator", "funding")
    return [
        cell
        for cell in live_cells(strategy)
        if any(
            row is not None and not row.is_adopted and row.removed_at is None
            for row in (getattr(cell, kind) for kind in subjects)
        )
    ]


def _settle(strategy: Strategy) -> None:
    Node.objects.filter(strategy=strategy, removed_at__isnull=True).update(is_adopted=True)
    for model in (Indicator, FundingLine):
        model.objects.filter(node__strategy=strategy, removed_at__isnull=True).update(is_adopted=True)


def _adopted_places(strategy: Strategy, changes: Sequence[Change]) -> list[Place]:
    """Return the changes of an adopted plan that change something."""
    wanted = [place for place in checked_values(strategy, changes) if place.value != place.before]
    if any(not place.row.is_adopted for place in wanted):
        raise RefusedError(_("A part that is not yet adopted needs no decision to be changed: change it in the draft."))
    if any(place.value is None for place in wanted):
        raise RefusedError(
            _("A value of an adopted plan is not deleted. Write “not planned”, or strike the whole part out.")
        )
    refuse_overtaken(wanted)
    return wanted


def _change(
    by: User | None, strategy: Strategy, authority: Authority, version: StrategyVersion | None, places: Sequence[Place]
) -> None:
    if not places:
        return
    cells = [_cell(strategy, place) for place in places]
    days = [_valid_from(authority, cell, strategy) for cell in cells]
    values = [place.value or "" for place in places]
    add_facts(
        by=by,
        strategy=strategy,
        authority=authority,
        version=version,
        cells=list(zip(cells, values, days, strict=True)),
    )
    for cell in cells:
        _show_latest(cell, by)


def _cell(strategy: Strategy, place: Place) -> PlanCell:
    """Return the cell of a place, or a new one, which is saved with its fact."""
    if place.cell is not None:
        return place.cell
    return PlanCell(
        strategy=strategy,
        field=place.change.field,
        period=place.change.period,
        value=place.value or "",
        version=0,
        **{str(place.change.kind): place.row},
    )


def _facts_of(cell: PlanCell) -> list[PlanFact]:
    about = {cell.subject_kind: cell.subject, "field": cell.field, "period": cell.period}
    return list(PlanFact.objects.filter(**about).order_by("valid_time", "number"))


def _valid_from(authority: Authority, cell: PlanCell, strategy: Strategy) -> date:
    if authority.kind != AuthorityKind.CORRECTION and authority.valid_from:
        return authority.valid_from
    facts = _facts_of(cell)
    if facts:
        return facts[-1].valid_time
    # What the plan said nothing about belongs to the plan as it was adopted.
    first = (
        StrategyVersion.objects.filter(strategy=strategy)
        .order_by("number")
        .values_list("valid_from", flat=True)
        .first()
    )
    return first or timezone.localdate()


def _show_latest(cell: PlanCell, by: User | None) -> None:
    """Let a cell show what holds last; an earlier day that was added later changes the history alone."""
    rewrite(cell, _facts_of(cell)[-1].value, by=by, at=timezone.now())
    cell.save()
