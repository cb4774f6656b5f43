"""Every act on backups that a person does on a page; commands and the night have no person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from grono.portal.backups.running import KIND
from grono.portal.core.audit import audit
from grono.portal.core.runs import start_run

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from grono.portal.core.models import BackgroundRun, User

VERBS: dict[str, str | Promise] = {
    "backups.ask_for_backup": _("Backup asked for: %(object)s"),
}
SUBJECT = "backups"
"""What a run of this kind is about: there is only one portal."""


@transaction.atomic
def ask_for_backup(*, by: User) -> BackgroundRun:
    """Have a backup made in the background."""
    run = start_run(by=by, kind=KIND, subject_public_id=SUBJECT)
    audit(by=by, verb="backups.ask_for_backup", object=run)
    return run
