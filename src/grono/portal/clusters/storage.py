"""Documents of clusters in the data folder: known by their content, kept under random names, never changed (TRU-18)."""

from __future__ import annotations

import hashlib
import re
import secrets
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from grono.portal.core.problems import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable

LARGEST = 20_000_000
"""Bytes of one document (TRU-18)."""
LONGEST_NAME = 120
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]+")
_OFFICE = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".odt": "application/vnd.oasis.opendocument.text",
}
_BEGINNINGS = {
    ".pdf": (b"%PDF-", "application/pdf"),
    ".png": (b"\x89PNG\r\n\x1a\n", "image/png"),
    ".jpg": (b"\xff\xd8\xff", "image/jpeg"),
    ".jpeg": (b"\xff\xd8\xff", "image/jpeg"),
}
ALLOWED = (*_BEGINNINGS, *_OFFICE)


class Upload(Protocol):
    """A file of a form."""

    name: str | None

    def chunks(self) -> Iterable[bytes]:
        """Return the content in pieces."""
        ...


@dataclass(frozen=True)
class StoredFile:
    """A document that was taken in, not yet known to the database."""

    original_name: str
    stored_name: str
    media_type: str
    size: int
    sha256: str


class UnusableFileError(RefusedError):
    """A file that is not one of the kinds allowed."""


def folder() -> Path:
    """Return the folder of the documents."""
    found = Path(settings.DATA_DIR) / "evidence"
    found.mkdir(mode=0o700, exist_ok=True)
    return found


def path_of(stored_name: str) -> Path:
    """Return the path of a document."""
    return folder() / stored_name


def safe_name(name: str) -> str:
    """Return the name of a file without folders and signs that file systems refuse."""
    last = _UNSAFE.sub("_", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(". ") or "document"
    stem, dot, suffix = last.rpartition(".")
    return last if len(last) <= LONGEST_NAME else f"{stem[: LONGEST_NAME - len(suffix) - 1]}{dot}{suffix}"


def take_in(upload: Upload) -> StoredFile:
    """Write a document to the data folder and look at what it is; an unusable one is not kept."""
    name = safe_name(upload.name or "document")
    stored_name = secrets.token_hex(16)
    size, digest = 0, hashlib.sha256()
    try:
        with path_of(stored_name).open("xb") as file:
            for chunk in upload.chunks():
                size = _grown(size, chunk)
                digest.update(chunk)
                file.write(chunk)
        media_type = _media_type(path_of(stored_name), Path(name).suffix.lower(), size)
    except UnusableFileError:
        forget(stored_name)
        raise
    return StoredFile(name, stored_name, media_type, size, digest.hexdigest())


def _grown(size: int, chunk: bytes) -> int:
    if size + len(chunk) > LARGEST:
        raise UnusableFileError(_("The file is larger than 20 MB. Upload a smaller one, or split it."))
    return size + len(chunk)


def _media_type(path: Path, suffix: str, size: int) -> str:
    if not size:
        raise UnusableFileError(_("The file is empty."))
    if suffix not in ALLOWED:
        raise UnusableFileError(
            _("Only PDF, PNG, JPEG, DOCX, XLSX and ODT are kept. Save the document as one of these.")
        )
    if suffix in _OFFICE:
        _look_inside(path)
        return _OFFICE[suffix]
    beginning, media_type = _BEGINNINGS[suffix]
    with path.open("rb") as file:
        if file.read(len(beginning)) != beginning:
            raise UnusableFileError(_("The content of the file is not what its name says. Export it again."))
    return media_type


def _look_inside(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UnusableFileError(_("The content of the file is not what its name says. Export it again.")) from error
    if unpacked > 10 * LARGEST:
        raise UnusableFileError(_("The document unpacks to more than 200 MB. Make its pictures smaller."))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise UnusableFileError(_("The document holds macros. Save it without them."))
    if "[Content_Types].xml" not in names and "mimetype" not in names:
        raise UnusableFileError(_("The content of the file is not what its name says. Export it again."))


def forget(stored_name: str) -> None:
    """Delete a document from the data folder."""
    path_of(stored_name).unlink(missing_ok=True)
