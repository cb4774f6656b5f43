"""NACE, and the Polish PKD that continues it: sections, divisions, groups, classes, and national codes below them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from grono.classifications.industries import (
    Classification,
    Resolution,
    ResolutionKind,
    UnknownCode,
    nearest_codes,
)
from grono.classifications.labels import code_key
from grono.messages import Message, Problem, message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_CODE = re.compile(
    r"(?P<section>[A-Z])?(?:(?P<whole>\d\d\.?\d\d)(?:[./]?(?P<national>\d{1,4}[A-Z]?|[A-Z]))?|(?P<part>\d\d(?:\.?\d)?))",
    re.ASCII,
)
"""Section letter of Eurostat's spelling, two to four digits, and what a country puts below the class."""
_SUBCLASS = re.compile(r"[A-Z]")  # PKD: one letter, Z where the class is not divided


class NaceClassification(Classification):
    """NACE in one revision, with national codes below its classes (SIC ``10512``, NAF ``10.51C``, WZ ``10.51.0``)."""

    def __init__(self, key: str, title: Message, *, label_data: str, subclass_letter: bool = False) -> None:
        super().__init__(key, title, label_data=label_data)
        self._subclass_letter = subclass_letter

    @cached_property
    def _parents(self) -> Mapping[str, str | None]:
        parents: dict[str, str | None] = {}
        section = None
        for code in self.codes:
            section = code if code.isalpha() else section
            if code.isalpha():
                parents[code] = None
            else:
                parents[code] = section if len(code) == 2 else code[:-1].rstrip(".")
        return parents

    def level(self, code: str) -> int:
        """Return 1 section, 2 division, 3 group, 4 class, 5 national code."""
        return _depth(self.resolve(code).unit)

    def parent(self, code: str) -> str | None:
        """Return the code one level up; for a national code its class, for one without a class its ancestor."""
        resolution = self.resolve(code)
        return self._parents[resolution.class_code] if resolution.kind == "exact" else resolution.class_code

    def children(self, code: str) -> tuple[str, ...]:
        """Return the codes one level down, in order."""
        unit = self.resolve(code).unit
        return tuple(one for one, parent in self._parents.items() if parent == unit)

    def resolve(self, code: str) -> Resolution:
        """Return the unit of analysis and the class of a code.

        A code of the classification is its own class. A longer national code stays the unit of analysis and gets the class
        of its first four digits. A code without a class gets its nearest existing ancestor and a warning. Zeros that a
        spreadsheet has cut off are not put back: the sentence of the error names the code that may be meant.

        Raises
        ------
        UnknownCode
            If the code has not the shape of NACE, or not even its division exists.

        Examples
        --------
        >>> from grono.classifications import get_classification
        >>> nace = get_classification("nace2")
        >>> [nace.resolve(code).class_code for code in ("1051", "10512", "10.51C", "01000")]
        ['10.51', '10.51', '10.51', '01']
        """
        compact = _compact(code)
        if compact in self._parents:
            return Resolution(code, compact, compact, _depth(compact), "exact")
        found = _CODE.fullmatch(compact)
        if found is None or not self._national_fits(found["national"]):
            raise self._unknown(code, self._shape_message(code))
        digits, national = _digits(found), found["national"] or ""
        ancestor = next((one for one in _upwards(digits) if one in self._parents), None)
        if ancestor is None or not self._section_fits(found["section"], ancestor):
            raise self._unknown(code, self._absent_message(code, ancestor))
        return self._resolved(code, digits, national, ancestor)

    def _resolved(self, given: str, digits: str, national: str, ancestor: str) -> Resolution:
        unit = self._unit(digits, national)
        kind: ResolutionKind = "exact" if unit == ancestor else "national"
        problem = None
        if _dotted(digits) != ancestor:
            kind, problem = "ancestor", self._without_class(given, ancestor)
        return Resolution(given, unit, ancestor, _depth(ancestor), kind, problem)

    def _unit(self, digits: str, national: str) -> str:
        if self._subclass_letter and national:
            return f"{_dotted(digits)}.{national}"
        return digits + national if national.isdigit() else _dotted(digits) + national

    def _national_fits(self, national: str | None) -> bool:
        return not self._subclass_letter or national is None or _SUBCLASS.fullmatch(national) is not None

    def _section_fits(self, section: str | None, ancestor: str) -> bool:
        division = ancestor[:2]
        return section is None or self._parents[division] == section

    def nearest(self, code: str, n: int = 3) -> tuple[str, ...]:
        """Return the existing codes that a wrong one most probably meant: first the one with a zero put back."""
        restored = self.with_leading_zero(code)
        first = [self.resolve(restored).class_code] if restored else []
        depth = max(2, min(4, len(code_key(code))))
        same_level = [one for one in self.codes if len(code_key(one)) == depth]
        return tuple(dict.fromkeys([*first, *nearest_codes(code, same_level, n)]))[:n]

    def has_shape(self, code: str) -> bool:
        """Say whether a code is written as one of this classification, whether it exists or not."""
        compact = _compact(code)
        found = _CODE.fullmatch(compact)
        return compact in self._parents or (found is not None and self._national_fits(found["national"]))

    def with_leading_zero(self, code: str) -> str | None:
        """Return the code with a zero put before it if that one has a class (or is a division); else None.

        Spreadsheets turn ``01110`` into ``1110``. Nothing here does this unasked.
        """
        compact = _compact(code)
        if not re.fullmatch(r"[1-9](\d*[A-Z]?|\.\d.*)", compact, re.ASCII):
            return None
        candidate = f"0{compact}"
        found = _CODE.fullmatch(candidate)
        if found is None or not self._national_fits(found["national"]):
            return None
        return candidate if _dotted(_digits(found)) in self._parents else None

    def _unknown(self, code: str, sentence: Message) -> UnknownCode:
        return UnknownCode(sentence, given=code, classification=self.key, suggestions=self.nearest(code))

    def _shape_message(self, code: str) -> Message:
        if not code.strip():
            return message("An industry code is empty. Write a code, or leave the row out.")
        parameters = {"code": code, "title": self.title, "suggestions": self._suggested(code)}
        if self._subclass_letter:
            return message(
                '"%(code)s" is not a code of %(title)s: that is a section letter, or two to four digits, and below the class '
                "one letter, as in 10.51.Z. %(suggestions)s",
                **parameters,
            )
        return message(
            '"%(code)s" is not a code of %(title)s: that is a section letter, or two to four digits, and below the class '
            "what a country adds, as in 10.51, 10512 or 10.51C. %(suggestions)s",
            **parameters,
        )

    def _absent_message(self, code: str, ancestor: str | None) -> Message:
        if ancestor is not None:
            return message(
                '"%(code)s" names another section of %(title)s than the one of division %(division)s, which is %(section)s. '
                "Write the code without the letter, or with the right one.",
                code=code,
                title=self.title,
                division=ancestor[:2],
                section=self._parents[ancestor[:2]],
            )
        return message(
            '"%(code)s" is not in %(title)s, and neither is its division. %(suggestions)s',
            code=code,
            title=self.title,
            suggestions=self._suggested(code),
        )

    def _suggested(self, code: str) -> Message:
        nearest = self.nearest(code)
        if not nearest:
            return message("Correct the code, or choose the classification in which it exists.")
        return message(
            "The nearest are %(codes)s. Correct the code, or choose the classification in which it exists.",
            codes=self._named(nearest),
        )

    def _named(self, codes: Sequence[str]) -> CodeNames:
        return CodeNames(", ".join(codes), classification=self, codes=tuple(codes))

    def _without_class(self, code: str, ancestor: str) -> Problem:
        sentence = message(
            'Code "%(code)s" has no class in %(title)s; it is counted with %(ancestor)s, the nearest level above it. If '
            "another code is meant, the nearest are %(suggestions)s.",
            code=code,
            title=self.title,
            ancestor=self._named([ancestor]),
            suggestions=self._named(self.nearest(code)),
        )
        return Problem("code-without-class", sentence, value=code, severity="warning")


@dataclass(frozen=True)
class CodeNames(Message):
    """Codes with their labels, in the reader's language where the labels exist in it; its template is the bare codes."""

    classification: NaceClassification | None = None
    codes: tuple[str, ...] = ()

    def in_language(self, language: str) -> str:
        """Return ``10.51 (Operation of dairies and cheese making)``, several parted by commas."""
        if self.classification is None:
            return self.template
        labels = (self.classification.label(code, language).text for code in self.codes)
        return ", ".join(f"{code} ({label})" for code, label in zip(self.codes, labels, strict=True))


def _compact(code: str) -> str:
    """Return the code without blanks, in capitals; letters outside ASCII stay as they are, none of them is an S or an I."""
    text = re.sub(r"\s", "", code)
    return text.upper() if text.isascii() else text


def _digits(found: re.Match[str]) -> str:
    return (found["whole"] or found["part"]).replace(".", "")


def _upwards(digits: str) -> Iterator[str]:
    for length in range(len(digits), 1, -1):
        yield _dotted(digits[:length])


def _dotted(digits: str) -> str:
    return f"{digits[:2]}.{digits[2:]}" if len(digits) > 2 else digits


def _depth(code: str) -> int:
    return 1 if code.isalpha() else min(5, len(code_key(code)))


def nace(revision: str) -> NaceClassification:
    """Return NACE Rev. 2 (``nace2``) or Rev. 2.1 (``nace21``)."""
    title = message("NACE Rev. 2") if revision == "nace2" else message("NACE Rev. 2.1")
    return NaceClassification(revision, title, label_data=revision)


def pkd(year: int) -> NaceClassification:
    """Return PKD 2007, whose classes are those of NACE Rev. 2, or PKD 2025, whose classes are those of Rev. 2.1."""
    if year == 2007:
        return NaceClassification("pkd2007", message("PKD 2007"), label_data="nace2", subclass_letter=True)
    return NaceClassification("pkd2025", message("PKD 2025"), label_data="nace21", subclass_letter=True)
