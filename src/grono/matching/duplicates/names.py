"""How alike two names are: words that few organisations bear count much, *przedsiębiorstwo handlowo-usługowe* hardly."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from grono.matching.duplicates.tables import weak_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from grono.matching.duplicates.folding import FoldedName
    from grono.matching.duplicates.records import Folded

SMALLEST_REGISTER = 1000
"""A small register is weighed as if it held so many: that nobody else in it bears a name says little."""

ALIKE = 0.75
"""Likeness from which two words may be one with an error: one letter in four, two in eight."""

WEAK = 1.0
"""Highest weight of a weak word, which is common everywhere, though perhaps not in a small register."""

RUN_TOGETHER = 0.97
"""Likeness of names that differ only in blanks and hyphens: Agro-Tech, Agrotech."""

OTHER_NUMBER = 0.5
"""Highest likeness of names with different numbers: school 5 is not school 7."""


class Rarity:
    """How many organisations bear each word, and each name."""

    def __init__(self, records: Iterable[Folded]) -> None:
        self._words: Counter[str] = Counter()
        self._names: Counter[str] = Counter()
        number = 0
        for record in records:
            number += 1
            self._words.update({word for name in record.names for word in name.words})
            self._names.update({name.text for name in record.names})
        self._size = max(number, SMALLEST_REGISTER)
        self._weights: dict[str, float] = {}

    def weight(self, word: str) -> float:
        """Return the weight of a word: the logarithm of how rare it is, halved for a single letter or a number."""
        if word not in self._weights:
            weight = math.log(1 + self._size / max(self._words[word], 1))
            weight = weight / 2 if len(word) < 2 or word.isdecimal() else weight
            self._weights[word] = min(weight, WEAK) if word in weak_words() else weight
        return self._weights[word]

    def bits(self, name: FoldedName) -> float:
        """Return how many bits it tells that two records bear this very name."""
        return math.log2(self._size / max(self._names[name.text] - 1, 1))

    def rarest(self, words: Sequence[str], number: int) -> list[str]:
        """Return the rarest words, the rarest first; longer ones of equal rarity first."""
        return sorted(
            set(words), key=lambda word: (self._words[word] + (len(word) < 3) * self._size, -len(word), word)
        )[:number]


def likeness_of_names(first: FoldedName, second: FoldedName, rarity: Rarity) -> float:
    r"""Return how alike two folded names are, 0 to 1.

    .. math:: \frac{2 \sum_{(v, w)} s(v, w)\, \frac{g(v) + g(w)}{2}}{\sum_v g(v) + \sum_w g(w)}

    over pairs of words matched one to one, the most alike first; :math:`s` is one minus the share of letters that differ (OSA), 0 below 0.75;
    :math:`g` the weight of a word.
    """
    if first.text == second.text:
        return 1.0
    if "".join(first.words) == "".join(second.words):
        return RUN_TOGETHER
    weights_first = [rarity.weight(word) for word in first.words]
    weights_second = [rarity.weight(word) for word in second.words]
    total = sum(weights_first) + sum(weights_second)
    shared = sum(
        alike * (weights_first[left] + weights_second[right])
        for alike, left, right in _matched(first.words, second.words)
    )
    found = shared / total if total else 0.0
    return min(found, OTHER_NUMBER) if _numbers(first) != _numbers(second) else found


def _matched(first: Sequence[str], second: Sequence[str]) -> list[tuple[float, int, int]]:
    pairs = sorted(
        (-alike, left, right)
        for left, one in enumerate(first)
        for right, other in enumerate(second)
        if (alike := _likeness_of_words(one, other))
    )
    found, left_taken, right_taken = [], set(), set()
    for alike, left, right in pairs:
        if left not in left_taken and right not in right_taken:
            left_taken.add(left)
            right_taken.add(right)
            found.append((-alike, left, right))
    return found


def _likeness_of_words(first: str, second: str) -> float:
    if first == second:
        return 1.0
    return float(OSA.normalized_similarity(first, second, score_cutoff=ALIKE))


def _numbers(name: FoldedName) -> list[str]:
    return sorted(word for word in name.words if word.isdecimal())
