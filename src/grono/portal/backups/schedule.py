"""Which backups stay: of every day, week and month the newest, as many of each as the operator has said, and all of the last two days.

Counted are days, weeks and months that *have* a backup, so the last good ones stay however long ago the last was made. Whoever removes the
others each day ends with the same as whoever removes them once.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Period = Callable[[datetime.datetime], tuple[int, ...]]

RECENT = datetime.timedelta(days=2)
"""So long before the newest every one stays: the backup before an update must outlive the night after it."""


@dataclass(frozen=True)
class Numbers:
    """How many days, weeks (from Monday) and months keep their newest backup."""

    daily: int = 7
    weekly: int = 4
    monthly: int = 12


def kept(moments: Iterable[datetime.datetime], numbers: Numbers) -> set[datetime.datetime]:
    """Return which of the moments stay, by the calendar in which they are written; the newest always does."""
    newest_first = sorted(set(moments), reverse=True)
    chosen = {moment for moment in newest_first if moment > newest_first[0] - RECENT}
    for period, number in _periods(numbers):
        newest: dict[tuple[int, ...], datetime.datetime] = {}
        for moment in newest_first:
            newest.setdefault(period(moment), moment)
        chosen |= set(list(newest.values())[:number])
    return chosen


def _periods(numbers: Numbers) -> Iterator[tuple[Period, int]]:
    yield (lambda moment: (moment.year, moment.month, moment.day)), numbers.daily
    yield (lambda moment: tuple(moment.isocalendar()[:2])), numbers.weekly
    yield (lambda moment: (moment.year, moment.month)), numbers.monthly
