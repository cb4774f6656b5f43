"""Classes that a firm's own words suggest, each with its reason (LNG-32, LNG-33)."""

import pytest
from benchmarks.codes import shares

from grono.matching import codes, prepare_labels, suggest_codes


@pytest.mark.parametrize("language", ["pl", "en"])
def test_the_right_class_is_among_the_suggestions(language):
    """The target of LNG-33 is 0.60 within ten; the bounds are what our own descriptions reached, less 0.05."""
    found = shares(language)
    assert found.descriptions == 80
    assert found.ten >= {"pl": 0.88, "en": 0.86}[language]
    assert found.first >= 0.60


def test_each_suggestion_says_why():
    found = suggest_codes("Wyrabiamy sery i masło z mleka", "pl")
    assert found[0].code == "10.51"
    assert found[0].words == ("Wyrabiamy", "sery", "masło", "mleka")[-len(found[0].words) :]
    assert found[0].reason.in_language("pl").startswith("W opisie tej klasy występują podane słowa: ")
    assert found[0].language == "pl"
    assert 5 <= len(found) <= 10
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert found[0].score == 1


def test_parts_of_words_are_a_reason_too():
    parts = [one for one in suggest_codes("Piwowarstwo", "pl") if not one.words]
    assert parts
    assert str(parts[0].reason) == "Parts of your words occur in the description of this class."


def test_nothing_is_suggested_out_of_nothing():
    assert suggest_codes("", "pl") == suggest_codes("123 456", "pl") == suggest_codes("xq", "pl") == []
    assert suggest_codes("Молочний завод", "uk") == []


def test_fewer_on_request_and_long_texts_are_cut():
    text = "Produkcja mebli kuchennych. " * 1000
    assert len(suggest_codes(text, "pl", count=3)) == 3
    assert len(suggest_codes("produkcja", "pl", count=50)) <= 10


def test_languages_with_titles_only_are_told_apart(tmp_path):
    assert codes.CodeSuggester("it", tmp_path).titles_only
    assert suggest_codes("Mobili per cucina su misura", "it", folder=tmp_path)[0].code == "31.02"


def test_labels_prepared_after_installation_are_read(tmp_path, monkeypatch):
    prepare_labels(tmp_path, ["hu", "uk"])
    names = {path.name.rsplit("-", 1)[0] for path in tmp_path.iterdir()}
    assert names == {"concepts-1-hu", "words-1-hu"}
    monkeypatch.setattr(codes.WordIndex, "of", None)
    assert suggest_codes("sajt és vaj gyártása", "hu", folder=tmp_path)[0].code == "10.51"
