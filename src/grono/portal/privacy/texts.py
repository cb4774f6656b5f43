"""The texts that people agree to: data, in each language, never changed once published; a new text is a new version (DIR-44)."""

from __future__ import annotations

import csv
import datetime
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

PUBLISH_PERSON = "publish_person"


@dataclass(frozen=True)
class ConsentText:
    """One text in one language."""

    purpose: str
    version: int
    language: str
    since: datetime.date
    text: str


@cache
def consent_texts() -> tuple[ConsentText, ...]:
    """Return every text that ever was, so that an old consent can still be read."""
    content = files("grono.portal.privacy").joinpath("data/consent_texts.csv").read_text("utf-8")
    return tuple(
        ConsentText(
            row["purpose"], int(row["version"]), row["language"], datetime.date.fromisoformat(row["since"]), row["text"]
        )
        for row in csv.DictReader(content.splitlines())
    )


def consent_purposes() -> list[str]:
    """Return the purposes that one can agree to."""
    return sorted({text.purpose for text in consent_texts()})


def newest_text(purpose: str, language: str) -> ConsentText:
    """Return the newest version in a language, in English where the language has none."""
    texts = [text for text in consent_texts() if text.purpose == purpose and text.language in (language, "en")]
    if not texts:
        raise LookupError(purpose)
    return max(texts, key=lambda text: (text.version, text.language == language))
