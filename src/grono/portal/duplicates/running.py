"""The search for duplicates as the worker carries it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.portal.duplicates.actions.searching import search_for_duplicates
from grono.portal.duplicates.queries import last_search

if TYPE_CHECKING:
    from grono.portal.core.models import BackgroundRun
    from grono.portal.core.runs import Progress


def search_run(run: BackgroundRun, progress: Progress) -> None:
    """Carry out a search that was started; without an earlier one, also a search among changes compares everything."""
    last = last_search(run.owner) if run.parameters.get("only_changed") else None
    search_for_duplicates(by=run.owner, progress=progress, since=None if last is None else last.read_at)
