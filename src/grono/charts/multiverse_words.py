"""Short words for the choices of the multiverse, as heads of columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.messages import message

if TYPE_CHECKING:
    from grono.messages import Message

_MEASURES = {
    "employees": message("by employees"),
    "plants": message("by plants"),
    "wages": message("by wages"),
    "value_added": message("by value added"),
    "exports": message("by exports"),
}


def choice_word(dimension: str, choice: str, language: str) -> str:
    """Return the head of a column: what is decided, and how."""
    return _word(dimension, choice).in_language(language)


def _word(dimension: str, choice: str) -> Message:
    if dimension == "location_quotient_cut":
        return message("quotient from %(cut)s", cut=float(choice))
    if dimension == "year":
        return message("year %(year)s", year=choice)
    if dimension == "measure":
        return _MEASURES.get(choice) or message("by %(measure)s", measure=choice)
    if dimension == "industry_level":
        if choice == "as_given":
            return message("industries as given")
        return message("industries, level %(level)s", level=choice.removeprefix("level_"))
    if dimension == "region_level":
        return message("regions as given") if choice == "as_given" else message("larger regions")
    if dimension == "imputation":
        if choice == "estimate":
            return message("hidden: estimate")
        return message("hidden: draw %(number)s", number=choice.removeprefix("imputation_"))
    return message("with largest plant") if choice == "kept" else message("without largest plant")


def removed_by_word(name: str | None, language: str) -> str | None:
    """Return the choice that removes a candidate most often; nothing where nothing does."""
    if not name:
        return None
    dimension, _, choice = name.partition("=")
    return choice_word(dimension, choice, language)
