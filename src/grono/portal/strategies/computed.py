"""A stored card with everything that follows from it, computed when first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from grono.portal.strategies.keeping import kept
from grono.portal.strategies.order import in_order
from grono.portal.strategies.queries import cards_of
from grono.strategy import findings, progress, stage_forecast

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import Strategy, TaskCard
    from grono.strategy import CardProgress, Finding, Forecast
    from grono.strategy import TaskCard as Card


class Computed:
    """The card, its progress, forecasts and findings."""

    def __init__(self, stored: TaskCard) -> None:
        self.stored = stored

    @cached_property
    def card(self) -> Card:
        """The card itself."""
        return self.stored.read()

    @cached_property
    def progress(self) -> CardProgress:
        """Done and planned by year and stage, with statuses."""
        return progress(self.card)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Contradictions and gaps."""
        return findings(self.card)

    @cached_property
    def forecasts(self) -> list[tuple[int, Forecast]]:
        """Stages that are not finished, by their place from 1, with their forecasts."""
        numbers = [stage.number_text for stage in self.card.stages]
        found = [(order, stage_forecast(self.card, number)) for order, number in enumerate(numbers, 1)]
        return [
            (order, one) for order, one in found if one is not None and numbers.index(numbers[order - 1]) == order - 1
        ]


def computed_cards_of(reader: Reader, strategy: Strategy) -> Sequence[Computed]:
    """Return the cards of a strategy in its order, with what follows from them."""
    return kept(reader, strategy, ("cards",), lambda: [Computed(card) for card in in_order(cards_of(reader, strategy))])
