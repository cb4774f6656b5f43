"""Where the files of maps lie in the data folder: uploads under random names, results in a folder for each map."""

from __future__ import annotations

import hashlib
import re
import secrets
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from grono.portal.maps.models import ClusterMap, UploadedTable

LONGEST_NAME = 120
"""Bytes."""
LONGEST_ENDING = 12
"""Letters: a longer one is no ending."""
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]+")


def uploads() -> Path:
    """Return the folder of the uploads."""
    folder = Path(settings.DATA_DIR) / "uploads"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def results() -> Path:
    """Return the folder that holds one folder for each map."""
    folder = Path(settings.DATA_DIR) / "maps"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def folder_of(map_: ClusterMap) -> Path:
    """Return the folder of a map's results."""
    return results() / map_.public_id


@dataclass(frozen=True)
class StoredFile:
    """A file that was taken in, not yet known to the database."""

    original_name: str
    stored_name: str
    size: int
    sha256: str


def safe_name(name: str) -> str:
    """Return a file name that is only a name: no folders, no control characters, not too long."""
    bare = _UNSAFE.sub("_", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(". ")
    stem, dot, ending = bare.rpartition(".")
    if not dot or len(ending) > LONGEST_ENDING:
        return _cut(bare, LONGEST_NAME) or "table"
    return f"{_cut(stem, LONGEST_NAME - len(ending.encode()) - 1)}.{ending}"


def _cut(text: str, room: int) -> str:
    """Return as much of a text as has room in a file name, which is counted in bytes."""
    return text.encode()[:room].decode(errors="ignore")


def take_in(name: str, chunks: Iterable[bytes]) -> StoredFile:
    """Write an upload to the data folder under a random name, in pieces."""
    stored_name = secrets.token_hex(20)
    digest, size = hashlib.sha256(), 0
    with (uploads() / stored_name).open("xb") as file:
        for chunk in chunks:
            file.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return StoredFile(safe_name(name), stored_name, size, digest.hexdigest())


def path_of(stored: StoredFile | UploadedTable) -> Path:
    """Return the path of an upload."""
    return uploads() / stored.stored_name


def forget(stored_names: Iterable[str]) -> None:
    """Delete uploads from the data folder."""
    for name in stored_names:
        (uploads() / name).unlink(missing_ok=True)


@contextmanager
def under_own_names(*files: StoredFile | UploadedTable | None) -> Iterator[list[Path | None]]:
    """Lend uploads under the names they were given, so that sentences and records say those."""
    with tempfile.TemporaryDirectory(prefix="grono-map-") as folder:
        lent: list[Path | None] = []
        for number, file in enumerate(files):
            if file is None:
                lent.append(None)
                continue
            place = Path(folder) / str(number)
            place.mkdir()
            link = place / safe_name(file.original_name)
            link.symlink_to(path_of(file))
            lent.append(link)
        yield lent


@contextmanager
def lent(files: Mapping[str, StoredFile | UploadedTable]) -> Iterator[dict[str, Path]]:
    """Lend uploads by their kind, under the names they were given."""
    with under_own_names(*files.values()) as paths:
        yield {kind: path for kind, path in zip(files, paths, strict=True) if path is not None}


def looks_small(path: Path) -> bool:
    """Say whether a table can be read within a second, judged by its size and by whether it is packed."""
    with path.open("rb") as file:
        start = file.read(4)
    packed = start[:2] == b"\x1f\x8b" or start in (b"PK\x03\x04", b"PAR1")
    return path.stat().st_size * (PACKED_RATIO if packed else 1) <= SMALL


SMALL = 600_000
"""Bytes of text that are read within a request; about 15 000 rows, 0.3 s."""
PACKED_RATIO = 15
"""A packed table of codes and numbers unpacks to about so many times its size."""


def new_workshop(run_public_id: str) -> Path:
    """Return a folder to be filled by one attempt of a run; what an earlier attempt has left behind is deleted."""
    for left in results().glob(f".work-{run_public_id}*"):
        shutil.rmtree(left, ignore_errors=True)
    return results() / f".work-{run_public_id}-{secrets.token_hex(4)}"


def put_in_place(workshop: Path, map_: ClusterMap) -> None:
    """Make a finished folder the results of a map."""
    target = folder_of(map_)
    shutil.rmtree(target, ignore_errors=True)
    workshop.rename(target)
