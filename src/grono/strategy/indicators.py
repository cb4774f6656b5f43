"""Indicators: progress to a target, and status against a path, a value to keep or a best range."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from grono.messages import message
from grono.quantities import Answer, Range, greater_or_equal, in_sentence, less_or_equal, quantity
from grono.strategy.status import DEFAULT_THRESHOLDS, Colour, colour_of_share, judged_at_ends, percent, without_report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from grono.quantities import Number, Quantity
    from grono.strategy.status import Status, Thresholds


class Direction(StrEnum):
    """Whether more is better (stymulanta), less (destymulanta) or a range (nominanta)."""

    UP = "up"
    DOWN = "down"
    RANGE = "range"


def progress_to_target(baseline: Quantity | Number, target: Quantity | Number, actual: Quantity | Number) -> Quantity:
    """Return (actual - baseline)/(target - baseline), not clamped (STR-15).

    Missing when the target equals the baseline: there is no way to go, see :func:`maintain_status`.

    Examples
    --------
    >>> progress_to_target(50, 40, 46)
    Range(lower=Fraction(2, 5), upper=Fraction(2, 5), lower_open=False, upper_open=False, approximate=False)
    """
    start = quantity(baseline)
    return (quantity(actual) - start) / (quantity(target) - start)


def linear_path(baseline: tuple[Number, Number], target: tuple[Number, Number], year: Number) -> Fraction:
    """Return the value a straight path from (year, baseline) to (year, target) has in a year.

    Before the first year it is the baseline, after the last the target.
    """
    (first, start), (last, end) = [(Fraction(when), Fraction(value)) for when, value in (baseline, target)]
    if last == first:
        return end
    elapsed = min(max((Fraction(year) - first) / (last - first), Fraction(0)), Fraction(1))
    return start + (end - start) * elapsed


def indicator_status(
    baseline: Quantity | Number,
    path: Quantity | Number,
    actual: Quantity | Number,
    *,
    direction: Direction,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> Status:
    """Return the status of a value against its path (STR-27, STR-28).

    Parameters
    ----------
    baseline, path, actual : Quantity or number
        Where it started, where it should be now (the target, once it is due), and where it is.
    direction : Direction
        Up or down; used when path and baseline are equal, and the value is only to be maintained. For a range see
        :func:`range_status`.
    """
    share = progress_to_target(baseline, path, actual)
    if isinstance(share, Range):
        reason = message(
            "Of the way from the baseline to the value planned by now, %(share)s is done. Green starts at %(green)s%%, amber at %(amber)s%%.",
            share=in_sentence(share, style="percent", decimals=2),
            green=percent(thresholds.green),
            amber=percent(thresholds.amber),
        )
        return judged_at_ends(_colours(share, lambda point: colour_of_share(point, thresholds)), "STR-27", reason)
    if isinstance(quantity(actual), Range) and quantity(baseline) == quantity(path):
        return maintain_status(path, actual, direction=direction, thresholds=thresholds)
    return without_report()


def maintain_status(
    target: Quantity | Number,
    actual: Quantity | Number,
    *,
    direction: Direction,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> Status:
    """Return the status of a value that is to stay where it is (STR-15): at the target green, up to 5 % worse amber, else red."""
    goal, value = quantity(target), quantity(actual)
    if not isinstance(goal, Range) or not isinstance(value, Range):
        return without_report()
    reason = message(
        "The value %(actual)s is to be kept at %(target)s; up to %(margin)s%% worse is amber.",
        actual=in_sentence(value),
        target=in_sentence(goal),
        margin=percent(thresholds.maintain_margin),
    )
    return judged_at_ends(_maintained(goal, value, direction, thresholds.maintain_margin), "STR-15", reason)


def _maintained(goal: Range, value: Range, direction: Direction, margin: Fraction) -> Iterator[Colour]:
    is_good = greater_or_equal if direction is Direction.UP else less_or_equal
    wanted = goal.lower if goal.lower is not None else goal.upper
    slack = abs(wanted) * margin if wanted is not None else Fraction(0)
    limit = goal - slack if direction is Direction.UP else goal + slack
    good, bearable = is_good(value, goal), is_good(value, limit)
    if good is not Answer.NO:
        yield Colour.GREEN
    if bearable is not Answer.YES:
        yield Colour.RED
    if good is not Answer.YES and bearable is not Answer.NO:
        yield Colour.AMBER


def range_status(best: Range, actual: Quantity | Number, previous: Quantity | Number | None = None) -> Status:
    """Return the status of a value that should lie in a best range: inside green, outside amber when nearer than at the previous reading."""
    value = quantity(actual)
    if not isinstance(value, Range):
        return without_report()
    before = None if previous is None else quantity(previous)
    reason = message(
        "The value %(actual)s is to lie within %(best)s.", actual=in_sentence(value), best=in_sentence(best)
    )
    colours = [Colour.GREEN] if _may_meet(best, value) else []
    for end in _outside_ends(best, value):
        nearer = end is not None and isinstance(before, Range) and _distance(best, end) < _least_distance(best, before)
        colours.append(Colour.AMBER if nearer else Colour.RED)
    return judged_at_ends(colours, "STR-27", reason)


def _outside_ends(best: Range, value: Range) -> Iterator[Fraction | None]:
    """Yield the ends of a value at which it lies outside the best range; nothing for an infinite end."""
    if _lower_end_is_outside(best, value):
        yield value.lower
    if _lower_end_is_outside(_mirrored(best), _mirrored(value)):
        yield value.upper


def _lower_end_is_outside(best: Range, value: Range) -> bool:
    end = value.lower
    if end is None:
        return best.lower is not None
    if best.lower is not None and (
        end < best.lower or (end == best.lower and best.lower_open and not value.lower_open)
    ):
        return True
    return best.upper is not None and (
        end > best.upper or (end == best.upper and (value.lower_open or best.upper_open))
    )


def _mirrored(value: Range) -> Range:
    lower = None if value.upper is None else -value.upper
    upper = None if value.lower is None else -value.lower
    return Range(lower, upper, value.upper_open, value.lower_open)


def _may_meet(one: Range, other: Range) -> bool:
    first, second = one.span, other.span
    below = first.upper.value < second.lower.value or second.upper.value < first.lower.value
    if below:
        return False
    touching = [(first.upper, second.lower), (second.upper, first.lower)]
    return not any(high.value == low.value and (high.open or low.open) for high, low in touching)


def _distance(best: Range, point: Fraction) -> Fraction:
    if best.lower is not None and point < best.lower:
        return best.lower - point
    return point - best.upper if best.upper is not None and point > best.upper else Fraction(0)


def _least_distance(best: Range, before: Range) -> Fraction:
    if _may_meet(best, before):
        return Fraction(0)
    return min(_distance(best, end) for end in (before.lower, before.upper) if end is not None)


def _colours(share: Range, colour: Callable[[Fraction], Colour]) -> Iterator[Colour]:
    """Yield the colours at both ends; an open upper end is judged just below itself, an infinite end by its side."""
    yield Colour.RED if share.lower is None else colour(share.lower)
    if share.upper is None:
        yield Colour.GREEN
    else:
        # The colours change at few thresholds, far apart from this step.
        yield colour(share.upper - Fraction(1, 10**30) if share.upper_open else share.upper)
