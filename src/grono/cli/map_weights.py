"""``--weights``: which weights of the criteria a shortlist draws, as people write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.messages import GronoError, message

if TYPE_CHECKING:
    from grono.measures.choice import WeightRule


def weight_rule(texts: list[str]) -> WeightRule:
    """Read ``growth>employees`` as an order of importance and ``growth=0.1..0.4`` as an interval.

    Raises
    ------
    GronoError
        For a text that is neither; the criteria themselves are checked with the specification.
    """
    from grono.measures.choice import WeightRule

    intervals: dict[str, tuple[float, float]] = {}
    orders: list[tuple[str, ...]] = []
    for text in texts:
        if ">" in text:
            orders.append(tuple(name.strip() for name in text.split(">")))
        else:
            name, ends = _interval(text)
            intervals[name] = ends
    return WeightRule(intervals, tuple(orders))


def _interval(text: str) -> tuple[str, tuple[float, float]]:
    name, equals, ends = (part.strip() for part in text.partition("="))
    low, _, high = ends.partition("..")
    try:
        found = float(low), float(high or low)
    except ValueError:
        found = None
    if not equals or not name or found is None:
        raise GronoError(
            message(
                '--weights: "%(text)s" is neither an order such as growth>employees nor an interval such as growth=0.1..0.4.',
                text=text,
            )
        )
    return name, found
