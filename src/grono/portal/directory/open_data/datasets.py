"""What is given away: rows and statements of each data set, as a visitor sees them and without natural persons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from grono.portal.core.visitor import Visitor
from grono.portal.directory.finding import PARTS
from grono.portal.directory.kinds import HELIX_OF, NACE_OF
from grono.portal.directory.open_data.triples import Literal
from grono.portal.directory.profiles import profiles
from grono.portal.directory.queries import organisations_visible_to

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from django.utils.functional import Promise

    from grono.portal.directory.open_data.triples import Statement
    from grono.portal.directory.profiles import Profile

    Row = dict[str, object]

NACE = {"nace2": "http://data.europa.eu/ux2/nace2/", "nace21": "http://data.europa.eu/ux2/nace2.1/"}
"""Addresses of the classes of each revision, published by Eurostat; a class is written without its dot."""
ORGANISATIONS_AT_A_TIME = 2000


@dataclass(frozen=True)
class Dataset:
    """One data set: its words in every language, its rows, and its statements where there are some."""

    key: str
    title: str | Promise
    description: str | Promise
    theme: str
    columns: tuple[str, ...]
    rows: Callable[[], Iterable[Row]]
    statements: Callable[[], Iterable[Statement]] | None = None


_datasets: dict[str, Dataset] = {}


def register_dataset(dataset: Dataset) -> None:
    """Register a data set; an upper app adds its own (memberships of clusters)."""
    _datasets[dataset.key] = dataset


def datasets() -> list[Dataset]:
    """Return every data set by its key."""
    return [_datasets[key] for key in sorted(_datasets)]


def address_of(public_id: str) -> str:
    """Return the address that names an organisation, in the language that comes first."""
    with override(settings.LANGUAGE_CODE):
        page = reverse("directory:organisation", args=[public_id])
    return f"{settings.SITE_ADDRESS}{page}#organisation"


def open_profiles() -> Iterator[Profile]:
    """Return the organisations as a visitor sees them; sole traders are people, and nobody gives people away (DIR-2)."""
    found = organisations_visible_to(Visitor()).filter(natural_person=False).order_by("pk").prefetch_related(*PARTS)
    last = 0
    while chunk := list(found.filter(pk__gt=last)[:ORGANISATIONS_AT_A_TIME]):
        yield from profiles(Visitor(), chunk)
        last = chunk[-1].pk


COLUMNS = (
    "identifier", "legal_name", "name_language", "type", "helix", "state", "place", "teryt", "street", "postal_code", "nace_class",
    "nace_revision", "nip", "regon", "krs", "web", "founded", "invented", "source", "source_year",
)  # fmt: skip


def organisation_rows() -> Iterator[Row]:
    """Return a row for each organisation."""
    for one in open_profiles():
        numbers = {row.scheme: row.value for row in one.identifiers}
        seat = one.seat
        yield {
            "identifier": one.public_id,
            "legal_name": one.legal_name,
            "name_language": one.name_language,
            "type": str(one.type),
            "helix": str(one.helix.value),
            "state": str(one.state),
            "place": seat.place if seat else "",
            "teryt": seat.teryt if seat else "",
            "street": seat.street if seat else "",
            "postal_code": seat.postal_code if seat else "",
            "nace_class": one.main_code.nace_class if one.main_code else "",
            "nace_revision": NACE_OF[one.main_code.system] if one.main_code else "",
            **{name: numbers.get(name, "") for name in ("nip", "regon", "krs")},
            "web": one.web,
            "founded": one.founded or "",
            "invented": int(one.is_invented),
            "source": one.source,
            "source_year": one.source_year or "",
        }


def organisation_statements() -> Iterator[Statement]:
    """Return every organisation as a legal entity of the Core Business Vocabulary."""
    for one in open_profiles():
        yield from legal_entity(one)


def legal_entity(one: Profile) -> Iterator[Statement]:
    """Return the statements about one organisation; every text says its language."""
    me = address_of(one.public_id)
    yield (me, "rdf:type", "http://www.w3.org/ns/legal#LegalEntity")
    yield (me, "legal:legalName", Literal(one.legal_name, one.name_language))
    if one.short_name:
        yield (me, "dct:alternative", Literal(one.short_name, one.name_language))
    yield (me, "dct:source", Literal(one.source, one.source_language))
    for code in one.codes:
        if code.nace_class:
            yield (me, "legal:companyActivity", NACE[NACE_OF[code.system]] + code.nace_class.replace(".", ""))
    for number in one.identifiers:
        node = f"{me}-{number.scheme}-{number.value}"
        yield (me, "adms:identifier", node)
        yield (node, "rdf:type", "http://www.w3.org/ns/adms#Identifier")
        yield (node, "skos:notation", Literal(f"{number.scheme}:{number.value}", kind="xsd:token"))
    if one.seat is not None and one.seat.place:
        yield from _address(me, one)


def _address(me: str, one: Profile) -> Iterator[Statement]:
    seat, node = one.seat, f"{me}-address"
    if seat is None:
        return
    yield (me, "legal:registeredAddress", node)
    yield (node, "rdf:type", "http://www.w3.org/ns/locn#Address")
    yield (node, "locn:postName", Literal(seat.place, "pl"))
    if seat.street:
        town = f"{seat.postal_code} {seat.place}".strip()
        yield (node, "locn:fullAddress", Literal(f"{seat.street}, {town}", "pl"))
    if seat.postal_code:
        yield (node, "locn:postCode", Literal(seat.postal_code, kind="xsd:token"))


def count_rows() -> Iterator[Row]:
    """Return how many organisations there are of each type and voivodeship, without sole traders."""
    counts: dict[tuple[str, str], int] = {}
    for one in open_profiles():
        key = str(one.type), one.seat.teryt[:2] if one.seat else ""
        counts[key] = counts.get(key, 0) + 1
    for (kind, voivodeship), number in sorted(counts.items()):
        yield {
            "type": kind,
            "helix": str(HELIX_OF[kind].value),
            "voivodeship_teryt": voivodeship,
            "organisations": number,
        }


_BUSINESS = "http://publications.europa.eu/resource/authority/data-theme/ECON"

register_dataset(
    Dataset(
        "organisations",
        _("Organisations of the directory"),
        _(
            "Firms, universities, offices and supporting bodies as every visitor sees them, without sole traders and without people."
        ),
        _BUSINESS,
        COLUMNS,
        organisation_rows,
        organisation_statements,
    )
)
register_dataset(
    Dataset(
        "counts",
        _("Counts of organisations"),
        _("How many organisations of each type have their seat in each voivodeship, without sole traders."),
        _BUSINESS,
        ("type", "helix", "voivodeship_teryt", "organisations"),
        count_rows,
    )
)
