"""Values of an indicator taken from statistics: each with its period, the source's own flag and date; a gap stays a gap (STR-16)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from grono.messages import Message, message
from grono.quantities import Quantity, Range, missing, suppressed, total

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

NATION = "TOTAL"
"""Code of the whole country in a series."""

WHOLE = "TOTAL"
"""Code of the part that is the sum of all parts, where the source publishes it: a margin, never one more summand."""

DECIMALS = 6
"""Decimals to which a computed measure is taken over: more are noise of floating point, not knowledge."""


@dataclass(frozen=True)
class Observation:
    """One figure of a source.

    Parameters
    ----------
    place : str
        Code of the region; ``TOTAL`` is the country.
    part : str
        What is counted there, such as an industry; empty where the source counts one thing.
    period : int
        Year of the source.
    quantity : Quantity
        The figure, missing or suppressed.
    flag : str
        The source's own flag, to the letter.
    """

    place: str
    part: str
    period: int
    quantity: Quantity
    flag: str = ""


@dataclass(frozen=True)
class SourceSeries:
    """Figures of a source as it published them on a day.

    Parameters
    ----------
    observations : tuple of Observation
        All figures.
    source : str
        Who publishes what, as it is to stand below a figure.
    unit : str
        Unit of the figures in the words of the source; empty where it does not say.
    published : date, optional
        The source's own date: when it last changed these figures; None where it does not say.
    names : mapping
        Code of a place → its name in the source.
    """

    observations: tuple[Observation, ...]
    source: str
    unit: str = ""
    published: date | None = None
    names: Mapping[str, str] = field(default_factory=dict)


class Combine(StrEnum):
    """How the figures of several parts become one value."""

    SUM = "sum"
    MEDIAN = "median"
    SHARE = "share"

    @property
    def label(self) -> Message:
        """Return the way in words."""
        return {
            Combine.SUM: message("their sum"),
            Combine.MEDIAN: message("their median"),
            Combine.SHARE: message("their share in the whole"),
        }[self]


@dataclass(frozen=True)
class Transformation:
    """What is done to figures of a source before they are values of an indicator.

    Parameters
    ----------
    parts : tuple of str
        Parts that count; all where empty: then the source's own sum of all (:data:`WHOLE`) where it publishes one.
    combine : Combine
        How they become one.
    whole : tuple of str
        For a share: the parts of the whole; all where empty.
    multiplier : Fraction
        Units of the indicator in one unit of the source; 100 makes a share per cent.
    years_later : int
        A figure of the year t is the value of the period t + years_later.
    non_negative_flow : bool
        Whether a sum with a gap is *at least* the rest (STR-3); otherwise it is missing.
    """

    parts: tuple[str, ...] = ()
    combine: Combine = Combine.SUM
    whole: tuple[str, ...] = ()
    multiplier: Fraction = Fraction(1)
    years_later: int = 0
    non_negative_flow: bool = False


@dataclass(frozen=True)
class Figure:
    """A value of a period as it arrives: with its flag, and the year of the source."""

    period: int
    quantity: Quantity
    flag: str = ""


def taken_figure(value: float | None, status: str) -> Quantity:
    """Return a figure of a source as a quantity.

    Estimated and forecast figures are *about*; confidential ones are *suppressed*; without a figure it is missing.

    Parameters
    ----------
    value : float or None
        The figure.
    status : str
        observed, zero, estimated, suppressed or missing (MAP-2).
    """
    if status == "suppressed":
        return suppressed()
    if value is None or status == "missing":
        return missing()
    point = Fraction(str(round(value, DECIMALS)))
    return Range(point, point, approximate=status == "estimated")


def figures(series: SourceSeries, transformation: Transformation) -> dict[str, dict[int, Figure]]:
    """Return place → period → value, after the transformation.

    Every place has every year between the first and the last one of the source: where it has no figure, the value is missing.
    """
    cells: dict[tuple[str, int], dict[str, Observation]] = {}
    for one in series.observations:
        cells.setdefault((one.place, one.period), {})[one.part] = one
    if not cells:
        return {}
    years = [period for _, period in cells]
    found: dict[str, dict[int, Figure]] = {}
    for place in sorted({place for place, _ in cells}):
        for year in range(min(years), max(years) + 1):
            period = year + transformation.years_later
            there = cells.get((place, year), {})
            found.setdefault(place, {})[period] = _combined(period, there, transformation)
    return found


def _combined(period: int, there: Mapping[str, Observation], how: Transformation) -> Figure:
    if how.combine is Combine.MEDIAN and not how.parts:
        there = {part: one for part, one in there.items() if part != WHOLE}
    chosen = _of_parts(there, how.parts)
    if not chosen:
        return Figure(period, missing())
    value = _COMBINED[how.combine]([_quantity(one) for one in chosen], how.non_negative_flow)
    used = chosen
    if how.combine is Combine.SHARE:
        whole = _of_parts(there, how.whole)
        used = [*chosen, *(one for one in whole if one not in chosen)]
        value = value / _sum([_quantity(one) for one in whole], how.non_negative_flow)
    if how.multiplier != 1:
        value = value * how.multiplier if isinstance(value, Range) else value
    return Figure(period, value, _joined(one.flag for one in used if one is not None))


def _of_parts(there: Mapping[str, Observation], parts: Sequence[str]) -> list[Observation | None]:
    """Return the figures of parts; a part that the source leaves out is a gap, and none at all is nothing."""
    if not parts:
        return [there[WHOLE]] if WHOLE in there else list(there.values())
    found = [there.get(part) for part in parts]
    return found if any(one is not None for one in found) else []


def _quantity(one: Observation | None) -> Quantity:
    return one.quantity if one is not None else missing()


def _sum(values: Sequence[Quantity], non_negative_flow: bool) -> Quantity:  # noqa: FBT001 - one of a table of functions
    if len(values) == 1:
        return values[0]
    return total(values, non_negative_flow=non_negative_flow).value


def _median(values: Sequence[Quantity], _non_negative_flow: bool) -> Quantity:  # noqa: FBT001 - one of a table of functions
    if len(values) == 1:
        return values[0]
    ranges = [one for one in values if isinstance(one, Range) and one.midpoint is not None]
    if len(ranges) < len(values):
        return missing()
    middle = quantile(sorted(one.midpoint for one in ranges if one.midpoint is not None), Fraction(1, 2))
    return Range(middle, middle, approximate=any(one.approximate for one in ranges))


_COMBINED = {Combine.SUM: _sum, Combine.MEDIAN: _median, Combine.SHARE: _sum}


def quantile(ordered: Sequence[Fraction], share: Fraction) -> Fraction:
    """Return a quantile by linear interpolation between the ordered values (type 7 of Hyndman and Fan, as R and NumPy do).

    Examples
    --------
    >>> quantile([Fraction(1), Fraction(2), Fraction(4), Fraction(8)], Fraction(1, 4))
    Fraction(7, 4)
    """
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _joined(flags: Iterable[str]) -> str:
    """Return all flags once, in the order in which they occur."""
    return ",".join(dict.fromkeys(one for flag in flags for one in flag.split(",") if one))


def numbers(values: Mapping[int, Figure]) -> dict[int, Fraction]:
    """Return the values that are numbers: the middle of each, without those that are missing or open."""
    middles = {period: one.quantity.midpoint for period, one in values.items() if isinstance(one.quantity, Range)}
    return {period: middle for period, middle in middles.items() if middle is not None}


__all__ = [
    "NATION",
    "WHOLE",
    "Combine",
    "Figure",
    "Observation",
    "SourceSeries",
    "Transformation",
    "figures",
    "numbers",
    "quantile",
    "taken_figure",
]
