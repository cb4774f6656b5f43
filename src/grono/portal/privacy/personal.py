"""Personal fields of the core, of the parts of Django and allauth that hold some, and of this app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.hashers import make_password

from grono.portal.privacy.fields import Clock, Erasure, Personal, Seen, acted

if TYPE_CHECKING:
    from django.db.models import Model


def _nobodys_address(row: Model) -> str:
    # The domain .invalid belongs to nobody for ever (RFC 2606), and the identifier keeps the address unique.
    return f"{row.public_id}@erased.invalid"  # type: ignore[attr-defined]


def _pseudonym(row: Model) -> str:
    return f"✝ {row.public_id}"  # type: ignore[attr-defined]


def _no_password(_row: Model) -> str:
    return make_password(None)


def _closed(_row: Model) -> Any:
    return False


PERSONAL = {
    "core.User.email": Personal("account", Seen.OPERATOR, becomes=_nobodys_address),
    "core.User.full_name": Personal("account", Seen.OPERATOR, becomes=_pseudonym),
    "core.User.password": Personal("account", Seen.NOBODY, becomes=_no_password, is_secret=True),
    "core.User.is_active": Personal("account", Seen.OPERATOR, becomes=_closed),
    "core.RoleAssignment.user": Personal("account", Seen.OPERATOR, "user", Erasure.DELETE),
    "core.RoleAssignment.given_by": acted("given_by"),
    "core.ApiToken.user": Personal("security", Seen.SELF, "user", Erasure.DELETE),
    "core.ApiToken.name": Personal("security", Seen.SELF, "user", Erasure.DELETE),
    "core.ApiToken.digest": Personal("security", Seen.NOBODY, "user", Erasure.DELETE, is_secret=True),
    "core.LogIn.user": Personal("security", Seen.SELF, "user", Erasure.DELETE),
    "core.LogIn.browser": Personal("security", Seen.SELF, "user", Erasure.DELETE),
    "core.LogIn.session_key": Personal("security", Seen.NOBODY, "user", Erasure.DELETE, is_secret=True),
    "core.DeclaredSession.user": acted("user"),
    "core.Sight.owner_public_id": Personal("contact_log", Seen.SELF, "owner_public_id", Erasure.KEEP),
    "core.BackgroundRun.owner": acted("owner"),
    "core.AuditEntry.by_public_id": acted("by_public_id"),
    "account.EmailAddress.user": Personal("account", Seen.OPERATOR, "user", Erasure.DELETE),
    "account.EmailAddress.email": Personal("account", Seen.OPERATOR, "user", Erasure.DELETE),
    "account.EmailConfirmation.email_address": Personal(
        "account", Seen.NOBODY, "email_address__user", Erasure.DELETE, is_secret=True
    ),
    "mfa.Authenticator.user": Personal("security", Seen.SELF, "user", Erasure.DELETE),
    "mfa.Authenticator.data": Personal("security", Seen.NOBODY, "user", Erasure.DELETE, is_secret=True),
    "search.SavedView.user": Personal("account", Seen.SELF, "user", Erasure.DELETE),
    "search.SavedView.name": Personal("account", Seen.SELF, "user", Erasure.DELETE),
    "search.SavedView.feed_digest": Personal("account", Seen.NOBODY, "user", Erasure.DELETE, is_secret=True),
    "search.Alert.view": Personal("account", Seen.SELF, "view__user", Erasure.DELETE),
    "search.AlertedObject.view": Personal("account", Seen.SELF, "view__user", Erasure.DELETE),
    "regions.NameList.uploaded_by": acted("uploaded_by"),
    "privacy.Consent.subject_public_id": Personal("rights", Seen.OPERATOR, "subject_public_id", Erasure.KEEP),
    "privacy.Consent.recorded_by": acted("recorded_by"),
    "privacy.ErasureRequest.subject_public_id": Personal("rights", Seen.OPERATOR, "subject_public_id", Erasure.KEEP),
    "privacy.ErasureRequest.asked_by": acted("asked_by"),
    "privacy.ErasureRequest.answered_by": acted("answered_by"),
    "privacy.AccessRequest.email": Personal("rights", Seen.OPERATOR, "email", Erasure.DELETE),
    "privacy.AccessRequest.subject_public_id": Personal("rights", Seen.OPERATOR, "subject_public_id", Erasure.KEEP),
    "privacy.AccessRequest.answered_by": acted("answered_by"),
}

NOT_PERSONAL = {
    "core.AuditEntry.object_name": "a person stands here with an identifier (audit_name), anything else with its name",
    "core.DailyRun.name": "name of a piece of daily work",
    "auth.Permission.name": "a verb of Django's own permissions, which this portal does not use",
    "auth.Permission.codename": "a verb of Django's own permissions, which this portal does not use",
    "auth.Group.name": "Django's own groups, which this portal does not use",
    "django_tasks_database.DBTaskResult.queue_name": "name of a queue of the machine",
    "django_tasks_database.DBTaskResult.backend_name": "name of a part of the machine",
    "regions.NameList.file_name": "name of a file with names of regions",
}

CLOCKS = [
    Clock("privacy.ErasureRequest", "answered_at", "rights"),
    Clock("privacy.AccessRequest", "answered_at", "rights"),
    Clock("core.LogIn", "used_at", "security"),
    Clock("core.Sight", "at", "contact_log"),
]
