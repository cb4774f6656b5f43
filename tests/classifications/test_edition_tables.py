import csv
from collections import Counter

import pytest

from grono.classifications import Candidates, Correspondences, UnknownCode, load_correspondence
from grono.messages import InputError


def table(*pairs, source="pkd2007", target="pkd2025"):
    rows = [{"symbol_2007": one, "symbol_2025": other} for one, other in pairs]
    return load_correspondence(rows, source=source, target=target)


DIVIDED = table(("45.20", "95.31"), ("4520", "95.32"), ("45.20", "95.31"), ("1051Z", "10.51.Z"), ("", None))


def test_candidates_stand_once_in_the_order_of_the_table():
    assert DIVIDED.candidates("45.20") == Candidates("pkd2025", ("95.31", "95.32"), "45.20")


def test_subclass_that_the_table_does_not_name_is_asked_by_its_class():
    assert DIVIDED.candidates("45.20.Z") == Candidates("pkd2025", ("95.31", "95.32"), "45.20")
    assert DIVIDED.candidates("10.51.Z") == Candidates("pkd2025", ("10.51.Z",), "10.51.Z")


def test_code_that_the_table_does_not_name_has_no_candidates():
    assert DIVIDED.candidates("01.11.Z").codes == ()
    assert DIVIDED.candidates("45.21").codes == ()
    with pytest.raises(UnknownCode):
        DIVIDED.candidates("00.00")


def test_tables_at_hand_serve_nace_and_pkd_which_have_the_same_classes():
    at_hand = Correspondences({("pkd2007", "pkd2025"): DIVIDED})
    assert at_hand.candidates("nace2", "45.20") == Candidates("nace21", ("95.31", "95.32"), "45.20")
    assert at_hand.candidates("pkd2007", "45.20.Z") == Candidates("pkd2025", ("95.31", "95.32"), "45.20")


def test_own_table_of_nace_comes_before_that_of_pkd():
    own = table(("45.20", "95.31"), source="nace2", target="nace21")
    at_hand = Correspondences({("pkd2007", "pkd2025"): DIVIDED, ("nace2", "nace21"): own})
    assert at_hand.candidates("nace2", "45.20").codes == ("95.31",)
    assert at_hand.candidates("pkd2007", "45.20.Z").codes == ("95.31", "95.32")


@pytest.mark.parametrize(
    ("classification", "code"), [("pkd2025", "95.31.Z"), ("pkd2007", "01.11.Z"), ("pkd2007", "45.21"), ("naics", "31")]
)
def test_nothing_is_converted_without_a_table_that_names_the_code(classification, code):
    assert Correspondences({("pkd2007", "pkd2025"): DIVIDED}).candidates(classification, code) is None
    assert Correspondences().candidates(classification, code) is None


def test_all_problems_are_said_at_once():
    with pytest.raises(InputError) as caught:
        table(("45.20", "95.31"), ("45.20", ""), ("1.11", "01.11"), ("ab", "00.00"), ("45.25", "01.11"))
    assert [problem.message.in_language("en") for problem in caught.value.problems] == [
        'Row 3, column "symbol_2025" is empty. Write the code that corresponds, or delete the row.',
        'Row 4, column "symbol_2007": PKD 2007 has no code "1.11". The nearest are 01.11, 11.0, 10.1.',
        'Row 5, column "symbol_2007": "ab" is no code of PKD 2007. Write one as in 10.51 or 10.51.Z.',
        'Row 5, column "symbol_2025": PKD 2025 has no code "00.00". The nearest are 01.30, 01.50, 01.70.',
        'Row 6, column "symbol_2007": PKD 2007 has no class "45.25". Correct the code, or check that the right two editions were chosen.',
    ]


@pytest.mark.parametrize(
    ("rows", "part"),
    [([], "has no rows"), ([{"a": None, "b": ""}], "has no rows"), ([{"a": "10.51"}], "has two columns")],
)
def test_what_is_no_table_is_refused(rows, part):
    with pytest.raises(InputError, match=part):
        load_correspondence(rows, source="pkd2007", target="pkd2025")


def _official(shared_data, name, source, target):
    with (shared_data / "classifications" / f"map_pkd_{name}.csv").open(encoding="utf-8", newline="") as file:
        return load_correspondence(csv.DictReader(file), source=source, target=target)


def test_official_table_of_2007_has_codes_with_several_candidates(shared_data):
    official = _official(shared_data, "2007_to_2025", "pkd2007", "pkd2025")
    assert sum(len(codes) for codes in official.codes.values()) == 1025
    assert Counter(len(codes) for codes in official.codes.values()) == {1: 977, 2: 15, 3: 2, 4: 1, 8: 1}
    assert official.candidates("86.90.A").codes == tuple(f"86.9{last}" for last in "12345679")


def test_official_table_of_2025_gives_one_primary_match_each(shared_data):
    official = _official(shared_data, "2025_to_2007", "pkd2025", "pkd2007")
    assert {len(codes) for codes in official.codes.values()} == {1}
    assert len(official.codes) == 1047
    assert official.candidates("95.31.Z").codes == ("45.20",)
