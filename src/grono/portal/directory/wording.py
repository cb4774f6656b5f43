"""Words for what the directory stores, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.classifications import Correspondences
from grono.portal.directory.activity import code_label, sentence_case
from grono.portal.directory.kinds import CodeSystem, Helix, OrganisationType, SizeBand
from grono.portal.regions.queries import lists_in_use, teryt_names
from grono.quantities import display

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grono.classifications import Candidates, Labels
    from grono.classifications.labels import Label
    from grono.portal.core.visitor import Reader
    from grono.portal.directory.models import ActivityCode
    from grono.portal.directory.profiles import Place, Profile

NO_CORRESPONDENCES = Correspondences()
VOIVODESHIP, POWIAT = 2, 4
"""Digits of TERYT codes."""


@dataclass(frozen=True)
class Wording:
    """The names a page needs, looked up once."""

    language: str
    labels: Labels
    regions: dict[str, Label]
    correspondences: Correspondences = NO_CORRESPONDENCES

    def region(self, code: str) -> str:
        """Return the name of a voivodeship or powiat, or its code."""
        return self.regions[code].text if code in self.regions else code

    def voivodeship(self, place: Place | None) -> str:
        """Return the name of the voivodeship of a place."""
        return self.region(place.teryt[:VOIVODESHIP]) if place and place.teryt else ""

    def in_voivodeship(self, place: Place | None) -> str:
        """Return the same as people write it behind a place: Łódź Voivodeship, woj. łódzkie."""
        name = self.voivodeship(place)
        return _("%(name)s Voivodeship") % {"name": name.lower() if self.language == "pl" else name} if name else ""

    def powiat(self, place: Place | None) -> str:
        """Return the name of the powiat of a place."""
        return self.region(place.teryt[:POWIAT]) if place and place.teryt else ""

    def activity(self, code: ActivityCode) -> Label:
        """Return the name of an activity."""
        return code_label(code.system, code.code, self.language, self.labels)

    def converted(self, code: ActivityCode) -> Candidates | None:
        """Return what a code may be in the other edition of its classification, where a correspondence table in use names it."""
        return self.correspondences.candidates(code.system, code.code)


def wording_for(reader: Reader, codes: Iterable[str]) -> Wording:
    """Look up the names of regions by their codes of any length, and the correspondence tables; two queries."""
    language = get_language() or "pl"
    labels, correspondences = lists_in_use(reader)
    wanted = {code[:length] for code in codes if code for length in (VOIVODESHIP, POWIAT)}
    regions = teryt_names(wanted, language, labels)
    return Wording(language, labels, regions, correspondences)


def codes_of_places(found: Iterable[Profile]) -> list[str]:
    """Return the TERYT codes of all places of some organisations."""
    return [place.teryt for profile in found for place in profile.places]


def type_label(value: str) -> str:
    """Return the word for a type."""
    return str(OrganisationType(value).label)


def helix_label(value: str) -> str:
    """Return the word for a side of the helix."""
    return str(Helix(value).label)


def size_label(value: int | None) -> str:
    """Return the word for a size, or nothing."""
    return str(SizeBand(value).label) if value else ""


def system_label(value: str) -> str:
    """Return the name of a classification."""
    return str(CodeSystem(value).label)


def headcount_text(profile: Profile, language: str) -> str | None:
    """Return the headcount as its source gave it, or nothing."""
    return None if profile.headcount is None else display(profile.headcount, language)


def activity_text(label: Label) -> str:
    """Return the name of an activity as a sentence."""
    return sentence_case(label.text)
