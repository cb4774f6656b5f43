"""Likeness by letters: TF-IDF over runs of three to five letters, made once for each language and kept in a folder."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.language import words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from scipy import sparse

SHORTEST, LONGEST = 3, 5
"""Letters of a gram."""


def grams(text: str) -> list[str]:
    """Return the runs of three to five letters of a folded text, across blanks; numbers fall away.

    Examples
    --------
    >>> grams("ser")
    [' se', 'ser', 'er ', ' ser', 'ser ', ' ser ']
    """
    plain = f" {' '.join(word.group[0] for word in words(text, 'und') if not word.group[0].isdecimal())} "
    return [
        plain[start : start + length]
        for length in range(SHORTEST, LONGEST + 1)
        for start in range(len(plain) - length + 1)
    ]


@dataclass(frozen=True)
class LetterGrams:
    """The vectors of some texts.

    Parameters
    ----------
    places : dict of str to int
        Gram → column.
    weights : array, shape (columns,)
        Inverse frequency of each gram: ``ln((1 + n) / (1 + n_g)) + 1``.
    vectors : sparse array, shape (columns, texts)
        Unit columns.
    """

    places: dict[str, int]
    weights: NDArray[np.float64]
    vectors: sparse.csr_array

    @classmethod
    def of(cls, texts: Sequence[str]) -> LetterGrams:
        """Make the vectors of texts; a gram in one text only stays, for it may be the name of a product."""
        counts = [Counter(grams(text)) for text in texts]
        places = {gram: place for place, gram in enumerate(sorted({gram for one in counts for gram in one}))}
        holding = np.zeros(len(places))
        for one in counts:
            holding[[places[gram] for gram in one]] += 1
        weights = np.log((1 + len(texts)) / (1 + holding)) + 1
        return cls(places, weights, _rows(counts, places, weights).T.tocsr())

    def likeness(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return the cosine of each text (row) with each text of the index (column), 0 to 1; 0 without a shared gram."""
        rows = _rows([Counter(grams(text)) for text in texts], self.places, self.weights)
        found: NDArray[np.float64] = (rows @ self.vectors).toarray()
        return found

    def save(self, path: Path) -> None:
        """Write the vectors to a file, whole or not at all."""
        vectors = self.vectors.astype(np.float32)
        partial = path.with_suffix(".partial.npz")
        names = np.frombuffer("\n".join(self.places).encode("utf-8"), dtype=np.uint8)
        np.savez(partial, grams=names, weights=self.weights, data=vectors.data, indices=vectors.indices,
                 indptr=vectors.indptr, shape=np.array(vectors.shape))  # fmt: skip
        partial.replace(path)

    @classmethod
    def load(cls, path: Path) -> LetterGrams:
        """Read what :meth:`save` wrote."""
        from scipy import sparse  # only who compares texts waits for it

        with np.load(path, allow_pickle=False) as file:
            names = file["grams"].tobytes().decode("utf-8").split("\n")
            rows, columns = (int(size) for size in file["shape"])
            vectors = sparse.csr_array((file["data"], file["indices"], file["indptr"]), shape=(rows, columns))
            return cls({gram: place for place, gram in enumerate(names)}, file["weights"], vectors)


def _rows(counts: Sequence[Counter[str]], places: dict[str, int], weights: NDArray[np.float64]) -> sparse.csr_array:
    """Return one unit row for each text; a row of zeros for a text without a known gram."""
    from scipy import sparse

    known = [[(places[gram], count) for gram, count in one.items() if gram in places] for one in counts]
    columns = np.array([place for one in known for place, _ in one], dtype=np.int32)
    frequencies = np.array([count for one in known for _, count in one], dtype=np.float64)
    ends = np.concatenate([[0], np.cumsum([len(one) for one in known])]).astype(np.int32)
    values = (1 + np.log(frequencies)) * weights[columns]
    sums = np.add.reduceat(np.append(values**2, 0.0), ends[:-1]) * (np.diff(ends) > 0)
    lengths = np.sqrt(np.where(sums > 0, sums, 1.0))
    values /= np.repeat(lengths, np.diff(ends))
    return sparse.csr_array((values, columns, ends), shape=(len(known), len(places)))
