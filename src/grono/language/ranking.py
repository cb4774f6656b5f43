r"""The order of hits: BM25 over groups of tokens, the same on every database because it is computed here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from grono.language.queries import Query, QueryWord
    from grono.language.typing_errors import Vocabulary

K1, B = 1.2, 0.75
"""Saturation and length correction of BM25, the usual values (Robertson and Zaragoza 2009)."""


def bm25_order(
    query: Query,
    hits: Iterable[tuple[int, str]],
    *,
    vocabulary: Vocabulary | None = None,
    rows: int | None = None,
    average_length: float | None = None,
) -> list[tuple[int, float]]:
    r"""Order hits by how well they answer a query.

    .. math:: \sum_g \ln\Bigl(1 + \frac{N - n_g + ½}{n_g + ½}\Bigr) \frac{f_g (k_1 + 1)}{f_g + k_1 (1 - b + b\,l/\bar l)}

    with :math:`f_g` the largest frequency of a token of the group in the row, :math:`l` the row's tokens, :math:`n_g` the largest
    number of rows that hold a token of the group.

    Parameters
    ----------
    query : Query
        What was asked.
    hits : iterable of (id, tokens)
        Rows that the database found, with the column of tokens.
    vocabulary : Vocabulary, optional
        Rows that hold a token, over the whole index; without it they are counted among the hits.
    rows : int, optional
        Rows of the index; without it the number of hits.
    average_length : float, optional
        Mean number of tokens in a row of the index; without it that of the hits.

    Returns
    -------
    list of (id, score)
        The best first; equal scores in the order of the ids.

    References
    ----------
    Robertson and Zaragoza (2009), doi:10.1561/1500000019; LNG-5.

    Examples
    --------
    >>> from grono.language.queries import build_query
    >>> [key for key, score in bm25_order(build_query("ser", "xx"), [(1, "mleko ser"), (2, "ser ser mleko")])]
    [2, 1]
    """
    found = list(hits)
    if not found or query.is_empty:
        return [(key, 0.0) for key, _ in sorted(found)]
    lengths = np.array([text.count(" ") + 1 if text else 0 for _, text in found], dtype=np.float64)
    laid_out = _LaidOut.of([text for _, text in found])
    counts = np.array([laid_out.frequencies(word) for word in query.words], dtype=np.float64)
    holding = (
        np.count_nonzero(counts, axis=1) if vocabulary is None else [_rows_of(word, vocabulary) for word in query.words]
    )
    total = max(rows or 0, len(found), *holding)
    weights = np.log(1 + (total - np.asarray(holding) + 0.5) / (np.asarray(holding) + 0.5))
    norm = K1 * (1 - B + B * lengths / (average_length or lengths.mean() or 1.0))
    scores = (weights[:, None] * counts * (K1 + 1) / (counts + norm)).sum(axis=0)
    scored = zip([key for key, _ in found], scores.tolist(), strict=True)
    return sorted(scored, key=lambda pair: (-pair[1], pair[0]))


@dataclass(frozen=True)
class _LaidOut:
    """All rows one behind the other, so that a word is counted in all of them at once; two blanks between words, none shared."""

    text: str
    starts: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Sequence[str]) -> _LaidOut:
        """Return rows laid out: a line each, a blank at both ends."""
        lengths = np.array([len(text) + text.count(" ") + 3 for text in texts], dtype=np.int64)
        whole = "\n".join(texts).replace(" ", "  ").replace("\n", " \n ")
        return cls(f" {whole} ", np.concatenate([[0], np.cumsum(lengths)[:-1]]))

    def frequencies(self, word: QueryWord) -> NDArray[np.int64]:
        """Return the largest frequency of a token of the group in each row; an unfinished word counts by its beginning."""
        found = np.zeros(self.starts.size, dtype=np.int64)
        for sought in (*(f" {token} " for token in word.tokens), *((f" {word.prefix}",) if word.prefix else ())):
            np.maximum(found, self._times(sought), out=found)
        return found

    def _times(self, sought: str) -> NDArray[np.int64]:
        between = np.array([len(piece) for piece in self.text.split(sought)[:-1]], dtype=np.int64)
        places = np.cumsum(between + len(sought)) - len(sought)
        rows = np.searchsorted(self.starts, places, side="right") - 1
        return np.bincount(rows, minlength=self.starts.size)


def _rows_of(word: QueryWord, vocabulary: Vocabulary) -> int:
    return max(vocabulary.rows(token) for token in word.tokens)
