"""An organisation as one reader may see it; list, page and export are made of these and of nothing else (DIR-14)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from grono.portal.directory import visibility
from grono.portal.directory.kinds import Proof
from grono.portal.directory.standing import rung_towards, rungs_towards
from grono.quantities import from_data

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grono.portal.core.visitor import Reader
    from grono.portal.directory.kinds import Helix, Rung
    from grono.portal.directory.models import ActivityCode, Establishment, Identifier, Organisation, OrganisationText
    from grono.quantities import Quantity


@dataclass(frozen=True)
class Place:
    """An establishment, without the address where the reader may not see it."""

    is_seat: bool
    place: str = ""
    teryt: str = ""
    street: str = ""
    postal_code: str = ""
    latitude: float | None = None
    longitude: float | None = None
    point_method: str = ""


@dataclass(frozen=True)
class Profile:
    """What a reader may know of an organisation; a hidden field is as empty as one that was never filled."""

    public_id: str
    legal_name: str
    short_name: str
    name_language: str
    type: str
    helix: Helix
    state: str
    natural_person: bool
    is_invented: bool
    source: str
    source_language: str
    source_year: int | None
    entered_and_changed: tuple[object, object]
    hidden: frozenset[str]
    places: tuple[Place, ...] = ()
    codes: tuple[ActivityCode, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    texts: tuple[OrganisationText, ...] = ()
    headcount: Quantity | None = None
    headcount_year: int | None = None
    size_band: int | None = None
    founded: int | None = None
    web: str = ""
    web_is_proven: bool = False
    is_removed: bool = field(default=False)

    @property
    def seat(self) -> Place | None:
        """Return the seat, if its place is known to the reader."""
        return next((place for place in self.places if place.is_seat), None)

    @property
    def main_code(self) -> ActivityCode | None:
        """Return the main activity."""
        return next((code for code in self.codes if code.is_main), None)


def profiles(reader: Reader, organisations: Iterable[Organisation]) -> list[Profile]:
    """Return organisations, read with their parts, as the reader may see them."""
    found = list(organisations)
    rungs = rungs_towards(reader, found)
    return [profile_at(rungs[organisation.pk], organisation) for organisation in found]


def profile(reader: Reader, organisation: Organisation) -> Profile:
    """Return one organisation as the reader may see it."""
    return profile_at(rung_towards(reader, organisation), organisation)


def profile_at(rung: Rung, one: Organisation) -> Profile:
    """Return an organisation as whoever stands on a rung sees it."""
    known = {row.field for row in one.visibilities.all() if row.rung >= rung}
    hidden = frozenset(visibility.RULES) - known
    counted = visibility.HEADCOUNT in known and one.headcount is not None
    return Profile(
        public_id=one.public_id,
        legal_name=one.legal_name,
        short_name=one.short_name,
        name_language=one.name_language,
        type=one.type,
        helix=one.helix,
        state=one.state,
        natural_person=one.natural_person,
        is_invented=one.is_invented,
        source=one.source,
        source_language=one.source_language,
        source_year=one.source_year,
        entered_and_changed=(one.created_at, one.changed_at),
        hidden=hidden,
        places=_places(one, known),
        codes=_current(one.codes.all()) if visibility.ACTIVITY in known else (),
        identifiers=tuple(one.identifiers.all()) if visibility.IDENTIFIERS in known else (),
        texts=tuple(one.texts.all()) if visibility.TEXTS in known else (),
        headcount=from_data(one.headcount) if counted and one.headcount is not None else None,
        headcount_year=one.headcount_year if counted else None,
        size_band=one.size_band if counted else None,
        founded=one.founded if visibility.FOUNDED in known else None,
        web=one.web if visibility.WEB in known else "",
        web_is_proven=any(row.proof != Proof.WELL_FORMED for row in one.identifiers.all()),
        is_removed=one.removed_at is not None,
    )


def _current(codes: Iterable[ActivityCode]) -> tuple[ActivityCode, ...]:
    return tuple(code for code in codes if code.until is None)


def _places(one: Organisation, known: set[str]) -> tuple[Place, ...]:
    if visibility.PLACE not in known:
        return ()
    return tuple(
        _place(row, with_address=visibility.ADDRESS in known) for row in one.establishments.all() if row.until is None
    )


def _place(row: Establishment, *, with_address: bool) -> Place:
    if not with_address:
        return Place(row.is_seat, row.place, row.teryt)
    has_point = row.latitude is not None and row.longitude is not None
    return Place(
        row.is_seat,
        row.place,
        row.teryt,
        row.street,
        row.postal_code,
        float(row.latitude) if has_point and row.latitude is not None else None,
        float(row.longitude) if has_point and row.longitude is not None else None,
        row.point_method,
    )
