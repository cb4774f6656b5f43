"""What an arrival says beside its peers, the nation, the target and what was reported."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from grono.classifications import region_name
from grono.portal.bindings.stored import figures_of
from grono.quantities import Absent, Range
from grono.strategy import OverTime, Temporal
from grono.strategy.indicator_forecast import indicator_forecast
from grono.strategy.indicators import Direction
from grono.strategy.peers import beside_peers, beyond_peers
from grono.strategy.series import NATION

if TYPE_CHECKING:
    from grono.messages import Message
    from grono.portal.bindings.models import Arrival, Binding
    from grono.quantities import Quantity
    from grono.strategy import Forecast, ProgrammeIndicator
    from grono.strategy.peers import BeyondPeers, PeerYear
    from grono.strategy.series import Figure


class Compared:
    """The figures of an arrival: the own place, its peers, the nation."""

    def __init__(self, binding: Binding, arrival: Arrival | None) -> None:
        self.binding, self.arrival = binding, arrival
        self.own: dict[int, Figure] = figures_of(arrival, binding.place)
        self.nation: dict[int, Figure] = figures_of(arrival, NATION)

    @cached_property
    def peers(self) -> dict[str, dict[int, Figure]]:
        """Return peer → its figures."""
        return {place: figures_of(self.arrival, place) for place in self.binding.peers}

    @cached_property
    def years(self) -> tuple[PeerYear, ...]:
        """Return year by year the own value, the peers' median and quartiles, the nation."""
        return beside_peers(self.own, self.peers, self.nation)

    @property
    def flags(self) -> dict[int, str]:
        """Return the flags of the own figures by year."""
        return {period: one.flag for period, one in self.own.items() if one.flag}

    def beyond(self, indicator: ProgrammeIndicator) -> BeyondPeers | Message:
        """Return the change beyond the peers' change; of ratios in points, of everything else in per cent."""
        return beyond_peers(
            self.own,
            self.peers,
            nation=self.nation,
            relative=indicator.temporal is not Temporal.RATIO,
            direction=indicator.direction or Direction.UP,
            unit=indicator.unit,
        )

    def places(self) -> list[str]:
        """Return the codes of the places that can be peers."""
        known = self.arrival.figures if self.arrival is not None else {}
        return sorted(place for place in known if place not in (self.binding.place, NATION))

    def name(self, place: str, language: str) -> str:
        """Return what a place is called, as near to a language as the source or the register of regions has it."""
        texts = self.arrival.names.get(place, {}) if self.arrival is not None else {}
        if texts:
            return str(texts.get(language) or texts.get("en") or texts[min(texts)])
        return region_name(place, language).text


def aim_of(indicator: ProgrammeIndicator) -> tuple[int, Quantity] | None:
    """Return the last target of an indicator that names its year."""
    found = sorted((int(year), one) for year, one in indicator.targets.items() if year and not isinstance(one, Absent))
    return found[-1] if found else None


def forecast_of(indicator: ProgrammeIndicator, values: dict[int, Figure]) -> Forecast | Message | None:
    """Return when an indicator would reach its last target by the values that stand now; None without a target."""
    aim = aim_of(indicator)
    if aim is None or not isinstance(aim[1], Range):
        return None
    adds_up = indicator.temporal in (Temporal.FLOW, Temporal.EVENT) and indicator.over_time is OverTime.SUM
    if adds_up:  # years before the baseline were never part of what is to be reached
        begins = max((int(year) for year in indicator.baseline if year), default=0)
        values = {year: one for year, one in values.items() if year > begins}
    return indicator_forecast(values, aim[1], aim[0], direction=indicator.direction, adds_up=adds_up)
