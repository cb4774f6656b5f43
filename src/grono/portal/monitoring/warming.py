"""The largest strategies read ahead while nobody waits: when a process begins, and after each midnight, when what is kept is of yesterday."""

from __future__ import annotations

import datetime
import logging
import time
from threading import Thread
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import override

from grono.portal.core.visitor import Visitor
from grono.portal.monitoring.models import Report
from grono.portal.monitoring.standing_queries import standings_of
from grono.portal.strategies.plan_queries import plan_of
from grono.portal.strategies.queries import strategies_visible_to
from grono.portal.strategies.standing import known_of

if TYPE_CHECKING:
    from grono.portal.strategies.models import Strategy

LARGEST = 3
"""So many strategies are read ahead; in two languages they fill half of what is kept."""
REPORTS_WORTH_IT = 200
"""A strategy with fewer reports opens in a tenth of a second anyway."""

log = logging.getLogger(__name__)


def warm_in_background() -> Thread:
    """Read the largest strategies now and once every night, beside the web server; reading holds a processor for some seconds."""
    thread = Thread(target=_every_night, name="reading strategies ahead", daemon=True)
    thread.start()
    return thread


def _every_night() -> None:
    while True:
        try:
            read_ahead()
        except DatabaseError as error:  # the first reader reads it then; a database that is away comes back
            log.warning("Strategies were not read ahead: %s", error)
        except Exception:  # a strategy that cannot be read says so on its page; the next night is not lost with it
            log.exception("Strategies were not read ahead.")
        finally:
            connection.close()
        time.sleep(seconds_to_the_next_day(timezone.localtime()))


def seconds_to_the_next_day(now: datetime.datetime) -> float:
    """Return how long it is until a minute past midnight."""
    morning = datetime.datetime.combine(now.date() + datetime.timedelta(days=1), datetime.time(0, 1), now.tzinfo)
    return (morning - now).total_seconds()


def read_ahead() -> list[Strategy]:
    """Read and judge the largest strategies in every language of the pages; returns them."""
    reader, found = Visitor(), largest()
    for language, _name in settings.LANGUAGES:
        with override(language):
            for strategy in found:
                known = known_of(reader, strategy, plan_of(reader, strategy))
                _ = known.findings, known.rolled, standings_of(reader, strategy).goals
    return found


def largest() -> list[Strategy]:
    """Return the public strategies with the most reports, the largest first."""
    counted = Report.objects.filter(strategy__in=strategies_visible_to(Visitor())).values("strategy").order_by()
    counts = dict(
        counted.annotate(number=Count("pk")).filter(number__gte=REPORTS_WORTH_IT).values_list("strategy", "number")
    )
    chosen = sorted(counts, key=lambda key: (-counts[key], key))[:LARGEST]
    strategies = strategies_visible_to(Visitor()).in_bulk(chosen)
    return [strategies[key] for key in chosen]
