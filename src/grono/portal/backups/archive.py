"""One file for each backup: a tar archive, compressed, sealed. It is written and read as a stream, so its size does not matter to memory."""

from __future__ import annotations

import gzip
import hashlib
import io
import shutil
import tarfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from grono.messages import message
from grono.portal.backups import postgresql, sealing, sqlite
from grono.portal.backups.manifest import NAME, Fingerprint, read_manifest
from grono.portal.backups.problems import BackupError, damaged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from grono.portal.backups.manifest import Manifest

    Watch = Callable[[int, int], None]
    """Told the bytes that are done, and all of them."""

DATABASES = {"sqlite": sqlite.FILE, "postgresql": postgresql.FILE}
FILES = "files/"
GZIP = b"\x1f\x8b"
COMPRESSION = 1  # higher levels take several times as long for a tenth less
BYTES_AT_ONCE = 1 << 20
LARGEST_MANIFEST = 200_000_000


class HashingWriter(io.RawIOBase):
    """Passes on what is written, and knows its size and SHA-256."""

    def __init__(self, target: BinaryIO | None) -> None:
        self._target = target
        self._digest = hashlib.sha256()
        self.size = 0

    def writable(self) -> bool:
        """Say yes."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Write and count; without a target only count."""
        if self._target is not None:
            self._target.write(data)
        self._digest.update(data)
        self.size += len(data)
        return len(data)

    @property
    def fingerprint(self) -> Fingerprint:
        """Return the size and SHA-256 of all that was written."""
        return Fingerprint(self.size, self._digest.hexdigest())


class HashingReader:
    """Reads on, and knows the size and SHA-256 of what was read."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._digest = hashlib.sha256()
        self._size = 0

    def read(self, size: int) -> bytes:
        """Read and count."""
        data = self._source.read(size)
        self._digest.update(data)
        self._size += len(data)
        return data

    @property
    def fingerprint(self) -> Fingerprint:
        """Return the size and SHA-256 of all that was read."""
        return Fingerprint(self._size, self._digest.hexdigest())


def fingerprint_of(path: Path) -> Fingerprint:
    """Read a file and return its size and SHA-256."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(BYTES_AT_ONCE):
            digest.update(chunk)
            size += len(chunk)
    return Fingerprint(size, digest.hexdigest())


def write(target: BinaryIO, manifest: Manifest, stage: Path, recipient: str, watch: Watch) -> Fingerprint:
    """Write a backup of what lies in ``stage``: the database and the folder ``files``; unsealed without a recipient."""
    counting = HashingWriter(target)
    whole = manifest.database.bytes + sum(file.bytes for file in manifest.files.values())
    with _plain_end(counting, recipient) as plain, _packed(plain) as packed:
        content = manifest.as_bytes()
        packed.addfile(_entry(NAME, len(content), manifest), io.BytesIO(content))
        done = 0
        for name, wanted in _expected(manifest).items():
            watch(done, whole)
            _put(packed, stage / name, _entry(name, wanted.bytes, manifest), wanted)
            done += wanted.bytes
    watch(whole, whole)
    return counting.fingerprint


def _expected(manifest: Manifest) -> dict[str, Fingerprint]:
    """Return every file of an archive but the manifest, in order."""
    files = {f"{FILES}{name}": file for name, file in manifest.files.items()}
    return {DATABASES.get(manifest.kind, ""): manifest.database, **files}


def _put(packed: tarfile.TarFile, path: Path, entry: tarfile.TarInfo, wanted: Fingerprint) -> None:
    """Pack a file, and refuse one that is no longer what the manifest says: somebody has written into it meanwhile."""
    with path.open("rb") as file:
        reader = HashingReader(file)
        same = path.stat().st_size == wanted.bytes
        if same:
            packed.addfile(entry, reader)  # type: ignore[arg-type]
    if not same or reader.fingerprint != wanted:
        sentence = message(
            "The file %(name)s changed while it was backed up. Nothing was kept of this backup; try again.",
            name=entry.name.removeprefix(FILES),
        )
        raise BackupError(sentence)


@contextmanager
def _plain_end(target: HashingWriter, recipient: str) -> Iterator[BinaryIO]:
    if not recipient:
        yield target  # type: ignore[misc]
        return
    with sealing.sealed(target, recipient) as plain:  # type: ignore[arg-type]
        yield plain


@contextmanager
def _packed(target: BinaryIO) -> Iterator[tarfile.TarFile]:
    with (
        gzip.GzipFile(fileobj=target, mode="wb", compresslevel=COMPRESSION, mtime=0) as compressed,
        tarfile.open(fileobj=compressed, mode="w|", bufsize=BYTES_AT_ONCE) as packed,
    ):
        yield packed


def _entry(name: str, size: int, manifest: Manifest) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode, entry.mtime = size, 0o600, int(manifest.made_at.timestamp())
    return entry


def read(
    path: Path, key: Path | None, *, accept: Callable[[Manifest], None], into: Path | None, watch: Watch
) -> Manifest:
    """Read a whole backup, compare every file with its manifest, and write them into a folder where one is given.

    ``accept`` is told the manifest before anything else is read, and may refuse it.
    """
    try:
        with path.open("rb") as file, _plain_start(file, key, path.name) as plain:
            return _unpack(plain, path.name, accept, into, watch)
    except FileNotFoundError as error:
        sentence = message("There is no file %(name)s. Write the name of a backup with its folder.", name=path.name)
        raise BackupError(sentence) from error


@contextmanager
def _plain_start(file: BinaryIO, key: Path | None, name: str) -> Iterator[BinaryIO]:
    begin = file.read(len(sealing.MAGIC))
    file.seek(0)
    if begin.startswith(GZIP):
        yield file
    elif begin == sealing.MAGIC:
        with sealing.opened(file, key, name) as plain:
            yield plain
    else:
        sentence = message(
            "%(name)s is no backup of Grono: it is neither sealed by age nor compressed by gzip.", name=name
        )
        raise BackupError(sentence)


def _unpack(
    plain: BinaryIO, name: str, accept: Callable[[Manifest], None], into: Path | None, watch: Watch
) -> Manifest:
    try:
        with gzip.GzipFile(fileobj=plain) as compressed, tarfile.open(fileobj=compressed, mode="r|") as packed:
            manifest = _first(packed, name)
            accept(manifest)
            _compare(packed, manifest, name, into, watch)
            while compressed.read(BYTES_AT_ONCE):  # to the end, where the checksum of gzip and the seal of age stand
                pass
            return manifest
    except (tarfile.TarError, zlib.error, EOFError, gzip.BadGzipFile) as error:
        raise damaged(name) from error


def _first(packed: tarfile.TarFile, name: str) -> Manifest:
    entry = packed.next()
    if entry is None or entry.name != NAME or entry.size > LARGEST_MANIFEST:
        sentence = message("%(name)s is no backup of Grono: it does not begin with a manifest.", name=name)
        raise BackupError(sentence)
    file = packed.extractfile(entry)
    return read_manifest(file.read() if file else b"", name)


def _compare(packed: tarfile.TarFile, manifest: Manifest, name: str, into: Path | None, watch: Watch) -> None:
    expected = _expected(manifest)
    whole, done = sum(file.bytes for file in expected.values()), 0
    while entry := packed.next():
        wanted = expected.pop(entry.name, None)
        if wanted is None or not entry.isreg() or entry.size != wanted.bytes:
            raise damaged(name)
        watch(done, whole)
        if _taken_out(packed, entry, into) != wanted:
            raise damaged(name)
        done += entry.size
    if expected:
        raise damaged(name)


def _taken_out(packed: tarfile.TarFile, entry: tarfile.TarInfo, into: Path | None) -> Fingerprint:
    """Read one file of the archive, write it where a folder is given, and return what it was."""
    source = packed.extractfile(entry) or io.BytesIO()
    if into is None:
        sink = HashingWriter(None)
        shutil.copyfileobj(source, sink, BYTES_AT_ONCE)
        return sink.fingerprint
    path = into / entry.name
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("xb") as file:
        writer = HashingWriter(file)
        shutil.copyfileobj(source, writer, BYTES_AT_ONCE)
    return writer.fingerprint
