"""What the steps of the work are called while it goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from grono.portal.core.runs import Progress

TITLES: dict[str, str | Promise] = {
    "look": _("Recognising columns and encodings"),
    "observations": _("Reading the table"),
    "measures": _("Computing the measures, year by year"),
    "candidates": _("Looking for candidates"),
    "shortlist": _("Putting the shortlist in order"),
    "pages": _("Drawing the pictures"),
}


class Watcher:
    """Passes the steps of the library on to the progress of a run; both may stop the work."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def __call__(self, step: str, done: int, total: int) -> None:
        """Take note of a step."""
        self._progress(TITLES.get(step, _("Writing the documents")), done, total if total > 1 else 0)
