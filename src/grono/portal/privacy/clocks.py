"""Retention: which rows have been kept long enough; listed first, deleted only when an operator says so (DIR-44)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.utils import timezone

from grono.portal.privacy.purposes import purposes
from grono.portal.privacy.registry import clocks, rows_of

if TYPE_CHECKING:
    from grono.portal.privacy.fields import Clock
    from grono.portal.privacy.purposes import Purpose


SOON = datetime.timedelta(days=30)


@dataclass(frozen=True)
class Due:
    """Rows of one model whose time is over, and how many more will be within :data:`SOON`."""

    model: str
    title: str
    purpose: Purpose
    before: datetime.date
    number: int
    soon: int
    rows: models.QuerySet[models.Model]


def months_before(day: datetime.date, months: int) -> datetime.date:
    """Return the day so many whole months earlier; the 31st becomes the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = (datetime.date(year + (month == 11), (month + 1) % 12 + 1, 1) - datetime.timedelta(days=1)).day
    return datetime.date(year, month + 1, min(day.day, last))


def due(today: datetime.date | None = None) -> list[Due]:
    """Return what is due, also models of which nothing is."""
    day = today or timezone.localdate()
    return [one for one in (_due(clock, day) for clock in clocks()) if one is not None]


def _due(clock: Clock, today: datetime.date) -> Due | None:
    purpose = purposes()[clock.purpose]
    if purpose.months is None:
        return None
    before = months_before(today, purpose.months)
    rows = _older(clock, before)
    soon = _older(clock, months_before(today + SOON, purpose.months)).count() - rows.count()
    title = str(apps.get_model(clock.model)._meta.verbose_name_plural)  # noqa: SLF001
    return Due(clock.model, title, purpose, before, rows.count(), soon, rows)


def _older(clock: Clock, before: datetime.date) -> models.QuerySet[models.Model]:
    moment: datetime.date | datetime.datetime = before
    if isinstance(apps.get_model(clock.model)._meta.get_field(clock.since), models.DateTimeField):  # noqa: SLF001
        moment = datetime.datetime.combine(before, datetime.time.min, timezone.get_current_timezone())
    return rows_of(clock.model).filter(**{f"{clock.since}__lt": moment})
