"""How wide the columns of a table are where the reader's program does not weigh them itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grono.reports.strategy.blocks import Cell, Grid

_BETWEEN = 3
"""Signs that the edges of a cell take."""
_LONGEST_WORD, _LONGEST_TEXT = 20, 60
"""Signs from which a word is divided, and a text asks for no more room."""
_FOR_LONG_TEXTS = 0.12
"""Share of a crowded table that long texts get although words of other columns are divided for it."""
_SMALL = 0.8
"""The second line of a cell is small: it takes so much less."""
_BOLD = 1.15
"""A heading is bold: its words take so much more."""


def column_widths(block: Grid, signs: int) -> list[float]:
    """Return the width of each column in signs: no word is divided where there is room, and long texts share what is left.

    Parameters
    ----------
    block : Grid
        A table with its heads and rows.
    signs : int
        What the whole table has: signs of its letters beside each other.

    Returns
    -------
    list of float
        One width for each head; together they are ``signs``.
    """
    columns = [[row[place] for row in block.rows] for place in range(len(block.heads))]
    needs = [
        _BETWEEN + min(_longest_word(head.text, [cell.text for cell in column]), _LONGEST_WORD)
        for head, column in zip(block.heads, columns, strict=True)
    ]
    wants = [_BETWEEN + min(max(map(_length, column), default=0), _LONGEST_TEXT) for column in columns]
    wishes = [max(want - need, 0) for want, need in zip(wants, needs, strict=True)]
    room = max(signs - sum(needs), signs * _FOR_LONG_TEXTS)
    share = min(room / sum(wishes), 1) if any(wishes) else 0
    widths = [need + wish * share for need, wish in zip(needs, wishes, strict=True)]
    return [width * signs / sum(widths) for width in widths]


def _length(cell: Cell) -> float:
    return max(len(cell.text), len(cell.detail) * _SMALL)


def _longest_word(head: str, texts: list[str]) -> float:
    of_head = max((len(word) for word in head.split()), default=0) * _BOLD
    return max(of_head, max((len(word) for text in texts for word in text.split()), default=0))
