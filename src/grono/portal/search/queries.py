"""The views that a person keeps; nobody else sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from django.db.models import Max
from django.shortcuts import get_object_or_404

from grono.portal.core.secret_tokens import digest_of
from grono.portal.search.finding import found_by, may_be_told
from grono.portal.search.followed import followed_kinds
from grono.portal.search.frequencies import Frequency
from grono.portal.search.mails import view_of_stop_token
from grono.portal.search.models import SavedView
from grono.portal.search.numbers import unpacked

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from django.db.models import QuerySet
    from django.utils.functional import Promise

    from grono.portal.core.visitor import Reader


@dataclass(frozen=True)
class ShownView:
    """A saved view as its page and the API tell of it."""

    view: SavedView
    kind_title: str | Promise
    told: str
    address: str
    found: int
    new: int
    last_sent: datetime.datetime | None

    @property
    def is_told_of(self) -> bool:
        """Say whether letters are switched on, paused or not."""
        return self.view.frequency != Frequency.NEVER


def views_of(reader: Reader, kind: str) -> QuerySet[SavedView]:
    """Return the views of one kind that a reader keeps, by name."""
    return SavedView.objects.filter(user_id=reader.pk or 0, kind=kind).order_by("name", "pk")


def all_views_of(reader: Reader) -> QuerySet[SavedView]:
    """Return the views of every kind that is followed, by name, each with the moment of its last letter."""
    rows = SavedView.objects.filter(user_id=reader.pk or 0, kind__in=followed_kinds())
    return rows.select_related("user").annotate(last_sent=Max("alerts__sent_at")).order_by("name", "pk")


def shown_views(rows: Iterable[SavedView]) -> list[ShownView]:
    """Return views with what they look for in words, how many there are now, and how many more than at the last look."""
    return [_shown(row) for row in rows]


def _shown(view: SavedView) -> ShownView:
    kind, found = followed_kinds()[view.kind], found_by(view)
    new = int(np.setdiff1d(found, unpacked(view.seen)).size) if view.seen_at else 0
    told, last_sent = kind.told(view.user, view.query), getattr(view, "last_sent", None)
    return ShownView(view, kind.title, told, kind.address(view.query), int(found.size), new, last_sent)


def view_of(reader: Reader, public_id: str) -> SavedView:
    """Return one view that the reader keeps, or answer 404."""
    return get_object_or_404(
        SavedView.objects.filter(user_id=reader.pk or 0).select_related("user"), public_id=public_id
    )


def view_to_stop(token: str) -> SavedView:
    """Return the view that a secret of a letter stops, or answer 404."""
    return get_object_or_404(SavedView.objects.select_related("user"), public_id=view_of_stop_token(token))


def view_of_feed(secret: str) -> SavedView | None:
    """Return the view whose private feed a secret opens, while its person may be told anything."""
    found = SavedView.objects.select_related("user").filter(feed_digest=digest_of(secret)).first()
    return found if found and found.kind in followed_kinds() and may_be_told(found.user) else None
