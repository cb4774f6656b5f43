"""One indicator that several parts of a strategy report, and its periods, put together by the rule that it states (STR-14)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from grono.messages import GronoError, message
from grono.quantities import Range, exact, missing, total
from grono.strategy.aggregation import OverTime, OverTree, Temporal, over_time, ratio_of_sums, union_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.messages import Message
    from grono.quantities import Quantity

_PERCENT = frozenset({"%", "proc.", "procent", "per cent", "percent"})


@dataclass(frozen=True)
class Basis:
    """What a value is computed from: a numerator and a denominator, or the register numbers of the organisations counted."""

    numerator: Quantity | None = None
    denominator: Quantity | None = None
    numbers: frozenset[str] | None = None

    @property
    def ratio(self) -> tuple[Quantity, Quantity] | None:
        """Numerator and denominator, where both are known."""
        return None if self.numerator is None or self.denominator is None else (self.numerator, self.denominator)

    def value(self, unit: str) -> Quantity | None:
        """Return the value that follows: the number of organisations, or the quotient, in per cent where that is the unit."""
        if self.numbers is not None:
            return exact(len(self.numbers))
        return None if self.ratio is None else in_unit(self.ratio[0] / self.ratio[1], unit)


@dataclass(frozen=True)
class Contribution:
    """The value of one part or of one period, with what it is computed from."""

    value: Quantity
    basis: Basis = Basis()


@dataclass(frozen=True)
class Together:
    """Values put together.

    Parameters
    ----------
    value : Quantity
        Missing where the rule cannot be followed.
    counted, items : int
        How many of how many values could be counted by the rule.
    formula : Message
        How the number is computed (STR-23).
    """

    value: Quantity
    counted: int
    items: int
    formula: Message


def in_unit(share: Quantity, unit: str) -> Quantity:
    """Return a quotient in the unit of its indicator: in per cent where the unit says so."""
    return share * 100 if unit.strip().lower() in _PERCENT else share


def over_parts(values: Sequence[Contribution], rule: OverTree, unit: str = "") -> Together:
    """Return the value of several parts in one period.

    Parameters
    ----------
    values : sequence of Contribution
        One for each part; a part without a report has a missing value.
    rule : OverTree
        A union needs the register numbers of each part: a part that gives a number of organisations alone widens the result by as much as
        it may add. A ratio of sums needs numerator and denominator of every part and is missing without. A sum of values that are not
        negative is „at least” beside a gap; a mean is taken of what is known.
    unit : str
        Unit of the indicator; a ratio in „%” is given in per cent.

    Examples
    --------
    >>> halves = Contribution(exact("0.5"), Basis(exact(1), exact(2))), Contribution(exact("0.9"), Basis(exact(90), exact(100)))
    >>> over_parts(halves, OverTree.RATIO_OF_SUMS).value.lower
    Fraction(91, 102)
    """
    known = [one for one in values if isinstance(one.value, Range)]
    if rule is OverTree.UNION:
        return _union(known, len(values))
    if rule is OverTree.RATIO_OF_SUMS:
        return _ratio(values, unit)
    if rule is OverTree.NONE:
        return Together(missing(), 0, len(values), message("not put together"))
    is_sum = rule is OverTree.SUM
    non_negative = all(isinstance(one.value, Range) and (one.value.lower or 0) >= 0 for one in known)
    added = total([one.value for one in values], non_negative_flow=is_sum and non_negative)
    if is_sum:
        return Together(added.value, len(known), len(values), message("sum of the parts"))
    mean = total([one.value for one in known], non_negative_flow=False).value / len(known) if known else missing()
    return Together(mean, len(known), len(values), message("mean of the parts with data"))


def _union(known: Sequence[Contribution], items: int) -> Together:
    """Count organisations once; where a part names none, the result lies between all of them being known and none."""
    named = [one.basis.numbers for one in known if one.basis.numbers is not None]
    unnamed = [one.value for one in known if one.basis.numbers is None and isinstance(one.value, Range)]
    formula = message("organisations counted once, by their register numbers")
    if not known:
        return Together(missing(), 0, items, formula)
    union = Fraction(union_count(named))
    lowest = max([union, *(one.lower for one in unnamed if one.lower is not None)])
    uppers = [one.upper for one in unnamed]
    if len(known) < items or None in uppers:
        return Together(Range(lowest, None, upper_open=True), len(named), items, formula)
    highest = sum((one for one in uppers if one is not None), union)
    return Together(Range(lowest, highest), len(named), items, formula)


def _ratio(values: Sequence[Contribution], unit: str) -> Together:
    ratios = [one.basis.ratio for one in values]
    complete = [one for one in ratios if one is not None]
    value = in_unit(ratio_of_sums(complete), unit) if complete and len(complete) == len(ratios) else missing()
    return Together(value, len(complete), len(values), message("Σ numerators ÷ Σ denominators"))


def over_periods(
    values: Sequence[Contribution],
    rule: OverTime,
    temporal: Temporal | None = None,
    tree: OverTree | None = None,
    unit: str = "",
) -> Together:
    """Return the value of several periods, in their order.

    Organisations that are counted once over the parts are counted once over the periods too, instead of being added. What makes no sense
    for the kind of value (a sum of stocks) is missing, and the formula says why.
    """
    if rule is OverTime.SUM and tree is OverTree.UNION:
        return over_parts(values, OverTree.UNION, unit)
    if rule is OverTime.RATIO_OF_SUMS:
        return _ratio(values, unit)
    known = sum(isinstance(one.value, Range) for one in values)
    try:
        value = over_time([one.value for one in values], rule, temporal or Temporal.FLOW)
    except GronoError as error:
        return Together(missing(), 0, len(values), error.message)
    return Together(value, known, len(values), _FORMULAS[rule])


_FORMULAS = {
    OverTime.SUM: message("sum of the periods"),
    OverTime.LAST: message("the last period with data"),
    OverTime.MEAN: message("mean of the periods"),
    OverTime.MAX: message("the largest of the periods"),
    OverTime.NONE: message("not put together"),
}
