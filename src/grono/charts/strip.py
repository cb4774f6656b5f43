"""A location quotient and its interval as a small picture for a table row, on one axis for the whole document."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_TICKS = (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0)
_LEAST, _MOST = 0.5, 10_000.0
"""Ends of any axis: beyond them a bound is drawn at the edge, the figures beside it say the rest."""
_CLOSE = 0.15
"""Share of the axis that a written tick needs for itself."""


@dataclass(frozen=True)
class StripAxis:
    """A logarithmic axis from ``lowest`` to ``highest``; positions are shares of its length."""

    lowest: float
    highest: float

    @classmethod
    def around(cls, values: Iterable[float | None]) -> StripAxis:
        """Return the axis that holds all values, at least 0.8 to 4."""
        known = [min(max(value, _LEAST), _MOST) for value in values if value is not None]
        return cls(min([0.8, *known]), max([4.0, *known]) * 1.1)

    def position(self, value: float) -> float:
        """Return where a value stands, 0 to 1; what lies outside stands at the edge."""
        within = min(max(value, self.lowest), self.highest)
        return math.log(within / self.lowest) / math.log(self.highest / self.lowest)

    def ticks(self) -> list[tuple[float, float]]:
        """Return value and position of the ticks, 1 among them, with room to be written."""
        inside = [tick for tick in _TICKS if self.lowest <= tick <= self.highest]
        kept: list[float] = [1.0]
        for tick in inside:
            if all(abs(self.position(tick) - self.position(other)) >= _CLOSE for other in kept):
                kept.append(tick)
        return [(tick, self.position(tick)) for tick in sorted(kept)]


def strip_svg(axis: StripAxis, value: float, lower: float | None, upper: float | None, *, few: bool = False) -> str:
    """Draw one line as inline SVG: dot (a diamond where it rests on few plants), interval, thin lines at the ticks.

    It is decoration for who cannot see it: the same figures stand in the cells beside it, so it is hidden from them.
    """
    ticks = "".join(
        f'<path class="{"one" if tick == 1 else "tick"}" d="M{_x(place)} 0v20"/>' for tick, place in axis.ticks()
    )
    around = ""
    if lower is not None and upper is not None:
        around = f'<path class="range" d="M{_x(axis.position(lower))} 10H{_x(axis.position(upper))}"/>'
    x = _x(axis.position(value))
    dot = f'<path class="few" d="M{x} 4l6 6-6 6-6-6z"/>' if few else f'<circle class="dot" cx="{x}" cy="10" r="5"/>'
    return (
        f'<svg class="strip" viewBox="0 0 {_WIDTH + 2 * _EDGE} 20" width="{_WIDTH + 2 * _EDGE}" height="20" '
        f'aria-hidden="true" focusable="false">{ticks}{around}{dot}</svg>'
    )


_WIDTH, _EDGE = 160, 8


def _x(position: float) -> str:
    return f"{_EDGE + position * _WIDTH:.1f}".removesuffix(".0")


def axis_svg(axis: StripAxis, words: list[str]) -> str:
    """Draw the head of the column: the ticks' values, already written in the reader's language."""
    texts = "".join(
        f'<text x="{_x(place)}" y="11" text-anchor="middle">{word}</text>'
        for (_, place), word in zip(axis.ticks(), words, strict=True)
    )
    return (
        f'<svg class="strip" viewBox="0 0 {_WIDTH + 2 * _EDGE} 14" width="{_WIDTH + 2 * _EDGE}" height="14" '
        f'aria-hidden="true" focusable="false">{texts}</svg>'
    )
