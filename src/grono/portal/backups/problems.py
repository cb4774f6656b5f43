"""What can go wrong with a backup, as sentences."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING

from grono.messages import GronoError, message

if TYPE_CHECKING:
    from collections.abc import Iterator


class BackupError(GronoError):
    """A backup that cannot be made, read or put back; the sentence says why and what to do."""


def damaged(name: str) -> BackupError:
    """Return the error of a file that is not what was once written."""
    sentence = message(
        "%(name)s is cut off, or was changed after it was made. Nothing was put back; take another backup.", name=name
    )
    return BackupError(sentence)


@contextmanager
def errors_of_the_disk() -> Iterator[None]:
    """Turn what a disk refuses into a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            sentence = message(
                "There is no room left on the disk. Nothing was changed; make room, or name another folder."
            )
        else:
            sentence = message(
                "The disk refused: %(error)s. Nothing was changed; the earlier backups stay.",
                error=error.strerror or str(error),
            )
        raise BackupError(sentence) from error
