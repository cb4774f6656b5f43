"""Comparisons of quantities: yes, no or unknown."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from grono.quantities.value import Range, quantity

if TYPE_CHECKING:
    from grono.quantities.ends import Span
    from grono.quantities.value import Number, Quantity


class Answer(StrEnum):
    """What can be said about a comparison."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        """Refuse to be a condition: unknown is neither true nor false."""
        error = "An Answer is not a condition; compare it with Answer.YES, Answer.NO or Answer.UNKNOWN."
        raise TypeError(error)

    @property
    def opposite(self) -> Answer:
        """Return no for yes, yes for no; unknown stays."""
        return {Answer.YES: Answer.NO, Answer.NO: Answer.YES, Answer.UNKNOWN: Answer.UNKNOWN}[self]


def less(left: Quantity | Number, right: Quantity | Number) -> Answer:
    """Say whether every point of ``left`` is below every point of ``right`` (yes), none is (no), or neither is certain.

    „About 25 000” has no sharp ends. Where approximate ranges touch, the answer is unknown; where they lie apart, they are judged by
    their ends. With an absent value the answer is unknown.

    Examples
    --------
    >>> from grono.quantities import about, interval, more_than
    >>> less(interval(18271, 18921), about(25000)).value
    'yes'
    >>> less(30, more_than(20)).value
    'unknown'
    """
    first, second = quantity(left), quantity(right)
    if not isinstance(first, Range) or not isinstance(second, Range):
        return Answer.UNKNOWN
    sharp = not (first.approximate or second.approximate)
    if _below(first.span, second.span, touching=sharp and (first.upper_open or second.lower_open)):
        return Answer.YES
    if _below(second.span, first.span, touching=sharp):
        return Answer.NO
    return Answer.UNKNOWN


def greater(left: Quantity | Number, right: Quantity | Number) -> Answer:
    """Say whether ``left`` is above ``right``; see :func:`less`."""
    return less(right, left)


def less_or_equal(left: Quantity | Number, right: Quantity | Number) -> Answer:
    """Say whether ``left`` is below ``right`` or equal; see :func:`less`."""
    return less(right, left).opposite


def greater_or_equal(left: Quantity | Number, right: Quantity | Number) -> Answer:
    """Say whether ``left`` is above ``right`` or equal; see :func:`less`."""
    return less(left, right).opposite


def equal(left: Quantity | Number, right: Quantity | Number) -> Answer:
    """Say whether two quantities are the same number.

    Yes only for two exact numbers; no when the ranges share no point; otherwise unknown.
    """
    first, second = quantity(left), quantity(right)
    if not isinstance(first, Range) or not isinstance(second, Range):
        return Answer.UNKNOWN
    if first.is_exact and second.is_exact:
        return Answer.YES if first.lower == second.lower else Answer.NO
    if Answer.YES in (less(first, second), less(second, first)):
        return Answer.NO
    return Answer.UNKNOWN


def _below(low: Span, high: Span, *, touching: bool) -> bool:
    """Say whether ``low`` ends before ``high`` begins; ``touching`` counts a common end as before."""
    return low.upper.value < high.lower.value or (touching and low.upper.value == high.lower.value)
