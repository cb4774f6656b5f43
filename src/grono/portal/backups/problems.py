"""What can go wrong with a backup, as sentences."""

from __future__ import annotations

from grono.messages import GronoError, message


class BackupError(GronoError):
    """A backup that cannot be made, read or put back; the sentence says why and what to do."""


def damaged(name: str) -> BackupError:
    """Return the error of a file that is not what was once written."""
    sentence = message(
        "%(name)s is cut off, or was changed after it was made. Nothing was put back; take another backup.", name=name
    )
    return BackupError(sentence)
