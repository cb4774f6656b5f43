"""Who did what: one row for each act, in the act's own transaction, chained by hashes (TRU-28).

Each row's hash is SHA-256 over the canonical JSON of the row and of the hash before it. Whoever changes, removes or swaps rows breaks
the chain, and ``verify_audit`` says where. Whoever can rewrite the whole table could also rewrite the chain: keep the last hash, which
the command prints, somewhere else.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import timezone

from grono.portal.core.identifiers import new_public_id
from grono.portal.core.models import AuditEntry, AuditHead
from grono.portal.core.permissions import modules_of_apps

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import Model
    from django.utils.functional import Promise

    from grono.portal.core.models import User

FIRST_HASH = "0" * 64


def all_verbs() -> dict[str, str | Promise]:
    """Return every act with its sentence: ``VERBS`` of each app's ``actions``."""
    found: dict[str, str | Promise] = {}
    for module in modules_of_apps("actions"):
        found |= getattr(module, "VERBS", {})
    return found


def audit(
    *,
    by: User | None,
    verb: str,
    object: Model,  # noqa: A002  (the word the reader expects)
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """Add one row to the chain; ``by=None`` is the portal itself.

    Call it inside the action's transaction, after the change. ``before`` and ``after`` hold the values that changed.
    """
    if not transaction.get_connection().in_atomic_block:
        sentence = f'The act "{verb}" is not in a transaction. Wrap the action in transaction.atomic().'
        raise ImproperlyConfigured(sentence)
    if verb not in all_verbs():
        sentence = f'The act "{verb}" has no sentence. Add it to VERBS in the actions module of its app.'
        raise ImproperlyConfigured(sentence)
    head = take_turn()
    entry = AuditEntry(
        public_id=new_public_id(),
        number=head.number + 1,
        at=timezone.now(),
        by_public_id=by.public_id if by else "",
        verb=verb,
        object_type=object._meta.label,  # noqa: SLF001  (Django's public door to a model's name)
        object_public_id=str(getattr(object, "public_id", object.pk)),
        object_name=_name_of(object),
        before=_plain(before or {}),
        after=_plain(after or {}),
        previous_hash=head.hash,
    )
    entry.hash = hash_of(entry)
    entry.save()
    head.number, head.hash = entry.number, entry.hash
    head.save(update_fields=["number", "hash"])
    return entry


def take_turn() -> AuditHead:
    """Wait until no other action is writing, and return the end of the chain, locked until this transaction ends."""
    head = AuditHead.objects.select_for_update().filter(id=1).first()
    if head is None:
        AuditHead.objects.get_or_create(id=1)
        head = AuditHead.objects.select_for_update().get(id=1)
    return head


def _name_of(thing: Model) -> str:
    # A person's name stays out of the chain, so that the person can be forgotten; pages look it up.
    name = getattr(thing, "audit_name", None)
    return str(thing if name is None else name)[:300]


def _plain(value: Any) -> Any:
    """Return a value that both databases give back exactly: no floats, no dates, no NUL."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        ordered = sorted(value, key=str) if isinstance(value, set | frozenset) else value
        return [_plain(inner) for inner in ordered]
    return str(value).replace("\x00", "\N{REPLACEMENT CHARACTER}")


def hash_of(entry: AuditEntry, *, number: int | None = None) -> str:
    """Return the hash of a row, as it stands or as if it had another number."""
    content = {
        "public_id": entry.public_id,
        "number": entry.number if number is None else number,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "by": entry.by_public_id,
        "verb": entry.verb,
        "object": [entry.object_type, entry.object_public_id, entry.object_name],
        "before": entry.before,
        "after": entry.after,
        "previous": entry.previous_hash,
    }
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
