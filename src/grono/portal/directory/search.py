"""Searching: words without case and diacritics, found at the beginning of a word.

Both sides are folded, so ``Lodz`` finds „Łódź”. Numbers of registers are found in any writing. The words of each organisation stand in
one row for each rung of visibility, so nobody finds an organisation by a field they may not see (DIR-14).
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from grono.classifications import Labels, fold, voivodeship
from grono.portal.directory import visibility
from grono.portal.directory.activity import code_label
from grono.portal.directory.identifiers import SEPARATORS
from grono.portal.directory.kinds import Rung

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from grono.portal.directory.models import ActivityCode, Establishment, Organisation

LANGUAGES = ("pl", "en")
MOST_WORDS = 12
"""A longer query is cut: each word costs a comparison with every organisation."""
_NUMBER = re.compile(
    r"(?:PL)?\d{9,14}"  # NIP, REGON, KRS
    r"|[A-Z]{2}[A-Z]?\d{7,12}[A-Z]{0,2}"  # VAT: HU12892312, ATU13585627
    r"|(?=(?:.*\d){6})[A-Z0-9]{18}\d\d",  # LEI; with fewer digits it is more likely a name
    re.ASCII,
)


def phrases(query: str) -> list[str]:
    """Return what has to be found, each at the beginning of a word: a phrase for each word of the query, or one number.

    Examples
    --------
    >>> phrases("Łódź 10.51")
    ['lodz', '10 51']
    >>> phrases("972-123-73-17")
    ['9721237317']
    """
    bare = SEPARATORS.sub("", query).upper()
    if _NUMBER.fullmatch(bare):
        return [fold(bare.removeprefix("PL"))]
    folded = (fold(word) for word in query.split()[:MOST_WORDS])
    return list(dict.fromkeys(phrase for phrase in folded if phrase))


def words_by_rung(organisation: Organisation, rungs: Mapping[str, Rung]) -> dict[Rung, str]:
    """Return the words of an organisation for each rung on which it has any."""
    found: dict[Rung, list[str]] = defaultdict(list)
    found[Rung.PUBLIC] += [organisation.legal_name, organisation.short_name]
    for field, texts in _texts_by_field(organisation).items():
        found[rungs[field]] += texts
    return {rung: f" {' '.join(_distinct(texts))} " for rung, texts in found.items() if any(texts)}


def _texts_by_field(organisation: Organisation) -> dict[str, list[str]]:
    places = list(organisation.establishments.all())
    return {
        visibility.TEXTS: [row.text for row in organisation.texts.all()],
        visibility.IDENTIFIERS: [row.value for row in organisation.identifiers.all()],
        visibility.PLACE: [text for place in places for text in _place_words(place)],
        visibility.ADDRESS: [text for place in places for text in (place.street, place.postal_code)],
        visibility.ACTIVITY: [text for code in organisation.codes.all() for text in _code_words(code)],
    }


def _place_words(place: Establishment) -> Iterator[str]:
    yield place.place
    found = voivodeship(place.voivodeship) if place.voivodeship else None
    if found:
        yield from (found.polish, found.english)


def _code_words(code: ActivityCode) -> Iterator[str]:
    yield code.code
    yield code.code.replace(".", "")
    for language in LANGUAGES:
        yield code_label(code.system, code.code, language, Labels()).text


def _distinct(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(folded for folded in map(fold, texts) if folded))
