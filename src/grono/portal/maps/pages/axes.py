"""Percentiles drawn with their intervals."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from grono.portal.core.templatetags.grono import number

MIDDLE = 50


def percentile_drawn(value: float | None, lower: float | None, upper: float | None) -> object:
    """Return a percentile in words and as a dot between 0 and 100, its interval as a bar, a line at 50."""
    if value is None:
        return None
    words: SafeString | str = number(value, 0)
    interval = SafeString("")
    if lower is not None and upper is not None:
        interval = format_html(
            '<rect class="interval-range" x="{}%" y="6" width="{}%" height="8" rx="4"/>',
            f"{_place(lower):.2f}",
            f"{max(_place(upper) - _place(lower), 0.5):.2f}",
        )
        between = _("%(low)s to %(high)s") % {"low": number(lower, 0), "high": number(upper, 0)}
        words = format_html('{} <span class="muted">({})</span>', words, between)
    middle = f"{_place(MIDDLE):.2f}"
    return format_html(
        '<span class="interval"><svg aria-hidden="true" focusable="false">'
        '<line class="interval-axis" x1="0" x2="100%" y1="10" y2="10"/>'
        '<line class="interval-reference" x1="{}%" x2="{}%" y1="0" y2="20"/>{}'
        '<circle class="interval-point" cx="{}%" cy="10" r="4.5"/></svg><span class="nowrap">{}</span></span>',
        middle,
        middle,
        interval,
        f"{_place(value):.2f}",
        words,
    )


def _place(percentile: float) -> float:
    # 2 % of room on both sides, so that a dot at the edge is whole
    return 2 + 96 * min(max(percentile, 0.0), 100.0) / 100


def percentile_note() -> str:
    """Return what the drawing shows."""
    return " ".join([
        _("Dot: how many of 100 comparable regions are weaker; 50 is the middle."),
        _("Bar: interval that holds the true place in 95 of 100 cases."),
    ])  # fmt: skip
