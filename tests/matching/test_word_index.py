import numpy as np
import pytest

from grono.language import Query, QueryWord, bm25_order, tokens
from grono.matching.word_index import WordIndex, content_groups

TEXTS = ["wyrób serów i serów topionych", "wyrób mebli", "uprawa zbóż", "naprawa maszyn i mebli biurowych"]


def test_scores_agree_with_the_search_on_unanalysed_words():
    """Two implementations of one formula: arrays here, strings in the search."""
    index = WordIndex.of(["ser ser mleko", "mleko", "sruba ser kefir"], "xx")
    found, _ = index.scores("ser mleko")
    query = Query("xx", (QueryWord("ser", ("ser",)), QueryWord("mleko", ("mleko",))))
    theirs = dict(
        bm25_order(query, enumerate(tokens(text, "xx") for text in ("ser ser mleko", "mleko", "sruba ser kefir")))
    )
    assert found == pytest.approx([theirs[number] for number in range(3)])


def test_inflected_words_meet_and_say_so():
    pytest.importorskip("morfeusz2")
    scores, met = WordIndex.of(TEXTS, "pl").scores("Meble biurowe, sery oraz meble")
    assert [(word, held.tolist()) for word, held in met] == [
        ("Meble", [False, True, False, True]),
        ("biurowe", [False, False, False, True]),
        ("sery", [True, False, False, False]),
    ]
    assert int(np.argmax(scores)) == 3


def test_stop_words_and_single_letters_do_not_count():
    assert [word for word, _ in content_groups("sery i x oraz mleko", "pl")] == ["sery", "mleko"]


def test_nothing_met():
    scores, met = WordIndex.of(TEXTS, "pl").scores("")
    assert not scores.any()
    assert met == []


def test_a_kept_index_answers_alike(tmp_path):
    index = WordIndex.of(TEXTS, "pl")
    index.save(tmp_path / "kept.npz")
    again = WordIndex.load(tmp_path / "kept.npz", "pl")
    assert again.scores("meble biurowe")[0].tolist() == index.scores("meble biurowe")[0].tolist()
