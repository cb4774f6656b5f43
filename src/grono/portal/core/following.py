"""Whether anybody has acted since: the chain of acts as the stamp of everything that follows from the data alone.

Each act adds its row to the chain inside its own transaction, and one waits for the other (``audit.take_turn``): what was read after a
number of the chain holds everything that was done up to it, and whatever is done afterwards has a greater one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q

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


def was_quiet(since: ChainEnd, now: ChainEnd, apps: Collection[str]) -> bool:
    """Say whether none of these apps acted between two ends of one chain."""
    if since == now:
        return True
    is_same_chain = not since.number or AuditEntry.objects.filter(number=since.number, hash=since.hash).exists()
    acts = Q()
    for app in apps:
        acts |= Q(verb__startswith=f"{app}.")
    return is_same_chain and not AuditEntry.objects.filter(acts, number__gt=since.number).exists()
