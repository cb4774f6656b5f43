"""Whether anybody has acted since: the chain of acts as the stamp of everything that follows from the data alone.

Each act adds its row to the chain inside its own transaction, and one waits for the other (``audit.take_turn``): what was read after a
number of the chain holds everything that was done up to it, and whatever is done afterwards has a greater one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q, QuerySet

from grono.portal.core.audit import FIRST_HASH
from grono.portal.core.models import AuditEntry, AuditHead

if TYPE_CHECKING:
    from collections.abc import Collection


class ChainEnd(NamedTuple):
    """The end of the chain at a moment; the hash tells chains of different databases apart."""

    number: int
    hash: str


def end_of_chain() -> ChainEnd:
    """Return how far the chain has come. Ask before reading what is to be kept, never after."""
    found = AuditHead.objects.filter(id=1).values_list("number", "hash").first()
    return ChainEnd(*found) if found else ChainEnd(0, FIRST_HASH)


class Act(NamedTuple):
    """What was done, and to what."""

    verb: str
    object_type: str
    object_public_id: str


def was_quiet(since: ChainEnd, now: ChainEnd, apps: Collection[str]) -> bool:
    """Say whether none of these apps acted between two ends of one chain."""
    return since == now or (_is_of_this_chain(since) and not _acts(since, apps).exists())


def acts_since(since: ChainEnd, apps: Collection[str], most: int) -> list[Act] | None:
    """Return what these apps did since an end of the chain; nothing at all to go by where the chain is another, or for more acts."""
    if not _is_of_this_chain(since):
        return None
    found = _acts(since, apps).values_list("verb", "object_type", "object_public_id")[: most + 1]
    return [Act(*row) for row in found] if len(found) <= most else None


def _is_of_this_chain(end: ChainEnd) -> bool:
    return not end.number or AuditEntry.objects.filter(number=end.number, hash=end.hash).exists()


def _acts(since: ChainEnd, apps: Collection[str]) -> QuerySet[AuditEntry]:
    of_apps = Q()
    for app in apps:
        of_apps |= Q(verb__startswith=f"{app}.")
    return AuditEntry.objects.filter(of_apps, number__gt=since.number)
