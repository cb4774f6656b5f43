"""What a new reading of a source would change of the values that were taken over before."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from grono.messages import Message, message
from grono.quantities import AbsenceKind, Absent, Range, missing
from grono.strategy.series import Figure

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from grono.quantities import Quantity


class ChangeKind(StrEnum):
    """What became of a value since it was last taken over."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    SAME = "same"
    GAP = "gap"
    KEPT = "kept"

    @property
    def label(self) -> Message:
        """Return the kind in words."""
        return {
            ChangeKind.NEW: message("new"),
            ChangeKind.CHANGED: message("changed since"),
            ChangeKind.GONE: message("the source has taken it back"),
            ChangeKind.SAME: message("as before"),
            ChangeKind.GAP: message("a gap in the source"),
            ChangeKind.KEPT: message("not in this source; the value of the earlier one stays"),
        }[self]


@dataclass(frozen=True)
class Change:
    """A value as it was taken over, and as the source has it now."""

    period: int
    kind: ChangeKind
    before: Figure | None
    after: Figure


def changes(
    before: Mapping[int, Figure], now: Mapping[int, Figure], *, from_elsewhere: Collection[int] = ()
) -> tuple[Change, ...]:
    """Return what a refresh would change, period by period; a figure that the source has taken back is *gone*, never kept silently.

    A gap that was never taken over is a gap, and there is nothing to take.

    Parameters
    ----------
    before, now : mapping of int to Figure
        Values as they were taken over, and as the source has them.
    from_elsewhere : collection of int
        Periods whose value was taken from another source: where this one has none, it never had one to take back, and the value stays.
    """
    found = []
    for period in sorted({*before, *now}):
        old, new = before.get(period), now.get(period, Figure(period, missing()))
        kept = period in from_elsewhere and _is_missing(new.quantity)
        found.append(Change(period, ChangeKind.KEPT if kept else _kind(old, new), old, new))
    return tuple(found)


def _kind(old: Figure | None, new: Figure) -> ChangeKind:
    if old is None:
        return ChangeKind.GAP if _is_missing(new.quantity) else ChangeKind.NEW
    if (old.quantity, old.flag) == (new.quantity, new.flag):
        return ChangeKind.SAME
    if isinstance(old.quantity, Range) and not isinstance(new.quantity, Range):
        return ChangeKind.GONE
    return ChangeKind.CHANGED


def _is_missing(one: Quantity) -> bool:
    """Say whether there is no figure, whatever the reason: a sum with a part missing has none either."""
    return isinstance(one, Absent) and one.kind is AbsenceKind.MISSING


__all__ = ["Change", "ChangeKind", "changes"]
