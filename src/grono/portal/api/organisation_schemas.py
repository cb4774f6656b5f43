"""Schemas of the directory."""

from __future__ import annotations

import datetime  # noqa: TC003 - Ninja reads it
from typing import Any, Literal

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema

from grono.portal.api.answers import Choice, Text, page_of
from grono.portal.api.asking import Paged
from grono.portal.api.errors import Refusal
from grono.portal.directory.filters import FACETS, LONGEST_TEXT

HelixKey = Literal["business", "science", "government", "support"]
TypeKey = Literal["firm", "research_teaching", "local_government", "business_support", "school"]
SizeKey = Literal["1", "2", "3", "4"]
Sort = Literal["best", "name", "-name", "place", "-place", "size", "-size"]
Values = list[str]
FURTHER_FACETS = ("certificate", "cluster", "membership", "speaks")
"""Facets whose values stand in tables of their own; a test holds them against those that are registered."""


class WantedOrganisations(Paged):
    """What to look for, as on the page."""

    q: str = Field("", max_length=LONGEST_TEXT, description=_("Words or a register number."), examples=["mleczarnia"])
    helix: list[HelixKey] = Field([], description=_("Sides of the triple helix; several are joined by “or”."))
    type: list[TypeKey] = Field([], description=_("Types; several are joined by “or”."))
    voivodeship: Values = Field([], description=_("TERYT codes of voivodeships."), examples=[["30"]])
    powiat: Values = Field([], description=_("TERYT codes of powiats."), examples=[["3063"]])
    section: Values = Field(
        [], description=_("Sections of NACE; those of Rev. 2.1 begin with “2.1-”."), examples=[["C"]]
    )
    division: Values = Field(
        [], description=_("Divisions of NACE; those of Rev. 2.1 begin with “2.1-”."), examples=[["10"]]
    )
    size: list[SizeKey] = Field(
        [], description=_("Size: 1 fewer than 10 people, 2 from 10 to 49, 3 from 50 to 249, 4 from 250.")
    )
    certificate: Values = Field(
        [], description=_("Schemes of certificates, as the organisations write them."), examples=[["ISO 9001"]]
    )
    speaks: Values = Field(
        [],
        description=_("Languages in which one can talk to the organisation, by their two letters."),
        examples=[["de"]],
    )
    cluster: Values = Field([], description=_("Identifiers of clusters that the organisation has signed for."))
    membership: Values = Field([], description=_("Kinds of membership in a cluster."), examples=[["full"]])
    area: Values = Field(
        [],
        description=_("Squares of the map: side, south and west, in tenths of a degree; the side is 5 or 1."),
        examples=[["5:530:230"]],
    )
    sort: Sort | None = Field(
        None,
        description=_(
            "Order; a minus turns it round. Without it the best first where words are looked for, otherwise by name."
        ),
    )


class Place(Schema):
    """A place where an organisation works."""

    is_seat: bool = Field(description=_("Whether it is the seat."))
    place: str | None = Field(description=_("Town or village."), examples=["Leszno"])
    teryt: str | None = Field(description=_("TERYT code of the gmina."), examples=["3063011"])
    voivodeship: str | None = Field(description=_("Name of the voivodeship."))
    powiat: str | None = Field(description=_("Name of the powiat."))
    street: str | None = Field(description=_("Street and number."))
    postal_code: str | None = Field(description=_("Postal code."))
    latitude: float | None = Field(description=_("Latitude in WGS 84."), json_schema_extra={"x-unit": "degrees"})
    longitude: float | None = Field(description=_("Longitude in WGS 84."), json_schema_extra={"x-unit": "degrees"})
    point_method: str | None = Field(description=_("Where the position comes from."), examples=["declared"])


class Converted(Schema):
    """What a code may be in the other edition of its classification; it never takes the place of the code."""

    classification: str = Field(description=_("Key of the other edition."), examples=["pkd2025"])
    candidates: Values = Field(
        description=_("The codes of that edition, in the order of the table."), examples=[["95.31", "95.32"]]
    )
    number: int = Field(description=_("How many candidates there are; with several only the firm can say which."))
    asked: str = Field(
        description=_("The code that the table names: the code itself or its class."), examples=["45.20"]
    )


class Activity(Schema):
    """An activity code."""

    classification: str = Field(description=_("Key of the classification."), examples=["pkd2007"])
    code: str = Field(description=_("The code."), examples=["10.51.Z"])
    label: Text = Field(description=_("Its name."))
    is_main: bool = Field(description=_("Whether it is the main activity."))
    origin: Choice = Field(description=_("Who says so."))
    edition_inferred: str | None = Field(
        description=_("What the edition was inferred from; null where the source wrote it."),
        examples=["PKD 2007, Dz.U. 2007 nr 251 poz. 1885; 2019-03-04"],
    )
    converted: Converted | None = Field(
        description=_("The same in the other edition; null where no correspondence table in use names the code.")
    )


class Headcount(Schema):
    """People who work there, as exact as the source gave it."""

    value: dict[str, Any] = Field(
        description=_("The quantity: its two ends as decimal text, whether each is open, whether it is approximate."),
        examples=[
            {
                "kind": "range",
                "lower": "150",
                "lower_open": True,
                "upper": None,
                "upper_open": True,
                "approximate": False,
            }
        ],
    )
    text: str = Field(description=_("The same in words of the language asked for."), examples=["more than 150"])
    year: int | None = Field(description=_("Year of the figure; null where the source does not say."))
    size: Choice | None = Field(description=_("Size by the number of people."))


class OrganisationEntry(Schema):
    """An organisation in the list."""

    public_id: str = Field(description=_("Identifier in addresses."))
    legal_name: Text = Field(description=_("Name in the register."))
    short_name: str | None = Field(description=_("Short name, in the same language."))
    type: Choice = Field(description=_("Type."))
    helix: Choice = Field(description=_("Side of the triple helix."))
    state: Choice = Field(description=_("What has become of it."))
    is_invented: bool = Field(description=_("Whether it is an invented example: there is no such organisation."))
    seat: Place | None = Field(description=_("The seat."))
    main_activity: Activity | None = Field(description=_("Main activity."))
    headcount: Headcount | None = Field(description=_("People who work there."))
    withheld: Values = Field(
        description=_("Fields this reader may not see; they are empty for that reason."), examples=[["headcount"]]
    )
    page: str = Field(description=_("Address of the page for people."))


class RegisterNumber(Schema):
    """A number in a register."""

    scheme: str = Field(description=_("The register."), examples=["nip"])
    value: str = Field(description=_("The number without separators."))
    proof: Choice = Field(description=_("How sure it is that the number is theirs."))


class OwnText(Schema):
    """What an organisation says about itself."""

    kind: Choice = Field(description=_("What it is about."))
    text: Text = Field(description=_("The text; each language is an entry of its own."))


class OtherPost(Schema):
    """What somebody does in another organisation."""

    organisation: str = Field(description=_("Identifier of the organisation."))
    legal_name: Text = Field(description=_("Its name."))
    role: Choice = Field(description=_("What the person does there."))


class PersonAtWork(Schema):
    """A person in an open post, as far as the reader sees them."""

    post: str = Field(description=_("Identifier of the post."))
    name: str = Field(description=_("Full name."))
    role: Choice = Field(description=_("What the person does here."))
    title: Text | None = Field(description=_("Title of the post."))
    since: datetime.date | None = Field(description=_("First day in the post."))
    is_invented: bool = Field(description=_("Whether it is an invented person."))
    contacts: Values = Field(
        description=_(
            "Contacts that can be asked for: email, phone. They are shown one by one, and the person learns of it."
        )
    )
    others: list[OtherPost] = Field(description=_("Open posts of the same person elsewhere that the reader sees too."))


class OrganisationDetails(OrganisationEntry):
    """One organisation."""

    places: list[Place] = Field(description=_("All places, the seat first."))
    activities: list[Activity] = Field(description=_("All activity codes, the main one first."))
    identifiers: list[RegisterNumber] = Field(description=_("Numbers in registers."))
    texts: list[OwnText] = Field(description=_("What it says about itself."))
    people: list[PersonAtWork] = Field(description=_("People at work, whom the reader may see."))
    founded: int | None = Field(description=_("Year founded."))
    web: str | None = Field(description=_("Web site."))
    source: Text = Field(description=_("Where the entry comes from."))
    source_year: int | None = Field(description=_("Year of the source."))


class FacetValue(Choice):
    """A value of a facet."""

    count: int = Field(description=_("Organisations that asking for this value would give."))


Facets = dict[Literal[(*FACETS, *FURTHER_FACETS)], list[FacetValue]]  # type: ignore[valid-type]
Organisations = page_of(
    OrganisationEntry,
    "Organisations",
    facets=(Facets, Field(description=_("Each facet with its values and how many organisations have them."))),
)


class Merged(Refusal):
    """Which entry another one has become part of."""

    survivor: str = Field(description=_("Identifier of the entry that stayed."))
    address: str = Field(description=_("Address of the entry that stayed, in this API."))
