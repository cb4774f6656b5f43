"""An organisation before it is stored: checked values, as a form or a loader hands them to the actions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from grono.portal.directory.kinds import LEAST_PEOPLE, OrganisationState, SizeBand
from grono.quantities import Range

if TYPE_CHECKING:
    from decimal import Decimal

    from grono.portal.directory.activity import Code
    from grono.quantities import Quantity


@dataclass(frozen=True)
class Seat:
    """Where an organisation has its seat; an empty place means that the source does not say."""

    place: str = ""
    teryt: str = ""
    street: str = ""
    postal_code: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    point_method: str = ""


@dataclass(frozen=True)
class Entry:
    """Everything that is entered about an organisation at once.

    ``identifiers`` are pairs of register and bare number, ``texts`` maps kind and language to a text.
    """

    legal_name: str
    type: str
    source: str
    short_name: str = ""
    name_language: str = "pl"
    natural_person: bool = False
    state: str = OrganisationState.ACTIVE
    headcount: Quantity | None = None
    headcount_year: int | None = None
    founded: int | None = None
    web: str = ""
    is_invented: bool = False
    source_language: str = "pl"
    source_year: int | None = None
    source_key: str = ""
    seat: Seat = Seat()
    codes: tuple[Code, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    texts: dict[tuple[str, str], str] = field(default_factory=dict)


def size_band_of(headcount: Quantity | None) -> SizeBand | None:
    """Return the size band, or nothing when the headcount is absent or reaches over the border of two bands."""
    if not isinstance(headcount, Range):
        return None
    band = SizeBand.MICRO
    for candidate, least in LEAST_PEOPLE.items():
        if headcount.lower is not None and headcount.lower >= least:
            band = candidate
        elif (
            headcount.upper is None
            or headcount.upper > least
            or (headcount.upper == least and not headcount.upper_open)
        ):
            return None
    return band
