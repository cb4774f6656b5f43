"""What the directory stores; private to this app (others use ``queries`` and ``actions``)."""

from grono.portal.directory.models.organisations import FieldVisibility, Organisation, OrganisationText, SearchText
from grono.portal.directory.models.parts import ActivityCode, Establishment, Identifier

__all__ = [
    "ActivityCode",
    "Establishment",
    "FieldVisibility",
    "Identifier",
    "Organisation",
    "OrganisationText",
    "SearchText",
]
