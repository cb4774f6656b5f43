"""Where uploaded lists lie: in the data folder, under random names."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_NAME = 120
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]+")


@dataclass(frozen=True)
class StoredFile:
    """A file that was taken in."""

    original_name: str
    stored_name: str
    size: int
    sha256: str


def folder() -> Path:
    """Return the folder of the lists."""
    found = Path(settings.DATA_DIR) / "imports"
    found.mkdir(mode=0o700, exist_ok=True)
    return found


def path_of(stored_name: str) -> Path:
    """Return the path of a list."""
    return folder() / stored_name


def safe_name(name: str) -> str:
    """Return a file name that is only a name."""
    bare = _UNSAFE.sub("_", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(". ")
    return bare[-LONGEST_NAME:] or "list"


def take_in(name: str, chunks: Iterable[bytes]) -> StoredFile:
    """Write an upload under a random name, in pieces."""
    stored_name, digest, size = secrets.token_hex(20), hashlib.sha256(), 0
    with path_of(stored_name).open("xb") as file:
        for chunk in chunks:
            file.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return StoredFile(safe_name(name), stored_name, size, digest.hexdigest())


def forget(stored_name: str) -> None:
    """Delete an upload."""
    path_of(stored_name).unlink(missing_ok=True)
