"""When the rest of a stage or task will be done, at three paces."""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from grono.messages import GronoError, Message, message
from grono.strategy.local_level import Band, completion_bands

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.quantities import Number
    from grono.strategy.card import TaskCard

MINIMUM_READINGS = 6
"""Readings below which no probability is given (STR-30)."""
_DECEMBER, _LAST_DAY = 12, 31


@dataclass(frozen=True)
class PaceLine:
    """A pace and where it leads.

    Parameters
    ----------
    pace : Fraction
        Points a year.
    years : Fraction, optional
        Years from the end of the last reported one; none at a pace of zero or below.
    day : date, optional
        The day the rest would be done; show its month. None also when it lies beyond the calendar.
    after_horizon : bool
        Whether that is after the end of the plan, or never.
    """

    pace: Fraction
    years: Fraction | None
    day: date | None
    after_horizon: bool

    @property
    def month(self) -> str | None:
        """Return year and month, as ``2013-05``."""
        return None if self.day is None else f"{self.day:%Y-%m}"

    @property
    def when(self) -> Message:
        """Return when the rest would be done, for a sentence."""
        if self.day is None:
            return message("never")
        when = _in_month(self.day)
        return message("%(when)s, after the end of the plan", when=when) if self.after_horizon else when


@dataclass(frozen=True)
class Forecast:
    """Three lines from the end of the last reported period.

    Parameters
    ----------
    remaining : Fraction
        Points that are left.
    last_pace, mean_pace : PaceLine
        At the pace of the last period, and at the mean pace.
    required : Fraction, optional
        Points a year needed to finish by the horizon; none when the horizon has passed.
    bands : tuple of Band
        Probability bands; empty with too few readings.
    reason : Message, optional
        Why there are no bands.
    """

    remaining: Fraction
    last_pace: PaceLine
    mean_pace: PaceLine
    required: Fraction | None
    bands: tuple[Band, ...]
    reason: Message | None


def forecast(done: Sequence[Number], years: Sequence[int], remaining: Number, horizon_end: date) -> Forecast:
    """Forecast when the remaining points will be done.

    time = remaining / pace, counted from the end of the last reported year; a fraction of a year is that fraction of its days.

    Parameters
    ----------
    done : sequence of numbers
        Points done in each reported year.
    years : sequence of int
        The years, one after another.
    remaining : number
        Points that are left, above zero.
    horizon_end : date
        Last day of the plan.

    Raises
    ------
    GronoError
        When nothing was reported, years are left out, or nothing remains.
    """
    points, rest = [Fraction(value) for value in done], Fraction(remaining)
    if not points or list(years) != list(range(years[0], years[0] + len(points))) or rest <= 0:
        raise GronoError(
            message(
                "A forecast needs points for each of at least one year without gaps, and something that remains to be done."
            )
        )
    last = years[-1]
    time_left = _years_until(last, horizon_end)
    enough = len(points) >= MINIMUM_READINGS
    return Forecast(
        remaining=rest,
        last_pace=_line(points[-1], rest, last, horizon_end),
        mean_pace=_line(sum(points, Fraction(0)) / len(points), rest, last, horizon_end),
        required=rest / time_left if time_left > 0 else None,
        bands=completion_bands([float(value) for value in points], float(rest)) if enough else (),
        reason=None
        if enough
        else message(
            "too little data: %(readings)s readings, a probability needs at least %(minimum)s",
            readings=str(len(points)),
            minimum=str(MINIMUM_READINGS),
        ),
    )


def stage_forecast(card: TaskCard, number_text: str) -> Forecast | None:
    """Forecast the end of a stage from the card; nothing when it is finished or was never planned.

    Reported years are those in which the stage has a cell, from its first to its last; the plan ends with the last year of the card.
    """
    stage = next((stage for stage in card.stages if stage.number_text == number_text), None)
    if stage is None:
        raise GronoError(
            message(
                "There is no stage %(stage)s; the stages are %(stages)s.",
                stage=number_text,
                stages=", ".join(stage.number_text for stage in card.stages),
            )
        )
    places = [place for place, cell in enumerate(stage.cells) if cell]
    remaining = stage.planned - stage.done
    if not places or remaining <= 0:
        return None
    cells = stage.cells[places[0] : places[-1] + 1]
    first = card.years[places[0]]
    done = [cell.done if cell else Fraction(0) for cell in cells]
    return forecast(done, range(first, first + len(done)), remaining, date(card.years[-1], _DECEMBER, _LAST_DAY))


def _line(pace: Fraction, remaining: Fraction, last_year: int, horizon_end: date) -> PaceLine:
    if pace <= 0:
        return PaceLine(pace, None, None, after_horizon=True)
    years = remaining / pace
    day = _day_after(last_year, years)
    return PaceLine(pace, years, day, after_horizon=day is None or day > horizon_end)


def _day_after(last_year: int, years: Fraction) -> date | None:
    """Return the day that lies so many years after the end of a year."""
    whole, part = divmod(years, 1)
    year = last_year + int(whole)
    if year >= MAXYEAR:
        return None
    return date(year, _DECEMBER, _LAST_DAY) + timedelta(days=ceil(part * _days(year + 1)))


def _years_until(last_year: int, horizon_end: date) -> Fraction:
    start_of_year = date(horizon_end.year, 1, 1)
    return horizon_end.year - 1 - last_year + Fraction((horizon_end - start_of_year).days + 1, _days(horizon_end.year))


def _in_month(day: date) -> Message:
    year = str(day.year)
    names = (
        message("in January %(year)s", year=year),
        message("in February %(year)s", year=year),
        message("in March %(year)s", year=year),
        message("in April %(year)s", year=year),
        message("in May %(year)s", year=year),
        message("in June %(year)s", year=year),
        message("in July %(year)s", year=year),
        message("in August %(year)s", year=year),
        message("in September %(year)s", year=year),
        message("in October %(year)s", year=year),
        message("in November %(year)s", year=year),
        message("in December %(year)s", year=year),
    )
    return names[day.month - 1]


def _days(year: int) -> int:
    return 366 if isleap(year) else 365
