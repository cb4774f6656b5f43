"""Reading how the backups stand, for who looks after them, and for a program that watches over the portal."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest  # noqa: TC002
from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from grono.portal.api.answers import list_of
from grono.portal.api.asking import Asked  # noqa: TC001 - Ninja reads it
from grono.portal.api.reads.reading import REFUSED, shape, worker
from grono.portal.backups.queries import standing
from grono.portal.core.languages import in_this_language

if TYPE_CHECKING:
    from grono.portal.backups.store import Drill, Record

router = Router()
BackupEntry = shape(
    "Backup",
    name=(str, _("Name of the file.")),
    made_at=(datetime.datetime, _("The moment whose state it holds.")),
    verified_at=(datetime.datetime, _("When it was read again and found equal.")),
    seconds=(float, _("How long it took, in seconds.")),
    bytes=(int, _("Size of the file in bytes.")),
    sha256=(str, _("SHA-256 of the file.")),
    rows=(int, _("Rows of all tables in it.")),
    files=(int, _("Stored files in it.")),
    sealed=(bool, _("Whether it is sealed for a key.")),
)
DrillEntry = shape(
    "BackupDrill",
    name=(str, _("Name of the file.")),
    at=(datetime.datetime, _("When it was put back to try it out.")),
    seconds=(float, _("How long it took, in seconds.")),
    error=(str | None, _("What went wrong, in the language asked for; null where nothing did.")),
)
Standing = shape(
    "Backups",
    is_set_up=(bool, _("Whether backups are made every night.")),
    is_late=(bool, _("Whether more than a day could be lost now.")),
    drill_is_due=(bool, _("Whether no backup was tried out with success for a quarter.")),
    failure=(str | None, _("Why the last attempt failed, in the language asked for; null after a success.")),
    drill=(DrillEntry | None, _("The last drill; null before the first one.")),
    backups=(list_of(BackupEntry), _("What lies in the folder, the newest first.")),
)


@router.get("/backups", response={200: Standing, **REFUSED}, url_name="backups", summary=_("How the backups stand"))
def backups(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:  # noqa: ARG001
    """Return the backups of this portal, and what is missing."""
    stands = standing(worker(request, "backups.look_after"))
    assert stands is not None  # noqa: S101  (the permission was asked for above)
    return {
        "is_set_up": stands.is_configured,
        "is_late": stands.is_late,
        "drill_is_due": stands.drill_is_due,
        "failure": in_this_language(stands.failure.sentence) if stands.failure else None,
        "drill": _drill(stands.drill) if stands.drill else None,
        "backups": [_backup(one) for one in stands.records],
    }


def _backup(one: Record) -> dict[str, Any]:
    fields = ("name", "made_at", "verified_at", "seconds", "bytes", "sha256", "rows", "files", "sealed")
    return {name: getattr(one, name) for name in fields}


def _drill(one: Drill) -> dict[str, Any]:
    return {"name": one.name, "at": one.at, "seconds": one.seconds, "error": in_this_language(one.sentence) or None}
