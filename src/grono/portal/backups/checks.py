"""A wrong set-up of backups says so before it is needed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004

from grono.portal.backups.configured import is_configured
from grono.portal.backups.problems import BackupError
from grono.portal.backups.sealing import recipient_of
from grono.portal.core.checks import LOOPBACK

if TYPE_CHECKING:
    from collections.abc import Iterable


@register()
def backups(**_kwargs: Any) -> Iterable[CheckMessage]:
    """Check that a public portal is backed up, for a key that is one, and away from its data."""
    found: list[CheckMessage] = []
    if settings.BACKUP_RECIPIENT:
        try:
            recipient_of(settings.BACKUP_RECIPIENT)
        except BackupError as error:
            found.append(Error(str(error), hint="Make a pair with back_up --make-key FILE.", id="grono.E008"))
    if settings.BACKUP_FOLDER and Path(settings.BACKUP_FOLDER).resolve().is_relative_to(settings.DATA_DIR):
        hint = "Name a folder on another disk in GRONO_BACKUP_FOLDER: what is lost with the data folder is no backup of it."
        found.append(Warning("The backups lie inside the data folder.", hint=hint, id="grono.W006"))
    if not is_configured() and not set(settings.ALLOWED_HOSTS) <= LOOPBACK:
        hint = "Set GRONO_BACKUP_FOLDER and GRONO_BACKUP_RECIPIENT; docs/how-to/back-up-and-restore.md says how."
        found.append(Warning("The portal has a public name and is not backed up.", hint=hint, id="grono.W005"))
    return found
