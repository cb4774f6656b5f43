"""The sentences of Django and django-allauth that we say in our own words."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils.translation import gettext, override

from grono.portal.web import rewording

LOCALE = Path(rewording.__file__).parent / "locale"


def catalogue(language):
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language)


@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_reworded_sentence_has_its_words(language):
    known = catalogue(language)
    assert [
        sentence for sentence in rewording.REWORDED if not (known.get(sentence) and known.get(sentence).string)
    ] == []


def test_english_catalogue_holds_nothing_else():
    extra = [entry.id for entry in catalogue("en") if entry.id and entry.id not in rewording.REWORDED]
    assert extra == [], (
        "English is written in the source. Only sentences of others, named in rewording.py, are reworded."
    )


@pytest.mark.parametrize("language", ["pl", "en"])
def test_reworded_sentence_keeps_its_placeholders(language):
    known = catalogue(language)
    for sentence in rewording.REWORDED:
        assert set(re.findall(r"%\(\w+\)s", known.get(sentence).string)) == set(re.findall(r"%\(\w+\)s", sentence))


@pytest.mark.parametrize(("language", "words"), [("pl", "Wypełnij to pole."), ("en", "Fill in this field.")])
def test_our_words_win_over_djangos(language, words):
    with override(language):
        assert gettext("This field is required.") == words


@pytest.mark.parametrize(("language", "words"), [("pl", "Nie pamiętasz hasła?"), ("en", "Forgot your password?")])
@pytest.mark.django_db
def test_our_words_win_over_allauths(language, words, client):
    assert words in client.get(f"/{language}/account/login/").content.decode()
