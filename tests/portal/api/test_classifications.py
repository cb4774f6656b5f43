import pytest

from grono.classifications import get_classification
from tests.portal.regions.factories import make_names


def test_code_has_its_name_and_its_neighbours(db, ask):
    found = ask("classifications/nace2/codes/1051", language="pl")
    assert (found["code"], found["level"]) == ("10.51", 4)
    assert found["label"] == {"text": "Przetwórstwo mleka i wyrób serów", "language": "pl"}
    assert found["parent"]["code"] == "10.5"
    assert found["children"] == []
    above = ask("classifications/nace2/codes/10.5")
    assert [child["code"] for child in above["children"]] == list(get_classification("nace2").children("10.5"))
    assert ask("classifications/nace2/codes/C")["parent"] is None


def test_national_code_says_whose_name_it_bears(db, ask):
    found = ask("classifications/pkd2007/codes/10.51.Z", language="en")
    assert (found["code"], found["label_of"], found["level"]) == ("10.51.Z", "10.51", 5)
    assert found["parent"]["code"] == "10.51"


def test_name_that_was_loaded_is_used(db, ask):
    make_names(texts={"industry": {"311511": {"en": "Fluid milk"}}})
    assert ask("classifications/naics/codes/311511")["label"] == {"text": "Fluid milk", "language": "en"}


@pytest.mark.parametrize("code", ["10.59", "98.76", "0", "ÿ", "10/51/77777", " "])
def test_unknown_code_is_refused_with_what_exists(db, ask, code):
    refusal = ask(f"classifications/nace2/codes/{code}", status=404, language="pl")
    assert refusal["code"] == "unknown-code"
    assert refusal["message"]
    for suggestion in refusal["suggestions"]:
        assert get_classification("nace2").resolve(suggestion["code"]).kind == "exact"


def test_near_miss_has_suggestions(db, ask):
    refusal = ask("classifications/nace2/codes/10.59", status=404)
    assert "10.5" in [one["code"] for one in refusal["suggestions"]]


def test_unknown_classification_names_those_there_are(db, ask):
    refusal = ask("classifications/isic/codes/10", status=404)
    assert refusal["code"] == "unknown-classification"
    assert "nace21" in refusal["message"]
