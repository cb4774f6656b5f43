"""Personal fields of the directory: people at work, who administers, who saw what, and what the history holds of them (DIR-44)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from grono.portal.privacy.fields import Clock, Erasure, Personal, Seen, acted

if TYPE_CHECKING:
    from django.db.models import Model


def _pseudonym(row: Model) -> str:
    return f"✝ {row.public_id}"  # type: ignore[attr-defined]


def _left(row: Any) -> Any:
    return row.until or max(timezone.localdate(), row.since or timezone.localdate())


def _stepped_down(row: Any) -> Any:
    return row.until or timezone.now()


def _now(_row: Model) -> Any:
    return timezone.now()


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
    "directory.ContactReveal.post": Personal("contact_log", Seen.SELF, "post__person", Erasure.DELETE),
    "directory.ContactReveal.seen_by": Personal("contact_log", Seen.SELF, "seen_by", Erasure.KEEP),
    "directory.Administrator.user": Personal("account", _KEEPERS, "user", Erasure.KEEP),
    "directory.Administrator.until": Personal("account", _KEEPERS, "user", becomes=_stepped_down),
    "directory.Administrator.reason": Personal("account", _KEEPERS, "user"),
    "directory.Administrator.appointed_by": acted("appointed_by"),
    "directory.AdministratorInvitation.email": Personal("invitation", _KEEPERS, "email", Erasure.DELETE),
    "directory.AdministratorInvitation.invited_by": acted("invited_by"),
    "directory.CodeSuggestion.by": acted("by"),
}

_OF_ORGANISATION = "of an organisation; a sole trader's is ruled by the ladder of sole traders (RULES_OF_SOLE_TRADERS)"

NOT_PERSONAL = {
    "directory.Post.contact_rung": "a rung of the ladder",
    "directory.Organisation.legal_name": _OF_ORGANISATION,
    "directory.Organisation.short_name": _OF_ORGANISATION,
    "directory.Organisation.name_language": "a language",
    "directory.Organisation.name_key": "the legal name in an order for sorting",
    "directory.Organisation.natural_person": "says that the organisation is a sole trader",
    "directory.FormerName.name": _OF_ORGANISATION,
    "directory.ProductText.name": "name of a product",
    "directory.Establishment.name": _OF_ORGANISATION,
    "directory.Establishment.street": _OF_ORGANISATION,
    "directory.Establishment.latitude": _OF_ORGANISATION,
    "directory.Establishment.longitude": _OF_ORGANISATION,
}

CLOCKS = [
    Clock("directory.ContactReveal", "at", "contact_log"),
    Clock("directory.AdministratorInvitation", "accepted_at", "invitation"),
    Clock("directory.AdministratorInvitation", "withdrawn_at", "invitation"),
    Clock("directory.Post", "until", "contact"),
]
