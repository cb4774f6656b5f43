"""Cards in the order of a strategy: numbers are written as I, II, IX or 1, 2, 10."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grono.portal.strategies.models import TaskCard

_ROMAN = re.compile(r"(?=.)M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def in_order(cards: Iterable[TaskCard]) -> list[TaskCard]:
    """Return the cards by goal, objective and task."""
    return sorted(
        cards, key=lambda card: [rank(n) for n in (card.goal_number, card.objective_number, card.task_number)]
    )


def rank(number: str) -> tuple[int, int, str]:
    """Return what a number is sorted by: Roman and Arabic numbers by value, anything else after them by its letters."""
    bare = number.rstrip(".)")
    if bare.isascii() and bare.isdigit():
        return 0, int(bare), number
    if _ROMAN.fullmatch(bare):
        return 0, _roman(bare), number
    return 1, 0, number


def _roman(text: str) -> int:
    values = [_VALUES[letter] for letter in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)
