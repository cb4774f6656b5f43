"""What is counted of a database before it is copied and after it was put back."""

from __future__ import annotations

from dataclasses import dataclass

from grono.messages import message
from grono.portal.backups.problems import BackupError


@dataclass(frozen=True)
class TableSum:
    """Number of rows of a table, and a checksum of their content; comparable within one kind of database."""

    rows: int
    checksum: str


@dataclass(frozen=True)
class Counted:
    """All tables of a database by name, and the migrations that were applied, as ``app.name``."""

    tables: dict[str, TableSum]
    migrations: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """Return the number of rows of all tables."""
        return sum(table.rows for table in self.tables.values())


def compare(expected: Counted, found: Counted) -> None:
    """Raise a sentence with every table that is not what it was."""
    names = sorted(expected.tables.keys() | found.tables.keys())
    differing = [name for name in names if expected.tables.get(name) != found.tables.get(name)]
    if differing:
        sentence = message(
            "The database does not hold what was written into the backup; these tables differ: %(tables)s. "
            "Nothing was put back; take another backup.",
            tables=", ".join(differing),
        )
        raise BackupError(sentence)
