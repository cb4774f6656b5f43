"""Whether an indicator without a declared path grows as fast as its target asks (STR-29)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from grono.portal.core.display import Fact
from grono.portal.core.templatetags.grono import number, percent
from grono.portal.monitoring.pages.words import said
from grono.portal.monitoring.pictures import latest_of
from grono.portal.monitoring.standing import baseline_of
from grono.quantities import Range
from grono.strategy import Direction, trend

if TYPE_CHECKING:
    from grono.portal.monitoring.standing import IndicatorStanding, Standings
    from grono.quantities import Quantity
    from grono.strategy import Trend


def trend_fact(standings: Standings, one: IndicatorStanding) -> Fact | None:
    """Return the trend with both rates; None where a path is declared, or baseline, latest value or target is not one dated number."""
    found = _trend(standings, one)
    if found is None:
        return None
    words = (
        _("%(actual)s a year since the baseline, %(required)s a year needed to the target")
        if found.uses_growth_rates
        else _("mean change of %(actual)s a year since the baseline, %(required)s a year needed to the target")
    )
    actual, required = (_rate(one, found) for one in (found.actual, found.required))
    detail = words % {"actual": actual, "required": required}
    return Fact(_("Trend"), said(found.category.label), detail=detail)


def _rate(rate: float, found: Trend) -> str:
    return percent(rate, 2) if found.uses_growth_rates else number(round(rate, 2))


def _trend(standings: Standings, one: IndicatorStanding) -> Trend | None:
    indicator, start = one.indicator, baseline_of(one.indicator)
    latest = latest_of(standings, indicator)
    if indicator.path or indicator.direction is Direction.RANGE or start is None or latest is None:
        return None
    first, last = _reading(start), _reading(latest)
    aim = _reading((one.target_year, one.target))
    if first is None or last is None or aim is None or min(last[0], aim[0]) <= first[0]:
        return None
    return trend(first, last, aim)


def _reading(dated: tuple[int | None, Quantity | None]) -> tuple[float, float] | None:
    """Return year and number; of a number known within limits the middle, as a forecast does."""
    year, value = dated
    middle = value.midpoint if isinstance(value, Range) else None
    return None if year is None or middle is None else (float(year), float(middle))
