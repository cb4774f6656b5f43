"""Words for the notes of result tables: flags, and the names of missing evidence."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Note:
    """One note: a few words for a cell, and a sentence that explains it, by language."""

    code: str
    labels: dict[str, str]
    sentences: dict[str, str]

    def label(self, language: str) -> str:
        """Return the few words, in English where the language has none."""
        return self.labels.get(language, self.labels["en"])

    def sentence(self, language: str) -> str:
        """Return the explanation, in English where the language has none."""
        return self.sentences.get(language, self.sentences["en"])


@cache
def known_notes() -> dict[str, Note]:
    """Return code → note of every note that has words."""
    text = files("grono.reports").joinpath("data", "notes.csv").read_text("utf-8")
    return {
        row["note"]: Note(
            row["note"],
            {"en": row["label_en"], "pl": row["label_pl"]},
            {"en": row["sentence_en"], "pl": row["sentence_pl"]},
        )
        for row in csv.DictReader(text.splitlines())
    }


def notes_of(*cells: str | None) -> list[Note]:
    """Return the notes named by cells such as ``"partial,few_plants"``, each once; one without words shows its own name."""
    codes = dict.fromkeys(code for cell in cells if cell for code in cell.split(","))
    return [known_notes().get(code) or Note(code, {"en": code}, {"en": code}) for code in codes]


def labels_of(*cells: str | None, language: str) -> str:
    """Return the labels of the notes of cells, by semicolons."""
    return "; ".join(dict.fromkeys(note.label(language) for note in notes_of(*cells)))
