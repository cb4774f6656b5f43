r"""The order of hits: BM25 over groups of tokens, the same on every database because it is computed here."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
    found = [(key, _spaced(text), text.count(" ") + 1) for key, text in hits]
    if not found or query.is_empty:
        return [(key, 0.0) for key, _, _ in sorted(found)]
    frequencies = [[_frequency(word, spaced) for word in query.words] for _, spaced, _ in found]
    holding = [
        sum(1 for one in frequencies if one[place]) if vocabulary is None else _rows_of(word, vocabulary)
        for place, word in enumerate(query.words)
    ]
    total = max(rows or 0, len(found), *holding)
    weights = [math.log(1 + (total - number + 0.5) / (number + 0.5)) for number in holding]
    mean = average_length or sum(length for _, _, length in found) / len(found)
    scored = [
        (key, _score(counts, weights, length / mean))
        for (key, _, length), counts in zip(found, frequencies, strict=True)
    ]
    return sorted(scored, key=lambda pair: (-pair[1], pair[0]))


def _score(counts: Sequence[int], weights: Sequence[float], relative_length: float) -> float:
    norm = K1 * (1 - B + B * relative_length)
    return sum(
        weight * count * (K1 + 1) / (count + norm) for count, weight in zip(counts, weights, strict=True) if count
    )


def _spaced(text: str) -> str:
    """Give each token a blank of its own on both sides, so that counting neighbours that are equal misses none."""
    return f" {text.replace(' ', '  ')} "


def _frequency(word: QueryWord, spaced: str) -> int:
    exact = max(spaced.count(f" {token} ") for token in word.tokens)
    return max(exact, spaced.count(f" {word.prefix}")) if word.prefix else exact


def _rows_of(word: QueryWord, vocabulary: Vocabulary) -> int:
    return max(vocabulary.rows(token) for token in word.tokens)
