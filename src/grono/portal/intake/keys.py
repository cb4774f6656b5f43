"""The key by which a source knows an organisation, as the directory keeps it (DIR-23)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from grono.language import fold
from grono.sources.organisation_files.fields import IDENTIFIERS

if TYPE_CHECKING:
    from collections.abc import Mapping


def key_of(source: str, values: Mapping[str, Any]) -> str:
    """Return the source's own key of a row, else its name and place where no number tells who is meant.

    Without the latter the same list again would enter organisations without numbers a second time. A row with a number needs no key.
    """
    if values.get("source_key"):
        return _of_source(source, values["source_key"])
    if any(values.get(scheme) for scheme in IDENTIFIERS) or not values.get("legal_name"):
        return ""
    words = "|".join(fold(values.get(name) or "") for name in ("legal_name", "place"))
    return _of_source(source, f"name:{hashlib.sha256(words.encode()).hexdigest()[:32]}")


def _of_source(source: str, key: str) -> str:
    """Return a key with its source: two sources may use the same one."""
    return f"list:{hashlib.sha256(source.casefold().encode()).hexdigest()[:10]}:{key}"
