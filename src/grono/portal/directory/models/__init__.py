"""What the directory stores; private to this app (others use ``queries`` and ``actions``)."""

from grono.portal.directory.models.details import (
    Certificate,
    CodeSuggestion,
    FormerName,
    Product,
    ProductText,
    ServedCountry,
    SpokenLanguage,
)
from grono.portal.directory.models.history import FieldChange, ValueConflict, ValueProvenance
from grono.portal.directory.models.ladder import FieldRule
from grono.portal.directory.models.organisations import FieldVisibility, Organisation, OrganisationText
from grono.portal.directory.models.parts import ActivityCode, Establishment, Identifier, SeatMove
from grono.portal.directory.models.people import Administrator, AdministratorInvitation, ContactReveal, Person, Post

__all__ = [
    "ActivityCode",
    "Administrator",
    "AdministratorInvitation",
    "Certificate",
    "CodeSuggestion",
    "ContactReveal",
    "Establishment",
    "FieldChange",
    "FieldRule",
    "FieldVisibility",
    "FormerName",
    "Identifier",
    "Organisation",
    "OrganisationText",
    "Person",
    "Post",
    "Product",
    "ProductText",
    "SeatMove",
    "ServedCountry",
    "SpokenLanguage",
    "ValueConflict",
    "ValueProvenance",
]
