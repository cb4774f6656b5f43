"""A monitored strategy as it was asked for, and what stands above each of its views."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from grono.portal.core.display import Provenance
from grono.portal.core.templatetags.grono import day
from grono.portal.monitoring.forms.keeping import KnownForm
from grono.portal.monitoring.pages.words import foreign, tabs, way
from grono.portal.monitoring.pictures import keeps_every_part
from grono.portal.monitoring.queries import periods_of
from grono.portal.monitoring.standing import period_to_show
from grono.portal.monitoring.standing_queries import standings_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import QueryDict

    from grono.portal.core.visitor import Reader
    from grono.portal.monitoring.owning import Part
    from grono.portal.monitoring.standing import IndicatorStanding, Standings
    from grono.portal.strategies.models import Strategy
    from grono.strategy import Status


class Shown:
    """A strategy as it was asked for: of a period, as known on a day."""

    def __init__(self, reader: Reader, strategy: Strategy, asked: QueryDict) -> None:
        self.reader, self.strategy = reader, strategy
        self.form = KnownForm(asked or None, periods=list(periods_of(reader, strategy)))
        wanted = self.form.wanted()
        self.known_on = wanted["known_on"]
        self.standings: Standings = standings_of(reader, strategy, known_on=self.known_on, period=wanted["period"])
        self.goal = str(asked.get("goal", ""))
        self.asked = urlencode({name: str(asked[name]) for name in ("period", "known_on") if asked.get(name)})

    def awaits_pictures(self, *, of_part: bool = False) -> bool:
        """Say whether the pictures of this view are drawn in the background: not those of what was known on an earlier day."""
        if self.known_on is not None:
            return False
        standings, periods = self.standings, self.form.periods
        if not of_part or keeps_every_part(periods, standings.programme):
            return True
        return standings.period == period_to_show(periods, standings.executed, standings.day)

    def heading(self, route: str) -> dict[str, Any]:
        """Return what stands above every view."""
        strategy, period = self.strategy, self.standings.period
        known = {"period": period, "day": day(self.standings.day)}
        old = _("Period %(period)s, as known on %(day)s") % known if period else _("As of %(day)s") % known
        sure = _("Computed from published reports alone; each status says by which rule and from which figures.")
        return {
            "strategy": strategy,
            "strategy_language": strategy.language,
            "period": period,
            "breadcrumbs": way(),
            "tabs": tabs(self.reader, strategy, route),
            "form": self.form,
            "provenance": Provenance(sure, old, foreign(strategy.source, strategy.language)),
            "has_periods": bool(self.form.periods),
            "is_invented": bool(period and period.is_invented),
        }

    def statuses(self) -> Iterator[tuple[str, str, Status]]:
        """Yield every status with the name and the address of its item."""
        for goal in self.standings.goals:
            for one in goal.parts:
                yield one.part.name, self.part_address(one.part), one.status
            for found in goal.indicators:
                if found.status is not None:
                    yield found.indicator.name_text, self.indicator_address(found), found.status

    def part_address(self, part: Part) -> str:
        """Return the page of a part."""
        return self._address("monitoring:part", part.node.key)

    def indicator_address(self, one: IndicatorStanding) -> str:
        """Return the page of an indicator."""
        return self._address("monitoring:indicator", one.indicator.key)

    def _address(self, route: str, key: str) -> str:
        address = reverse(route, args=[self.strategy.public_id, key])
        return f"{address}?{self.asked}" if self.asked else address
