"""A strategy locked until an act is over."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from grono.portal.core.problems import RefusedError
from grono.portal.strategies.models import Strategy, StrategyState

_REMOVED_STRATEGY = _("The strategy has been removed. Bring it back first.")


def open_strategy(strategy: Strategy) -> Strategy:
    """Return the strategy locked until the act is over; refuse one that was removed."""
    locked = Strategy.objects.select_for_update().get(pk=strategy.pk)
    if locked.state == StrategyState.REMOVED:
        raise RefusedError(_REMOVED_STRATEGY)
    return locked
