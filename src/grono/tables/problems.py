"""The rows beyond those that are named one by one."""

from __future__ import annotations

from typing import Any

from grono.messages import Problem, plural_message

SHOWN = 100
"""So many rows of each kind are named one by one; the rest is counted."""


def rest_of(code: str, column: str | None, count: int, **extra: Any) -> list[Problem]:
    """Return one problem that stands for all rows beyond those named one by one."""
    if count <= 0:
        return []
    sentence = plural_message(
        "... and %(number)s more row like these.", "... and %(number)s more rows like these.", count
    )
    return [Problem(code, sentence, column=column, count=count, **extra)]
