"""What can be asked of every operation: the language, and which part of a long list."""

from __future__ import annotations

from typing import Literal

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema

MOST_AT_ONCE = 1000
FURTHEST = 10_000_000
"""No list is as long; it keeps numbers within what every database takes."""

Language = Literal["pl", "en"]


class Asked(Schema):
    """What every operation takes."""

    language: Language | None = Field(
        None,
        description=_("Language of the texts in the answer; without it the header Accept-Language decides."),
        examples=["en"],
    )


class Paged(Asked):
    """What every long list takes."""

    limit: int = Field(100, ge=1, le=MOST_AT_ONCE, description=_("How many entries to answer at most."))
    offset: int = Field(0, ge=0, le=FURTHEST, description=_("How many entries to leave out at the beginning."))
