"""Undertakings, who controls whom, mergers and splits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from grono.portal.aid.models import Link, Reorganisation, Undertaking
from grono.portal.aid.permissions import refuse_without
from grono.portal.core.audit import audit, take_turn
from grono.portal.core.problems import RefusedError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from grono.portal.core.models import User


@transaction.atomic
def enter_undertaking(
    *, by: User | None, number: str, name: str, country: str = "PL", is_invented: bool = False
) -> Undertaking:
    """Enter an undertaking, or return the one that has the number."""
    take_turn()
    refuse_without(by, "aid.keep_ledger")
    found = Undertaking.objects.filter(number=number).first()
    if found is not None:
        return found
    made = Undertaking.objects.create(number=number, name=name, country=country, is_invented=is_invented)
    audit(by=by, verb="aid.enter_undertaking", object=made)
    return made


@transaction.atomic
def record_link(*, by: User | None, parent: Undertaking, child: Undertaking, values: Mapping[str, Any]) -> Link:
    """Record that one undertaking controls another."""
    take_turn()
    refuse_without(by, "aid.keep_ledger")
    if parent == child:
        raise RefusedError(_("An undertaking does not control itself. Choose two different tax numbers."))
    link = Link.objects.create(parent=parent, child=child, recorded_by=by, **values)
    audit(by=by, verb="aid.record_link", object=link)
    return link


@transaction.atomic
def end_link(*, by: User | None, link: Link, valid_to: datetime.date) -> Link:
    """Record the last day of a control link."""
    take_turn()
    refuse_without(by, "aid.keep_ledger")
    stored = Link.objects.select_related("parent", "child").get(pk=link.pk)
    if stored.valid_from is not None and valid_to < stored.valid_from:
        raise RefusedError(_("The last day is before the day on which the link began. Write a later day."))
    stored.valid_to = valid_to
    stored.save(update_fields=["valid_to"])
    audit(by=by, verb="aid.end_link", object=stored, after={"valid_to": valid_to})
    return stored


@transaction.atomic
def record_reorganisation(*, by: User | None, values: Mapping[str, Any]) -> Reorganisation:
    """Record a merger, an acquisition or a split."""
    take_turn()
    refuse_without(by, "aid.keep_ledger")
    event = Reorganisation.objects.create(recorded_by=by, **values)
    audit(by=by, verb="aid.record_reorganisation", object=event)
    return event
