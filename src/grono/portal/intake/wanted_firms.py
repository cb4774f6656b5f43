"""Which firms are wanted: codes in any writing, their edition, and a voivodeship or powiat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.classifications import UnknownCode, get_classification, voivodeship
from grono.portal.core.problems import RefusedError
from grono.portal.directory.firms_pages import MOST_CODES
from grono.portal.directory.kinds import NACE_OF
from grono.portal.regions.queries import labels_visible_to, teryt_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grono.classifications import Classification
    from grono.portal.core.visitor import Reader

MOST_QUESTIONS = 60
"""Classes and subclasses that CEIDG is asked for in one search, one after the other."""
LETTERS = "ZABCDE"
"""Last letters of the subclasses of PKD: Z where a class has one, A and on where it has several."""
PKD_OF = {"nace2": "pkd2007", "nace21": "pkd2025"}
"""The Polish subclasses of each revision of NACE; CEIDG is asked for subclasses only."""
LEVEL_OF_DIVISIONS, LEVEL_OF_CLASSES = 2, 4
POWIAT_DIGITS = 4


@dataclass(frozen=True)
class WantedFirms:
    """Codes as their classification writes them, its key, and the TERYT code of a voivodeship or powiat."""

    codes: tuple[str, ...]
    system: str
    region: str

    @property
    def revision(self) -> str:
        """Return the revision of NACE that the codes continue."""
        return NACE_OF[self.system]

    @property
    def pkd(self) -> str:
        """Return the Polish classification in which CEIDG is asked."""
        return PKD_OF[self.revision]

    def query(self) -> str:
        """Return the part of the address behind the question mark."""
        return urlencode([*(("code", code) for code in self.codes), ("system", self.system), ("region", self.region)])


def read_codes(system: str, texts: Iterable[str]) -> tuple[str, ...]:
    """Return codes as their classification writes them, each once.

    Raises
    ------
    RefusedError
        For a code that does not exist or is a whole section; the sentence names it and the nearest ones.
    """
    classification, found = get_classification(system), []
    for text in texts:
        try:
            read = classification.resolve(text)
        except UnknownCode as error:
            raise RefusedError(error.in_language(get_language() or "en")) from error
        if read.problem is not None:
            raise RefusedError(read.problem.message.in_language(get_language() or "en"))
        if read.level < LEVEL_OF_DIVISIONS:
            sentence = _("“%(code)s” is a whole section. Write divisions, groups, classes or subclasses, as in 10.51.")
            raise RefusedError(sentence % {"code": text})
        found.append(read.unit)
    codes = tuple(dict.fromkeys(found))
    if len(codes) > MOST_CODES:
        sentence = _("These are %(count)s codes; one search may have %(limit)s.")
        raise RefusedError(sentence % {"count": len(codes), "limit": MOST_CODES})
    return codes


def questions(wanted: WantedFirms) -> dict[str, tuple[str, ...]]:
    """Return class or subclass → the subclasses of PKD that CEIDG is asked for: all that a class may have.

    Raises
    ------
    RefusedError
        When they are too many for one search.
    """
    classification = get_classification(wanted.system)
    found: dict[str, tuple[str, ...]] = {}
    for code in wanted.codes:
        if classification.level(code) > LEVEL_OF_CLASSES or code[-1:].isalpha():
            found[code] = (code,)
        else:
            found |= {one: tuple(f"{one}.{letter}" for letter in LETTERS) for one in _classes(classification, code)}
    if len(found) > MOST_QUESTIONS:
        sentence = _("The codes stand for %(count)s classes; CEIDG is asked for %(limit)s at a time. Name fewer codes.")
        raise RefusedError(sentence % {"count": len(found), "limit": MOST_QUESTIONS})
    return found


def _classes(classification: Classification, code: str) -> list[str]:
    if classification.level(code) == LEVEL_OF_CLASSES:
        return [code]
    return [one for child in classification.children(code) for one in _classes(classification, child)]


def region_texts(reader: Reader, regions: Iterable[str]) -> dict[str, str]:
    """Return voivodeships and powiats with their names in the reader's language; the code where there is no name."""
    names = teryt_names(regions, get_language() or "pl", labels_visible_to(reader))
    return {code: name.text for code, name in names.items()}


def polish_powiat(reader: Reader, region: str) -> str:
    """Return the name of a powiat as CEIDG writes it; nothing for a voivodeship or a powiat whose name is not known."""
    if len(region) < POWIAT_DIGITS:
        return ""
    name = teryt_names([region], "pl", labels_visible_to(reader))[region].text
    return "" if name == region else name.removeprefix("powiat ").removeprefix("m. ")


def polish_voivodeship(region: str) -> str:
    """Return the name of the voivodeship of a region in small letters, as Polish writes it."""
    found = voivodeship(region[:2])
    return found.polish.casefold() if found else ""
