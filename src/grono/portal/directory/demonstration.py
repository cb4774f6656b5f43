"""The organisations of the demonstration: named in real programmes, or clearly invented."""

from __future__ import annotations

import csv
from decimal import Decimal
from importlib.resources import files
from typing import TYPE_CHECKING

from django.db.models import Count

from grono.portal.core import demonstration
from grono.portal.core.queries import user_with_address
from grono.portal.directory.actions import appoint_administrator, change_post, enter_inventions, enter_organisations
from grono.portal.directory.activity import read_code
from grono.portal.directory.entries import Entry, Seat
from grono.portal.directory.finding import KIND
from grono.portal.directory.invention import inventions
from grono.portal.directory.kinds import CodeSystem, OrganisationType, PointMethod, TextKind
from grono.portal.directory.models import Organisation, Post
from grono.portal.directory.permissions import administers
from grono.portal.directory.queries import organisation_with_source_key, source_keys
from grono.portal.privacy.proving import note_access_request
from grono.portal.search.actions import save_view
from grono.portal.search.frequencies import Frequency
from grono.portal.search.queries import views_of
from grono.quantities import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grono.portal.directory.activity import Code

INVENTED_SOURCE = "Przykład wymyślony na potrzeby demonstracji"
INVENTED_YEAR = 2026
OWN_ORGANISATION = "demonstration:invented-01"
"""The dairy that the member of the demonstration administers."""
OFFICE = "biuro@wymyslona.example.org"
SEARCHES = (
    ("coordinator", "Mleczarnie w Podlaskiem", "q=mleczarnia&voivodeship=20", Frequency.WEEKLY),
    ("member", "Kto obrabia metale", "q=obróbka+metali", Frequency.DAILY),
    ("investor_officer", "Firmy w Łodzi", "type=firm&powiat=1061", Frequency.INSTANT),
)
"""Role, name, address and how often to write."""


@demonstration.register("directory", order=30)
def load() -> None:
    """Enter whoever is not there yet; what people have changed since stays."""
    known = source_keys()
    entries = [*named_organisations(), *invented_organisations()]
    enter_organisations(by=None, entries=[entry for entry in entries if entry.source_key not in known])
    enter_inventions(by=None, inventions=[one for one in inventions() if one.entry.source_key not in known])
    _appoint_member()


def _appoint_member() -> None:
    """Let the member of the demonstration administer one invented dairy."""
    member = user_with_address(demonstration.address_of("member"))
    dairy = organisation_with_source_key(OWN_ORGANISATION)
    if member is not None and dairy is not None and not administers(member, dairy):
        appoint_administrator(by=None, organisation=dairy, user=member, reason="demonstration")


@demonstration.register("directory-office", order=72)
def ask_from_an_office() -> None:
    """Let somebody ask for access from an address that two people of one organisation share: it proves neither, so it waits."""
    coordinator = user_with_address(demonstration.address_of("coordinator"))
    invented = Post.objects.filter(until__isnull=True, person__is_invented=True)
    shared = invented.values("organisation").annotate(people=Count("person", distinct=True)).filter(people__gte=2)
    one = Organisation.objects.filter(pk__in=shared.values("organisation")).order_by("pk").first()
    if coordinator is None or one is None or Post.objects.filter(email=OFFICE).exists():
        return
    for post in invented.filter(organisation=one).select_related("person").order_by("pk")[:2]:
        name, values = post.person.full_name, {"email": OFFICE}
        change_post(by=coordinator, organisation=one, public_id=post.public_id, full_name=name, values=values)
    note_access_request(by=None, email=OFFICE, language="pl")


@demonstration.register("directory-searches", order=74)
def follow_searches() -> None:
    """Let people of the demonstration follow a search of the directory; who keeps one already keeps theirs."""
    for role, name, query, frequency in SEARCHES:
        person = user_with_address(demonstration.address_of(role))
        if person is not None and not views_of(person, KIND).exists():
            save_view(by=person, kind=KIND, name=name, query=query, frequency=frequency)


def _rows(name: str) -> list[dict[str, str]]:
    text = files("grono.portal.directory").joinpath("data", name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def _seats() -> dict[str, Seat]:
    return {
        row["place"]: Seat(
            place=row["place"],
            teryt=row["teryt"],
            latitude=Decimal(row["latitude"]),
            longitude=Decimal(row["longitude"]),
            point_method=PointMethod.CENTROID,
        )
        for row in _rows("places.csv")
    }


def named_organisations() -> Iterator[Entry]:
    """Return the organisations that the documents name, with the year of the document."""
    seats = _seats()
    for row in _rows("named_organisations.csv"):
        cooperation = {(TextKind.COOPERATION, "pl"): row["cooperation_pl"]} if row["cooperation_pl"] else {}
        yield Entry(
            legal_name=row["name"],
            short_name=row["short"],
            type=row["type"],
            web=row["web"],
            source=row["source"],
            source_year=int(row["year"]),
            source_key=f"demonstration:{row['key']}",
            seat=seats[row["place"]] if row["place"] else Seat(),
            texts={(str(kind), language): text for (kind, language), text in cooperation.items()},
        )


def invented_organisations() -> Iterator[Entry]:
    """Return firms and schools that nobody could take for real ones."""
    seats = _seats()
    for row in _rows("invented_firms.csv"):
        yield Entry(
            legal_name=row["name"],
            type=OrganisationType(row["type"]),
            natural_person=row["natural_person"] == "yes",
            headcount=parse(row["headcount"], "pl") if row["headcount"] else None,
            headcount_year=INVENTED_YEAR - 1 if row["headcount"] else None,
            founded=int(row["founded"]) if row["founded"] else None,
            is_invented=True,
            source=INVENTED_SOURCE,
            source_year=INVENTED_YEAR,
            source_key=f"demonstration:{row['key']}",
            seat=seats[row["place"]],
            codes=tuple(_codes(row)),
            texts={(TextKind.CAPABILITY.value, language): row[language] for language in ("pl", "en")},
        )


def _codes(row: dict[str, str]) -> Iterator[Code]:
    yield read_code(CodeSystem.PKD_2007, row["main"], is_main=True)
    for code in row["others"].split():
        yield read_code(CodeSystem.PKD_2007, code)
