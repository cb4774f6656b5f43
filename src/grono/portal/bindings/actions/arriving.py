"""What a source brings: kept as it came, and taken over when somebody says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.bindings.models import Arrival, TakenValue
from grono.portal.bindings.queries import changes_by, newest_arrival
from grono.portal.bindings.stored import figures_to_data
from grono.portal.core.audit import audit, take_turn
from grono.portal.core.problems import RefusedError
from grono.quantities import to_json
from grono.strategy.series_changes import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.portal.bindings.models import Binding
    from grono.portal.core.models import User
    from grono.strategy.series import Figure, SourceSeries

TAKEN_KINDS = frozenset({ChangeKind.NEW, ChangeKind.CHANGED, ChangeKind.GONE})
"""What taking over writes: gaps, values that are as before and those of an earlier source need no new entry."""

_NOT_NEWEST = _("The source was read again since you saw these values. Look at the new ones first.")
_TAKEN = _("These values are taken over already.")
_REMOVED = _("This binding was removed in the meantime. The values that came through it stay.")


@transaction.atomic
def keep_arrival(
    *,
    by: User | None,  # noqa: ARG001 - what arrives follows from the source and is no act of anyone
    binding: Binding,
    series: SourceSeries,
    found: Mapping[str, Mapping[int, Figure]],
    names: Mapping[str, Mapping[str, str]],
) -> Arrival:
    """Keep what a source has; where that is what arrived last, nothing is added."""
    take_turn()
    content, last = figures_to_data(found), newest_arrival(binding)
    if last is not None and (last.figures, last.source_date) == (content, series.published):
        return last
    return Arrival.objects.create(
        binding=binding,
        figures=content,
        names={place: dict(texts) for place, texts in names.items()},
        unit=series.unit[:100],
        source_text=series.source[:500],
        source_date=series.published,
    )


@transaction.atomic
def keep_pictures(*, by: User | None, arrival: Arrival, pictures: Mapping[str, Any]) -> None:  # noqa: ARG001
    """Keep the drawings of an arrival; they follow from its figures and are no act of anyone."""
    Arrival.objects.filter(pk=arrival.pk).update(pictures=dict(pictures))
    arrival.pictures = dict(pictures)


@transaction.atomic
def take_over(*, by: User | None, binding: Binding, arrival: Arrival) -> int:
    """Take over what arrived last: each value is added beside those that were there, and nothing is overwritten (STR-20).

    Returns
    -------
    int
        How many values are new, changed or taken back.
    """
    take_turn()
    locked = type(binding).objects.select_for_update().select_related("strategy").get(pk=binding.pk)
    newest = newest_arrival(locked)
    if locked.removed_at is not None:
        raise RefusedError(_REMOVED)
    if newest is None or newest.pk != arrival.pk:
        raise RefusedError(_NOT_NEWEST)
    if newest.taken_at is not None:
        raise RefusedError(_TAKEN)
    news = [one for one in changes_by(locked, newest) if one.kind in TAKEN_KINDS]
    moment = timezone.now()
    TakenValue.objects.bulk_create(
        TakenValue(
            arrival=newest,
            period=one.period,
            content=to_json(one.after.quantity),
            flag=one.after.flag,
            recorded_at=moment,
            recorded_by=by,
        )
        for one in news
    )
    newest.taken_at = moment
    newest.save(update_fields=["taken_at"])
    after = {"values": len(news), "source": newest.source_text, "source_date": newest.source_date}
    audit(by=by, verb="bindings.take_over", object=locked, after=after)
    return len(news)
