"""An indicator beside its peers: the own line, the band of the middle half of the peers, their median, the nation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from grono.charts.altair_door import Picture, alt, over, specification, words
from grono.charts.chart import Chart
from grono.charts.key import Entry, key
from grono.charts.theme import ACCENT, GROUND, MUTED, STRONG_LINE
from grono.charts.values import number
from grono.messages import message
from grono.strategy.flags import flag_tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grono.strategy.peers import PeerYear

_COLUMNS = ["period", "own", "flag", "lower_quartile", "median", "upper_quartile", "peers", "nation"]
_NUMBERS = ("own", "lower_quartile", "median", "upper_quartile", "nation")
_WIDE, _NARROW = 620, 286
_FAR = 2
"""A nation so many times above everything else is a sum and not a level."""
_LARGE = 1000
"""Above it decimals are noise on a picture."""


def beside_peers_chart(  # noqa: PLR0913 - what is shown, and how
    years: Sequence[PeerYear],
    language: str,
    *,
    title: str,
    source: str,
    flags: Mapping[int, str] | None = None,
    narrow: bool = False,
) -> Chart:
    """Draw an indicator beside its peers and the nation.

    Parameters
    ----------
    years : sequence of PeerYear
        What :func:`grono.strategy.peers.beside_peers` returns. What is missing leaves a gap; it is not zero.
    language, title, source : str
        Language of the texts, what is shown, where the figures come from.
    flags : mapping of int to str
        Period → flag of the own value; a flagged value is drawn as a ring with its letters.
    narrow : bool
        For screens of 360 px.
    """
    rows = [_row(one, (flags or {}).get(one.period, "")) for one in years]
    return Chart(
        title=title,
        specification=_specification(rows, language, narrow=narrow),
        alternative=_finding(rows, title, language),
        table=pa.Table.from_pylist(rows, schema=_SCHEMA),
        column_titles={name: text.in_language(language) for name, text in _titles().items()},
        source=source,
        language=language,
    )


_SCHEMA = pa.schema(
    [
        ("period", pa.string()),
        ("own", pa.float64()),
        ("flag", pa.string()),
        ("lower_quartile", pa.float64()),
        ("median", pa.float64()),
        ("upper_quartile", pa.float64()),
        ("peers", pa.int64()),
        ("nation", pa.float64()),
    ]
)


def _titles() -> dict[str, Any]:
    return {
        "period": message("Year"),
        "own": message("Own value"),
        "flag": message("Flag of the source"),
        "lower_quartile": message("Lower quartile of the peers"),
        "median": message("Median of the peers"),
        "upper_quartile": message("Upper quartile of the peers"),
        "peers": message("Peers with a figure"),
        "nation": message("Nation"),
    }


def _row(one: PeerYear, flag: str) -> dict[str, Any]:
    values = {name: getattr(one, name) for name in _NUMBERS}
    floats = {name: None if value is None else float(value) for name, value in values.items()}
    return {"period": str(one.period), "flag": ",".join(flag_tokens(flag)), "peers": one.n, **floats}


def _near(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out a nation that is far above everything else, as the sum of all regions is: it would flatten every line; the table tells it."""
    others = [abs(row[name]) for row in rows for name in _NUMBERS[:-1] if row[name] is not None]
    nation = [abs(row["nation"]) for row in rows if row["nation"] is not None]
    if others and nation and max(nation) > _FAR * max(others):
        return [{**row, "nation": None} for row in rows]
    return rows


def _specification(rows: list[dict[str, Any]], language: str, *, narrow: bool) -> dict[str, Any]:
    width, rows = _NARROW if narrow else _WIDE, _near(rows)
    if not any(row[name] is not None for row in rows for name in _NUMBERS):
        return words(message("There is no figure to draw.").in_language(language), language, width=width)
    panels = [key(_entries(rows, language), width), _lines(rows, width, narrow=narrow)]
    return specification(alt.vconcat(*panels, spacing=12), language)


def _entries(rows: list[dict[str, Any]], language: str) -> list[Entry]:
    found = [Entry("line", ACCENT, message("own value").in_language(language))]
    if any(row["flag"] for row in rows):
        found.append(Entry("ring", ACCENT, message("with a flag").in_language(language)))
    if any(row["median"] is not None for row in rows):
        found.append(Entry("dashes", MUTED, message("median of the peers").in_language(language)))
        found.append(Entry("band", STRONG_LINE, message("middle half of the peers").in_language(language)))
    if any(row["nation"] is not None for row in rows):
        found.append(Entry("diamond", STRONG_LINE, message("nation").in_language(language)))
    return found


def _lines(rows: list[dict[str, Any]], width: int, *, narrow: bool) -> Picture:
    periods = [row["period"] for row in rows]
    step = max(1, -(-len(periods) // (5 if narrow else 11)))
    axis = alt.Axis(title=None, values=periods[::step], labelAngle=0, labelPadding=8)
    base = over(rows).encode(x=alt.X("period:O", scale=alt.Scale(domain=periods), axis=axis))
    flagged = over([row for row in rows if row["flag"]] or [dict.fromkeys(_COLUMNS)])
    layers = [
        base.mark_area(color=STRONG_LINE.light, opacity=0.25).encode(y=_y("lower_quartile"), y2="upper_quartile:Q"),
        base.mark_line(color=MUTED.light, strokeWidth=1.8, strokeDash=[5, 4]).encode(y=_y("median")),
        base.mark_line(color=STRONG_LINE.light, strokeWidth=1).encode(y=_y("nation")),
        base.mark_point(color=STRONG_LINE.light, filled=True, opacity=1, size=30, shape="diamond").encode(y=_y("nation")),
        base.mark_line(color=ACCENT.light, strokeWidth=2.4).encode(y=_y("own")),
        base.mark_point(color=ACCENT.light, filled=True, opacity=1, size=34).encode(y=_y("own")),
        flagged.mark_point(color=ACCENT.light, fill=GROUND.light, filled=True, opacity=1, size=52, stroke=ACCENT.light, strokeWidth=1.8)
        .encode(x="period:O", y=_y("own")),
        flagged.mark_text(dy=-13, fontSize=11, color=MUTED.light).encode(x="period:O", y=_y("own"), text="flag:N"),
    ]  # fmt: skip
    return alt.layer(*layers).properties(width=width, height=240)


def _y(field: str) -> Any:
    return alt.Y(f"{field}:Q", scale=alt.Scale(zero=False), axis=alt.Axis(title=None, grid=True, labelPadding=6))


def _finding(rows: list[dict[str, Any]], title: str, language: str) -> str:
    known = [row for row in rows if row["own"] is not None]
    if not known:
        return f"{title}. {message('There is no figure to draw.').in_language(language)}"
    ends = dict.fromkeys((0, len(known) - 1))
    return " ".join([f"{title}.", *(_of_year(known[place], language) for place in ends)])


def _of_year(row: dict[str, Any], language: str) -> str:
    shown = {name: _shown(row[name], language) for name in _NUMBERS}
    text = message("%(period)s: own value %(own)s.", period=row["period"], own=shown["own"]).in_language(language)
    if row["median"] is not None:
        text += " " + message(
            "Median of the peers %(median)s, their middle half from %(lower)s to %(upper)s.",
            median=shown["median"],
            lower=shown["lower_quartile"],
            upper=shown["upper_quartile"],
        ).in_language(language)
    if row["nation"] is not None:
        text += " " + message("Nation %(nation)s.", nation=shown["nation"]).in_language(language)
    return text


def _shown(value: float | None, language: str) -> str:
    digits = 0 if value is None or abs(value) >= _LARGE or value == int(value) else 2
    return number(value, language, digits)
