from collections import Counter
from math import log, sqrt

import numpy as np
import pytest

from grono.matching.letter_grams import LetterGrams, grams

TEXTS = ["wyrób serów", "wyrób mebli", "uprawa zbóż", "naprawa maszyn i mebli"]


def plain_cosine(left, right, texts):
    """Return the cosine of two texts by the definition, with dictionaries."""
    counts = [Counter(grams(text)) for text in texts]

    def vector(text):
        return {
            gram: (1 + log(number)) * (log((1 + len(texts)) / (1 + sum(gram in one for one in counts))) + 1)
            for gram, number in Counter(grams(text)).items()
            if any(gram in one for one in counts)
        }

    first, second = vector(left), vector(right)
    product = sum(weight * second.get(gram, 0) for gram, weight in first.items())
    length = sqrt(sum(w * w for w in first.values()) * sum(w * w for w in second.values()))
    return product / length if length else 0.0


def test_likeness_is_that_of_the_definition():
    asked = ["produkcja serów", "meble", "", "qqq", "wyrób serów"]
    found = LetterGrams.of(TEXTS).likeness(asked)
    for row, text in zip(found, asked, strict=True):
        assert row == pytest.approx([plain_cosine(text, other, TEXTS) for other in TEXTS])
    assert found[4, 0] == pytest.approx(1)
    assert not found[2:4].any()


def test_a_kept_index_answers_alike(tmp_path):
    index = LetterGrams.of(TEXTS)
    index.save(tmp_path / "kept.npz")
    assert [path.name for path in tmp_path.iterdir()] == ["kept.npz"]
    again = LetterGrams.load(tmp_path / "kept.npz").likeness(["meble i sery"])
    assert np.abs(again - index.likeness(["meble i sery"])).max() < 1e-6


def test_marks_and_capitals_do_not_count():
    assert grams("Łódź") == grams("LODZ")
