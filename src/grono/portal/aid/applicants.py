"""What the directory knows of an applicant, as far as the reader may see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grono.portal.aid.queries import invented_organisation_of, organisation_of
from grono.portal.directory.profiles import profile
from grono.portal.directory.queries import organisation_visible_to

if TYPE_CHECKING:
    from grono.portal.aid.models import Undertaking
    from grono.portal.core.visitor import Reader


@dataclass(frozen=True)
class Applicant:
    """What the directory says; empty where it says nothing or hides it."""

    address: str = ""
    teryt: str = ""
    legal_form: str = ""
    size_band: int | None = None
    activity: str = ""
    founded: int | None = None


def applicant_in_directory(reader: Reader, undertaking: Undertaking) -> Applicant:
    """Return what the directory knows of an undertaking."""
    found = organisation_of(reader, undertaking.number) or invented_organisation_of(reader, undertaking)
    if found is None:
        return Applicant()
    organisation = organisation_visible_to(reader, found.public_id)
    shown = profile(reader, organisation)
    seat, code = shown.seat, shown.main_code
    town = " ".join(part for part in (seat.postal_code, seat.place) if part) if seat else ""
    return Applicant(
        address=", ".join(part for part in (seat.street, town) if part) if seat else "",
        teryt=seat.teryt if seat else "",
        legal_form=organisation.legal_form,
        size_band=shown.size_band,
        activity=code.code if code else "",
        founded=shown.founded,
    )
