"""Classifications of industries: their codes, levels, labels, and the class that a code belongs to."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from grono.classifications.labels import Label, Labels, code_key
from grono.classifications.shipped import shipped_labels
from grono.messages import GronoError, Message, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ResolutionKind = Literal["exact", "national", "ancestor"]
_NO_LABELS = Labels()
_LANGUAGE_ALIASES = {"nb": "no", "nn": "no"}


@dataclass(frozen=True)
class Resolution:
    """What a code of a table stands for.

    Parameters
    ----------
    given : str
        The code as it was given.
    unit : str
        The unit of analysis: the same code in one spelling. Codes that are spelled differently and mean the same have one unit.
    class_code : str
        The class of the classification, or the nearest level above it that exists: ``10.51``, or the division ``01``.
    level : int
        Level of ``class_code``: in NACE 1 section, 2 division, 3 group, 4 class.
    kind : {"exact", "national", "ancestor"}
        The code is in the classification; it is a national code below a class; or it has no class and got an ancestor.
    problem : Problem or None
        The warning that belongs to ``ancestor``, code ``code-without-class``.
    """

    given: str
    unit: str
    class_code: str
    level: int
    kind: ResolutionKind
    problem: Problem | None = None


class UnknownCode(GronoError):  # noqa: N818 - names the thing, as do the other errors of Grono that a reader meets
    """A code that has no place in the classification, not even an ancestor."""

    def __init__(self, message: Message, *, given: str, classification: str, suggestions: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.given = given
        self.classification = classification
        self.suggestions = tuple(suggestions)

    def as_problem(self, *, count: int = 1) -> Problem:
        """Return the same as a problem of an input."""
        return Problem("unknown-code", self.message, value=self.given, count=count)


class Classification(ABC):
    """A classification of industries.

    Parameters
    ----------
    key : str
        Name in commands and parameters, such as ``nace2``.
    title : Message
        Name for people.
    label_data : str or None
        Which shipped labels belong to it. NACE Rev. 2.1 has its own, English ones; it never borrows from Rev. 2.
    """

    def __init__(self, key: str, title: Message, *, label_data: str | None = None) -> None:
        self.key = key
        self.title = title
        self._label_data = label_data

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes in the order of the classification; empty where only the shape is known."""
        return tuple(self._english)

    @cached_property
    def _english(self) -> Mapping[str, str]:
        return shipped_labels(self._label_data, "en") if self._label_data else {}

    def contains(self, code: str) -> bool:
        """Say whether a code has its place here without any warning."""
        try:
            return self.resolve(code).kind != "ancestor"
        except UnknownCode:
            return False

    def display(self, code: str) -> str:
        """Return a code as people write it: ``1051`` becomes ``10.51``."""
        return self.resolve(code).unit

    @abstractmethod
    def resolve(self, code: str) -> Resolution:
        """Return the unit of analysis and the class of a code; raise :class:`UnknownCode` if it has none."""

    @abstractmethod
    def level(self, code: str) -> int:
        """Return the level of a code, counted from 1 at the top."""

    @abstractmethod
    def parent(self, code: str) -> str | None:
        """Return the code one level up; None at the top."""

    def children(self, code: str) -> tuple[str, ...]:
        """Return the codes one level down, in order; empty where only the shape is known."""
        unit = self.resolve(code).unit
        return tuple(one for one in self.codes if self.parent(one) == unit)

    def nearest(self, code: str, n: int = 3) -> tuple[str, ...]:
        """Return the existing codes that a wrong one most probably meant, the same ones at every call; none of no likeness."""
        return nearest_codes(code, self.codes, n)

    def label(self, code: str, language: str, *, labels: Labels = _NO_LABELS) -> Label:
        """Return the name of a code.

        The first of: a name the user has loaded; the official one in the language; the official one in English; for a code
        below the class, the class's name; the code itself. The answer says which, and in what language it is.
        """
        resolution = self.resolve(code)
        own = self._own_label(resolution.unit, language, labels)
        if own is not None:
            return own
        of_class = self._own_label(resolution.class_code, language, labels)
        if of_class is None:
            return Label(resolution.unit, "und", resolution.unit, "code")
        return Label(of_class.text, of_class.language, of_class.code, "class")

    def _own_label(self, code: str, language: str, labels: Labels) -> Label | None:
        loaded = labels.find("industry", code, language)
        official = self._official_label(code, language)
        if loaded is not None and official is not None and loaded.language != language == official.language:
            return official
        return loaded or official

    def _official_label(self, code: str, language: str) -> Label | None:
        if self._label_data is None:
            return None
        known = shipped_labels(self._label_data, _LANGUAGE_ALIASES.get(language, language))
        if code in known:
            return Label(known[code], language, code, "shipped")
        return Label(self._english[code], "en", code, "shipped") if code in self._english else None


LEAST_LIKENESS = 0.5
"""Jaro–Winkler similarity below which a code is no suggestion: fewer than about half of the characters agree."""


def nearest_codes(code: str, candidates: Sequence[str], n: int) -> tuple[str, ...]:
    """Return at most ``n`` candidates: those of the same division first, then the most alike (Jaro–Winkler); ties in order."""
    from rapidfuzz.distance import JaroWinkler  # 30 ms, and only wrong codes need it

    wanted = code_key(code)
    ranked = ((one[:2] != wanted[:2], -JaroWinkler.similarity(wanted, code_key(one)), one) for one in candidates)
    return tuple(one for _, likeness, one in sorted(ranked) if -likeness >= LEAST_LIKENESS)[:n]
