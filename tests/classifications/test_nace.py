import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grono.classifications import CLASSIFICATIONS, UnknownClassification, UnknownCode, get_classification
from grono.classifications.nace import CodeNames

NACE2, NACE21 = get_classification("nace2"), get_classification("nace21")
PKD2007, PKD2025 = get_classification("pkd2007"), get_classification("pkd2025")
NATIONAL = st.builds(
    str.__add__, st.sampled_from(NACE2.codes), st.sampled_from(["", "0", "2", "25", "C", ".Z", ".0", "/1", "000"])
)


@pytest.mark.parametrize(
    ("code", "unit", "class_code", "kind"),
    [
        ("10.51", "10.51", "10.51", "exact"),
        ("1051", "10.51", "10.51", "exact"),
        (" 10.5 ", "10.5", "10.5", "exact"),
        ("c", "C", "C", "exact"),
        ("C1051", "10.51", "10.51", "exact"),
        ("C10.5", "10.5", "10.5", "exact"),
        ("10512", "10512", "10.51", "national"),
        ("10.51/2", "10512", "10.51", "national"),
        ("10.51.20", "105120", "10.51", "national"),
        ("10.51C", "10.51C", "10.51", "national"),
        ("1051C", "10.51C", "10.51", "national"),
        ("10.51.Z", "10.51Z", "10.51", "national"),
        ("23410", "23410", "23.41", "national"),
        ("01000", "01000", "01", "ancestor"),
        ("10.15", "10.15", "10.1", "ancestor"),
    ],
)
def test_resolve(code, unit, class_code, kind):
    found = NACE2.resolve(code)
    assert (found.given, found.unit, found.class_code, found.kind) == (code, unit, class_code, kind)
    assert found.level == NACE2.level(class_code)
    assert (found.problem is not None) == (kind == "ancestor")


@given(NATIONAL)
def test_resolving_the_unit_again_changes_nothing(code):
    try:
        first = NACE2.resolve(code)
    except UnknownCode:
        return
    again = NACE2.resolve(first.unit)
    assert (again.unit, again.class_code, again.level, again.kind) == (
        first.unit,
        first.class_code,
        first.level,
        first.kind,
    )


@pytest.mark.parametrize("classification", [NACE2, NACE21, PKD2007, PKD2025])
def test_display_goes_there_and_back_for_every_code(classification):
    for code in classification.codes:
        assert classification.display(code.replace(".", "")) == code
        assert classification.resolve(code).kind == "exact"


@pytest.mark.parametrize("classification", [NACE2, NACE21])
def test_tree_holds_together(classification):
    for code in classification.codes:
        parent = classification.parent(code)
        if parent is None:
            assert classification.level(code) == 1
        else:
            assert classification.level(parent) == classification.level(code) - 1
            assert code in classification.children(parent)


def test_parent_of_a_national_code_is_its_class_and_of_one_without_class_its_ancestor():
    assert NACE2.parent("10512") == "10.51"
    assert NACE2.parent("01000") == "01"
    assert NACE2.parent("10") == "C"


def test_warning_of_a_code_without_class_names_ancestor_and_suggestions():
    problem = NACE2.resolve("01000").problem
    assert (problem.code, problem.severity, problem.value) == ("code-without-class", "warning", "01000")
    assert "counted with 01 (Crop and animal production" in str(problem.message)
    assert "(Uprawy rolne" in problem.message.in_language("pl")


@pytest.mark.parametrize(
    "code", ["04500", "00000", "40", "dairy", "1.11", "5", "10512.0", "B10.51", "１０.51", "ſ", ""]
)
def test_code_without_any_ancestor_is_an_error(code):
    with pytest.raises(UnknownCode) as caught:
        NACE2.resolve(code)
    assert caught.value.given == code
    assert caught.value.as_problem().code == "unknown-code"
    assert not NACE2.contains(code)


def test_error_names_the_nearest_codes_with_their_labels():
    with pytest.raises(UnknownCode, match=r'"04500" is not in NACE Rev. 2.*nearest are .*\(') as caught:
        NACE2.resolve("04500")
    assert caught.value.suggestions == NACE2.nearest("04500")
    assert len(caught.value.suggestions) == 3


def test_error_of_another_section_names_the_right_one():
    with pytest.raises(UnknownCode, match="division 10, which is C"):
        NACE2.resolve("B10.51")


@pytest.mark.parametrize(("code", "meant"), [("10.15", "10.51"), ("1110", "01.11"), ("1.11", "01.11"), ("5", "05")])
def test_nearest_holds_what_was_meant(code, meant):
    assert meant in NACE2.nearest(code)
    assert NACE2.nearest(code) == NACE2.nearest(code)


def test_nearest_gives_nothing_that_is_not_alike():
    assert NACE2.nearest("dairy") == ()
    assert len(NACE2.nearest("10.15", n=5)) == 5


def test_contains_takes_national_codes_but_none_without_class():
    assert NACE2.contains("10512")
    assert NACE2.contains("10.51")
    assert not NACE2.contains("10.15")


def test_revisions_differ():
    assert NACE21.contains("10.51")
    assert NACE2.contains("96.09")
    assert not NACE21.contains("96.09")


def test_pkd_keeps_its_letter_and_takes_only_one():
    assert PKD2007.resolve("1051z").unit == "10.51.Z"
    assert PKD2007.resolve("10.51.Z").class_code == "10.51"
    with pytest.raises(UnknownCode, match=r"one letter, as in 10.51.Z"):
        PKD2007.resolve("10512")


def test_pkd_2025_uses_the_classes_of_revision_2_1():
    assert PKD2025.codes == NACE21.codes
    assert PKD2007.codes == NACE2.codes


@pytest.mark.parametrize("key", ["pkd2007", "pkd2025"])
def test_every_official_subclass_has_its_class(shared_data, key):
    import csv

    path = shared_data / "classifications" / f"pkd_{key[3:]}_pl.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        symbols = [row["symbol"] for row in csv.DictReader(file)]
    kinds = {symbol: get_classification(key).resolve(symbol) for symbol in symbols}
    assert all(found.unit == symbol and found.kind != "ancestor" for symbol, found in kinds.items())


def test_every_title_is_a_sentence_part_in_both_languages():
    for key in CLASSIFICATIONS:
        assert get_classification(key).title.in_language("en")
        assert get_classification(key).key == key


def test_unknown_classification_lists_the_known_ones():
    with pytest.raises(UnknownClassification, match=r'"nace3".*nace2, nace21, pkd2007, pkd2025, naics, none'):
        get_classification("nace3")


def test_warning_survives_being_stored():
    problem = pickle.loads(pickle.dumps(NACE2.resolve("01000").problem))  # noqa: S301 - made one line above
    assert "(Uprawy rolne" in problem.message.in_language("pl")
    assert CodeNames("01.11").in_language("pl") == "01.11"


@pytest.mark.parametrize(
    ("division", "section"), [("03", "A"), ("10", "C"), ("47", "G"), ("63", "K"), ("68", "M"), ("99", "V")]
)
def test_sections_of_the_new_revision(division, section):
    assert NACE21.parent(division) == section
