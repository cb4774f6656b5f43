r"""The order of hits: BM25 over groups of tokens, the same on every database because it is computed here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from grono.language.queries import Query, QueryWord
    from grono.language.typing_errors import Vocabulary

K1, B = 1.2, 0.75
"""Saturation and length correction of BM25, the usual values (Robertson and Zaragoza 2009)."""
_EIGHT = 8
"""Bytes of the numbers as which words are compared."""


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
    if not found:
        return []
    scores = bm25_scores(
        query,
        "\n".join(text for _, text in found),
        vocabulary=vocabulary,
        rows=rows,
        average_length=average_length,
    )
    scored = zip([key for key, _ in found], scores.tolist(), strict=True)
    return sorted(scored, key=lambda pair: (-pair[1], pair[0]))


def bm25_scores(
    query: Query,
    lines: str,
    *,
    vocabulary: Vocabulary | None = None,
    rows: int | None = None,
    average_length: float | None = None,
) -> NDArray[np.float64]:
    """Return how well each of many rows answers a query, as ``bm25_order`` does, for rows of which each is a line of one text.

    Parameters
    ----------
    query : Query
        What was asked; one without words is answered by every row with 0.
    lines : str
        The columns of tokens, one row a line; an empty text is one row without tokens.
    vocabulary, rows, average_length
        As in ``bm25_order``.

    Returns
    -------
    (rows,) array
        Scores, in the order of the lines.
    """
    laid_out = _LaidOut.of(lines)
    if query.is_empty:
        return np.zeros(laid_out.starts.size)
    counts = np.array([laid_out.frequencies(word) for word in query.words], dtype=np.float64)
    holding = (
        np.count_nonzero(counts, axis=1) if vocabulary is None else [_rows_of(word, vocabulary) for word in query.words]
    )
    total = max(rows or 0, laid_out.starts.size, *holding)
    weights = np.log(1 + (total - np.asarray(holding) + 0.5) / (np.asarray(holding) + 0.5))
    norm = K1 * (1 - B + B * laid_out.lengths / (average_length or laid_out.lengths.mean() or 1.0))
    scores: NDArray[np.float64] = (weights[:, None] * counts * (K1 + 1) / (counts + norm)).sum(axis=0)
    return scores


@dataclass(frozen=True)
class _LaidOut:
    """All rows one behind the other, so that a word is counted in all of them at once: eight bytes are compared as one number.

    ``eights`` are the eight bytes from each place of the text on, ``words`` the places where words begin, ``heads`` the eight bytes
    there; ``starts`` are the places where rows begin, ``lengths`` their numbers of tokens.
    """

    eights: NDArray[np.uint64]
    words: NDArray[np.int64]
    heads: NDArray[np.uint64]
    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]

    @classmethod
    def of(cls, lines: str) -> _LaidOut:
        """Return rows, each a line, laid out: a blank before and behind each word."""
        text = b" " + lines.encode() + b" "
        breaks = np.flatnonzero(np.frombuffer(text, dtype=np.uint8) == ord("\n"))
        text = text.replace(b"\n", b" ")
        blank = np.frombuffer(text, dtype=np.uint8) == ord(" ")
        words = np.flatnonzero(blank[:-1] & ~blank[1:]) + 1
        starts = np.concatenate([[0], breaks])
        lengths = np.diff(np.searchsorted(words, np.concatenate([starts, [len(text)]])))
        eights = np.ndarray(len(text), dtype="<u8", buffer=text + bytes(_EIGHT), strides=(1,))
        return cls(eights, words, eights[words], starts, lengths)

    def frequencies(self, word: QueryWord) -> NDArray[np.int64]:
        """Return the largest frequency of a token of the group in each row; an unfinished word counts by its beginning."""
        found = np.zeros(self.starts.size, dtype=np.int64)
        for sought in (*(f"{token} " for token in word.tokens), *((word.prefix,) if word.prefix else ())):
            np.maximum(found, self._times(sought.encode()), out=found)
        return found

    def _times(self, sought: bytes) -> NDArray[np.int64]:
        places = self.words[_begins(self.heads, sought)]
        for done in range(_EIGHT, len(sought), _EIGHT):
            places = places[_begins(self.eights[places + done], sought[done:])]
        rows = np.searchsorted(self.starts, places, side="right") - 1
        return np.bincount(rows, minlength=self.starts.size)


def _begins(eights: NDArray[np.uint64], sought: bytes) -> NDArray[np.bool_]:
    """Return which begin with the sought bytes; of more than eight the first eight count."""
    part = sought[:_EIGHT]
    asked = np.uint64((1 << (8 * len(part))) - 1)
    begins: NDArray[np.bool_] = (eights & asked) == np.uint64(int.from_bytes(part, "little"))
    return begins


def _rows_of(word: QueryWord, vocabulary: Vocabulary) -> int:
    return max(vocabulary.rows(token) for token in word.tokens)
