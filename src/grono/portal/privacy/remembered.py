"""The list of erased people outside the database, so that a backup that is put back forgets them again.

It holds identifiers and times, nothing else; keep it with the backups but not inside them.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def path() -> Path:
    """Return where the list lies."""
    return settings.DATA_DIR / "erasures.csv"


def remember(public_ids: Iterable[str]) -> None:
    """Add erased people to the list."""
    now = timezone.now().isoformat(timespec="seconds")
    with path().open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([identifier, now] for identifier in sorted(public_ids))


def remembered() -> list[str]:
    """Return the identifiers of everyone who was erased."""
    if not path().exists():
        return []
    with path().open(encoding="utf-8", newline="") as file:
        return [row[0] for row in csv.reader(file) if row]
