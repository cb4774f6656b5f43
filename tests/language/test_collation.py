"""The order of words in each language, ł after l (LNG-41, DIR-47)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grono.language import collation_key

ORDERED = {
    "pl": ["lipa", "luz", "ława", "łąka", "Łódź", "zupa", "źdźbło", "żaba"],
    "cs": ["Car", "cena", "čáp", "hora", "hz", "chata", "ibis", "rz", "řeka", "zub", "žaba"],
    "sk": ["auto", "äta", "cena", "čas", "hora", "chata", "osa", "ôsmy"],
    "hu": ["cukor", "cz", "csak", "ló", "luk", "lyuk", "or", "ör", "őr", "örök", "süti", "szó", "zokni", "zseb"],
    "de": ["Apfel", "Äpfel", "Öl", "Olive", "Ölung", "Strasse", "Straße", "Strassen", "Zug"],
    "es": ["nube", "ñu", "oso"],
    "en": ["cote", "Cote", "coté", "côte", "côté", "Łódź", "lodza"],
    "fr": ["10", "9", "a b", "ab", "A-b"],
}


@pytest.mark.parametrize("language", ORDERED)
def test_words_sort_as_readers_expect(language):
    words = sorted(ORDERED[language], reverse=True)
    assert sorted(words, key=lambda word: collation_key(word, language)) == ORDERED[language]


def test_hungarian_long_digraph_counts_as_two():
    assert sorted(["hossz", "hoszt"], key=lambda word: collation_key(word, "hu")) == ["hossz", "hoszt"]
    assert collation_key("hossz", "hu") != collation_key("hosz", "hu")


def test_composed_and_decomposed_letters_are_one():
    assert collation_key("z\u0301", "pl") == collation_key("ź", "pl")


@given(st.text(max_size=12), st.sampled_from(["pl", "cs", "hu", "de", "xx"]))
def test_every_text_has_a_key_and_a_longer_one_sorts_behind(text, language):
    assert collation_key(text, language) <= collation_key(text + " z", language)


@given(st.text("abcdefghijklmnopqrstuvwxyz", max_size=8), st.text("abcdefghijklmnopqrstuvwxyz", max_size=8))
def test_plain_english_words_sort_as_in_ascii(first, second):
    assert (collation_key(first, "en") < collation_key(second, "en")) == (first < second)
