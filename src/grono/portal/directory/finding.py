"""An organisation as the index keeps it, and how a reader stands to it; nobody finds what they may not see (DIR-14, DIR-46, DIR-47)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, overload

from django.utils import timezone

from grono.classifications import Labels, voivodeship
from grono.portal.directory import area, visibility
from grono.portal.directory.activity import code_label
from grono.portal.directory.further_facets import further_facets
from grono.portal.directory.kinds import Rung
from grono.portal.directory.models import Organisation
from grono.portal.directory.standing import own_organisations
from grono.portal.directory.visibility import common_members, lowest_rung
from grono.portal.search.engine import Question, ask
from grono.portal.search.scope import Scope
from grono.portal.search.text import NO_LANGUAGE
from grono.portal.search.writing import Facet, Key, Thing, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from grono.portal.core.visitor import Reader
    from grono.portal.directory.filters import Wanted
    from grono.portal.directory.further_facets import FurtherFacet
    from grono.portal.directory.models import ActivityCode, Establishment
    from grono.portal.search.engine import Answer

KIND = "organisation"
AT_ONCE = 1_000
"""Organisations of which the further facets are asked together."""
LABEL_LANGUAGES = ("pl", "en")
"""Languages in which the names of codes and regions can be looked for."""

PARTS = ("establishments", "codes", "identifiers", "texts", "visibilities")
"""What belongs to an organisation; a page of the list and one organisation read the same."""
INDEXED = (*PARTS, "former_names", "certificates", "products__texts")
"""What the index reads of an organisation."""

RUNG_OF_FACET = {
    "voivodeship": visibility.PLACE,
    "powiat": visibility.PLACE,
    "section": visibility.ACTIVITY,
    "division": visibility.ACTIVITY,
    "size": visibility.HEADCOUNT,
    area.KEY: visibility.ADDRESS,
}
RUNG_OF_KEY = {"place": visibility.PLACE, "size": visibility.HEADCOUNT}


def things_of(organisations: Iterable[Organisation]) -> Iterator[Thing]:
    """Return what the index keeps of organisations, read with :data:`INDEXED`; the further facets are asked for many at once."""
    remaining = iter(organisations)
    while some := list(islice(remaining, AT_ONCE)):
        keys = [one.pk for one in some]
        further = [(facet, facet.values(keys)) for facet in further_facets()]
        for one in some:
            yield _thing(one, {facet: tuple(values.get(one.pk, ())) for facet, values in further})


def _thing(organisation: Organisation, further: Mapping[FurtherFacet, tuple[str, ...]]) -> Thing:
    # A field without a stored rung is hidden.
    rungs = defaultdict(lambda: Rung.HIDDEN, {row.field: Rung(row.rung) for row in organisation.visibilities.all()})
    facets = {
        name: Facet(values, rungs[RUNG_OF_FACET[name]] if name in RUNG_OF_FACET else Rung.PUBLIC)
        for name, values in _facet_values(organisation).items()
    }
    for facet, values in further.items():
        facets[facet.key] = Facet(values, rungs[facet.field] if facet.field else Rung.PUBLIC)
    keys = {
        name: Key(key, rungs[RUNG_OF_KEY[name]] if name in RUNG_OF_KEY else Rung.PUBLIC)
        for name, key in _keys(organisation).items()
    }
    return Thing(organisation.pk, tuple(_words(organisation, rungs)), facets, keys)


def _words(organisation: Organisation, rungs: Mapping[str, Rung]) -> Iterator[Words]:
    for name in (organisation.legal_name, organisation.short_name):
        yield Words(name, organisation.name_language)
    for former in organisation.former_names.all():
        yield Words(former.name, former.language)
    for text in organisation.texts.all():
        yield Words(text.text, text.language, rungs[visibility.TEXTS])
    yield from _offered_words(organisation, rungs)
    for number in organisation.identifiers.all():
        yield Words(number.value, NO_LANGUAGE, rungs[visibility.IDENTIFIERS])
    for place in _current_places(organisation):
        yield from _place_words(place, rungs)
    for code in _current_codes(organisation):
        yield Words(code.code.replace(".", ""), NO_LANGUAGE, rungs[visibility.ACTIVITY])
        for language in LABEL_LANGUAGES:
            label = code_label(code.system, code.code, language, Labels())
            yield Words(label.text, label.language, rungs[visibility.ACTIVITY])


def _offered_words(organisation: Organisation, rungs: Mapping[str, Rung]) -> Iterator[Words]:
    """Return products in the language of each text, and the certificates held today in every language: their names are the same in all."""
    for product in organisation.products.all():
        for text in product.texts.all():
            yield Words(f"{text.name} {text.description}", text.language, rungs[visibility.PRODUCTS])
    today = timezone.localdate()
    for certificate in organisation.certificates.all():
        for language in LABEL_LANGUAGES if certificate.is_held(today) else ():
            yield Words(certificate.scheme, language, rungs[visibility.CERTIFICATES])


def _place_words(place: Establishment, rungs: Mapping[str, Rung]) -> Iterator[Words]:
    yield Words(place.place, "pl", rungs[visibility.PLACE])
    yield Words(f"{place.street} {place.postal_code}", "pl", rungs[visibility.ADDRESS])
    found = voivodeship(place.voivodeship) if place.voivodeship else None
    if found:
        yield Words(found.polish, "pl", rungs[visibility.PLACE])
        yield Words(found.english, "en", rungs[visibility.PLACE])


def _facet_values(organisation: Organisation) -> dict[str, tuple[str, ...]]:
    places, codes = _current_places(organisation), _current_codes(organisation)
    return {
        "helix": (str(organisation.helix),),
        "type": (str(organisation.type),),
        "voivodeship": _distinct(place.voivodeship for place in places),
        "powiat": _distinct(place.powiat for place in places),
        "section": _distinct(code.section for code in codes),
        "division": _distinct(code.division for code in codes),
        "size": () if organisation.size_band is None else (str(organisation.size_band),),
        area.KEY: _distinct(area.squares_of(places)),
    }


def _keys(organisation: Organisation) -> dict[str, bytes]:
    seat = next((place for place in _current_places(organisation) if place.is_seat), None)
    return {
        "name": bytes(organisation.name_key),
        "place": bytes(seat.place_key) if seat and seat.place else b"",
        "size": b"" if organisation.size_band is None else bytes([organisation.size_band]),
    }


def _current_places(organisation: Organisation) -> list[Establishment]:
    return [place for place in organisation.establishments.all() if place.until is None]


def _current_codes(organisation: Organisation) -> list[ActivityCode]:
    return [code for code in organisation.codes.all() if code.until is None]


def _distinct(values: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def scope_of(reader: Reader) -> Scope:
    """Return how far down the ladder a reader sees: in general, of members of a common cluster, of their own organisations."""
    lowest = lowest_rung(reader)
    if lowest == Rung.HIDDEN or not reader.is_authenticated:
        return Scope(lowest)
    closer = {key: int(Rung.MEMBERS) for common in common_members(reader) for key in common}
    own = own_organisations(reader).values_list("organisation_id", flat=True)
    return Scope(lowest, closer | dict.fromkeys(own, int(Rung.HIDDEN)))


@dataclass(frozen=True)
class Found(Sequence[Organisation]):
    """The organisations found, in their order; a slice reads its organisations with their parts, nothing else is read."""

    answer: Answer

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """Return facet → value → how many organisations choosing it gives, values that were chosen also with zero."""
        return {facet: dict(values) for facet, values in self.answer.counts.items()}

    def __len__(self) -> int:
        return len(self.answer.object_ids)

    @overload
    def __getitem__(self, place: int) -> Organisation: ...
    @overload
    def __getitem__(self, place: slice) -> list[Organisation]: ...
    def __getitem__(self, place: int | slice) -> Organisation | list[Organisation]:
        """Read one organisation, or those of a slice."""
        if isinstance(place, int):
            return self[place : place + 1][0]
        ids = self.answer.object_ids[place].tolist()
        # With an order or a condition beside the keys, SQLite would walk the whole index of names instead of looking up the keys.
        rows = Organisation.objects.order_by().prefetch_related(*PARTS).in_bulk(ids)
        return [rows[number] for number in ids if number in rows and rows[number].removed_at is None]

    def __iter__(self) -> Iterator[Organisation]:
        for start in range(0, len(self), 500):
            yield from self[start : start + 500]


def look_for(reader: Reader, wanted: Wanted, *, count: Sequence[str] = ()) -> Found:
    """Return what a reader finds, with the numbers of each value of the facets in ``count``."""
    question = Question(wanted.text, wanted.chosen, tuple(count), wanted.order)
    return Found(ask(KIND, question, scope_of(reader)))
