"""What of the data folder a backup holds, and what stays out of it.

A test fails for a name that the portal writes into its data folder and that stands in neither list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDERS = {
    "uploads": "tables that were uploaded",
    "maps": "what cluster maps were drawn from, and their results",
    "comparisons": "comparisons of maps",
    "evidence": "files of label dossiers",
    "imports": "lists of organisations that were brought in",
    "raw": "what offices answered, as it came",
    "strategy-documents": "documents made of strategies",
    "media": "files of Django's own storage, should an app come to use it",
    "open_data": "files of the open data",
}
"""Folders that a backup holds, and what lies there."""

LEFT_OUT = {
    "grono.sqlite3": "copied by the database's own means",
    "secret_key": "opens what is sealed in the database; kept with the backups, not inside them",
    "demonstration_password": "opens the invented accounts",
    "erasures.csv": "a backup must not hold the list that says whom it has to forget (decision 16)",
    "privacy": "archives that people fetch within a week; made again on request",
    "static": "collected again by the command prepare",
    "backup_failure.json": "says why the last backup failed",
}
"""Names in the data folder that stay out, and why."""


def files_in(folder: Path) -> Iterator[tuple[str, Path]]:
    """Return (name with slashes, path) of every file that a backup of a data folder holds, in order."""
    for name in sorted(FOLDERS):
        for path in sorted((folder / name).rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(folder).as_posix(), path


def is_content(name: str) -> bool:
    """Say whether a name out of a backup may be written into a data folder."""
    parts = name.split("/")
    return len(parts) > 1 and parts[0] in FOLDERS and not any(part in {"", ".", ".."} for part in parts)
