"""The language of a text: when it is worth a question, and when it is filled in (LNG-9, LNG-10)."""

import pytest

from grono.language import another_language, detection, guess_language, prefilled_language

CONTENT = ("pl", "en", "de", "it", "cs", "hu")
SENTENCES = {
    "pl": "Nasza firma wytwarza części do maszyn rolniczych i szuka partnera w regionie.",
    "en": "Our company makes parts for farming machines and looks for a partner in the region.",
    "de": "Unser Unternehmen fertigt Teile für Landmaschinen und sucht einen Partner in der Region.",
    "it": "La nostra impresa produce pezzi per macchine agricole e cerca un partner nella regione.",
    "cs": "Naše firma vyrábí díly pro zemědělské stroje a hledá partnera v regionu.",
    "hu": "Cégünk mezőgazdasági gépekhez gyárt alkatrészeket, és partnert keres a térségben.",
}


@pytest.fixture(autouse=True)
def _model():
    pytest.importorskip("py3langid")


@pytest.mark.parametrize("language", CONTENT)
def test_a_sentence_is_recognised_and_its_own_language_never_doubted(language):
    guess = guess_language(SENTENCES[language], CONTENT)
    assert guess.language == language
    assert 0.9 < guess.probability <= 1
    assert another_language(SENTENCES[language], language, CONTENT) is None


def test_a_wrong_declaration_is_worth_a_question():
    assert another_language(SENTENCES["de"], "pl", CONTENT).language == "de"


def test_short_texts_and_unsure_guesses_are_not():
    assert another_language("Elektro GmbH", "pl", CONTENT) is None
    assert another_language("1234567890 1234567890 1234567890", "pl", CONTENT) is None


def test_a_declared_language_that_the_model_cannot_choose_is_not_doubted():
    assert another_language(SENTENCES["de"], "csb", (*CONTENT, "csb")) is None


def test_an_import_is_prefilled_from_sixty_letters():
    assert prefilled_language(SENTENCES["pl"], CONTENT).language == "pl"
    assert prefilled_language(SENTENCES["pl"][:40], CONTENT) is None


def test_nothing_is_guessed_without_letters_choice_or_package(monkeypatch):
    assert guess_language("123 —", CONTENT) is None
    assert guess_language(SENTENCES["pl"], ("pl",)) is None
    monkeypatch.setattr(detection, "installed", lambda module, distribution: None)
    assert detection._identifier.__wrapped__(CONTENT) is None
