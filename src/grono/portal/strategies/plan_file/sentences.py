"""Sentences of the portal as problems of a file carry them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.messages import message

if TYPE_CHECKING:
    from grono.messages import Message


def said(sentence: str, **parameters: object) -> Message:
    """Return a sentence that is already in the reader's language."""
    return message("%(sentence)s", sentence=sentence % parameters)
