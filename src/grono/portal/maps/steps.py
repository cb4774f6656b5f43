"""What the steps of the work are called while it goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from grono.portal.core.languages import in_this_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import Promise

    from grono.portal.core.runs import Progress

TITLES: dict[str, str | Promise] = {
    "look": _("Recognising columns and encodings"),
    "observations": _("Reading the table"),
    "measures": _("Computing the measures, year by year"),
    "imputations": _("Computing again with possible values of hidden cells"),
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
        self._progress(title_of_step(step), done, total if total > 1 else 0)


def title_of_step(step: str) -> str | Promise:
    """Return what a step is called: one of ours, an analysis of the library, or the writing of a document."""
    from grono.clustermap.analyses import analysis_texts

    found = TITLES.get(step)
    if found is not None:
        return found
    text = analysis_texts().get(step)
    return _("Writing the documents") if text is None else _in_each_language(text.titles)


def _in_each_language(texts: Mapping[str, str]) -> str | Promise:
    return lazy(lambda: in_this_language(texts), str)()
