"""Sums that say how much of the data they cover."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isqrt
from typing import TYPE_CHECKING

from grono.quantities.value import AbsenceKind, Absent, Range, missing, not_applicable, not_planned, zero

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from grono.quantities.value import Quantity

NOTHING_TO_SUM = "nothing-to-sum"
"""Reason of the sum of an empty list."""
INCOMPLETE_SUM = "incomplete-sum"
"""Reason of a sum in which a part is missing that could be negative."""
_ROOT_DIGITS = (
    12  # decimals of an irrational half-width; the last one is rounded up, so that the interval is never too narrow
)


@dataclass(frozen=True)
class Total:
    """A sum with its coverage.

    Parameters
    ----------
    value : Quantity
        The sum.
    counted, expected : int
        How many parts had a number, and how many should have had one.
    """

    value: Quantity
    counted: int
    expected: int


def total(parts: Iterable[Quantity], *, non_negative_flow: bool, independent: bool = False) -> Total:
    """Add quantities without pretending that gaps are zeros.

    Parameters
    ----------
    parts : iterable of Quantity
        *Not planned* and *not applicable* are skipped and not expected.
    non_negative_flow : bool
        Whether no part can be negative. With a missing or suppressed part the sum is then *at least* the sum of the rest; otherwise it
        is missing.
    independent : bool
        Whether the ranges are independent confidence intervals, whose half-widths add in quadrature. Ignored when a range has no
        half-width.

    Returns
    -------
    Total
        When nothing was due, the value is *not planned* or *not applicable* like the parts; the sum of an empty list is missing.
    """
    every = list(parts)
    due = [part for part in every if not _is_skipped(part)]
    if not due:
        return Total(_nothing_due(every), 0, 0)
    ranges = [part for part in due if isinstance(part, Range)]
    known = _sum_in_quadrature(ranges) if independent else None
    known = known or _plain_sum(ranges)
    if len(ranges) == len(due):
        return Total(known, len(ranges), len(due))
    if not non_negative_flow:
        return Total(missing(INCOMPLETE_SUM), len(ranges), len(due))
    floor = Range(known.lower, None, lower_open=known.lower_open, approximate=known.approximate)
    return Total(floor, len(ranges), len(due))


def _is_skipped(part: Quantity) -> bool:
    return isinstance(part, Absent) and part.kind in (AbsenceKind.NOT_PLANNED, AbsenceKind.NOT_APPLICABLE)


def _nothing_due(parts: Sequence[Quantity]) -> Absent:
    if not parts:
        return missing(NOTHING_TO_SUM)
    return not_planned() if not_planned() in parts else not_applicable()


def _plain_sum(ranges: Sequence[Range]) -> Range:
    result: Quantity = zero()
    for part in ranges:
        result = result + part
    assert isinstance(result, Range)  # noqa: S101 - the sum of ranges is a range
    return result


def _sum_in_quadrature(ranges: Sequence[Range]) -> Range | None:
    middles = [part.midpoint for part in ranges]
    half_widths = [part.half_width for part in ranges]
    if None in middles or not ranges:
        return None
    middle = sum((value for value in middles if value is not None), Fraction(0))
    margin = root_rounded_up(sum((value**2 for value in half_widths if value is not None), Fraction(0)))
    return Range(
        middle - margin,
        middle + margin,
        lower_open=any(part.lower_open for part in ranges),
        upper_open=any(part.upper_open for part in ranges),
        approximate=any(part.approximate for part in ranges),
    )


def root_rounded_up(square: Fraction) -> Fraction:
    """Return the square root, exact where it is rational, otherwise rounded up at the twelfth decimal."""
    numerator, denominator = isqrt(square.numerator), isqrt(square.denominator)
    if numerator**2 == square.numerator and denominator**2 == square.denominator:
        return Fraction(numerator, denominator)
    scale = 10**_ROOT_DIGITS
    whole = square * scale**2
    return Fraction(isqrt(whole.numerator // whole.denominator) + 1, scale)
