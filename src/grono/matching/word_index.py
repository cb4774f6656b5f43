"""Likeness by words: BM25 of a text's words over the label and notes of each class, with the words that met."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.language import words
from grono.language.ranking import K1, B
from grono.language.stop_words import stop_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

SHORTEST = 2
"""Letters of a word that counts."""


@dataclass(frozen=True)
class WordIndex:
    """Some texts of one language, by the tokens of their words.

    Parameters
    ----------
    language : str
        Their language.
    norms : array, shape (texts,)
        What the length of each text adds to the denominator of BM25.
    places : dict of str to int
        Token → its place in ``starts``.
    starts : array, shape (tokens + 1,)
        Where the texts of each token begin.
    texts, counts : arrays
        Texts that hold each token, and how often.
    """

    language: str
    norms: NDArray[np.float64]
    places: dict[str, int]
    starts: NDArray[np.int64]
    texts: NDArray[np.int32]
    counts: NDArray[np.int32]

    @classmethod
    def of(cls, texts: Sequence[str], language: str) -> WordIndex:
        """Analyse the texts."""
        groups = [content_groups(text, language) for text in texts]
        lengths = np.array([len(one) for one in groups], dtype=np.float64)
        found: dict[str, Counter[int]] = {}
        for place, one in enumerate(groups):
            for token in (token for _, group in one for token in group):
                found.setdefault(token, Counter())[place] += 1
        rows = sorted(found.items())
        return cls(
            language,
            K1 * (1 - B + B * lengths / max(lengths.mean(), 1.0)),
            {token: place for place, (token, _) in enumerate(rows)},
            np.cumsum([0, *(len(row) for _, row in rows)], dtype=np.int64),
            np.array([place for _, row in rows for place in row], dtype=np.int32),
            np.array([count for _, row in rows for count in row.values()], dtype=np.int32),
        )

    def save(self, path: Path) -> None:
        """Write the index to a file, whole or not at all."""
        tokens = np.frombuffer("\n".join(self.places).encode("utf-8"), dtype=np.uint8)
        partial = path.with_suffix(".partial.npz")
        np.savez(partial, norms=self.norms, tokens=tokens, starts=self.starts, texts=self.texts, counts=self.counts)
        partial.replace(path)

    @classmethod
    def load(cls, path: Path, language: str) -> WordIndex:
        """Read what :meth:`save` wrote."""
        with np.load(path, allow_pickle=False) as file:
            tokens = file["tokens"].tobytes().decode("utf-8").split("\n")
            places = {token: place for place, token in enumerate(tokens)}
            return cls(language, file["norms"], places, file["starts"], file["texts"], file["counts"])

    def scores(self, text: str) -> tuple[NDArray[np.float64], list[tuple[str, NDArray[np.bool_]]]]:
        """Return the BM25 score of each text of the index, and for each word of the text asked which texts it met."""
        size = self.norms.size
        total = np.zeros(size)
        met: list[tuple[str, NDArray[np.bool_]]] = []
        seen: set[tuple[str, ...]] = set()
        for word, group in content_groups(text, self.language):
            if group in seen:
                continue
            seen.add(group)
            frequency = self._frequency(group)
            holding = int((frequency > 0).sum())
            if holding:
                weight = np.log(1 + (size - holding + 0.5) / (holding + 0.5))
                total += weight * frequency * (K1 + 1) / (frequency + self.norms)
                met.append((word, frequency > 0))
        return total, met

    def _frequency(self, group: tuple[str, ...]) -> NDArray[np.float64]:
        frequency = np.zeros(self.norms.size)
        for token in group:
            if token in self.places:
                place = self.places[token]
                held = slice(int(self.starts[place]), int(self.starts[place + 1]))
                frequency[self.texts[held]] = np.maximum(frequency[self.texts[held]], self.counts[held])
        return frequency


def content_groups(text: str, language: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the words of a text with their groups, without stop words, single letters and numbers."""
    left_out = stop_words(language)
    return [
        (text[word.start : word.end], word.group)
        for word in words(text, language)
        if len(word.group[0]) >= SHORTEST and word.group[0] not in left_out and not word.group[0].isdecimal()
    ]
