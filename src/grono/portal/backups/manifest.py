"""What a backup says of itself: by which Grono, of which day, which database, and the checksum of all that is in it."""

from __future__ import annotations

import datetime
import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.migrations.loader import MigrationLoader

from grono import __version__
from grono.messages import message
from grono.portal.backups.contents import is_content
from grono.portal.backups.problems import BackupError, damaged
from grono.portal.backups.sums import Counted, TableSum

if TYPE_CHECKING:
    from grono.portal.backups.place import Place

FORMAT = 1
NAME = "manifest.json"


@dataclass(frozen=True)
class Fingerprint:
    """Size of a file in bytes, and its SHA-256."""

    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """The first file of a backup."""

    made_at: datetime.datetime
    kind: str
    database: Fingerprint
    counted: Counted
    files: dict[str, Fingerprint] = field(default_factory=dict)
    grono: str = __version__

    def as_bytes(self) -> bytes:
        """Return the manifest as it stands in the backup."""
        content = {
            "format": FORMAT,
            "grono": self.grono,
            "made_at": self.made_at.isoformat(timespec="seconds"),
            "database": {"kind": self.kind, **asdict(self.database)},
            "migrations": self.counted.migrations,
            "tables": {name: asdict(table) for name, table in self.counted.tables.items()},
            "files": {name: asdict(file) for name, file in self.files.items()},
        }
        return json.dumps(content, ensure_ascii=False, indent=1).encode()


def read_manifest(content: bytes, name: str) -> Manifest:
    """Return the manifest of a backup; refuses one of another format, and file names that lead elsewhere."""
    try:
        found = json.loads(content)
        if found["format"] != FORMAT:
            sentence = message(
                "%(name)s has format %(found)s of backups, this Grono reads format %(ours)s. It was made by Grono %(grono)s: install that version.",
                name=name,
                found=found["format"],
                ours=FORMAT,
                grono=found.get("grono", "?"),
            )
            raise BackupError(sentence)
        return _from(found)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise damaged(name) from error


def _from(found: dict[str, Any]) -> Manifest:
    database = dict(found["database"])
    kind = database.pop("kind")
    files = {name: Fingerprint(**file) for name, file in found["files"].items()}
    strange = [name for name in files if not is_content(name)]
    if strange:
        sentence = message(
            "The backup holds files that belong to no folder of this portal: %(names)s. Nothing was put back.",
            names=", ".join(strange[:5]),
        )
        raise BackupError(sentence)
    return Manifest(
        made_at=datetime.datetime.fromisoformat(found["made_at"]),
        kind=kind,
        database=Fingerprint(**database),
        counted=Counted(
            {name: TableSum(**table) for name, table in found["tables"].items()}, tuple(found["migrations"])
        ),
        files=files,
        grono=found["grono"],
    )


def refuse_foreign(manifest: Manifest, place: Place, name: str) -> None:
    """Refuse a backup of another kind of database, and one of a newer Grono."""
    if manifest.kind != place.kind:
        sentence = message(
            "%(name)s holds a database of %(theirs)s, and this portal uses %(ours)s. Set GRONO_DATABASE to an empty database "
            "of that kind.",
            name=name,
            theirs=_TITLES.get(manifest.kind, manifest.kind),
            ours=_TITLES[place.kind],
        )
        raise BackupError(sentence)
    if unknown := sorted(set(manifest.counted.migrations) - _known_migrations()):
        sentence = message(
            "%(name)s was made by Grono %(grono)s, whose tables this Grono %(ours)s does not know (%(first)s). "
            "Install that version, then put the backup back.",
            name=name,
            grono=manifest.grono,
            ours=__version__,
            first=unknown[0],
        )
        raise BackupError(sentence)


_TITLES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def _known_migrations() -> set[str]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    replaced = {one for migration in loader.disk_migrations.values() for one in migration.replaces}
    return {".".join(one) for one in {*loader.disk_migrations, *replaced}}


def waiting_migrations(manifest: Manifest) -> list[str]:
    """Return the migrations of this Grono that the backup has not yet seen."""
    return sorted(_known_migrations() - set(manifest.counted.migrations))
