"""Backups that nobody waits for: at night, before an update, and in the background when an administrator asks."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from grono.portal.backups import configured
from grono.portal.backups.failures import forget_failure, note_failure
from grono.portal.backups.making import make_backup, say_nothing
from grono.portal.backups.place import place_here
from grono.portal.backups.problems import BackupError

if TYPE_CHECKING:
    import datetime

    from grono.portal.backups.making import Say, Wanted
    from grono.portal.backups.store import Record
    from grono.portal.core.models import BackgroundRun
    from grono.portal.core.runs import Progress

KIND = "backups.back_up"
logger = logging.getLogger(__name__)


def back_up(wanted: Wanted, say: Say = say_nothing) -> Record:
    """Make a backup of this portal; a failure is remembered for the page until one succeeds."""
    try:
        record = make_backup(place_here(), wanted, say)
    except BackupError as error:
        note_failure(error)
        raise
    forget_failure()
    return record


def back_up_nightly(_now: datetime.datetime) -> None:
    """Make the backup of a day, where the operator has said where and for whom."""
    if configured.is_configured():
        record = back_up(configured.wanted())
        logger.info("Backup %s made: %s rows, %s files.", record.name, record.rows, record.files)


def back_up_before_migrations() -> str:
    """Make a backup before an update changes the tables, and return what there is to say of it."""
    if not configured.is_configured():
        return "No backup is made before the tables change: GRONO_BACKUP_FOLDER and GRONO_BACKUP_RECIPIENT are not set."
    return f"Before the tables change, a backup was made: {back_up(configured.wanted()).name}"


def back_up_of_run(_run: BackgroundRun, progress: Progress) -> None:
    """Make the backup that somebody has asked for on the page."""
    back_up(configured.wanted(), progress)
