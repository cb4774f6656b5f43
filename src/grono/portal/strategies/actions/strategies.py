from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from grono.portal.core.audit import audit
from grono.portal.strategies.locking import open_strategy
from grono.portal.strategies.merging import changed_by_hand
from grono.portal.strategies.models import Strategy, StrategyState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from grono.portal.core.models import User


@transaction.atomic
def enter_strategy(*, by: User | None, values: Mapping[str, Any]) -> Strategy:
    """Begin a strategy by hand, as a draft."""
    strategy = Strategy.objects.create(**values)
    audit(by=by, verb="strategies.enter_strategy", object=strategy, after={"source": strategy.source})
    return strategy


@transaction.atomic
def change_strategy(
    *, by: User | None, strategy: Strategy, values: Mapping[str, Any], seen: Mapping[str, Any] | None = None
) -> Strategy:
    """Change what is said about a strategy as a whole: title, level, years, legal basis. The plan is not among it.

    Raises
    ------
    OvertakenError
        When somebody else has changed one of the values since it was ``seen``.
    """
    locked = open_strategy(strategy)
    after = changed_by_hand(locked, values, seen)
    before = {name: getattr(locked, name) for name in after}
    for name, value in after.items():
        setattr(locked, name, value)
    if after:
        locked.save(update_fields=list(after))
        audit(by=by, verb="strategies.change_strategy", object=locked, before=before, after=after)
    return locked


@transaction.atomic
def publish_strategy(*, by: User | None, strategy: Strategy) -> Strategy:
    """Let everyone see a strategy."""
    return _move(by, open_strategy(strategy), StrategyState.PUBLISHED, "strategies.publish_strategy")


@transaction.atomic
def withdraw_strategy(*, by: User, strategy: Strategy) -> Strategy:
    """Make a published strategy a draft again."""
    return _move(by, open_strategy(strategy), StrategyState.DRAFT, "strategies.withdraw_strategy")


@transaction.atomic
def remove_strategy(*, by: User, strategy: Strategy) -> Strategy:
    """Remove a strategy with its cards; everything is kept and can be brought back."""
    locked = Strategy.objects.select_for_update().get(pk=strategy.pk)
    return _move(by, locked, StrategyState.REMOVED, "strategies.remove_strategy")


@transaction.atomic
def restore_strategy(*, by: User, strategy: Strategy) -> Strategy:
    """Bring a removed strategy back, as a draft."""
    locked = Strategy.objects.select_for_update().get(pk=strategy.pk)
    if locked.state != StrategyState.REMOVED:
        return locked
    return _move(by, locked, StrategyState.DRAFT, "strategies.restore_strategy")


def _move(by: User | None, strategy: Strategy, state: StrategyState, verb: str) -> Strategy:
    if strategy.state != state:
        before = strategy.state
        strategy.state = state
        strategy.save(update_fields=["state"])
        audit(by=by, verb=verb, object=strategy, before={"state": before}, after={"state": state.value})
    return strategy
