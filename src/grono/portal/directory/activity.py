"""Activity codes: read in any writing, placed in their class, division and section (DIR-11)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.classifications import UnknownCode, get_classification
from grono.portal.core.problems import RefusedError
from grono.portal.directory.kinds import NACE_OF, CodeOrigin

if TYPE_CHECKING:
    from grono.classifications import Labels
    from grono.classifications.labels import Label

REVISION_MARK = "2.1-"
"""Stands before sections and divisions of NACE Rev. 2.1 in addresses and in the database, so that C and C are not mixed."""


class ActivityCodeError(RefusedError):
    """A code that is not in its classification."""


@dataclass(frozen=True)
class Code:
    """An activity code with the levels above it; ``edition_inferred`` tells by what, where its source wrote no edition (DIR-12)."""

    system: str
    code: str
    nace_class: str
    division: str
    section: str
    is_main: bool = False
    origin: str = CodeOrigin.GUESSED
    edition_inferred: str = ""


def read_code(
    system: str, text: str, *, is_main: bool = False, origin: str = CodeOrigin.GUESSED, edition_inferred: str = ""
) -> Code:
    """Read a code: ``7010Z``, ``70.10.Z`` and ``70.10 Z`` are one.

    Raises
    ------
    ActivityCodeError
        When the code does not exist or is coarser than a class; the sentence names the nearest ones.
    """
    classification = get_classification(system)
    try:
        found = classification.resolve(text)
    except UnknownCode as error:
        raise ActivityCodeError(error.in_language(get_language() or "en")) from error
    if found.problem is not None:
        raise ActivityCodeError(found.problem.message.in_language(get_language() or "en"))
    if found.level < 4:
        sentence = _("“%(code)s” is a section, division or group. Write a class or subclass, as in 10.51.Z.")
        raise ActivityCodeError(sentence % {"code": text.strip()})
    mark = REVISION_MARK if NACE_OF[system] == "nace21" else ""
    division = found.class_code[:2]
    section = section_of(NACE_OF[system], division)
    levels = (found.class_code, mark + division, mark + section)
    return Code(system, found.unit, *levels, is_main, origin, edition_inferred)


def section_of(nace: str, division: str) -> str:
    """Return the section of a division."""
    return get_classification(nace).parent(division) or division


def code_label(system: str, code: str, language: str, labels: Labels) -> Label:
    """Return the name of a code in the reader's language, or in whatever there is."""
    return get_classification(system).label(code, language, labels=labels)


def group_label(group: str, language: str, labels: Labels) -> str:
    """Return the name of a section or division as it stands in the facets, with its letter or number."""
    is_new = group.startswith(REVISION_MARK)
    code = group.removeprefix(REVISION_MARK)
    text = get_classification("nace21" if is_new else "nace2").label(code, language, labels=labels).text
    return f"{code} {sentence_case(text)}" + (" (NACE Rev. 2.1)" if is_new else "")


def sentence_case(text: str) -> str:
    """Return a heading in capitals as an ordinary sentence; NACE writes its sections in capitals in some languages."""
    return text.capitalize() if text.isupper() else text
