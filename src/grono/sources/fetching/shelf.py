"""The folder of raw copies: each file as the office sent it, and beside it where it came from."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from grono.tables import sha256_of

if TYPE_CHECKING:
    from pathlib import Path

    from grono.sources.fetching.request import Request

GZIP = b"\x1f\x8b"
"""First bytes of a packed file (RFC 1952)."""

EARLIER = "earlier"
"""Folder of copies that the office has since replaced."""


@dataclass(frozen=True)
class RawCopy:
    """A file as an office sent it.

    Parameters
    ----------
    path : Path
        The file.
    record : mapping
        Office, licence, address, SHA-256, bytes, when it was fetched and last checked, and what tells its version apart.
    """

    path: Path
    record: dict[str, Any]

    @property
    def checked(self) -> datetime:
        """When the office last said that this is what it has."""
        return datetime.fromisoformat(self.record["checked"])

    def content(self) -> bytes:
        """Return the bytes, unpacked where they are packed."""
        data = self.path.read_bytes()
        return gzip.decompress(data) if data.startswith(GZIP) else data


class Shelf:
    """A folder of raw copies.

    Parameters
    ----------
    folder : Path
        Made when the first copy comes.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, request: Request) -> RawCopy | None:
        """Return the copy that answers a request, if it is here whole and unchanged; a damaged one counts as absent."""
        path = self.path(request)
        try:
            record = json.loads(_record_of(path).read_text("utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            return None
        if not path.exists() or record.get("sha256") != sha256_of(path):
            return None
        return RawCopy(path, record)

    def path(self, request: Request) -> Path:
        """Return where the copy of a request lies: its name, with the key of the request before the suffixes."""
        stem, dot, suffixes = re.sub(r"[^\w.\-]", "_", request.name).partition(".")
        return self.folder / f"{stem}-{request.key}{dot}{suffixes}"

    def part(self, request: Request) -> Part:
        """Return the beginning of a copy that may be here."""
        path = self.path(request)
        return Part(path.with_name(f"{path.name}.part"))

    def keep(self, request: Request, part: Part, headers: dict[str, str], when: datetime) -> RawCopy:
        """Make a whole part the copy of its request; a different earlier copy is put aside, not overwritten."""
        path = self.path(request)
        digest = sha256_of(part.path)
        before = self.find(request)
        if before is not None and before.record["sha256"] != digest:
            self.put_aside(before)
        size = part.path.stat().st_size
        part.path.replace(path)
        part.forget()
        record = {
            "office": request.office.name, "licence": request.office.licence, "address": request.address, "file": path.name,
            "sha256": digest, "bytes": size, "fetched": when.isoformat(timespec="seconds"),
            "checked": when.isoformat(timespec="seconds"), **headers,
        }  # fmt: skip
        return self._written(path, record)

    def confirm(self, copy: RawCopy, when: datetime) -> RawCopy:
        """Note that the office still has what the copy holds."""
        return self._written(copy.path, {**copy.record, "checked": when.isoformat(timespec="seconds")})

    def _written(self, path: Path, record: dict[str, Any]) -> RawCopy:
        _record_of(path).write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf-8")
        return RawCopy(path, record)

    def put_aside(self, copy: RawCopy) -> None:
        """Keep a copy that the office has replaced, or that turned out to be no table: it answers no request any more."""
        folder = self.folder / EARLIER
        folder.mkdir(exist_ok=True)
        name = f"{copy.record['sha256'][:12]}-{copy.path.name}"
        copy.path.replace(folder / name)
        _record_of(copy.path).replace(folder / f"{name}.json")


@dataclass(frozen=True)
class Part:
    """The beginning of a file whose end has not come yet, and which version of the file it began."""

    path: Path

    @property
    def size(self) -> int:
        """Bytes that are here."""
        return self.path.stat().st_size if self.path.exists() else 0

    @property
    def version(self) -> str | None:
        """What the office calls the version that was begun; without it a download cannot go on."""
        return self._note.read_text("utf-8") or None if self._note.exists() else None

    @property
    def _note(self) -> Path:
        return self.path.with_name(f"{self.path.name}.version")

    def begin(self, version: str | None) -> None:
        """Start anew, with the version that now comes."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_bytes(b"")
        self._note.write_text(version or "", "utf-8")

    def forget(self) -> None:
        """Remove what is here."""
        self.path.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)


def _record_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")
