"""The background work: the dry run, and bringing a list in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.portal.core.problems import RefusedError
from grono.portal.intake import actions
from grono.portal.intake.queries import import_of_run

if TYPE_CHECKING:
    from grono.portal.core.models import BackgroundRun
    from grono.portal.core.runs import Progress


def read(run: BackgroundRun, progress: Progress) -> None:
    """Read a long list."""
    actions.read(by=run.owner, one=import_of_run(run), told=progress)


def check(run: BackgroundRun, progress: Progress) -> None:
    """Make the dry run of a list."""
    actions.check(by=run.owner, one=import_of_run(run), told=progress)


def apply(run: BackgroundRun, progress: Progress) -> None:
    """Bring a list in; when the directory no longer fits it, the new dry run says so."""
    try:
        actions.apply(by=run.owner, one=import_of_run(run), told=progress)
    except RefusedError:
        return  # the page of the import shows the new dry run with its errors
