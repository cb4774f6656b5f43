"""Stop words: function words that leave a query, so that ``maszyny dla rolnictwa`` does not ask for *dla*."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from grono.language.folding import fold

_FILE = Path(__file__).parent / "data" / "stop_words.csv"


@cache
def stop_words(language: str) -> frozenset[str]:
    """Return the folded function words of a language; empty where there is no list.

    Examples
    --------
    >>> "dla" in stop_words("pl"), stop_words("xx")
    (True, frozenset())
    """
    with _FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["language"] == language:
                return frozenset(map(fold, row["words"].split()))
    return frozenset()
