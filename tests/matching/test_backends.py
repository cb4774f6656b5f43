from fractions import Fraction

import numpy as np
import pytest

from grono.matching import declared_codes_score, likeness, stored_vector, text_hash, z_scores


class Letters:
    """A backend small enough to check by hand: shares of a and b."""

    name, version, dimension, languages = "letters", "1", 2, ("pl",)

    def encode(self, texts, language):
        counts = np.array([[text.count("a"), text.count("b")] for text in texts], dtype=np.float32)
        lengths = np.linalg.norm(counts, axis=1, keepdims=True)
        return np.divide(counts, lengths, out=np.zeros_like(counts), where=lengths > 0)


def test_a_stored_vector_says_when_it_is_out_of_date():
    backend = Letters()
    stored = stored_vector(backend, "aab", "pl", revision=3)
    assert (stored.revision, stored.dimension, stored.backend) == (3, 2, "letters")
    assert stored.array() == pytest.approx(np.array([2, 1]) / 5**0.5, abs=1e-3)
    assert stored.is_current(backend, " aab ")
    assert not stored.is_current(backend, "aabb")
    assert not stored.is_current(backend, "aab", mean="pl-2027")
    backend.version = "2"
    assert not stored.is_current(backend, "aab")


def test_half_precision_leaves_the_order_of_likenesses():
    numbers = np.random.default_rng(4)
    rows = numbers.normal(size=(500, 60)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    whole, half = likeness(rows[0], rows), likeness(rows[0].astype(np.float16), rows.astype(np.float16))
    assert np.array_equal(np.argsort(-whole)[:20], np.argsort(-half)[:20])


def test_z_scores_do_not_depend_on_unit_or_zero():
    scores = np.array([0.1, 0.4, 0.9, 0.2])
    assert z_scores(scores * 7 - 3) == pytest.approx(z_scores(scores))
    assert z_scores(np.full(5, 0.3)).tolist() == [0.0] * 5
    assert z_scores(np.array([])).size == 0
    mean = sum(map(Fraction, ("1/10", "4/10", "9/10", "2/10")), Fraction()) / 4
    assert np.sign(z_scores(scores)).tolist() == [1.0 if score > mean else -1.0 for score in scores]


@pytest.mark.parametrize(
    ("first", "second", "score"),
    [
        (["10.51"], ["10.51"], 2.0),
        (["10.51.Z"], ["10.51"], 2.0),
        (["10.51"], ["10.52"], 1.2),
        (["10.51"], ["10.11"], 0.6),
        (["10"], ["10.11"], 0.6),
        (["10.51"], ["11.05"], 0.0),
        (["62.01", "10.51"], ["11.05", "10.52"], 1.2),
        ([], ["10.51"], 0.0),
    ],
)
def test_declared_codes_add_their_closest_pair(first, second, score):
    assert declared_codes_score(first, second) == declared_codes_score(second, first) == pytest.approx(score)


def test_the_hash_of_a_text_does_not_see_white_space():
    assert text_hash("ser\n i mleko") == text_hash("ser i mleko ")
    assert text_hash("ser") != text_hash("Ser")
