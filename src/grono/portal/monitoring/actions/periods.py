"""Periods are opened; posts get their holders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from grono.portal.core.audit import audit, take_turn
from grono.portal.core.problems import RefusedError
from grono.portal.monitoring.models import Holder, Period

if TYPE_CHECKING:
    from datetime import date

    from grono.portal.core.models import User
    from grono.portal.strategies.models import Strategy


@transaction.atomic
def open_period(  # noqa: PLR0913 - what the form asks for
    *, by: User | None, strategy: Strategy, first_day: date, last_day: date, deadline: date, is_invented: bool = False
) -> Period:
    """Open a reporting period of a strategy."""
    take_turn()
    if last_day < first_day or deadline < last_day:
        raise RefusedError(
            _("The days are not in order: the first day, the last day, then the day by which to report.")
        )
    found = Period.objects.filter(strategy=strategy, first_day__lte=last_day, last_day__gte=first_day).first()
    if found is not None:
        sentence = _("The period %(period)s covers some of these days. Periods of a strategy do not overlap.")
        raise RefusedError(sentence % {"period": found})
    period = Period.objects.create(
        strategy=strategy, first_day=first_day, last_day=last_day, deadline=deadline, is_invented=is_invented
    )
    audit(by=by, verb="monitoring.open_period", object=strategy, after={"period": period, "deadline": deadline})
    return period


@transaction.atomic
def appoint_holder(*, by: User | None, strategy: Strategy, post: str, user: User, since: date) -> Holder:
    """Say that a person holds a post of a strategy from a day on."""
    take_turn()
    if Holder.objects.filter(strategy=strategy, post=post, user=user, until__isnull=True).exists():
        raise RefusedError(_("This person already holds this post."))
    holder = Holder.objects.create(strategy=strategy, post=post, user=user, since=since)
    audit(by=by, verb="monitoring.appoint_holder", object=strategy, after={"post": post, "person": user.public_id})
    return holder


@transaction.atomic
def end_holding(*, by: User | None, holder: Holder, until: date) -> Holder:
    """Say that a person holds a post no longer."""
    take_turn()
    holder.refresh_from_db(fields=["since", "until"])  # somebody may have ended it since the page was read
    if holder.until is not None or until < holder.since:
        raise RefusedError(_("This holding has already ended, or would end before it began."))
    holder.until = until
    holder.save(update_fields=["until"])
    audit(by=by, verb="monitoring.end_holding", object=holder.strategy, after={"post": holder.post, "until": until})
    return holder
