"""What the numbers of two entries were when it was decided: *different* is remembered until one of them changes (DIR-31)."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from grono.portal.directory.joining import numbers_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grono.portal.duplicates.models import DuplicateCase


def fingerprint(case: DuplicateCase) -> str:
    """Return what stands for the numbers of both entries of a case now."""
    return fingerprints([case])[case.pk]


def fingerprints(cases: Iterable[DuplicateCase]) -> dict[int, str]:
    """Return the same for many cases at once, by primary key."""
    found = list(cases)
    numbers = numbers_of(*{key for case in found for key in (case.first_id, case.second_id)})
    return {case.pk: _digest([numbers[case.first_id], numbers[case.second_id]]) for case in found}


def _digest(numbers: list[list[tuple[str, str]]]) -> str:
    return hashlib.sha256(json.dumps(numbers).encode()).hexdigest()
