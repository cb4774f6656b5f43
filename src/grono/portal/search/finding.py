"""What a saved view finds for its person now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grono.portal.core.accounts import is_admitted
from grono.portal.core.second_factor import is_missing
from grono.portal.search.followed import followed_kinds
from grono.portal.search.permissions import FOLLOW

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.portal.core.models import User
    from grono.portal.search.models import SavedView


def found_by(view: SavedView) -> NDArray[np.int64]:
    """Return the numbers of what a view finds for its person now; nothing where its kind is not followed."""
    kind = followed_kinds().get(view.kind)
    return kind.find(view.user, view.query) if kind else np.zeros(0, dtype=np.int64)


def may_be_told(user: User) -> bool:
    """Say whether a person may be told anything: the account is open, admitted, has the second factor it needs and the permission."""
    return user.is_active and is_admitted(user) and not is_missing(user) and user.can(FOLLOW)
