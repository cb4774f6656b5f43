r"""The backend that needs no model: a text is how much it resembles each NACE class, said in its own language.

As the classes are the same in every language, texts of two languages become comparable (explicit semantic analysis across
languages: Potthast, Stein and Anderka 2008, doi:10.1007/978-3-540-78646-7_51).
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np

from grono.matching.concept_texts import classes, concept_languages, concept_text, label_texts
from grono.matching.letter_grams import LetterGrams

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NOTE_LETTERS = 600
"""Letters of the notes that stand beside the label (LNG-22)."""

KEPT, POWER = 60, 1.5
"""Classes kept of a text, and the power that lifts the best of them."""

GROUP_WEIGHT, DIVISION_WEIGHT = 0.7, 0.5
"""How much a class counts for its group and its division."""

BATCH = 500
"""Texts encoded at once, so that memory stays small."""


class ConceptsBackend:
    """Encode texts by their likeness to NACE classes, groups and divisions (:class:`~grono.matching.backends.Backend`).

    Parameters
    ----------
    folder : Path, optional
        Where vectors of labels are kept between starts, one file for each language; without it they are made again in each
        process (about a second for a language).
    """

    name = "concepts"
    version = "1"

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._indexes: dict[str, LetterGrams] = {}
        self._weights: dict[str, Floats] = {}
        self._lock = threading.Lock()
        self._parents = _Parents()

    @property
    def dimension(self) -> int:
        """Classes, groups and divisions."""
        return self._parents.dimension

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages in which labels are shipped."""
        return concept_languages()

    def encode(self, texts: Sequence[str], language: str) -> NDArray[np.float32]:
        """Return one unit row for each text.

        Parameters
        ----------
        texts : sequence of str
            Texts in one language.
        language : str
            That language. One without labels gives rows of zeros: nothing can be said.

        Returns
        -------
        array, shape (texts, dimension)
            Zeros for a text that shares no run of three letters with any label.
        """
        found = np.zeros((len(texts), self.dimension), dtype=np.float32)
        if language not in self.languages:
            return found
        weights = self._weights_of(language)
        for start in range(0, len(texts), BATCH):
            spread = self._spread(texts[start : start + BATCH], language)
            found[start : start + BATCH] = _unit(spread * weights)
        return found

    def _spread(self, texts: Sequence[str], language: str) -> Floats:
        """Return each text over classes, groups and divisions."""
        return self._parents.rolled_up(_strongest(self._index(language).likeness(texts)))

    def _weights_of(self, language: str) -> Floats:
        """Return the inverse frequency of each concept among the labels, so that what every label resembles counts little."""
        if language not in self._weights:
            labels = [label_texts(language).get(code) or label_texts("en")[code] for code in classes()]
            holding = (self._spread(labels, language) > 0).sum(axis=0)
            self._weights[language] = np.log((1 + len(labels)) / (1 + holding))
        return self._weights[language]

    def _index(self, language: str) -> LetterGrams:
        with self._lock:
            if language not in self._indexes:
                self._indexes[language] = kept_index(self._folder, language, NOTE_LETTERS)
            return self._indexes[language]


def kept_index(folder: Path | None, language: str, letters: int) -> LetterGrams:
    """Return the vectors of the classes in one language, from the folder if they are there, else made and put there."""
    path = (
        None
        if folder is None
        else folder / f"{ConceptsBackend.name}-{ConceptsBackend.version}-{language}-{letters}.npz"
    )
    if path is not None and path.exists():
        return LetterGrams.load(path)
    index = LetterGrams.of([concept_text(code, language, letters) for code in classes()])
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        index.save(path)
    return index


class _Parents:
    """Groups and divisions of the classes, and how classes add up to them."""

    def __init__(self) -> None:
        codes = classes()
        groups, divisions = sorted({code[:4] for code in codes}), sorted({code[:2] for code in codes})
        self.dimension = len(codes) + len(groups) + len(divisions)
        self._groups = np.array([groups.index(code[:4]) for code in codes])
        self._divisions = np.array([divisions.index(code[:2]) for code in codes])
        self._starts = tuple(np.flatnonzero(np.diff(places, prepend=-1)) for places in (self._groups, self._divisions))

    def rolled_up(self, rows: Floats) -> Floats:
        groups, divisions = (np.add.reduceat(rows, starts, axis=1) for starts in self._starts)
        return np.hstack([rows, GROUP_WEIGHT * groups, DIVISION_WEIGHT * divisions])


def _strongest(rows: Floats) -> Floats:
    """Keep the best classes of each row, lifted by the power."""
    cut = -np.partition(-rows, KEPT - 1, axis=1)[:, KEPT - 1 : KEPT]
    kept: Floats = np.where(rows >= cut, rows, 0.0) ** POWER
    return kept


def _unit(rows: Floats) -> Floats:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    found: Floats = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    return found
