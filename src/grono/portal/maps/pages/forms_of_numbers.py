"""Numbers of a map in the reader's form, and intervals drawn."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from grono.portal.core.templatetags.grono import number, percent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grono.portal.maps.models import ClusterMap

_CERTAIN = 0.999
"""Above it a probability is written "> 99.9 %": nobody should read it as certainty."""
_IMPOSSIBLE = 0.001
"""Below it a probability is written "< 0.1 %": nobody should read it as impossible."""
_LEAST_SHARE = 0.0001
"""Below it a share is written "< 0.01 %": something is there."""
_MOST_DIGITS = 4
_LEAST = 0.05
"""Quotients below this are drawn at the edge; on a logarithmic axis 0 has no place."""
NONE = "—"


def years_of_growth(map_: ClusterMap) -> str:
    """Return the years between which growth is counted, never broken between two lines; nothing where there is only one."""
    first, last = map_.summary["base_period"], map_.summary["period"]
    return f"{first}\N{WORD JOINER}–\N{WORD JOINER}{last}" if first else ""


def quotient(value: float | None) -> str:
    """Return a location quotient with about three significant digits."""
    if value is None:
        return NONE
    return number(value, 0 if value >= 100 else 1 if value >= 10 else 2)


def share(value: float | None) -> str:
    """Return a share as per cent with as many digits as its size deserves."""
    if value is None:
        return NONE
    if 0 < value < _LEAST_SHARE:
        return _compared("<", percent(_LEAST_SHARE, 2))
    return _share(value)


def _share(value: float) -> str:
    size = abs(value) * 100
    return percent(value, 0 if size >= 9.95 or size == 0 else 1 if size >= 0.995 else 2)


def change(value: float | None) -> str:
    """Return a relative change with its sign."""
    if value is None:
        return NONE
    return f"+{_share(value)}" if value > 0 else _share(value)


def signed(value: float | None) -> str:
    """Return a whole change with its sign."""
    text = number(None if value is None else round(value))
    return f"+{text}" if value is not None and round(value) > 0 else text


def probability(value: float | None, limit: float | None = None) -> str:
    """Return a probability as per cent, never as certainty; one that misses a limit has the digits to show it."""
    if value is None:
        return NONE
    missed = limit is not None and value < limit
    if value > _CERTAIN and not missed:
        return _compared(">", percent(_CERTAIN, 1))
    if value < _IMPOSSIBLE:
        return _compared("<", percent(_IMPOSSIBLE, 1))
    digits = 1 if value >= 0.99 or value < 0.01 else 0
    while missed and digits < _MOST_DIGITS and percent(value, digits) == percent(limit, digits):
        digits += 1
    return percent(value, digits)


def limit_of_probability(value: float) -> str:
    """Return a limit of probability with all its digits: 95%, 99.9%."""
    digits = 0
    while digits < _MOST_DIGITS and abs(round(value, digits + 2) - value) > 1e-9:
        digits += 1
    return percent(value, digits)


def _compared(sign: str, text: str) -> str:
    return f"{sign}\N{NO-BREAK SPACE}{text}"


class LogAxis:
    """A logarithmic axis on which the quotients of a table are drawn, with their intervals."""

    def __init__(self, rows: Iterable[dict[str, Any]], value: str = "location_quotient") -> None:
        self._value = value
        rows = list(rows)
        kinds = {row.get("interval") for row in rows}
        self._hidden = bool(kinds & {"imputations", "error_and_imputations"})
        self._outside = any(self._is_outside(row) for row in rows)
        known = [row[key] for row in rows for key in (value, "lower", "upper") if row.get(key)]
        self.low = max(min([0.5, *known]), _LEAST)
        self.high = max([2.0, *known])
        self._span = math.log(self.high / self.low)

    def _is_outside(self, row: dict[str, Any]) -> bool:
        value, lower, upper = row[self._value], row.get("lower"), row.get("upper")
        return value is not None and lower is not None and upper is not None and not lower <= value <= upper

    def _place(self, value: float) -> float:
        within = min(max(value, self.low), self.high)
        # 2 % of room on both sides, so that a dot at the edge is whole
        return 2 + 96 * math.log(within / self.low) / self._span

    def drawn(self, row: dict[str, Any]) -> SafeString:
        """Return a quotient in words and as a dot, its interval as a bar, and a line at 1."""
        value, lower, upper = row[self._value], row.get("lower"), row.get("upper")
        if value is None:
            return format_html("{}", NONE)
        words = quotient(value)
        interval = SafeString("")
        if lower is not None and upper is not None:
            left, right = self._place(lower), self._place(upper)
            interval = format_html(
                '<rect class="interval-range" x="{}%" y="6" width="{}%" height="8" rx="4"/>',
                f"{left:.2f}",
                f"{max(right - left, 0.5):.2f}",
            )
            between = _("%(low)s to %(high)s") % {"low": quotient(lower), "high": quotient(upper)}
            words = format_html('{} <span class="muted">({})</span>', words, between)
        one = f"{self._place(1):.2f}"
        return format_html(
            '<span class="interval"><svg aria-hidden="true" focusable="false">'
            '<line class="interval-axis" x1="0" x2="100%" y1="10" y2="10"/>'
            '<line class="interval-reference" x1="{}%" x2="{}%" y1="0" y2="20"/>{}'
            '<circle class="interval-point" cx="{}%" cy="10" r="4.5"/></svg><span class="nowrap">{}</span></span>',
            one,
            one,
            interval,
            f"{self._place(value):.2f}",
            words,
        )

    def explained(self, *, has_intervals: bool) -> str:
        """Return what the drawing shows, for the caption of its table."""
        ends = {"low": quotient(self.low), "high": quotient(self.high)}
        sentences = [_("Dot: location quotient.")]
        if has_intervals:
            sentences.append(_("Bar: interval that holds the true one in 95 of 100 cases."))
        if self._hidden:
            sentences.append(_("It also covers what the hidden cells could be."))
        if self._outside:
            sentences.append(_("A dot outside its bar: chance alone explains part of that quotient."))
        sentences.append(_("Dashed line: 1, as everywhere."))
        sentences.append(_("Logarithmic scale from %(low)s to %(high)s.") % ends)
        return " ".join(sentences)
