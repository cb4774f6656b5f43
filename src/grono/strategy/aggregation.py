"""Values of one indicator put together, over time and over the tree, by the rule the indicator states (STR-5, STR-14)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from grono.messages import GronoError, message
from grono.quantities import AbsenceKind, Absent, Range, missing, total

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence, Set

    from grono.quantities import Quantity
    from grono.strategy.card import ValueRole


class Temporal(StrEnum):
    """What a value of an indicator refers to: a day, a period, a quotient, or something that happens once."""

    STOCK = "stock"
    FLOW = "flow"
    RATIO = "ratio"
    EVENT = "event"


class OverTime(StrEnum):
    """How an indicator is put together over periods."""

    SUM = "sum"
    LAST = "last"
    MEAN = "mean"
    MAX = "max"
    RATIO_OF_SUMS = "ratio_of_sums"
    NONE = "none"


class OverTree(StrEnum):
    """How an indicator is put together over the parts of a strategy or over places."""

    SUM = "sum"
    UNION = "union"
    MEAN = "mean"
    RATIO_OF_SUMS = "ratio_of_sums"
    NONE = "none"


def over_time(values: Sequence[Quantity], rule: OverTime, temporal: Temporal) -> Quantity:
    """Return the value of several periods, in their order.

    Parameters
    ----------
    values : sequence of Quantity
        One for each period.
    rule : OverTime
        Sum, last known value, mean, largest, or no value at all (missing). Gaps make the sum and the largest of flows „at least”, and a
        mean missing. A ratio of sums needs numerators and denominators: see :func:`ratio_of_sums`.
    temporal : Temporal
        A stock is never summed, and a ratio neither summed nor averaged: use :func:`ratio_of_sums`.

    Raises
    ------
    GronoError
        When the rule makes no sense for the kind of value.
    """
    if rule in _SENSELESS[temporal]:
        raise GronoError(_SENSELESS[temporal][rule])
    if rule is OverTime.LAST:
        return next((value for value in reversed(values) if isinstance(value, Range)), missing())
    if rule is OverTime.NONE:
        return missing()
    if rule is OverTime.RATIO_OF_SUMS:
        raise GronoError(_RATIOS)
    if rule is OverTime.MAX:
        return _largest(values)
    # A flow may be negative (a balance of migration); only a known sign allows „at least”.
    non_negative = all(value.lower is not None and value.lower >= 0 for value in values if isinstance(value, Range))
    added = total(values, non_negative_flow=non_negative and rule is OverTime.SUM)
    return added.value / added.counted if rule is OverTime.MEAN and added.counted else added.value


def _largest(values: Sequence[Quantity]) -> Quantity:
    """Return the largest value, end by end; beside a gap the largest known one is only a lower end."""
    known = [value for value in values if isinstance(value, Range)]
    gaps = any(isinstance(value, Absent) and value.kind in _GAPS for value in values)
    if not known:
        return missing()
    lowers = [(value.lower, not value.lower_open) for value in known if value.lower is not None]
    uppers = [(value.upper, not value.upper_open) for value in known if value.upper is not None]
    lower, has_lower = max(lowers, default=(None, False))
    bounded = len(uppers) == len(known) and not gaps
    upper, has_upper = max(uppers) if bounded else (None, False)
    approximate = any(value.approximate for value in known)
    return Range(lower, upper, not has_lower, not has_upper, approximate)


_GAPS = frozenset({AbsenceKind.MISSING, AbsenceKind.SUPPRESSED})
_SUM_OF_STOCK = message("A stock over time is its last value, never its sum. Choose “last”.")
_RATIOS = message("Ratios are put together as sum of numerators by sum of denominators. Enter both for each period.")
_SENSELESS = {
    Temporal.STOCK: {OverTime.SUM: _SUM_OF_STOCK},
    Temporal.FLOW: {},
    Temporal.RATIO: {OverTime.SUM: _RATIOS, OverTime.MEAN: _RATIOS},
    Temporal.EVENT: {},
}


def ratio_of_sums(ratios: Iterable[tuple[Quantity, Quantity]]) -> Quantity:
    """Return Σ numerator / Σ denominator; a gap in either makes it missing.

    Examples
    --------
    >>> from grono.quantities import exact
    >>> ratio_of_sums([(exact(1), exact(2)), (exact(90), exact(100))]).lower
    Fraction(91, 102)
    """
    pairs = list(ratios)
    numerator = total([pair[0] for pair in pairs], non_negative_flow=False)
    denominator = total([pair[1] for pair in pairs], non_negative_flow=False)
    if numerator.counted != denominator.counted:
        return missing()
    return numerator.value / denominator.value


def union_count(sets: Iterable[Set[Hashable]]) -> int:
    """Count organisations once, by their register numbers, whatever the number of children that report them."""
    return len(set[object]().union(*sets))


def add_of_one_role(values: Sequence[tuple[ValueRole, Quantity]], *, non_negative_flow: bool) -> Quantity:
    """Add values that say the same kind of thing; planned and actual, expected and achieved are never added (STR-5).

    Raises
    ------
    GronoError
        When the roles differ.
    """
    roles = sorted({role.value for role, _ in values})
    if len(roles) > 1:
        raise GronoError(
            message(
                "Values of different kinds cannot be added: %(roles)s. Add each kind on its own.",
                roles=", ".join(roles),
            )
        )
    return total([value for _, value in values], non_negative_flow=non_negative_flow).value
