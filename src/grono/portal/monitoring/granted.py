"""Aid contracted under a strategy, by kind, and how much of their ceilings the undertakings have used (STR-18, STR-34)."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grono.portal.aid.queries import ledger_around, settings_now
from grono.portal.core.templatetags.grono import day as dated
from grono.portal.core.templatetags.grono import number as written
from grono.portal.core.templatetags.grono import percent
from grono.portal.monitoring.queries import contracts_of, published_reports
from grono.quantities import exact
from grono.reports.strategy import AidSum, Line
from grono.stateaid import head_room
from grono.stateaid.regulations import DEFAULT_REGULATION

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator
    from typing import Any

    from grono.portal.strategies.models import Strategy
    from grono.stateaid import HeadRoom


class Granted:
    """The lawful contracts of a strategy, as known at the end of a day."""

    def __init__(self, strategy: Strategy, day: datetime.date, known_on: datetime.date | None) -> None:
        self.day = day
        contracts = list(_contracts(strategy, known_on))
        self.by_kind: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for one in contracts:
            self.by_kind[one.get("article", "").partition(" art.")[0] or DEFAULT_REGULATION].append(one)

    def sums(self) -> list[AidSum]:
        """Return contracts, undertakings and euro by kind."""
        return [
            AidSum(
                _("De minimis aid, regulation %(regulation)s") % {"regulation": regulation},
                len(contracts),
                len({one["number"] for one in contracts}),
                exact(sum((Decimal(one["amount_eur"]) for one in contracts), Decimal(0))),
            )
            for regulation, contracts in sorted(self.by_kind.items())
        ]

    def lines(self) -> list[Line]:
        """Return how much of each ceiling is used; undertakings are counted, not named."""
        return [line for regulation in sorted(self.by_kind) for line in self._of_regulation(regulation)]

    def _of_regulation(self, regulation: str) -> Iterator[Line]:
        numbers = sorted({one["number"] for one in self.by_kind[regulation]})
        rooms = [
            head_room(ledger_around(number), number, self.day, regulation=regulation, settings=settings_now())
            for number in numbers
        ]
        known = [room for room in rooms if room.ceiling and room.used is not None]
        if known:
            yield Line(_ceilings(known, self.day), detail=_("regulation %(regulation)s") % {"regulation": regulation})


def _contracts(strategy: Strategy, known_on: datetime.date | None) -> Iterator[dict[str, Any]]:
    """Yield the contract behind each aid-relevant source of money; a later report of the same contract counts once."""
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for value in contracts_of(published_reports(strategy, known_on)):
        found[value.key, value.aid["number"], value.aid["on"], value.aid["amount_eur"]] = value.aid
    yield from found.values()


def _ceilings(rooms: list[HeadRoom], day: datetime.date) -> str:
    shares = sorted(Fraction(room.used or 0) / Fraction(room.ceiling or 1) for room in rooms)
    least, most = (percent(float(share), 0) for share in (shares[0], shares[-1]))
    words = ngettext(
        "On %(day)s the %(count)s undertaking had used %(most)s of its ceiling of %(ceiling)s euro.",
        "On %(day)s the %(count)s undertakings had used from %(least)s to %(most)s of their ceiling of %(ceiling)s euro.",
        len(rooms),
    )
    ceiling = written(max(room.ceiling or Decimal(0) for room in rooms), 0)
    return words % {"day": dated(day), "count": len(rooms), "least": least, "most": most, "ceiling": ceiling}
