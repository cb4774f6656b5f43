"""How often an office lets itself be asked, and a ledger of when it was."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


@dataclass(frozen=True)
class Limit:
    """So many requests in so many seconds."""

    requests: int
    seconds: int


def seconds_to_wait(asked: Sequence[datetime], now: datetime, limits: Iterable[Limit]) -> float:
    """Return how long to wait until one more request stays within every limit.

    Parameters
    ----------
    asked : sequence of datetime
        When the office was asked, in order.
    now : datetime
        The present, from the caller.
    limits : iterable of Limit
        What the office allows.

    Examples
    --------
    >>> from datetime import datetime, timedelta
    >>> noon = datetime(2026, 11, 21, 12)
    >>> seconds_to_wait([noon, noon + timedelta(seconds=4)], noon + timedelta(seconds=6), [Limit(2, 10)])
    4.0
    """
    waits = [0.0]
    for limit in limits:
        if len(asked) >= limit.requests:
            free = asked[-limit.requests] + timedelta(seconds=limit.seconds)
            waits.append((free - now).total_seconds())
    return max(waits)


class Quota:
    """The limits of an office and a file that remembers, between runs, when it was asked.

    Parameters
    ----------
    ledger : Path
        The file.
    limits : tuple of Limit
        What the office allows.
    """

    def __init__(self, ledger: Path, limits: tuple[Limit, ...]) -> None:
        self._ledger = ledger
        self._limits = limits

    def wait(self, now: datetime) -> float:
        """Return the seconds until the office may be asked."""
        return seconds_to_wait(self._asked(), now, self._limits)

    def note(self, now: datetime) -> None:
        """Write down that it is asked now; what no limit looks back to is forgotten."""
        longest = timedelta(seconds=max(limit.seconds for limit in self._limits))
        asked = [*(one for one in self._asked() if now - one < longest), now]
        self._ledger.parent.mkdir(parents=True, exist_ok=True)
        written = self._ledger.with_name(f"{self._ledger.name}.new")
        written.write_text(json.dumps([one.isoformat() for one in asked]), "utf-8")
        written.replace(self._ledger)  # whole at every moment: half a ledger would forget what was asked

    def _asked(self) -> list[datetime]:
        try:
            return [datetime.fromisoformat(one) for one in json.loads(self._ledger.read_text("utf-8"))]
        except (FileNotFoundError, ValueError):
            return []
