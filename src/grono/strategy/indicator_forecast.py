"""When an indicator would reach its target, by the three lines of STR-30."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from grono.messages import Message, message
from grono.quantities import Range
from grono.strategy.forecasting import Forecast, forecast
from grono.strategy.indicators import Direction
from grono.strategy.series import numbers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from grono.quantities import Quantity
    from grono.strategy.series import Figure


def indicator_forecast(
    values: Mapping[int, Figure],
    target: Quantity,
    target_year: int,
    *,
    direction: Direction | None = None,
    adds_up: bool = False,
) -> Forecast | Message:
    """Forecast when an indicator reaches its target, or say why no forecast can be made.

    The pace of a year is its change against the year before; of a flow that adds up over the years it is the year's own value. Only the
    last years without a gap count.

    Parameters
    ----------
    values : mapping of int to Figure
        Values by period.
    target : Quantity
        The target; of a range its middle.
    target_year : int
        The year by whose end it is to be reached.
    direction : Direction, optional
        Which way is better; up by default.
    adds_up : bool
        Whether the values of the years add up to the target.
    """
    known = numbers(values)
    aim = target.midpoint if isinstance(target, Range) else None
    if aim is None or direction is Direction.RANGE:
        return message("There is no single target to reach, so there is no forecast.")
    if not known:
        return message("A forecast needs figures of two years that follow each other.")
    years = _last_run(known)
    steps = [(year, known[year] if adds_up else known[year] - known[year - 1]) for year in years[0 if adds_up else 1 :]]
    if not steps:
        return message("A forecast needs figures of two years that follow each other.")
    sign = -1 if direction is Direction.DOWN else 1
    reached = sum((known[year] for year in years), start=known[years[0]] * 0) if adds_up else known[years[-1]]
    remaining = (aim - reached) * sign
    if remaining <= 0:
        return message("The target is reached.")
    return forecast(
        [step * sign for _, step in steps], [year for year, _ in steps], remaining, date(target_year, 12, 31)
    )


def _last_run(known: Mapping[int, Fraction]) -> list[int]:
    """Return the last years that follow each other without a gap."""
    run: list[int] = []
    for year in sorted(known):
        run = [*run, year] if run and year == run[-1] + 1 else [year]
    return run


__all__ = ["indicator_forecast"]
