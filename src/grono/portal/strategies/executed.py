"""What was done of a plan: apps above register who knows it; until then it is what the imported cards say.

A provider takes the reader and the strategy and returns key of the stage → year → points done, or nothing where nobody has reported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.portal.strategies.plan_queries import done_on_cards

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import Strategy
    from grono.quantities import Quantity

    Done = Mapping[str, Mapping[str, Quantity]]
    Provider = Callable[[Reader, Strategy], Done]

_PROVIDERS: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Let an app above say what was done."""
    _PROVIDERS.append(provider)
    return provider


def done_of(reader: Reader, strategy: Strategy) -> dict[str, Mapping[str, Quantity]]:
    """Return what was done: what was reported, and for other stages what their cards say."""
    found: dict[str, Mapping[str, Quantity]] = dict(done_on_cards(reader, strategy))
    for provider in _PROVIDERS:
        for stage, years in provider(reader, strategy).items():
            found[stage] = {**found.get(stage, {}), **years}
    return found
