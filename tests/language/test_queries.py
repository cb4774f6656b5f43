"""What is typed becomes groups joined by AND, stop words left out, the last word unfinished (LNG-4)."""

import pytest

from grono.language import Query, QueryWord, Vocabulary, build_query, fts5_match, stop_words, tsquery


def test_stop_words_leave_the_query_and_are_named():
    query = build_query("usługi dla rolnictwa i leśnictwa", "pl")
    assert [word.text for word in query.words] == ["usługi", "rolnictwa", "leśnictwa"]
    assert query.left_out == ("dla", "i")


def test_a_query_of_stop_words_only_keeps_them():
    assert [word.text for word in build_query("i dla", "pl").words] == ["i", "dla"]
    assert build_query("i dla", "pl").left_out == ()


def test_nothing_to_look_for():
    assert build_query(" — ", "pl").is_empty
    assert fts5_match(build_query("", "pl")) == tsquery(build_query("", "pl")) == ""


@pytest.mark.parametrize(
    ("text", "typing", "prefix"),
    [
        ("tok", True, "tok"),
        ("to", True, ""),
        ("tok ", True, ""),
        ("tok", False, ""),
        ("Łó", True, ""),
        ("Łód", True, "lod"),
    ],
)
def test_the_word_being_typed_is_a_prefix_from_three_letters(text, typing, prefix):
    assert build_query(text, "xx", typing=typing).words[0].prefix == prefix


def test_an_unfinished_stop_word_stays():
    assert [word.text for word in build_query("meble dla", "pl", typing=True).words] == ["meble", "dla"]
    assert [word.text for word in build_query("meble dla ", "pl", typing=True).words] == ["meble"]


def test_a_pasted_page_is_cut():
    assert len(build_query("słowo " * 500, "pl").words) == 32


def test_both_databases_get_the_same_logic():
    query = Query("xx", (QueryWord("ab", ("a", "b")), QueryWord("cde", ("cde",), prefix="cde")))
    assert fts5_match(query, "or") == '("a" OR "b") OR ("cde" OR "cde"*)'
    assert tsquery(query) == "('a' | 'b') & ('cde' | 'cde':*)"


def test_a_mistyped_word_is_joined_by_its_neighbours():
    vocabulary = Vocabulary({"mleczarstwo": 2, "ser": 5})
    query = build_query("mleczarsto ser", "pl").with_corrections(vocabulary)
    assert query.words[0].corrections == ("mleczarstwo",)
    assert "mleczarstwo" in query.words[0].tokens
    assert query.corrected == query.words[:1]


def test_a_word_that_is_there_or_only_begun_is_not_corrected():
    vocabulary = Vocabulary({"mleczarstwo": 2, "mleczarz": 1})
    assert not build_query("mleczarz", "xx").with_corrections(vocabulary).corrected
    assert not build_query("mleczarst", "xx", typing=True).with_corrections(vocabulary).corrected


def test_no_stop_word_is_spelt_with_capitals_or_marks():
    for language in ("pl", "en", "de", "it", "cs", "sk", "hu", "ro"):
        found = stop_words(language)
        assert 60 < len(found) < 200
        assert all(word.isalnum() and word == word.lower() for word in found)
    assert stop_words("ja") == frozenset()
