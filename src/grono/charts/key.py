"""The key above a picture: what each mark means, in words, laid out in rows of the width there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from grono.charts.altair_door import Picture, alt, over
from grono.charts.theme import NOTE_SIZE, TEXT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.charts.theme import Ink

Sign = Literal["line", "dashes", "band", "dot", "ring", "diamond", "square", "note"]
_ROW = 19
_GAP = 18
_SIGN = {"line": 24, "dashes": 24, "band": 24, "dot": 12, "ring": 12, "diamond": 12, "square": 14, "note": 0}
"""Width of each sign."""
_LETTER = 0.55
"""Mean width of a letter of a note, in ems, with a little room."""


@dataclass(frozen=True)
class Entry:
    """One line of a key: a sign in an ink, and what it means."""

    sign: Sign
    ink: Ink
    text: str
    letter: str = ""


def key(entries: Sequence[Entry], width: int) -> Picture:
    """Return the key as a picture of the given width."""
    rows = _placed(entries, width)
    lines = int(max((row["line"] for row in rows), default=0)) + 1
    layers = [*_strokes(rows), *_areas(rows), *_points(rows), *_texts(rows)]
    picture = alt.layer(*layers) if layers else over([{}]).mark_point(opacity=0)
    return picture.properties(width=width, height=_ROW * lines)


def _placed(entries: Sequence[Entry], width: int) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    x, line = 0.0, 0
    for entry in entries:
        sign = _SIGN[entry.sign]
        words = f"{entry.letter} · {entry.text}" if entry.letter else entry.text
        gap = 6 if sign else 0
        needed = sign + gap + len(words) * NOTE_SIZE * _LETTER
        if x and x + needed > width:
            x, line = 0.0, line + 1
        rows.append(
            {
                "sign": entry.sign, "ink": entry.ink.light, "text": words, "line": line,
                "x": x, "end": x + sign, "middle": x + sign / 2, "words": x + sign + gap, "y": line * _ROW + _ROW / 2,
                "top": line * _ROW + 4, "bottom": line * _ROW + _ROW - 4,
            }
        )  # fmt: skip
        x += needed + _GAP
    return rows


def _of(rows: list[dict[str, Any]], *signs: Sign) -> list[dict[str, Any]]:
    return [row for row in rows if row["sign"] in signs]


def _pixel(channel: Any, field: str) -> Any:
    return channel(f"{field}:Q", scale=None, axis=None)


def _strokes(rows: list[dict[str, Any]]) -> list[Picture]:
    layers = []
    for sign, dash in (("line", [1, 0]), ("dashes", [4, 3])):
        for row in _of(rows, "line" if sign == "line" else "dashes"):
            rule = over([row]).mark_rule(strokeWidth=2, strokeDash=dash, color=row["ink"])
            layers.append(rule.encode(x=_pixel(alt.X, "x"), x2="end:Q", y=_pixel(alt.Y, "y")))
    return layers


def _areas(rows: list[dict[str, Any]]) -> list[Picture]:
    return [
        over([row]).mark_rect(color=row["ink"]).encode(
            x=_pixel(alt.X, "x"), x2="end:Q", y=_pixel(alt.Y, "top"), y2="bottom:Q"
        )
        for row in _of(rows, "band", "square")
    ]  # fmt: skip


def _points(rows: list[dict[str, Any]]) -> list[Picture]:
    layers = []
    for row in _of(rows, "dot", "ring", "diamond"):
        shape = "diamond" if row["sign"] == "diamond" else "circle"
        style = {"filled": False, "strokeWidth": 2} if row["sign"] == "ring" else {"filled": True}
        mark = over([row]).mark_point(shape=shape, size=90, opacity=1, color=row["ink"], **style)
        layers.append(mark.encode(x=_pixel(alt.X, "middle"), y=_pixel(alt.Y, "y")))
    return layers


def _texts(rows: list[dict[str, Any]]) -> list[Picture]:
    if not rows:
        return []
    texts = over(rows).mark_text(align="left", baseline="middle", fontSize=NOTE_SIZE, color=TEXT.light)
    return [texts.encode(x=_pixel(alt.X, "words"), y=_pixel(alt.Y, "y"), text="text:N")]
