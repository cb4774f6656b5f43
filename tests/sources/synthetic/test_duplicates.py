from stdnum.pl import nip, regon

from grono.sources.synthetic.duplicates import DUPLICATES, labelled_duplicates
from grono.sources.synthetic.spoiling import CHANGES, mistyped


def test_equal_seeds_give_equal_organisations():
    assert labelled_duplicates(200, seed=3) == labelled_duplicates(200, seed=3)
    assert labelled_duplicates(200, seed=3).records != labelled_duplicates(200, seed=4).records


def test_the_truth_names_records_that_are_there():
    made = labelled_duplicates(2000)
    keys = [record.key for record in made.records]
    assert len(keys) == len(set(keys))
    assert abs(len(keys) - 2000) < 60
    assert set().union(*made.same, *made.homonyms, *made.sisters) <= set(keys)
    assert not made.same & (made.homonyms | made.sisters)
    assert abs(len(made.same) / len(keys) - DUPLICATES / (1 + DUPLICATES)) < 0.01
    assert {change for changes in made.changes.values() for change in changes} == set(CHANGES)


def test_numbers_are_well_formed_and_of_no_tax_office():
    records = [record for record in labelled_duplicates(1000).records if not record.key.endswith("again")]
    for record in records:
        if "nip" in record.identifiers:
            assert nip.is_valid(record.identifiers["nip"])
            assert record.identifiers["nip"].startswith("00")
        assert "regon" not in record.identifiers or regon.is_valid(record.identifiers["regon"])


def test_one_error_in_a_long_word():
    import random

    numbers = random.Random(1)  # noqa: S311
    for _ in range(50):
        wrong = mistyped("Mleczarnia Łąka", numbers)
        assert abs(len(wrong) - len("Mleczarnia Łąka")) <= 1
    assert mistyped("PHU s.c.", numbers) == "PHU s.c."
