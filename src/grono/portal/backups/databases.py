"""The two kinds of database behind one door."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from grono.portal.backups import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from grono.portal.backups.place import Place
    from grono.portal.backups.sums import Counted


class Kind(Protocol):
    """What each kind of database can do for a backup."""

    FILE: str

    def snapshot(self, database: Mapping[str, Any], target: Path, /) -> Counted:
        """Copy the database as it is at one moment, and count it."""

    def tables_in(self, database: Mapping[str, Any], /) -> list[str]:
        """Return the tables that are there."""

    def check(self, staged: Path, expected: Counted, /) -> None:
        """Compare a copy with what was counted, where that is possible before it is put in."""

    def put_in(self, database: Mapping[str, Any], staged: Path, expected: Counted, /) -> None:
        """Put a copy into an empty database, and compare it."""


def kind_of(place: Place) -> Kind:
    """Return what copies the database of a place."""
    return postgresql if place.kind == "postgresql" else sqlite
