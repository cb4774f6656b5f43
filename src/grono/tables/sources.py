"""Where a table came from, kept with every result."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from grono.messages import GronoError

if TYPE_CHECKING:
    from pathlib import Path

BLOCK = 1 << 20
"""Files are read in blocks of this many bytes."""


class TableError(GronoError):
    """A file that is not a table Grono can read."""


@dataclass(frozen=True)
class TableSource:
    """A file as it was read.

    Parameters
    ----------
    name : str
        File name without folders.
    format : str
        ``csv``, ``xlsx``, ``parquet`` or ``frame``.
    sha256 : str
        Checksum of the bytes as they were given.
    bytes : int
        Size as given.
    encoding, delimiter : str, optional
        As recognised, for text files.
    """

    name: str
    format: str
    sha256: str
    bytes: int
    encoding: str | None = None
    delimiter: str | None = None

    def as_record(self) -> dict[str, object]:
        """Return the source as plain values for ``run.json``."""
        return {key: value for key, value in asdict(self).items() if value is not None}


def sha256_of(path: Path) -> str:
    """Checksum a file without reading it into memory whole."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()
