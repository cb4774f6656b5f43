"""The table beside a chart of ``map.html``: the same figures, for who wants to read or copy them."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING, Any

from grono.charts import values as form
from grono.messages import message

if TYPE_CHECKING:
    from grono.charts import Chart

_SHARES = {"share", "share_in_candidates"}
_FINE = 100
"""Below it a number that is not whole is written with its decimals."""


def chart_table(chart: Chart) -> str:
    """Return the values of a chart as a table; numbers in the form of its language."""
    names = chart.table.column_names
    numeric = {name for name in names if not is_text(chart, name)}
    heads = "".join(f'<th scope="col"{_kind(name, numeric)}>{escape(chart.column_titles[name])}</th>' for name in names)
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td{_kind(name, numeric)}>{escape(shown_value(name, row[name], chart.language))}</td>" for name in names
        )
        + "</tr>"
        for row in chart.table.to_pylist()
    )
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(chart.title)}">'
        f'<table aria-label="{escape(chart.title)}"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def is_text(chart: Chart, name: str) -> bool:
    """Say whether a column of a chart's table holds words."""
    return str(chart.table.schema.field(name).type) == "string"


def _kind(name: str, numeric: set[str]) -> str:
    return ' class="number"' if name in numeric else ""


def shown_value(name: str, value: Any, language: str) -> str:
    """Return a value of a chart's table as it is written: a count without decimals, anything finer with three significant digits."""
    if isinstance(value, bool):
        return (message("yes") if value else message("no")).in_language(language)
    if isinstance(value, str):
        return value
    if name in _SHARES:
        return form.percent(value, language)
    if isinstance(value, float) and value != int(value) and abs(value) < _FINE:
        return form.number(value, language, 2 - math.floor(math.log10(abs(value))))
    return form.number(value, language)
