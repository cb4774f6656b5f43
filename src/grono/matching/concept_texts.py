"""What is said of each NACE class in one language: its label, and its notes where they are shipped."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from grono.classifications import get_classification
from grono.classifications.shipped import label_languages, shipped_labels

DATA = Path(__file__).parent / "data"
CLASSIFICATION = "nace2"


@cache
def label_texts(language: str) -> dict[str, str]:
    """Return class → label in a language; empty where no labels are shipped."""
    return {
        code: label for code, label in shipped_labels(CLASSIFICATION, language).items() if len(code) == len("00.00")
    }


@cache
def note_texts(language: str) -> dict[str, str]:
    """Return class → notes in a language; empty where none are shipped."""
    path = DATA / f"{CLASSIFICATION}_notes_{language}.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["notes"] for row in csv.DictReader(file)}


@cache
def classes() -> tuple[str, ...]:
    """Return the 615 classes of NACE Rev. 2, in order: the concepts in every language."""
    return tuple(code for code in get_classification(CLASSIFICATION).codes if len(code) == len("00.00"))


def concept_languages() -> tuple[str, ...]:
    """Return the languages in which texts can be classified; those without notes do so by titles only."""
    return label_languages(CLASSIFICATION)


def has_notes(language: str) -> bool:
    """Tell whether a language has notes, so that the quality of the others can be shown apart."""
    return bool(note_texts(language))


def concept_text(code: str, language: str, letters: int) -> str:
    """Return the label of a class and the first letters of its notes; a label absent from the language in English."""
    label = label_texts(language).get(code) or label_texts("en")[code]
    return f"{label} {note_texts(language).get(code, '')[:letters]}".rstrip()
