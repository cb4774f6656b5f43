"""Quantities: ranges of numbers, and the four ways of having no number.

Ends are :class:`fractions.Fraction`. Sources write decimals (18 271, 12,5 %), people divide them (30 of more than 150 talks), and
fractions keep both exactly: 49/55 stays 49/55, an end that should fall on a threshold falls on it, and two ways of computing one value
give the same JSON. Floats would move the ends by rounding errors, so that a range might no longer contain the true value; decimals
cannot hold a third.

Two ranges are treated as if they had nothing to do with each other. ``x - x`` of a range is therefore wider than zero: it is what can be
said without knowing that both are the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor, inf, isfinite
from typing import TYPE_CHECKING

from grono.messages import GronoError, message
from grono.quantities.ends import End, Span, added, multiplied, negated, reciprocal

if TYPE_CHECKING:
    from collections.abc import Callable

Number = int | Fraction | Decimal | float | str
"""What may be written where a number is expected; a float means the decimal it prints as."""


class QuantityError(GronoError):
    """A quantity that cannot exist or cannot be read."""


def as_fraction(number: Number) -> Fraction:
    """Return a number without rounding.

    Parameters
    ----------
    number : int, Fraction, Decimal, float or str
        A float stands for the shortest decimal that prints as it does: ``0.1`` is one tenth. A string is ``12.5`` or ``1/3``.
    """
    if isinstance(number, float):
        if not isfinite(number):
            raise QuantityError(
                message("%(number)s is not a finite number. Leave an end out if it is infinite.", number=str(number))
            )
        return Fraction(repr(number))
    try:
        return Fraction(number)
    except (ValueError, OverflowError, ZeroDivisionError) as error:
        raise QuantityError(
            message("“%(number)s” is not a number. Write it as 12, 12.5 or 1/3.", number=str(number))
        ) from error


class Quantity:
    """A number as honest as its source gave it: a :class:`Range`, or an :class:`Absent` one.

    ``+ - * /`` work on both ends and also take plain numbers. With an absent operand, or a divisor that contains zero, the result is
    *missing* with a reason.

    Examples
    --------
    >>> interval(18271, 18921) / more_than(150)
    Range(lower=Fraction(0, 1), upper=Fraction(6307, 50), lower_open=True, upper_open=True, approximate=False)
    """

    __slots__ = ()

    def __add__(self, other: Quantity | Number) -> Quantity:
        return _combined(self, quantity(other), added)

    def __sub__(self, other: Quantity | Number) -> Quantity:
        return _combined(self, quantity(other), lambda left, right: added(left, negated(right)))

    def __mul__(self, other: Quantity | Number) -> Quantity:
        return _combined(self, quantity(other), multiplied)

    def __truediv__(self, other: Quantity | Number) -> Quantity:
        divisor = quantity(other)
        if isinstance(self, Range) and isinstance(divisor, Range) and divisor.span.contains_zero():
            return missing(DIVISOR_CONTAINS_ZERO)
        return _combined(self, divisor, lambda left, right: multiplied(left, reciprocal(right)))

    def __radd__(self, other: Number) -> Quantity:
        return quantity(other) + self

    def __rsub__(self, other: Number) -> Quantity:
        return quantity(other) - self

    def __rmul__(self, other: Number) -> Quantity:
        return quantity(other) * self

    def __rtruediv__(self, other: Number) -> Quantity:
        return quantity(other) / self

    def __neg__(self) -> Quantity:
        return exact(0) - self


@dataclass(frozen=True, slots=True)
class Range(Quantity):
    """All numbers between two ends.

    Parameters
    ----------
    lower, upper : Fraction, optional
        The ends; ``None`` is infinite.
    lower_open, upper_open : bool
        Whether the end itself is excluded; an infinite end is always open.
    approximate : bool
        Whether the source said „około”: the ends are then themselves not sharp.
    """

    lower: Fraction | None
    upper: Fraction | None
    lower_open: bool = False
    upper_open: bool = False
    approximate: bool = False

    def __post_init__(self) -> None:
        for name, end in (("lower", self.lower), ("upper", self.upper)):
            if end is None:
                object.__setattr__(self, f"{name}_open", True)
        if self.lower is None or self.upper is None:
            return
        if self.lower > self.upper:
            raise QuantityError(
                message(
                    "A range cannot begin at %(lower)s and end at %(upper)s. Write the smaller number first.",
                    lower=str(self.lower),
                    upper=str(self.upper),
                )
            )
        if self.lower == self.upper and (self.lower_open or self.upper_open):
            raise QuantityError(
                message(
                    "A range from %(number)s to %(number)s with an open end holds no number.", number=str(self.lower)
                )
            )

    @property
    def span(self) -> Span:
        """Return both ends in the form the arithmetic uses."""
        lower = -inf if self.lower is None else self.lower
        upper = inf if self.upper is None else self.upper
        return Span(End(lower, self.lower_open), End(upper, self.upper_open))

    @property
    def is_exact(self) -> bool:
        """Say whether this is one sharp number."""
        return self.lower is not None and self.lower == self.upper and not self.approximate

    @property
    def midpoint(self) -> Fraction | None:
        """Return the middle, or nothing when an end is infinite."""
        return None if self.lower is None or self.upper is None else (self.lower + self.upper) / 2

    @property
    def half_width(self) -> Fraction | None:
        """Return half the distance of the ends, or nothing when an end is infinite."""
        return None if self.lower is None or self.upper is None else (self.upper - self.lower) / 2

    def contains(self, number: Number) -> bool:
        """Say whether a number lies in the range."""
        point = as_fraction(number)
        above = self.lower is None or point > self.lower or (point == self.lower and not self.lower_open)
        below = self.upper is None or point < self.upper or (point == self.upper and not self.upper_open)
        return above and below


class AbsenceKind(StrEnum):
    """Why there is no number."""

    MISSING = "missing"
    NOT_PLANNED = "not_planned"
    NOT_APPLICABLE = "not_applicable"
    SUPPRESSED = "suppressed"


@dataclass(frozen=True, slots=True)
class Absent(Quantity):
    """No number, and which kind of none.

    Parameters
    ----------
    kind : AbsenceKind
        Missing, not planned, not applicable or suppressed.
    reason : str
        Why it is missing: free text, or one of the codes of this module. Only *missing* has a reason.
    """

    kind: AbsenceKind
    reason: str = ""

    def __post_init__(self) -> None:
        if self.reason and self.kind is not AbsenceKind.MISSING:
            raise QuantityError(message("Only a missing value has a reason; %(kind)s has none.", kind=self.kind.value))


DIVISOR_CONTAINS_ZERO = "divisor-contains-zero"
"""Reason of a missing quotient."""
OPERAND_REASONS = {kind: f"operand-{kind.value.replace('_', '-')}" for kind in AbsenceKind}
"""Reason of a missing result, by the absence of the operand."""
# A suppressed operand explains more than a missing one, and that more than one that was never due.
_EXPLAINS_MOST_FIRST = (
    AbsenceKind.SUPPRESSED,
    AbsenceKind.MISSING,
    AbsenceKind.NOT_APPLICABLE,
    AbsenceKind.NOT_PLANNED,
)


def _combined(left: Quantity, right: Quantity, operation: Callable[[Span, Span], Span]) -> Quantity:
    if isinstance(left, Range) and isinstance(right, Range):
        return _range_of(operation(left.span, right.span), approximate=left.approximate or right.approximate)
    absences = {operand.kind for operand in (left, right) if isinstance(operand, Absent)}
    return missing(OPERAND_REASONS[next(kind for kind in _EXPLAINS_MOST_FIRST if kind in absences)])


def _range_of(span: Span, *, approximate: bool) -> Range:
    return Range(span.lower.fraction, span.upper.fraction, span.lower.open, span.upper.open, approximate)


def quantity(value: Quantity | Number) -> Quantity:
    """Return a quantity unchanged and a plain number as an exact one."""
    return value if isinstance(value, Quantity) else exact(value)


def exact(number: Number) -> Range:
    """Return one sharp number, [x, x]."""
    point = as_fraction(number)
    return Range(point, point)


def zero() -> Range:
    """Return the number zero, which is neither missing nor not planned."""
    return exact(0)


def interval(lower: Number, upper: Number) -> Range:
    """Return [lower, upper]."""
    return Range(as_fraction(lower), as_fraction(upper))


def more_than(number: Number) -> Range:
    """Return (x, ∞), „ponad x”."""
    return Range(as_fraction(number), None, lower_open=True)


def at_least(number: Number) -> Range:
    """Return [x, ∞), „co najmniej x”."""
    return Range(as_fraction(number), None)


def less_than(number: Number, *, floor: Number | None = 0) -> Range:
    """Return [floor, x), „mniej niż x”; without a floor (-∞, x)."""
    return Range(None if floor is None else as_fraction(floor), as_fraction(number), upper_open=True)


def at_most(number: Number, *, floor: Number | None = 0) -> Range:
    """Return [floor, x], „najwyżej x”; without a floor (-∞, x]."""
    return Range(None if floor is None else as_fraction(floor), as_fraction(number))


def about(number: Number, tolerance: Number | None = None) -> Range:
    """Return [x - t, x + t], approximate („około x”); without a tolerance [x, x], approximate."""
    point = as_fraction(number)
    margin = Fraction(0) if tolerance is None else as_fraction(tolerance)
    return Range(point - margin, point + margin, approximate=True)


def missing(reason: str = "") -> Absent:
    """Return a value that should be there and is not."""
    return Absent(AbsenceKind.MISSING, reason)


def not_planned() -> Absent:
    """Return a value nobody planned, „-” on a task card."""
    return Absent(AbsenceKind.NOT_PLANNED)


def not_applicable() -> Absent:
    """Return a value that makes no sense here."""
    return Absent(AbsenceKind.NOT_APPLICABLE)


def suppressed() -> Absent:
    """Return a value the source keeps secret."""
    return Absent(AbsenceKind.SUPPRESSED)


def whole_up(value: Quantity) -> Quantity:
    """Round both ends up to whole numbers, for things that do not come in halves (investors, jobs).

    A point x becomes ⌈x⌉. An open lower end on a whole number starts at the next one; all finite ends of the result are closed.
    """
    if not isinstance(value, Range):
        return value
    lower = None if value.lower is None else Fraction(floor(value.lower) + 1 if value.lower_open else ceil(value.lower))
    upper = None if value.upper is None else Fraction(ceil(value.upper))
    return Range(lower, upper, approximate=value.approximate)
