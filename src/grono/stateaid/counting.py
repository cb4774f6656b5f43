"""How much of each ceiling is used on a day."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from grono.stateaid.days import fiscal_window_start, window_start
from grono.stateaid.money import from_cents
from grono.stateaid.regulations import Limit, regulations
from grono.stateaid.undertakings import former_members

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

    from grono.stateaid.ledger import Ledger
    from grono.stateaid.regulations import Regulation, Window
    from grono.stateaid.settings import Settings


@dataclass(frozen=True)
class Use:
    """How much of one ceiling is used in the window that ends on a day."""

    limit: Limit
    start: date
    end: date
    ceiling_cents: int
    used_cents: int

    @property
    def room_cents(self) -> int:
        """What is left, below zero where the ceiling is exceeded."""
        return self.ceiling_cents - self.used_cents

    @property
    def used(self) -> Decimal:
        """What counts towards the ceiling."""
        return from_cents(self.used_cents)

    @property
    def ceiling(self) -> Decimal:
        """The ceiling."""
        return from_cents(self.ceiling_cents)


def start_of(window: Window, day: date, settings: Settings) -> date:
    """Return the first day of the window of a limit that ends on a day."""
    return window_start(day) if window == "rolling_3y" else fiscal_window_start(day, settings.fiscal_year)


def limits_of(regulation: Regulation, settings: Settings, not_separated: Iterable[str] = ()) -> tuple[Limit, ...]:
    """Return the ceilings that bind new aid under a regulation, its own first.

    Activities of other families that are not kept apart bring their own ceiling, the lowest of which applies to everything (AID-20).
    """
    others = frozenset(not_separated) - {regulation.family} if not_separated else _NONE
    return _set_limits(regulation, others, sgei_total=settings.sgei_total)


_NONE: frozenset[str] = frozenset()


@cache
def _set_limits(regulation: Regulation, others: frozenset[str], *, sgei_total: bool) -> tuple[Limit, ...]:
    kept = tuple(limit for limit in regulation.limits if limit.setting is None or sgei_total)
    lowest = min(
        (entry.limits[0] for entry in regulations() if entry.family in others),
        key=lambda limit: limit.ceiling_eur,
        default=None,
    )
    if lowest is None or lowest.ceiling_eur >= regulation.ceiling_eur:
        return kept
    return (
        *kept,
        Limit(others | {regulation.family}, lowest.ceiling_eur, regulation.limits[0].window, "2023/2831 recital 12"),
    )


def use_of(  # noqa: PLR0913 - who, what and when are all part of the question
    ledger: Ledger,
    members: frozenset[str],
    limit: Limit,
    day: date,
    settings: Settings,
    *,
    road_freight: bool = False,
) -> Use:
    """Return the use of one ceiling by a single undertaking on a day, aid of that day included."""
    start = start_of(limit.window, day, settings)
    used = used_cents(ledger, members, limit.families, (start, day), day, settings)
    return Use(limit, start, day, limit.ceiling_cents(road_freight=road_freight), used)


def used_cents(  # noqa: PLR0913 - who, what and when are all part of the question
    ledger: Ledger,
    members: frozenset[str],
    families: frozenset[str],
    span: tuple[date, date],
    day: date,
    settings: Settings,
) -> int:
    """Return the cents granted over a span of days, both ends included, that count for a single undertaking on a day."""
    start, end = span
    cents = ledger.total(members, families, start, end, day)
    if not settings.leaver_takes_aid:
        for period in former_members(ledger, members, day):
            since = start if period.start is None else max(start, period.start)
            cents += ledger.total(frozenset((period.undertaking,)), families, since, min(end, period.end), period.end)
    return cents
