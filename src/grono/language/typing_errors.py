"""Typing errors: the nearest entries of the vocabulary to a word that it does not hold."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

if TYPE_CHECKING:
    from collections.abc import Mapping

SHORTEST = 4
"""Letters from which a word may be mistyped: shorter ones have too many neighbours."""

LONG = 8
"""Letters from which a word may hold two errors."""

MOST_NEIGHBOURS = 5
"""Entries joined to a mistyped word."""


class Vocabulary:
    """The tokens of an index: those of one language and visibility rung, so that nobody learns a word they may not see.

    Parameters
    ----------
    frequencies : mapping of str to int
        Token → number of rows that hold it, as ``fts5vocab`` (row) and ``ts_stat`` tell it.
    """

    def __init__(self, frequencies: Mapping[str, int]) -> None:
        self._frequencies = dict(frequencies)

    def __contains__(self, token: str) -> bool:
        return token in self._frequencies

    def __len__(self) -> int:
        return len(self._frequencies)

    def rows(self, token: str) -> int:
        """Return how many rows hold a token; 0 for one that is not there."""
        return self._frequencies.get(token, 0)

    def has_prefix(self, prefix: str) -> bool:
        """Tell whether any token begins so."""
        position = bisect_left(self._sorted, prefix)
        return position < len(self._sorted) and self._sorted[position].startswith(prefix)

    def nearest(self, word: str) -> tuple[str, ...]:
        """Return the tokens that a mistyped word may have meant.

        The distance is optimal string alignment (a letter more, less or other, two neighbours swapped): at most 1 below eight
        letters, else 2. At most five, the nearest first, then the most frequent, then by letter.

        Parameters
        ----------
        word : str
            A folded word. Below four letters, and for digits, nothing is returned.

        Examples
        --------
        >>> Vocabulary({"mleczarstwo": 3, "młynarstwo": 1}).nearest("mleczarsto")
        ('mleczarstwo',)
        """
        if len(word) < SHORTEST or word[0].isdecimal():
            return ()
        allowed = 1 if len(word) < LONG else 2
        near: list[tuple[int, int, str]] = []
        for length in range(len(word) - allowed, len(word) + allowed + 1):
            choices = self._by_length.get(length, [])
            found = extract(word, choices, scorer=OSA.distance, score_cutoff=allowed, limit=None)
            near += [(int(distance), -self._frequencies[token], token) for token, distance, _ in found]
        return tuple(token for _, _, token in sorted(near)[:MOST_NEIGHBOURS])

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._frequencies)

    @cached_property
    def _by_length(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for token in self._sorted:
            if not token[0].isdecimal():
                found.setdefault(len(token), []).append(token)
        return found
