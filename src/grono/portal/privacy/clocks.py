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


@dataclass(frozen=True)
class Due:
    """Rows of one model whose time is over."""

    model: str
    title: str
    purpose: Purpose
    before: datetime.date
    number: int
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
    model = apps.get_model(clock.model)
    moment: datetime.date | datetime.datetime = before
    if isinstance(model._meta.get_field(clock.since), models.DateTimeField):  # noqa: SLF001
        moment = datetime.datetime.combine(before, datetime.time.min, timezone.get_current_timezone())
    rows = rows_of(clock.model).filter(**{f"{clock.since}__lt": moment})
    return Due(clock.model, str(model._meta.verbose_name_plural), purpose, before, rows.count(), rows)  # noqa: SLF001
