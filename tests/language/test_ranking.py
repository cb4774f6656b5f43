"""BM25 over groups of tokens, ties by number (LNG-5)."""

import math
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grono.language import Query, QueryWord, Vocabulary, bm25_order, build_query


def plain_score(query, document, documents):
    """Return BM25 written from its definition, over lists of tokens."""
    mean = sum(map(len, documents)) / len(documents)
    score = 0.0
    for word in query.words:
        holding = sum(1 for one in documents if any(token in one for token in word.tokens))
        weight = math.log(1 + (len(documents) - holding + 0.5) / (holding + 0.5))
        frequency = max(document.count(token) for token in word.tokens)
        norm = 1.2 * (0.25 + 0.75 * len(document) / mean)
        score += weight * frequency * 2.2 / (frequency + norm) if frequency else 0.0
    return score


TEXTS = ["ser ser ser mleko", "mleko masło", "ser", "śruba nakrętka podkładka śruba", "mleko mleko ser kefir kefir"]


def test_scores_are_those_of_the_definition():
    query = Query("xx", (QueryWord("ser", ("ser", "kefir")), QueryWord("mleko", ("mleko",))))
    documents = [text.split() for text in TEXTS]
    found = dict(bm25_order(query, enumerate(TEXTS)))
    for number, document in enumerate(documents):
        assert found[number] == pytest.approx(plain_score(query, document, documents))


def test_the_order_of_the_hits_does_not_matter_and_ties_go_by_id():
    query = build_query("ser", "xx")
    hits = [(3, "ser mleko"), (1, "ser mleko"), (2, "ser ser")]
    expected = [2, 1, 3]
    for one in permutations(hits):
        assert [key for key, _ in bm25_order(query, one)] == expected


def test_statistics_of_the_whole_index_weigh_rare_words():
    query = build_query("ser śruba", "xx")
    hits = [(1, "ser"), (2, "sruba")]
    vocabulary = Vocabulary({"ser": 900, "sruba": 2})
    assert [key for key, _ in bm25_order(query, hits, vocabulary=vocabulary, rows=1000)] == [2, 1]


def test_a_begun_word_counts_by_its_letters():
    query = build_query("mlecz", "xx", typing=True)
    assert [key for key, _ in bm25_order(query, [(1, "mleko"), (2, "mleczarnia mleczarz")])] == [2, 1]


def test_no_hits_and_no_query():
    assert bm25_order(build_query("ser", "xx"), []) == []
    assert bm25_order(build_query("", "xx"), [(2, "a"), (1, "b")]) == [(1, 0.0), (2, 0.0)]


WORDS = [
    "ser",
    "sery",
    "s",
    "śruba",
    "ośmiozna",
    "dziewiecz",
    "szesnastoznakowe",
    "szesnastoznakowego",
    "szesnastoznakowy",
]
"""Also words of seven, eight, nine, sixteen and more bytes: they are compared eight bytes at a time."""


@given(
    st.lists(st.lists(st.sampled_from(WORDS), max_size=6), min_size=1, max_size=8),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True).map(tuple),
)
def test_frequencies_in_many_rows_are_those_of_each_row(documents, tokens):
    query = Query("xx", (QueryWord(tokens[0], tokens),))
    found = dict(bm25_order(query, enumerate(" ".join(one) for one in documents)))
    for number, document in enumerate(documents):
        assert found[number] == pytest.approx(plain_score(query, document, documents) if any(documents) else 0.0)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), st.integers(1, 17))
def test_a_begun_word_counts_every_word_that_begins_so(document, letters):
    begun = "szesnastoznakowego"[:letters]
    whole = [begun if word.startswith(begun) else word for word in document]
    by_prefix = Query("xx", (QueryWord(begun, ("nic",), prefix=begun),))
    by_token = Query("xx", (QueryWord(begun, (begun,)),))
    weighed = {"rows": 10, "vocabulary": Vocabulary({"nic": 3, begun: 3})}
    assert bm25_order(by_prefix, [(1, " ".join(document))], **weighed) == bm25_order(
        by_token, [(1, " ".join(whole))], **weighed
    )
