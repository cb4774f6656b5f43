"""Ends of ranges: a fraction or an infinity, open or closed, and the arithmetic of single ends.

This module is private to the room: everything outside works with :class:`grono.quantities.Quantity`.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import inf

EndValue = Fraction | float
"""A fraction, or one of the two infinities as a float."""


@dataclass(frozen=True)
class End:
    """One end of a range.

    Parameters
    ----------
    value : Fraction or float
        Where the range ends; the only floats are the two infinities.
    open : bool
        Whether the end itself is outside the range. An infinite end is always open.
    """

    value: EndValue
    open: bool

    @property
    def fraction(self) -> Fraction | None:
        """Return the finite value, or nothing for an infinite end."""
        return self.value if isinstance(self.value, Fraction) else None


@dataclass(frozen=True)
class Span:
    """A lower and an upper end."""

    lower: End
    upper: End

    def contains_zero(self) -> bool:
        """Say whether zero itself lies in the span."""
        above = self.lower.value < 0 or (self.lower.value == 0 and not self.lower.open)
        below = self.upper.value > 0 or (self.upper.value == 0 and not self.upper.open)
        return above and below


def negated(span: Span) -> Span:
    """Return the span mirrored at zero."""
    return Span(End(-span.upper.value, span.upper.open), End(-span.lower.value, span.lower.open))


def added(left: Span, right: Span) -> Span:
    """Return all sums of a point of ``left`` and a point of ``right``."""
    return Span(_sum_of_ends(left.lower, right.lower), _sum_of_ends(left.upper, right.upper))


def multiplied(left: Span, right: Span) -> Span:
    """Return all products; a product of two ranges has its extremes at the corners."""
    corners = [_product_of_ends(a, b) for a in (left.lower, left.upper) for b in (right.lower, right.upper)]
    lowest = min(corner.value for corner in corners)
    highest = max(corner.value for corner in corners)
    return Span(_closed_if_reached(lowest, corners), _closed_if_reached(highest, corners))


def reciprocal(span: Span) -> Span:
    """Return 1/x for all points of a span that does not contain zero; 1/∞ is 0, open."""
    return Span(_reciprocal_end(span.upper, at_zero=-inf), _reciprocal_end(span.lower, at_zero=inf))


def _sum_of_ends(left: End, right: End) -> End:
    return End(left.value + right.value, left.open or right.open)


def _product_of_ends(left: End, right: End) -> End:
    if left.value == 0 or right.value == 0:
        # Zero is reached if one side holds zero itself, whatever the other side is; towards infinity it stays a limit.
        reached = (left.value == 0 and not left.open) or (right.value == 0 and not right.open)
        return End(Fraction(0), open=not reached)
    return End(left.value * right.value, left.open or right.open)


def _closed_if_reached(value: EndValue, corners: list[End]) -> End:
    return End(value, all(corner.open for corner in corners if corner.value == value))


def _reciprocal_end(end: End, *, at_zero: float) -> End:
    if not isinstance(end.value, Fraction):
        return End(Fraction(0), open=True)
    if end.value == 0:
        return End(at_zero, open=True)
    return End(1 / end.value, end.open)
