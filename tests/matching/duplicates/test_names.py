"""Names as their rare words (DIR-30)."""

import pytest

from grono.matching.duplicates import DuplicateRecord
from grono.matching.duplicates.folding import folded_name
from grono.matching.duplicates.names import Rarity, likeness_of_names
from grono.matching.duplicates.records import folded


@pytest.fixture(scope="module")
def rarity():
    """A register in which trades and designations are common and brands rare."""
    trades = ("Transport", "Meble", "Usługi", "Mleczarnia")
    names = [f"PHU {trades[number % 4]} Firma{number}x" for number in range(400)]
    return Rarity(folded(DuplicateRecord(str(number), name)) for number, name in enumerate(names))


def alike(first, second, rarity):
    found = likeness_of_names(folded_name(first), folded_name(second), rarity)
    assert found == pytest.approx(likeness_of_names(folded_name(second), folded_name(first), rarity))
    return found


def test_designations_hardly_count(rarity):
    assert alike("PHU Alfex", "Alfex", rarity) > 0.7
    assert alike("PHU Alfex", "PHU Betrol", rarity) < 0.5


def test_errors_blanks_and_order_are_forgiven(rarity):
    assert alike("Agrolimex Mleczarnia", "Mleczarnia Argolimex", rarity) > 0.85
    assert alike("Agro-Tech", "Agrotech", rarity) == 0.97
    assert alike("Jan Kowalski", "KOWALSKI JAN", rarity) == 1


def test_other_numbers_are_other_names(rarity):
    assert alike("Szkoła Podstawowa nr 5", "Szkoła Podstawowa nr 7", rarity) <= 0.5
    assert alike("Szkoła Podstawowa nr 5", "SP nr 5", rarity) == 1


def test_likeness_is_between_zero_and_one(rarity):
    assert alike("Alfex", "Zorba", rarity) == 0
    assert alike("Alfex Alfex", "Alfex", rarity) < 1
