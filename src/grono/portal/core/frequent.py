"""Work that is looked at every minute: letters that are to go out soon after something has happened.

An app registers its part in ``AppConfig.ready``::

    register_frequent("search.alerts", write_alerts)

The worker calls it again and again, perhaps two workers at once, so it has to be safe to repeat and quick when there is nothing to do.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable

    Act = Callable[[datetime.datetime], object]

logger = logging.getLogger(__name__)
SECONDS_BETWEEN_LOOKS = 60

_acts: dict[str, Act] = {}


def register_frequent(name: str, act: Act) -> None:
    """Make a piece of frequent work known; ``act`` gets the moment."""
    _acts[name] = act


def do_frequent_work(now: datetime.datetime | None = None) -> list[str]:
    """Do all of it now and return the names of what went well."""
    return [name for name in sorted(_acts) if _done(name, now or timezone.now())]


def _done(name: str, now: datetime.datetime) -> bool:
    try:
        _acts[name](now)
    except Exception:  # the last line of defence: one act that fails must not keep the others from their minute
        logger.exception("Frequent work %s failed.", name)
        return False
    return True
