"""What the criteria of a choice and the other ways to draw a map are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language

if TYPE_CHECKING:
    from grono.portal.maps.results import Row


def criterion_title(name: str | None) -> str:
    """Return what a criterion is called; nothing for none."""
    from grono.clustermap.selection.choice_words import criterion_title as title

    return "" if name is None else title(name).in_language(get_language() or "en")


def way_title(row: Row) -> str:
    """Return which other way to draw the map removes a candidate most often; nothing where none does."""
    from grono.clustermap.selection.choice_words import choice_title

    return choice_title(row["removed_by"]).in_language(get_language() or "en") if row["removed_by"] else ""


def capital(text: str) -> str:
    """Return a text with a capital letter at its start."""
    return text[:1].upper() + text[1:]
