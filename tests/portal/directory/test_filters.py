from django.http import QueryDict

from grono.portal.directory.filters import LONGEST_TEXT, Wanted, wanted_from


def test_address_and_wish_are_one():
    wanted = Wanted(text="mleko łąka", type=("firm", "school"), voivodeship=("20",), size=("4",), sort="-place")
    assert wanted_from(QueryDict(wanted.query())) == wanted


def test_what_does_not_exist_is_left_out():
    query = QueryDict("type=shop&voivodeship=99&powiat=abcd&size=9&sort=id&helix=x&q=%00a++b&section=" + "C" * 11)
    assert wanted_from(query) == Wanted(text="a b")


def test_long_text_is_cut():
    assert len(wanted_from(QueryDict("q=" + "a" * 1000)).text) == LONGEST_TEXT


def test_toggling_twice_changes_nothing():
    wanted = Wanted(type=("firm",))
    assert wanted.toggled("type", "school").toggled("type", "school") == wanted
    assert wanted.toggled("type", "firm").is_empty
