"""Rows with a name each: names on the left where there is room, above their lines on a narrow screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grono.charts.altair_door import Picture, alt
from grono.charts.reading import label_room
from grono.charts.theme import TEXT_SIZE

if TYPE_CHECKING:
    from grono.charts.reading import Row

NARROW = 318
"""Width of a picture on a screen of 360 px."""
_BESIDE = 10
"""Pixels between a name and its row."""
_LINE = TEXT_SIZE + 2
"""Height of a line of a name, as Vega sets it."""
SHIFT = 9
"""How far below the middle of its row a mark stands where the name is above it."""


def y_of(rows: list[Row], *, narrow: bool) -> Any:
    """Return the vertical channel of rows by their ``label``, in their order; its axis only holds the room for them."""
    room = label_room((row["label"] for row in rows), TEXT_SIZE)
    axis = None if narrow else alt.Axis(labels=False, minExtent=room + _BESIDE, maxExtent=room + _BESIDE)
    order = alt.Scale(domain=[row["label"] for row in rows])  # said, for a layer that leaves rows out would change it
    return alt.Y("label:N", sort=None, title=None, axis=axis, scale=order)


def shift(*, narrow: bool) -> int:
    """Return the offset of marks in their row."""
    return SHIFT if narrow else 0


def names(base: Picture, rows: list[Row], *, narrow: bool) -> list[Picture]:
    """Return the names of the rows: on the left, each as a block about the middle of its row; above it on a narrow screen."""
    if narrow:
        above = base.mark_text(align="left", fontSize=TEXT_SIZE, dy=-10, limit=NARROW - 4)
        return [above.encode(text="label:N", x=alt.value(0))]
    layers = []
    for lines in sorted({row["label"].count("\n") + 1 for row in rows}):
        some = base.transform_filter(f"length(split(datum.label, '\\n')) == {lines}")
        beside = some.mark_text(align="right", fontSize=TEXT_SIZE, lineBreak="\n", dy=-_LINE / 2 * (lines - 1))
        layers.append(beside.encode(text="label:N", x=alt.value(-_BESIDE)))
    return layers
