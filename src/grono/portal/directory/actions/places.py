"""Establishments: entered, changed, closed; one of them is the seat on any day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.problems import RefusedError
from grono.portal.directory.ending import last_day
from grono.portal.directory.models import Establishment, SeatMove
from grono.portal.directory.positions import positioned
from grono.portal.directory.recording import recorded, source_of
from grono.quantities import to_data

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from django.utils.functional import Promise

    from grono.portal.core.models import User
    from grono.portal.directory.models import Organisation

VERBS: dict[str, str | Promise] = {
    "directory.keep_place": _("Establishment entered or changed: %(object)s"),
    "directory.close_place": _("Establishment closed: %(object)s"),
    "directory.move_seat": _("Seat moved: %(object)s"),
}


def keep_place(*, by: User, organisation: Organisation, public_id: str = "", values: Mapping[str, Any]) -> None:
    """Enter an establishment, or change the one with this identifier; the first one is the seat."""
    with recorded(organisation, by=by, verb="directory.keep_place", source=source_of(by, organisation)) as stored:
        row = stored.establishments.get(public_id=public_id) if public_id else Establishment(organisation=stored)
        for name, value in positioned(values).items():
            setattr(row, name, to_data(value) if name == "headcount" and value is not None else value)
        if not stored.establishments.filter(is_seat=True, until__isnull=True).exists():
            row.is_seat = True
        row.save()
        if row.is_seat and not stored.seat_moves.exists():
            SeatMove.objects.create(organisation=stored, establishment=row)


def close_place(*, by: User, organisation: Organisation, public_id: str, day: datetime.date | None = None) -> None:
    """Close an establishment on a day or today, not before it opened and not in the future; the seat has to move first."""
    with recorded(organisation, by=by, verb="directory.close_place", source=source_of(by, organisation)) as stored:
        row = stored.establishments.get(public_id=public_id)
        if row.is_seat and row.until is None:
            raise RefusedError(_("This is the seat. Move the seat to another establishment first."))
        row.until = last_day(day, row.since)
        row.save()


def move_seat(*, by: User, organisation: Organisation, public_id: str, since: datetime.date | None = None) -> None:
    """Make an open establishment the seat from a day on; whatever was the seat before stays an establishment."""
    day = since or timezone.localdate()
    with recorded(organisation, by=by, verb="directory.move_seat", source=source_of(by, organisation)) as stored:
        row = stored.establishments.get(public_id=public_id)
        if row.until is not None:
            raise RefusedError(_("This establishment is closed. Only an open one can be the seat."))
        if stored.seat_moves.filter(since__gt=day).exists():
            raise RefusedError(_("The seat has moved later than that day. Choose a day after the last move."))
        SeatMove.objects.update_or_create(organisation=stored, since=day, defaults={"establishment": row})
        stored.establishments.exclude(pk=row.pk).filter(is_seat=True, until__isnull=True).update(is_seat=False)
        row.is_seat = True
        row.save()
