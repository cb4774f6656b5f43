"""NACE classes that a firm's own words suggest; a person picks one or none, and nothing is filled in silently."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.language import analyser_id
from grono.matching.backends import z_scores
from grono.matching.concept_texts import classes, concept_languages, concept_text, has_notes, label_texts
from grono.matching.concepts import ConceptsBackend, kept_index
from grono.matching.word_index import WordIndex
from grono.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    from grono.matching.letter_grams import LetterGrams

VERSION = "1"
"""Raised when the index of words changes, so that kept ones are made again."""

FEWEST, MOST = 5, 10
"""Suggestions shown (LNG-32)."""

NOTE_LETTERS = 1500
"""Letters of the notes that are read: all that are shipped."""

LETTERS_SHARE = 0.5
"""Weight of the letters beside the words, chosen on notes kept aside (see docs/methods/words.md), not on the test set."""

WEAK = 0.35
"""Beyond the fifth, a class with less than this share of the best score is not shown."""

LONGEST_TEXT = 5000
"""Letters of a text that are read."""

WORDS_SHOWN = 5
"""Words named in a reason."""


@dataclass(frozen=True)
class SuggestedCode:
    """A class that a text may mean.

    Parameters
    ----------
    code : str
        Class of NACE Rev. 2, ``10.51``.
    label : str
        Its label.
    language : str
        Language of the label: that of the text, English for a label that does not exist in it.
    score : float
        Share of the best suggestion's score for this text, 0 to 1; not comparable between texts or languages.
    words : tuple of str
        Words of the text, as written, that occur in the label or notes in some form; empty when only parts of words met.
    reason : Message
        The same as a sentence.
    """

    code: str
    label: str
    language: str
    score: float
    words: tuple[str, ...]
    reason: Message


class CodeSuggester:
    """Suggest classes for texts of one language; made once and kept, as making it takes about a second.

    Parameters
    ----------
    language : str
        Language of the texts.
    folder : Path, optional
        Where vectors are kept between starts.
    """

    def __init__(self, language: str, folder: Path | None = None) -> None:
        self.language = language
        self.titles_only = not has_notes(language)
        self._letters: LetterGrams = kept_index(folder, language, NOTE_LETTERS)
        self._words = self._word_index(folder)

    def suggest(self, text: str, count: int = MOST) -> list[SuggestedCode]:
        """Return at most ``count`` classes, the most likely first; fewer from the sixth on where the others are weak."""
        asked = text[:LONGEST_TEXT]
        letters = self._letters.likeness([asked])[0]
        by_words, met = self._words.scores(asked)
        if not letters.any() and not by_words.any():
            return []
        fused = LETTERS_SHARE * z_scores(letters) + (1 - LETTERS_SHARE) * z_scores(by_words)
        fused -= fused.min()
        order = np.argsort(-fused, kind="stable")[: max(1, min(count, MOST))]
        best = float(fused[order[0]])
        kept = [place for rank, place in enumerate(order) if rank < FEWEST or fused[place] >= WEAK * best]
        return [self._suggested(int(place), float(fused[place] / best), met) for place in kept if fused[place] > 0]

    def _word_index(self, folder: Path | None) -> WordIndex:
        """Return the index of words from the folder, unless another analyser made it."""
        made_by = hashlib.sha256(analyser_id(self.language).encode()).hexdigest()[:12]
        path = None if folder is None else folder / f"words-{VERSION}-{self.language}-{made_by}.npz"
        if path is not None and path.exists():
            return WordIndex.load(path, self.language)
        index = WordIndex.of([self._text(code) for code in classes()], self.language)
        if path is not None:
            index.save(path)
        return index

    def _text(self, code: str) -> str:
        """Return the label twice, as it says more than its notes, and the notes."""
        label = label_texts(self.language).get(code) or label_texts("en")[code]
        return f"{label} {concept_text(code, self.language, NOTE_LETTERS)}"

    def _suggested(self, place: int, score: float, met: list[tuple[str, NDArray[np.bool_]]]) -> SuggestedCode:
        code = classes()[place]
        own = label_texts(self.language).get(code)
        found = tuple(dict.fromkeys(word for word, held in met if held[place]))
        return SuggestedCode(
            code, own or label_texts("en")[code], self.language if own else "en", score, found, _reason(found)
        )


def _reason(found: tuple[str, ...]) -> Message:
    if not found:
        return message("Parts of your words occur in the description of this class.")
    shown = ", ".join(f'"{word}"' for word in found[:WORDS_SHOWN])
    return message("Your words occur in the description of this class: %(words)s.", words=shown)


_suggesters: dict[tuple[str, str], CodeSuggester] = {}
_lock = threading.Lock()


def suggest_codes(text: str, language: str, *, count: int = MOST, folder: Path | None = None) -> list[SuggestedCode]:
    """Suggest NACE classes for what a firm says it does.

    Parameters
    ----------
    text : str
        A sentence or two; the first 5 000 letters are read.
    language : str
        Language of the text, never another one: labels and notes of that language are compared.
    count : int
        At most this many, and never more than 10.
    folder : Path, optional
        Where vectors of labels are kept between starts of the program.

    Returns
    -------
    list of SuggestedCode
        Five to ten classes; none for a text that has no word in common with any label, and for a language without labels.

    Examples
    --------
    >>> suggest_codes("Mleczarnia: produkcja serów i masła", "pl")[0].code
    '10.51'
    """
    if language not in concept_languages():
        return []
    key = (language, str(folder))
    with _lock:
        if key not in _suggesters:
            _suggesters[key] = CodeSuggester(language, folder)
        suggester = _suggesters[key]
    return suggester.suggest(text, count)


def prepare_labels(folder: Path, languages: Iterable[str]) -> None:
    """Make and keep the vectors of labels after installation, so that the first person who asks does not wait.

    Parameters
    ----------
    folder : Path
        Where they are kept; about 8 MB for a language.
    languages : iterable of str
        Languages of the texts to come; those without labels are passed over.
    """
    backend = ConceptsBackend(folder)
    for language in sorted(set(languages) & set(concept_languages())):
        CodeSuggester(language, folder)
        backend.encode([""], language)
