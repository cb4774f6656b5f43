"""What the pictures of a strategy share: quantities as ends that can be drawn, unequal names, an axis that keeps open ends in sight."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from grono.charts.altair_door import Picture, alt
from grono.charts.theme import NOTE_SIZE
from grono.charts.values import wrapped
from grono.quantities import Range, display

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from grono.messages import Message
    from grono.quantities import Quantity
    from grono.quantities.showing import Style

WIDE, NARROW = 400, 318
"""Width of the drawing beside its names, and of the whole picture on a screen of 360 px."""
ROW, NARROW_ROW = 40, 52
ARROWS = {"left": "triangle-left", "right": "triangle-right"}


@dataclass(frozen=True)
class Ends:
    """Where a quantity begins and ends on an axis.

    Parameters
    ----------
    low, high : float
        The ends, cut at the edges of the axis.
    leaves_left, leaves_right : bool
        Whether it goes on beyond an edge: an end without a limit, or one outside the picture.
    """

    low: float
    high: float
    leaves_left: bool
    leaves_right: bool


def ends_of(value: Quantity, domain: tuple[float, float]) -> Ends | None:
    """Return the ends of a range within an axis; None for what has no number."""
    if not isinstance(value, Range):
        return None
    low = domain[0] if value.lower is None else float(value.lower)
    high = domain[1] if value.upper is None else float(value.upper)
    first, last = (min(max(end, domain[0]), domain[1]) for end in (low, high))
    return Ends(first, last, value.lower is None or low < domain[0], value.upper is None or high > domain[1])


def numbers_of(values: Iterable[Quantity]) -> list[float]:
    """Return all finite ends of quantities, for the reach of an axis."""
    ranges = [value for value in values if isinstance(value, Range)]
    return [float(end) for value in ranges for end in (value.lower, value.upper) if end is not None]


def lower_end(value: Quantity) -> float | None:
    """Return the finite lower end of a quantity, for a table."""
    return float(value.lower) if isinstance(value, Range) and value.lower is not None else None


def upper_end(value: Quantity) -> float | None:
    """Return the finite upper end of a quantity, for a table."""
    return float(value.upper) if isinstance(value, Range) and value.upper is not None else None


_LINE, _LONGEST, _SHORTEST = 44, 38, 10
"""Letters that fit a line of a narrow picture, and the most and the fewest that are a name's."""


def unequal_labels(names: Sequence[str], texts: Sequence[str], *, narrow: bool) -> list[str]:
    """Return names broken into lines; equal ones are numbered, for rows are told apart by their names.

    On a narrow screen the text of a row stands on the line of its name, which is as short as that asks for.
    """
    rooms = [max(_SHORTEST, min(_LONGEST, _LINE - len(text))) for text in texts]
    broken = [
        wrapped(name, room, 1) if narrow else wrapped(name, 30, 2) for name, room in zip(names, rooms, strict=True)
    ]
    seen: Counter[str] = Counter()
    labels = []
    for label in map("\n".join, broken):
        seen[label] += 1
        labels.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return labels


def drawn_rows(
    names: Sequence[str], texts: Sequence[str], values: Iterable[Quantity], domain: tuple[float, float], *, narrow: bool
) -> list[dict[str, Any]]:
    """Return one record a row for Vega-Lite: label, text, the ends within the axis and whether the range goes on beyond them."""
    labels = unequal_labels(names, texts, narrow=narrow)
    found = []
    for label, text, value in zip(labels, texts, values, strict=True):
        ends = ends_of(value, domain)
        found.append(
            {
                "label": label,
                "text": text,
                "low": ends.low if ends else None,
                "high": ends.high if ends else None,
                "left": bool(ends and ends.leaves_left),
                "right": bool(ends and ends.leaves_right),
            }
        )
    return found


def said(value: Quantity, language: str, unit: str = "", style: Style = "plain", decimals: int | None = None) -> str:
    """Return a quantity in words with its unit; what has no number has no unit."""
    text = display(value, language, style=style, decimals=decimals)
    return f"{text}\u00a0{unit}" if unit and isinstance(value, Range) else text


def titles_in(titles: dict[str, Message], language: str) -> dict[str, str]:
    """Return the headings of a table in a language."""
    return {column: title.in_language(language) for column, title in titles.items()}


def table_of_rows(rows: list[dict[str, Any]], numbers: Sequence[str], titles: dict[str, Message]) -> pa.Table:
    """Return rows as a table with the columns of its headings; all but ``numbers`` are text."""
    fields = [(name, pa.float64() if name in numbers else pa.string()) for name in titles]
    return pa.Table.from_pylist([{name: row.get(name) for name in titles} for row in rows], schema=pa.schema(fields))


def row_texts(base: Picture, below: int, *, narrow: bool, width: int = WIDE) -> Picture:
    """Return what stands after each row, in the column ``text``: at the right; above the row on a narrow screen."""
    if narrow:
        text = base.mark_text(align="right", fontSize=NOTE_SIZE, fontWeight="bold", dy=-10)
        return text.encode(x=alt.value(NARROW), text="text:N")
    return base.mark_text(align="left", fontSize=NOTE_SIZE, yOffset=below).encode(
        x=alt.value(width + 12), text="text:N"
    )


def arrows(base: Picture, x: Any, ink: str, below: int) -> list[Picture]:
    """Return an arrow at the edge for each row that goes on beyond it (``left`` and ``right`` of the rows)."""
    layers = []
    for side, shape in ARROWS.items():
        some = base.transform_filter(f"datum.{side}")
        mark = some.mark_point(shape=shape, filled=True, size=110, color=ink, opacity=1, yOffset=below)
        layers.append(mark.encode(x=x("low" if side == "left" else "high")))
    return layers
