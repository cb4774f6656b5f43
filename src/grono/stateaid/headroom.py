"""How much is free, on one day and over time."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from grono.stateaid.asking import Ask
from grono.stateaid.days import ONE_DAY
from grono.stateaid.earliest import Search
from grono.stateaid.money import from_cents
from grono.stateaid.rechecking import without_failed
from grono.stateaid.regulations import DEFAULT_REGULATION
from grono.stateaid.settings import DEFAULTS, Settings
from grono.stateaid.undertakings import single_undertaking

if TYPE_CHECKING:
    from datetime import date

    from grono.stateaid.counting import Use
    from grono.stateaid.ledger import Ledger, Piece


@dataclass(frozen=True)
class HeadRoom:
    """What a single undertaking has used and has left; nothing where no parameters are recorded for the day."""

    day: date
    members: tuple[str, ...]
    used: Decimal | None
    free: Decimal | None
    excess: Decimal | None
    ceiling: Decimal | None
    window: tuple[date, date] | None
    uses: tuple[Use, ...]
    counted: tuple[Piece, ...]


@dataclass(frozen=True)
class Stretch:
    """Days over which the same amount is free; both ends belong to it."""

    start: date
    end: date
    free: Decimal | None
    used: Decimal | None


def head_room(
    ledger: Ledger, beneficiary: str, day: date, *, regulation: str = DEFAULT_REGULATION, settings: Settings = DEFAULTS
) -> HeadRoom:
    """Return what is free for new aid under a regulation on a day."""
    return _on(_search(ledger, beneficiary, day, regulation, settings), day)


def calendar(
    ledger: Ledger,
    beneficiary: str,
    span: tuple[date, date],
    *,
    regulation: str = DEFAULT_REGULATION,
    settings: Settings = DEFAULTS,
) -> list[Stretch]:
    """Return what is free on every day of a span, both ends included, as stretches of days with the same amount."""
    first, last = span
    search = _search(ledger, beneficiary, first, regulation, settings)
    days = sorted({first, *(day for day in search.days_of_change() if first < day <= last)})
    stretches: list[Stretch] = []
    for place, day in enumerate(days):
        end = days[place + 1] - ONE_DAY if place + 1 < len(days) else last
        used, free = _figures(search.uses(day))
        if stretches and (stretches[-1].free, stretches[-1].used) == (free, used):
            stretches[-1] = Stretch(stretches[-1].start, end, free, used)
        else:
            stretches.append(Stretch(day, end, free, used))
    return stretches


def _search(ledger: Ledger, beneficiary: str, day: date, regulation: str, settings: Settings) -> Search:
    if not settings.failed_aid_counts:
        ledger = without_failed(ledger, beneficiary, settings)
    return Search(ledger, Ask(beneficiary, Decimal(0), day, regulation), settings)


def _figures(uses: tuple[Use, ...]) -> tuple[Decimal | None, Decimal | None]:
    if not uses:
        return None, None
    tightest = min(uses, key=lambda use: use.room_cents)
    return tightest.used, from_cents(max(0, tightest.room_cents))


def _on(search: Search, day: date) -> HeadRoom:
    members = tuple(sorted(single_undertaking(search.ledger, search.ask.beneficiary, day, search.settings)))
    uses = search.uses(day)
    if not uses:
        return HeadRoom(day, members, None, None, None, None, None, (), ())
    tightest = min(uses, key=lambda use: use.room_cents)
    return HeadRoom(
        day,
        members,
        tightest.used,
        from_cents(max(0, tightest.room_cents)),
        from_cents(max(0, -tightest.room_cents)),
        tightest.ceiling,
        (tightest.start, day),
        uses,
        tuple(search.ledger.counted(members, min(use.start for use in uses), day, day)),
    )
