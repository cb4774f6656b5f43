"""Response of a wave: how many were asked, and how far they have come, also by size and section (DIR-20)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from grono.portal.surveys.kinds import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass
class Response:
    """How many stand where. *Eligible* are all invited but those left out with a reason."""

    asked: int = 0
    eligible: int = 0
    opened: int = 0
    standings: dict[str, int] = field(default_factory=dict)

    @property
    def complete(self) -> int:
        """Return how many have handed in."""
        return self.standings.get(Standing.COMPLETE, 0)

    @property
    def rate(self) -> float | None:
        """Return the share of the eligible who have handed in; nothing where nobody was eligible."""
        return self.complete / self.eligible if self.eligible else None

    def add(self, row: Mapping[str, Any]) -> None:
        """Count a row of :func:`queries.response_rows`."""
        self.asked += row["number"]
        if not row["is_eligible"]:
            return
        self.eligible += row["number"]
        self.opened += row["opened"]
        self.standings[row["standing"]] = self.standings.get(row["standing"], 0) + row["number"]


def response(rows: Iterable[Mapping[str, Any]]) -> Response:
    """Return the response of a whole wave."""
    counted = Response()
    for row in rows:
        counted.add(row)
    return counted


def response_by(rows: Iterable[Mapping[str, Any]], column: str) -> dict[Any, Response]:
    """Return the response by size or section; those of which it is not known come last, under their empty value."""
    found: dict[Any, Response] = {}
    for row in rows:
        found.setdefault(row[column], Response()).add(row)
    ordered = sorted(found, key=lambda value: (value in (None, ""), str(value)))
    return {value: found[value] for value in ordered}
