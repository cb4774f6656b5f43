"""Values of an indicator as a file: all that were ever taken over, the later ones below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.portal.bindings.queries import every_value
from grono.quantities import display, from_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grono.portal.strategies.models import Strategy

HEADS = ("year", "value", "value_json", "flag", "source", "source_date", "taken_over", "binding_removed")


def value_rows(strategy: Strategy, key: str) -> Iterator[tuple[str, ...]]:
    """Yield the heads, then every value in the order in which it was taken over."""
    yield HEADS
    for one in every_value(strategy, key):
        arrival = one.arrival
        removed = arrival.binding.removed_at
        yield (
            str(one.period),
            display(from_json(one.content), "en"),
            one.content,
            one.flag,
            arrival.source_text,
            arrival.source_date.isoformat() if arrival.source_date else "",
            one.recorded_at.isoformat(timespec="seconds"),
            removed.isoformat(timespec="seconds") if removed else "",
        )
