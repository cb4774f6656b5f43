"""Where a portal keeps its data: one folder and one database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Place:
    """A data folder and Django's settings of a database."""

    data_dir: Path
    database: Mapping[str, Any]

    @property
    def kind(self) -> str:
        """Return the kind of database: ``sqlite`` or ``postgresql``."""
        return "postgresql" if str(self.database["ENGINE"]).endswith("postgresql") else "sqlite"


def place_here() -> Place:
    """Return where this portal keeps its data."""
    return Place(Path(settings.DATA_DIR), connection.settings_dict)
