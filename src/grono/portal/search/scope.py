"""How far down the ladder of visibility a reader sees: in general, and closer in single cases (DIR-13, DIR-14)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

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

    def rungs_of(self, object_ids: NDArray[np.int64]) -> NDArray[np.uint8]:
        """Return the lowest rung of each of many objects."""
        found = np.full(object_ids.size, self.lowest, dtype=np.uint8)
        if self.closer:
            closer = np.fromiter(self.closer, dtype=np.int64, count=len(self.closer))
            for place in np.flatnonzero(np.isin(object_ids, closer)).tolist():
                found[place] = self.of(int(object_ids[place]))
        return found
