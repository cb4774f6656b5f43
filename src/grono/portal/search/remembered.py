"""What words found is remembered for a minute: who turns a page, sorts or chooses a facet asks for the same words again."""

from __future__ import annotations

import time
from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from grono.portal.search.text import Hits

SECONDS_KEPT = 60
"""As long as the vocabulary by which typing errors are mended."""
MOST_KEPT = 60
"""Answers of the greatest length (a hundred thousand things) then take 50 MB."""
_known: OrderedDict[Hashable, tuple[float, Hits | None]] = OrderedDict()
_lock = Lock()


def remembered(place: Hashable, read: Callable[[], Hits | None]) -> Hits | None:
    """Return what ``read`` returns, or what it returned in the last minute.

    Parameters
    ----------
    place : hashable
        Everything on which the answer depends: the revision of the index and who reads as well.
    read : callable
        Asks the index. Inside a transaction it is always called: what may still be rolled back is not remembered.
    """
    if connection.in_atomic_block:
        return read()
    now = time.monotonic()
    with _lock:
        found = _known.get(place)
    if found and now - found[0] < SECONDS_KEPT:
        return found[1]
    hits = read()
    with _lock:
        _known[place] = (now, hits)
        _known.move_to_end(place)
        while len(_known) > MOST_KEPT:
            _known.popitem(last=False)
    return hits


def forget_hits() -> None:
    """Ask the index at the next question."""
    _known.clear()
