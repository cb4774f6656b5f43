"""Which language a text is in: a guess that never overrules what its author declared.

The guess needs ``py3langid``; without it nothing is guessed and nobody is warned.
"""

from __future__ import annotations

import importlib
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from grono.language.lemmas import installed

if TYPE_CHECKING:
    from collections.abc import Sequence

WARNING_LETTERS, WARNING_PROBABILITY = 20, 0.9
"""From how many letters, and how sure a guess must be, to ask whether another language was meant (LNG-9)."""

PREFILL_LETTERS, PREFILL_PROBABILITY = 60, 0.99
"""The same, to fill in a language that nobody declared, marked as guessed (LNG-10)."""


class LanguageGuess(NamedTuple):
    """A language and how sure it is.

    Parameters
    ----------
    language : str
        Two-letter code.
    probability : float
        Among the languages it was chosen from, 0 to 1.
    """

    language: str
    probability: float


def guess_language(text: str, languages: Sequence[str]) -> LanguageGuess | None:
    """Guess in which of some languages a text is.

    Parameters
    ----------
    text : str
        A sentence or more; names tell nothing about a language.
    languages : sequence of str
        Two-letter codes to choose from, usually the content languages; unknown ones are passed over.

    Returns
    -------
    LanguageGuess or None
        None without letters, without two languages to choose from, or where ``py3langid`` is not installed.
    """
    identifier = _identifier(tuple(sorted(set(languages))))
    if identifier is None or not any(map(str.isalpha, text)):
        return None
    language, probability = identifier.classify(text)
    return LanguageGuess(str(language), float(probability))


def another_language(text: str, declared: str, languages: Sequence[str]) -> LanguageGuess | None:
    """Return the language that a text seems to be in, if that is worth a question: from 20 letters and a probability of 0.9.

    Parameters
    ----------
    text : str
        What was written; never a name.
    declared : str
        The language its author declared, which stays unless the author changes it.
    languages : sequence of str
        Content languages. A declared language outside them is never doubted.
    """
    guess = _sure(text, languages, WARNING_LETTERS, WARNING_PROBABILITY)
    return guess if guess is not None and declared in _known(languages) and guess.language != declared else None


def prefilled_language(text: str, languages: Sequence[str]) -> LanguageGuess | None:
    """Return the language to fill in for an imported text without one, marked as guessed: from 60 letters and 0.99."""
    return _sure(text, languages, PREFILL_LETTERS, PREFILL_PROBABILITY)


def _sure(text: str, languages: Sequence[str], letters: int, probability: float) -> LanguageGuess | None:
    if sum(map(str.isalpha, text)) < letters:
        return None
    guess = guess_language(text, languages)
    return guess if guess is not None and guess.probability >= probability else None


def _known(languages: Sequence[str]) -> frozenset[str]:
    identifier = _identifier(tuple(sorted(set(languages))))
    return frozenset() if identifier is None else frozenset(identifier.nb_classes)


@cache
def _identifier(languages: tuple[str, ...]) -> Any:
    """Load the model once for each set of languages: choosing among others changes it."""
    if installed("py3langid", "py3langid") is None:
        return None
    langid = importlib.import_module("py3langid.langid")
    identifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    known = [language for language in languages if language in identifier.nb_classes]
    if len(known) < 2:
        return None
    identifier.set_languages(known)
    return identifier
