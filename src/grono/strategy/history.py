"""The log of a plan, chained by hashes: whoever changes, removes or swaps an entry breaks the chain (STR-21)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grono.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FIRST_HASH = "0" * 64
"""What stands before the first entry."""


@dataclass(frozen=True)
class LogEntry:
    """One entry of the log with its hash and that of the entry before it.

    ``content`` holds plain values for JSON: texts, whole numbers, lists and mappings, no floats, so that it has one canonical form.
    """

    content: Mapping[str, Any]
    previous_hash: str
    hash: str


@dataclass(frozen=True)
class ChainCheck:
    """What the check of a chain found.

    Parameters
    ----------
    entries : int
        How many entries hold, from the first on.
    last_hash : str
        Hash of the last entry that holds. Kept somewhere else, it also proves that no entry was cut off the end.
    broken : Message, optional
        Where the chain breaks, and how; nothing when it holds.
    """

    entries: int
    last_hash: str
    broken: Message | None = None

    @property
    def holds(self) -> bool:
        """Say whether every entry holds."""
        return self.broken is None


def canonical_json(content: Mapping[str, Any]) -> str:
    """Return the one JSON text of an entry: keys in alphabetical order, no spaces.

    Examples
    --------
    >>> canonical_json({"field": "target", "at": "2021-04-12"})
    '{"at":"2021-04-12","field":"target"}'
    """
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def entry_hash(content: Mapping[str, Any], previous_hash: str) -> str:
    """Return SHA-256, in hexadecimal, over the canonical JSON of an entry together with the hash before it."""
    return hashlib.sha256(canonical_json({"entry": content, "previous": previous_hash}).encode()).hexdigest()


def chained(contents: Iterable[Mapping[str, Any]], after: str = FIRST_HASH) -> list[LogEntry]:
    """Return entries with their hashes, as a continuation of a chain that ends with the hash ``after``."""
    entries: list[LogEntry] = []
    for content in contents:
        previous = entries[-1].hash if entries else after
        entries.append(LogEntry(content, previous, entry_hash(content, previous)))
    return entries


def check_chain(entries: Iterable[LogEntry], last_hash: str | None = None) -> ChainCheck:
    """Check a chain from its first entry on.

    Parameters
    ----------
    entries : iterable of LogEntry
        All entries, in their order.
    last_hash : str, optional
        Where the chain ended when its end was written down; without it, entries cut off the end go unnoticed.
    """
    held, previous, seen = 0, FIRST_HASH, last_hash is None or last_hash == FIRST_HASH
    for entry in entries:
        number = str(held + 1)
        if entry.previous_hash != previous:
            sentence = message(
                "Entry %(number)s does not follow the entry before it: one was removed, added or moved.", number=number
            )
            return ChainCheck(held, previous, sentence)
        if entry_hash(entry.content, previous) != entry.hash:
            sentence = message("Entry %(number)s was changed after it was written.", number=number)
            return ChainCheck(held, previous, sentence)
        held, previous = held + 1, entry.hash
        seen = seen or previous == last_hash
    if not seen:
        sentence = message("After entry %(number)s, entries are missing that the log once had.", number=str(held))
        return ChainCheck(held, previous, sentence)
    return ChainCheck(held, previous)
