"""Findings in how values are used: things a card alone does not show (STR-32)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.messages import message
from grono.strategy.aggregation import OverTime, Temporal
from grono.strategy.card import IndicatorKind, ValueRole
from grono.strategy.execution import progress
from grono.strategy.finding import Finding, indicator_cell
from grono.strategy.status import DEFAULT_THRESHOLDS, Colour

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from grono.strategy.card import TaskCard
    from grono.strategy.status import Thresholds


def stock_summed(indicator: str, temporal: Temporal, rule: OverTime) -> Finding | None:
    """Return the finding that a stock is summed over time (F-SUM-STOCK)."""
    if temporal is not Temporal.STOCK or rule is not OverTime.SUM:
        return None
    return Finding(
        "F-SUM-STOCK",
        (indicator_cell(indicator),),
        message(
            "Indicator “%(name)s” is a stock, but is summed over time; the sum counts the same things again each year.",
            name=indicator,
        ),
        message("Use its last value."),
        indicator,
    )


def expected_counted(indicator: str, counted: Iterable[ValueRole]) -> Finding | None:
    """Return the finding that something expected is counted as achieved (F-EXPECTED), given the roles of the values counted."""
    not_yet = {ValueRole.EXPECTED, ValueRole.FORECAST, ValueRole.PLAN} & set(counted)
    if not not_yet:
        return None
    return Finding(
        "F-EXPECTED",
        (indicator_cell(indicator),),
        message(
            "What indicator “%(name)s” counts as achieved contains values that are only expected or planned.",
            name=indicator,
        ),
        message("Count only actual values and estimates of them; show expected ones beside."),
        indicator,
        {"roles": sorted(role.value for role in not_yet)},
    )


def green_by_hand(
    card: TaskCard, year: int, colour: Colour, thresholds: Thresholds = DEFAULT_THRESHOLDS
) -> Finding | None:
    """Return the finding that a task was set green by hand while a stage is late (F-GREEN-LATE)."""
    status = progress(card, thresholds).at(year).status
    if colour is not Colour.GREEN or status.rule != "STR-25":
        return None
    return Finding(
        "F-GREEN-LATE",
        (message("status set by hand, %(year)s", year=str(year)),),
        message("The task was set green by hand for %(year)s. %(reason)s", year=str(year), reason=status.reason),
        message("Set the status that the figures give, or report the lacking points."),
        details={"year": year, "computed": status.worst.value},
    )


def outputs_without_outcome(card: TaskCard, linked: Collection[str], *, strategy_has_links: bool) -> Iterator[Finding]:
    """Find outputs without a link to an outcome, once the strategy has such links at all (F-THEORY).

    ``linked`` holds the names of the outputs that have one.
    """
    for group, row in card.rows:
        if strategy_has_links and group.kind is IndicatorKind.OUTPUT and row.name_text not in linked:
            yield unlinked_output(row.name_text)


def unlinked_output(name: str) -> Finding:
    """Return the finding that an output leads to no outcome (F-THEORY)."""
    return Finding(
        "F-THEORY",
        (indicator_cell(name), message("links of the theory of change")),
        message("Output “%(name)s” is not linked to any outcome, so nothing says what it is for.", name=name),
        message("Link it to the outcome it should bring about, with the assumption behind the link."),
        name,
    )
