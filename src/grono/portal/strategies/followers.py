"""Who is told that the plan of a strategy has changed: apps above register, actions tell them inside their transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from grono.portal.core.models import User
    from grono.portal.strategies.models import Strategy

    Follower = Callable[..., object]

_FOLLOWERS: list[Follower] = []


def register(follower: Follower) -> Follower:
    """Let an app above hear of decisions about a plan; it is called with ``by`` and ``strategy``."""
    _FOLLOWERS.append(follower)
    return follower


def tell(by: User | None, strategy: Strategy) -> None:
    """Tell everyone that the plan of a strategy was adopted, amended or corrected."""
    for follower in _FOLLOWERS:
        follower(by=by, strategy=strategy)
