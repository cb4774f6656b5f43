"""What the operator has set about backups."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from grono.messages import message
from grono.portal.backups.making import Wanted
from grono.portal.backups.problems import BackupError
from grono.portal.backups.schedule import Numbers


def is_configured() -> bool:
    """Say whether backups can be made without anybody's saying how."""
    return bool(settings.BACKUP_FOLDER and settings.BACKUP_RECIPIENT)


def folder(given: Path | None = None) -> Path:
    """Return the folder of the backups: a given one, or the setting; refuses when there is neither."""
    if given is None and not settings.BACKUP_FOLDER:
        sentence = message(
            "Nobody has said where backups go. Set GRONO_BACKUP_FOLDER to a folder on another disk than the data folder, or give --folder."
        )
        raise BackupError(sentence)
    return (given or Path(settings.BACKUP_FOLDER)).resolve()


def wanted(*, given: Path | None = None, unencrypted: bool = False) -> Wanted:
    """Return what a backup made now should be; unsealed only when that is said openly."""
    if not (settings.BACKUP_RECIPIENT or unencrypted):
        sentence = message(
            "Backups hold personal data and are sealed, and GRONO_BACKUP_RECIPIENT names no key. back_up --make-key FILE makes a "
            "pair; set the public one. With --unencrypted the backup is written for anyone to read."
        )
        raise BackupError(sentence)
    recipient = "" if unencrypted else settings.BACKUP_RECIPIENT
    return Wanted(folder(given), recipient, Numbers(**settings.BACKUPS_KEPT))
