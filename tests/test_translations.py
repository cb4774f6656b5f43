"""Django merges the catalogues of all apps, so one sentence has one translation, whoever wrote it."""

from pathlib import Path

from babel.messages.pofile import read_po

SOURCE = Path(__file__).resolve().parents[1] / "src" / "grono"


def entries(language):
    for path in sorted((SOURCE / "portal").rglob(f"locale/{language}/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            for entry in read_po(file, locale=language):
                if entry.id and entry.string:
                    yield (entry.context, str(entry.id)), str(entry.string), path.parents[3].name


def test_one_sentence_has_one_polish_translation():
    found = {}
    for key, text, place in entries("pl"):
        found.setdefault(key, {}).setdefault(text, []).append(place)
    conflicts = {key: texts for key, texts in found.items() if len(texts) > 1}
    assert not conflicts, "Give these one translation, or a context (pgettext) where the meaning differs: " + "; ".join(
        f"{key[1]} → {texts}" for key, texts in conflicts.items()
    )
