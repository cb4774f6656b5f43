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
SHIFT = 9
"""How far below the middle of its row a mark stands where the name is above it."""


def y_of(rows: list[Row], *, narrow: bool) -> Any:
    """Return the vertical channel of rows by their ``label``, in their order; lines of a label are parted by line ends."""
    room = label_room((row["label"] for row in rows), TEXT_SIZE)
    axis = None if narrow else alt.Axis(labelExpr="split(datum.label, '\\n')", minExtent=room, maxExtent=room)
    order = alt.Scale(domain=[row["label"] for row in rows])  # said, for a layer that leaves rows out would change it
    return alt.Y("label:N", sort=None, title=None, axis=axis, scale=order)


def shift(*, narrow: bool) -> int:
    """Return the offset of marks in their row."""
    return SHIFT if narrow else 0


def names_above(base: Picture) -> Picture:
    """Return the names of the rows above their lines, for a narrow screen."""
    return base.mark_text(align="left", fontSize=TEXT_SIZE, dy=-10, limit=NARROW - 4).encode(
        text="label:N", x=alt.value(0)
    )
