"""Values in the words in which they were typed, where these mean the same in the language of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language

from grono.quantities import QuantityError, display, parse

if TYPE_CHECKING:
    from grono.portal.monitoring.models import Value


SHARE_SIGN = "%"
"""Ends the points of a stage that were typed as a share of the plan instead (STR-13)."""


def as_typed(value: Value) -> str:
    """Return a value as it was typed, or written anew where the words mean something else here: 12,5 is 125 in English."""
    language = get_language() or "en"
    if value.typed.endswith(SHARE_SIGN):
        return value.typed
    return value.typed if value.typed and _means(value, language) else display(value.quantity, language)


def _means(value: Value, language: str) -> bool:
    try:
        return parse(value.typed, language) == value.quantity
    except QuantityError:
        return False
