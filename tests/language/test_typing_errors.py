"""Typing errors: which neighbours, how many, restored how often (LNG-6, DIR-46)."""

import random
from itertools import pairwise

import pytest

from grono.classifications.shipped import shipped_labels
from grono.language import Vocabulary, tokens


def distance(left, right):
    """Optimal string alignment, written plainly."""
    rows = [list(range(len(right) + 1))]
    for i, a in enumerate(left, 1):
        row = [i]
        for j, b in enumerate(right, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and b == left[i - 2]:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def mistyped(word, numbers):
    place = numbers.randrange(len(word) - 1)
    kind = numbers.randrange(4)
    letter = numbers.choice("abcdefghijklmnoprstuwyz")
    return (
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + letter + word[place + 1 :],
        word[:place] + word[place + 1] + word[place] + word[place + 2 :],
    )[kind]


@pytest.fixture(scope="module")
def vocabulary():
    found = {}
    for label in shipped_labels("nace2", "pl").values():
        for token in set(tokens(label, "pl").split()):
            found[token] = found.get(token, 0) + 1
    return found


@pytest.mark.parametrize(
    ("shortest", "longest", "errors", "share"), [(4, 7, 1, 0.95), (8, 30, 1, 0.99), (8, 30, 2, 0.9)]
)
def test_mistyped_words_are_restored(vocabulary, shortest, longest, errors, share):
    numbers = random.Random(7)  # noqa: S311
    held, tried, restored = Vocabulary(vocabulary), 0, 0
    candidates = sorted(word for word in vocabulary if shortest <= len(word) <= longest and word.isalpha())
    for word in candidates[:: max(1, len(candidates) // 400)]:
        wrong = word
        for _ in range(errors):
            wrong = mistyped(wrong, numbers)
        if wrong in held or len(wrong) < shortest:
            continue
        tried += 1
        restored += word in held.nearest(wrong)
    assert tried > 200
    assert restored / tried >= share


def test_neighbours_are_those_of_the_plain_distance(vocabulary):
    numbers = random.Random(3)  # noqa: S311
    words = sorted(vocabulary)
    held = Vocabulary(vocabulary)
    for word in numbers.sample([word for word in words if len(word) >= 4 and word.isalpha()], 15):
        wrong = mistyped(word, numbers)
        allowed = 1 if len(wrong) < 8 else 2
        plain = sorted(
            (distance(wrong, other), -vocabulary[other], other)
            for other in words
            if other.isalpha() and abs(len(other) - len(wrong)) <= 2 and distance(wrong, other) <= allowed
        )
        assert held.nearest(wrong) == tuple(other for _, _, other in plain[:5]) * (len(wrong) >= 4)


def test_short_words_and_numbers_are_left_alone():
    held = Vocabulary({"sery": 1, "9001": 1, "ser": 4})
    assert held.nearest("sre") == held.nearest("9002") == ()
    assert held.nearest("srey") == ("sery",)


def test_the_nearest_come_first_then_the_most_frequent():
    held = Vocabulary({"meblarz": 1, "meblami": 9, "meblarzu": 1, "meblark": 3})
    found = held.nearest("meblarzz")
    assert found[:2] == ("meblarz", "meblarzu")
    assert all(
        (distance("meblarzz", a), -held.rows(a)) <= (distance("meblarzz", b), -held.rows(b)) for a, b in pairwise(found)
    )


def test_prefixes_of_the_vocabulary():
    held = Vocabulary({"ser": 1, "serek": 1})
    assert held.has_prefix("sere")
    assert not held.has_prefix("sz")
    assert not held.has_prefix("serb")
    assert len(held) == 2
