"""What needs the coordinator's attention, as counts with links (DIR-6)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from grono.portal.directory.kinds import CodeOrigin
from grono.portal.directory.models import (
    ActivityCode,
    Administrator,
    AdministratorInvitation,
    ContactReveal,
    Organisation,
    Post,
    ValueConflict,
)
from grono.portal.directory.queries import organisations_visible_to
from grono.portal.directory.standing import rung_towards

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from grono.portal.core.visitor import Reader

DAYS_ALONE = int(getattr(settings, "DIRECTORY_DAYS_WITH_ONE_ADMINISTRATOR", 30))
"""Days after which an organisation with one administrator becomes a task for the coordinator (DIR-6)."""


@dataclass(frozen=True)
class Attention:
    """One reason for attention: how many organisations it concerns, and those of them."""

    key: str
    organisations: QuerySet[Organisation]


def attention_for(reader: Reader, *, now: datetime.datetime | None = None) -> list[Attention]:
    """Return everything that waits for the coordinator; nothing for who may not edit organisations."""
    if not reader.can("directory.edit_organisations"):
        return []
    found = organisations_visible_to(reader)
    since = (now or timezone.now()) - datetime.timedelta(days=DAYS_ALONE)
    acting = Q(administrators__until__isnull=True, administrators__user__is_active=True)
    counted = found.annotate(acting=Count("administrators", filter=acting, distinct=True))
    kept = Administrator.objects.filter(until__isnull=True).values("organisation")
    left = Administrator.objects.filter(until__gte=since).values("organisation")
    young = Administrator.objects.filter(until__isnull=True, since__gte=since).values("organisation")
    alone = counted.filter(acting__lte=1, pk__in=kept).exclude(pk__in=left).exclude(pk__in=young)
    conflicts = ValueConflict.objects.filter(settled_at__isnull=True).values("organisation")
    guessed = ActivityCode.objects.filter(is_main=True, until__isnull=True, origin=CodeOrigin.GUESSED).values(
        "organisation"
    )
    return [
        Attention("alone", alone),
        Attention("conflicts", found.filter(pk__in=conflicts)),
        Attention("guessed", found.filter(pk__in=guessed, administrators__isnull=False).distinct()),
    ]


def administrators_of(organisation: Organisation) -> QuerySet[Administrator]:
    """Return who administers an organisation now."""
    return organisation.administrators.filter(until__isnull=True).select_related("user", "appointed_by")


def invitations_of(organisation: Organisation) -> QuerySet[AdministratorInvitation]:
    """Return the invitations that wait for an answer."""
    return organisation.administrator_invitations.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)


def invitation_with(public_id: str) -> AdministratorInvitation:
    """Return one invitation, or answer 404; the acts say who may answer it."""
    return get_object_or_404(AdministratorInvitation.objects.select_related("organisation"), public_id=public_id)


def post_to_reveal(reader: Reader, organisation: Organisation, public_id: str) -> Post:
    """Return a post whose contact the reader may ask for, or answer 404."""
    rung = rung_towards(reader, organisation)
    rows = organisation.posts.filter(until__isnull=True, contact_rung__gte=rung)
    return get_object_or_404(rows.select_related("person"), public_id=public_id)


def reveals_of(reader: Reader) -> QuerySet[ContactReveal]:
    """Return who has seen the contacts of this account's person, the last one first."""
    rows = ContactReveal.objects.select_related("seen_by", "post__organisation")
    if not reader.is_authenticated:
        return rows.none()
    own = Q(post__person__account_id=reader.pk) | Q(post__email__iexact=reader.email)
    return rows.filter(own)
