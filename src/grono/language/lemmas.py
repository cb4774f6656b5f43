"""Base forms and stems of one word, by whichever of the optional dictionaries and stemmers are installed.

Polish is looked up in Morfeusz; where it has no wheel, and for languages without a Snowball stemmer, in ``simplemma``. Neither
Morfeusz nor the stemmers may be used by two threads at once: each thread has its own stemmer, and Morfeusz a lock.
"""

from __future__ import annotations

import importlib
import threading
from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

SNOWBALL = {
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hu": "hungarian",
    "it": "italian",
    "lt": "lithuanian",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "sv": "swedish",
    "tr": "turkish",
}
"""Languages with a Snowball stemmer in PyStemmer 3.1, and its name there."""

SIMPLEMMA = frozenset({"bg", "pl", "sk", "sl", "hr", "lv", "uk"})
"""Languages that are looked up in simplemma: Polish where Morfeusz is absent, the others because Snowball has no stemmer."""

_FORMAT = "1"
"""Raised when the groups change though no package does: rows that hold an older analyser are indexed again."""

_lock = threading.Lock()
_stemmers = threading.local()


@cache
def installed(module: str, distribution: str) -> str | None:
    """Return the version of an optional package, or None where it cannot be imported."""
    try:
        importlib.import_module(module)
        return version(distribution)
    except (ImportError, PackageNotFoundError):
        return None


@cache
def analyser_id(language: str) -> str:
    """Return what cuts and stems words of a language, with versions; stored with each indexed row.

    Examples
    --------
    >>> analyser_id("en").startswith("grono1")
    True
    """
    parts = [f"grono{_FORMAT}"]
    if _morfeusz(language):
        parts.append(f"morfeusz2-{installed('morfeusz2', 'morfeusz2')}-{_morfeusz(language).dict_id()}")
    elif _uses_simplemma(language):
        parts.append(f"simplemma-{installed('simplemma', 'simplemma')}")
    if language in SNOWBALL and (found := installed("Stemmer", "PyStemmer")):
        parts.append(f"pystemmer-{found}")
    return "+".join(parts)


@lru_cache(maxsize=200_000)
def forms_of(word: str, language: str) -> tuple[str, ...]:
    """Return base forms and stem of a word, not folded; empty where nothing is known about it.

    Parameters
    ----------
    word : str
        A run of letters, in NFC.
    language : str
        Two-letter code.
    """
    found = [*_lemmas(word, language)]
    stem = _stem(language)
    if stem is not None:
        found.append(stem(word.lower()))
    return tuple(dict.fromkeys(found))


def forget_forms() -> None:
    """Empty the caches, after packages came or went."""
    for kept in (forms_of, analyser_id, _morfeusz):
        kept.cache_clear()


def _lemmas(word: str, language: str) -> list[str]:
    morfeusz = _morfeusz(language)
    if morfeusz:
        with _lock:
            analysis = morfeusz.analyse(word)
        return [_bare(lemma) for _, _, (_, lemma, tag, *_) in analysis if tag not in {"ign", "interp"}]
    if _uses_simplemma(language):
        return [importlib.import_module("simplemma").lemmatize(word, lang=language)]
    return []


def _bare(lemma: str) -> str:
    """Cut the mark by which the dictionary tells homonyms apart: ``Łódź:Sf``."""
    return lemma.split(":")[0] or lemma


@cache
def _morfeusz(language: str) -> Any:
    if language != "pl" or installed("morfeusz2", "morfeusz2") is None:
        return None
    return importlib.import_module("morfeusz2").Morfeusz(expand_tags=False, generate=False)


def _uses_simplemma(language: str) -> bool:
    return language in SIMPLEMMA and not _morfeusz(language) and installed("simplemma", "simplemma") is not None


def _stem(language: str) -> Callable[[str], str] | None:
    if language not in SNOWBALL or installed("Stemmer", "PyStemmer") is None:
        return None
    mine: dict[str, Any] = _stemmers.__dict__
    if language not in mine:
        mine[language] = importlib.import_module("Stemmer").Stemmer(SNOWBALL[language])
    stem: Callable[[str], str] = mine[language].stemWord
    return stem
