"""How the backups stand, read from their folder."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from grono.portal.backups import configured, store
from grono.portal.backups.actions import SUBJECT
from grono.portal.backups.failures import Failure, last_failure
from grono.portal.backups.problems import BackupError
from grono.portal.backups.running import KIND
from grono.portal.backups.sealing import recipient_of
from grono.portal.core.queries import latest_run, shown_state

if TYPE_CHECKING:
    from grono.portal.core.models import BackgroundRun
    from grono.portal.core.visitor import Reader

LATE_AFTER = datetime.timedelta(hours=24)
"""TRU-27: no more than a day may be lost."""
SLACK = datetime.timedelta(hours=2)
"""The nightly backup takes a while, and not every night the same."""
DRILL_AFTER = datetime.timedelta(days=92)
"""Once in a quarter a backup should be tried out; our own reading, no law names a number."""


@dataclass(frozen=True)
class Standing:
    """How the backups of this portal stand at a moment."""

    now: datetime.datetime
    records: list[store.Record]
    drill: store.Drill | None
    failure: Failure | None
    folder_set: bool
    recipient_set: bool
    recipient_error: BackupError | None

    @property
    def last(self) -> store.Record | None:
        """Return the newest backup."""
        return self.records[0] if self.records else None

    @property
    def is_configured(self) -> bool:
        """Say whether backups are made by themselves."""
        return self.folder_set and self.recipient_set and self.recipient_error is None

    @property
    def is_late(self) -> bool:
        """Say whether more than a day could be lost now."""
        return self.last is None or self.now - self.last.made_at > LATE_AFTER + SLACK

    @property
    def drill_is_due(self) -> bool:
        """Say whether no backup has been tried out with success for a quarter."""
        return self.drill is None or bool(self.drill.sentence) or self.now - self.drill.at > DRILL_AFTER


def standing(reader: Reader) -> Standing | None:
    """Return how the backups stand; nothing for who may not look after them."""
    if not reader.can("backups.look_after"):
        return None
    folder = configured.folder() if settings.BACKUP_FOLDER else None
    return Standing(
        now=timezone.now(),
        records=store.records(folder) if folder else [],
        drill=store.last_drill(folder) if folder else None,
        failure=last_failure(),
        folder_set=folder is not None,
        recipient_set=bool(settings.BACKUP_RECIPIENT),
        recipient_error=_error_of_recipient(),
    )


def _error_of_recipient() -> BackupError | None:
    try:
        if settings.BACKUP_RECIPIENT:
            recipient_of(settings.BACKUP_RECIPIENT)
    except BackupError as error:
        return error
    return None


def run_going_on(reader: Reader) -> BackgroundRun | None:
    """Return the backup that somebody has asked for and that has not ended, where the reader may see it."""
    run = latest_run(reader, kind=KIND, subject_public_id=SUBJECT)
    return run if run is not None and shown_state(run) in {"waiting", "running"} else None
