"""Sentences kept in every language of the portal, so that each reader later sees their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language, override

from grono.messages import GronoError, Message

if TYPE_CHECKING:
    from collections.abc import Mapping

Text = str | Promise | Message | GronoError


def in_all_languages(text: Text) -> dict[str, str]:
    """Return a sentence in each language of the portal, keyed by language code."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            found[code] = text.in_language(code) if isinstance(text, Message | GronoError) else str(text)
    return found


def in_this_language(texts: Mapping[str, str]) -> str:
    """Return the sentence in the reader's language, or in English, or in whatever there is."""
    for code in (get_language() or "", "en", *texts):
        if texts.get(code):
            return texts[code]
    return ""
