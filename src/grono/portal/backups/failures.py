"""Why the last backup failed; forgotten when one succeeds."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from grono.portal.backups.store import write_json
from grono.portal.core.languages import in_all_languages

if TYPE_CHECKING:
    from grono.portal.backups.problems import BackupError

NAME = "backup_failure.json"


@dataclass(frozen=True)
class Failure:
    """A failure: when, and what in each language."""

    at: datetime.datetime
    sentence: dict[str, str]


def _path() -> Path:
    return Path(settings.DATA_DIR) / NAME


def note_failure(error: BackupError) -> None:
    """Note that a backup failed."""
    write_json(_path(), {"at": timezone.now().isoformat(timespec="seconds"), "sentence": in_all_languages(error)})


def forget_failure() -> None:
    """Forget it: a backup has succeeded."""
    _path().unlink(missing_ok=True)


def last_failure() -> Failure | None:
    """Return the failure that no success has followed."""
    try:
        found = json.loads(_path().read_text("utf-8"))
        return Failure(datetime.datetime.fromisoformat(found["at"]), found["sentence"])
    except (OSError, ValueError, TypeError, KeyError):
        return None
