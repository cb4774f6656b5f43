"""How a measure was computed is said in the reader's language, piece by piece."""

import pytest
from django.utils.translation import override

from grono.portal.maps.pages.method_words import words_of_method


@pytest.mark.parametrize(
    ("method", "words"),
    [
        ("plain", "straight from the definition"),
        ("since 2021, 4 steps", "since 2021; 4 steps"),
        ("999 permutations", "999 permutations"),
        ("definition, else spread by the cuts grono-2026", "by definition; else judged by its spread, with the limits “grono-2026”"),
        ("a method of tomorrow", "a method of tomorrow"),
    ],
)  # fmt: skip
def test_words_of_a_method(method, words):
    assert words_of_method(method) == words


def test_polish_readers_read_polish():
    with override("pl"):
        assert words_of_method("plain") == "wprost z definicji"
