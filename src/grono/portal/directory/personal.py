"""Personal fields of the directory: people at work, who administers, who saw what, and what the history holds of them (DIR-44)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from grono.language import collation_key
from grono.portal.privacy.fields import Clock, Erasure, Personal, Seen, acted

if TYPE_CHECKING:
    from django.db.models import Model


def _pseudonym(row: Model) -> str:
    return f"✝ {row.public_id}"  # type: ignore[attr-defined]


def _left(row: Any) -> Any:
    return row.until or max(timezone.localdate(), row.since or timezone.localdate())


def _stepped_down(row: Any) -> Any:
    return row.until or timezone.now()


def _removed(row: Any) -> Any:
    return row.removed_at or timezone.now()


def _now(_row: Model) -> Any:
    return timezone.now()


def _key_of_pseudonym(row: Model) -> bytes:
    return collation_key(_pseudonym(row), settings.LANGUAGE_CODE)


_TRADER, _PARTS = "", "organisation"


def _of_trader(path: str = _PARTS, erasure: Erasure = Erasure.DELETE) -> Personal:
    """Declare a field of an organisation that is personal where the organisation is a sole trader."""
    return Personal("register", Seen.LADDER, path, erasure)


_POST, _HISTORY = "person", "person"
_LADDER, _KEEPERS = Seen.LADDER, Seen.KEEPERS

PERSONAL = {
    "directory.Person.full_name": Personal("contact", _LADDER, becomes=_pseudonym),
    "directory.Person.account": Personal("contact", Seen.OPERATOR),
    "directory.Post.person": Personal("contact", _LADDER, _POST, Erasure.KEEP),
    "directory.Post.title": Personal("contact", _LADDER, _POST),
    "directory.Post.email": Personal("contact", _LADDER, _POST),
    "directory.Post.phone": Personal("contact", _LADDER, _POST),
    "directory.Post.until": Personal("contact", _LADDER, _POST, becomes=_left),
    "directory.FieldChange.person": Personal("responsibility", _LADDER, _HISTORY, Erasure.KEEP),
    "directory.FieldChange.before": Personal("contact", _LADDER, _HISTORY),
    "directory.FieldChange.after": Personal("contact", _LADDER, _HISTORY),
    "directory.FieldChange.erased_at": Personal("rights", _LADDER, _HISTORY, becomes=_now),
    "directory.FieldChange.by": acted("by"),
    "directory.FieldRule.by": acted("by"),
    "directory.ValueConflict.settled_by": acted("settled_by"),
    "directory.ContactReveal.post": Personal("contact_log", Seen.SELF, "post__person", Erasure.DELETE),
    "directory.ContactReveal.seen_by": Personal("contact_log", Seen.SELF, "seen_by", Erasure.KEEP),
    "directory.Administrator.user": Personal("account", _KEEPERS, "user", Erasure.KEEP),
    "directory.Administrator.until": Personal("account", _KEEPERS, "user", becomes=_stepped_down),
    "directory.Administrator.reason": Personal("account", _KEEPERS, "user"),
    "directory.Administrator.appointed_by": acted("appointed_by"),
    "directory.AdministratorInvitation.email": Personal("invitation", _KEEPERS, "email", Erasure.DELETE),
    "directory.AdministratorInvitation.invited_by": acted("invited_by"),
    "directory.CodeSuggestion.by": acted("by"),
    # A sole trader's organisation is a natural person (DIR-2): the row stays as a pseudonym, what describes it goes.
    "directory.Organisation.legal_name": Personal("register", _LADDER, _TRADER, becomes=_pseudonym),
    "directory.Organisation.name_key": Personal("register", Seen.NOBODY, _TRADER, becomes=_key_of_pseudonym),
    "directory.Organisation.short_name": _of_trader(_TRADER, Erasure.REPLACE),
    "directory.Organisation.web": _of_trader(_TRADER, Erasure.REPLACE),
    "directory.Organisation.turnover": _of_trader(_TRADER, Erasure.REPLACE),
    "directory.Organisation.turnover_year": _of_trader(_TRADER, Erasure.REPLACE),
    "directory.Organisation.source_key": _of_trader(_TRADER, Erasure.REPLACE),
    "directory.Organisation.removed_at": Personal("register", _LADDER, _TRADER, becomes=_removed),
    "directory.Establishment.organisation": _of_trader(erasure=Erasure.KEEP),
    "directory.Establishment.name": _of_trader(erasure=Erasure.REPLACE),
    "directory.Establishment.street": _of_trader(erasure=Erasure.REPLACE),
    "directory.Establishment.postal_code": _of_trader(erasure=Erasure.REPLACE),
    "directory.Establishment.ulic": _of_trader(erasure=Erasure.REPLACE),
    "directory.Establishment.latitude": _of_trader(erasure=Erasure.REPLACE),
    "directory.Establishment.longitude": _of_trader(erasure=Erasure.REPLACE),
    "directory.Establishment.point_method": _of_trader(erasure=Erasure.REPLACE),
    "directory.Identifier.organisation": _of_trader(),
    "directory.Identifier.value": _of_trader(),
    "directory.FormerName.organisation": _of_trader(),
    "directory.FormerName.name": _of_trader(),
    "directory.OrganisationText.organisation": _of_trader(),
    "directory.Product.organisation": _of_trader(),
    "directory.ProductText.name": _of_trader("product__organisation"),
    "directory.Certificate.organisation": _of_trader(),
    "directory.CodeSuggestion.organisation": _of_trader(),
    # What the history holds of people's posts is theirs, by the path above.
    "directory.FieldChange.organisation": replace(_of_trader(), only=(("person__isnull", True),)),
    "directory.ValueProvenance.organisation": _of_trader(),
    "directory.ValueConflict.organisation": _of_trader(),
    "directory.ActivityCode.organisation": _of_trader(erasure=Erasure.KEEP),
    "directory.ServedCountry.organisation": _of_trader(erasure=Erasure.KEEP),
    "directory.SpokenLanguage.organisation": _of_trader(erasure=Erasure.KEEP),
    "directory.SeatMove.organisation": _of_trader(erasure=Erasure.KEEP),
    "directory.FieldVisibility.organisation": _of_trader(erasure=Erasure.KEEP),
}

_BY_PERSON = "where it is; whose it is says the other end of the row"

NOT_PERSONAL = {
    "directory.Post.organisation": _BY_PERSON,
    "directory.Administrator.organisation": _BY_PERSON,
    "directory.AdministratorInvitation.organisation": _BY_PERSON,
    "directory.Post.contact_rung": "a rung of the ladder",
    "directory.Organisation.name_language": "a language",
    "directory.Organisation.natural_person": "says that the organisation is a sole trader",
    "directory.FieldRule.natural_person": "says whether a rule is about sole traders",
}

CLOCKS = [
    Clock("directory.ContactReveal", "at", "contact_log"),
    Clock("directory.AdministratorInvitation", "accepted_at", "invitation"),
    Clock("directory.AdministratorInvitation", "withdrawn_at", "invitation"),
    Clock("directory.Post", "until", "contact"),
]
