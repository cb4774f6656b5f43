"""How far down the ladder of visibility a reader sees: in general, and closer in single cases (DIR-13, DIR-14)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

HIDDEN, MEMBERS, REGISTERED, PUBLIC = range(4)
"""The rungs: own administrators and the operator, members of a common cluster, everyone with an account, everyone."""
RUNGS = (HIDDEN, MEMBERS, REGISTERED, PUBLIC)


@dataclass(frozen=True)
class Scope:
    """The lowest rung of a reader; ``closer`` names the objects of which the reader sees more: object → its lowest rung."""

    lowest: int = PUBLIC
    closer: Mapping[int, int] = field(default_factory=dict)

    def of(self, object_id: int) -> int:
        """Return the lowest rung that the reader sees of one object."""
        return min(self.lowest, self.closer.get(object_id, self.lowest))
