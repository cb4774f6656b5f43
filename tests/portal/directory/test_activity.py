"""Activity codes in any writing, with the levels above them (DIR-11)."""

import pytest
from django.utils.translation import override

from grono.classifications import Labels
from grono.portal.directory.activity import ActivityCodeError, code_label, group_label, read_code, section_of


@pytest.mark.parametrize("typed", ["7010Z", "70.10.Z", " 70.10 z"])
def test_code_is_one_in_any_writing(typed):
    code = read_code("pkd2007", typed)
    assert (code.code, code.nace_class, code.division, code.section) == ("70.10.Z", "70.10", "70", "M")


def test_code_of_the_new_classification_stays_apart():
    code = read_code("pkd2025", "10.51.Z")
    assert (code.division, code.section) == ("2.1-10", "2.1-C")


@pytest.mark.parametrize(
    ("division", "section"), [("03", "A"), ("33", "C"), ("47", "G"), ("63", "K"), ("68", "M"), ("99", "V")]
)
def test_sections_of_the_new_revision(division, section):
    assert section_of("nace21", division) == section


def test_class_without_a_subclass_is_taken():
    assert read_code("nace2", "10.51").code == "10.51"


@pytest.mark.parametrize(
    ("typed", "part"), [("10.5", "class or subclass"), ("99.99.Z", "99"), ("abc", "abc"), ("C", "class")]
)
def test_wrong_code_is_refused_with_a_sentence(typed, part):
    with override("en"), pytest.raises(ActivityCodeError) as refusal:
        read_code("pkd2007", typed)
    assert part in str(refusal.value)


def test_label_is_in_the_readers_language_or_says_which():
    assert code_label("pkd2007", "10.51.Z", "pl", Labels()).text == "Przetwórstwo mleka i wyrób serów"
    assert code_label("pkd2025", "10.51.Z", "pl", Labels()).language == "en"


def test_loaded_list_names_the_subclass():
    loaded = Labels({"industry": {"1051Z": {"pl": "Wyrób serów próbnych"}}})
    assert code_label("pkd2007", "10.51.Z", "pl", loaded).text == "Wyrób serów próbnych"


@pytest.mark.parametrize(
    ("group", "shown"),
    [("C", "C Manufacturing"), ("10", "10 Manufacture of food products"), ("2.1-K", "(NACE Rev. 2.1)")],
)
def test_group_is_shown_with_its_letter_and_revision(group, shown):
    assert shown in group_label(group, "en", Labels())
