"""Industry codes out of free text: how often the right class is among the suggestions, and how fast they come (LNG-33).

The descriptions are our own, by one author, with one class each (``tests/data/PROVENANCE.md``): clear cases, easier than what firms write.
Run it with ``python -m benchmarks.codes``.
"""

from __future__ import annotations

import csv
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
from benchmarks.harness import in_fresh_process

from grono.matching import ConceptsBackend, likeness, prepare_labels, suggest_codes

DATA = Path(__file__).resolve().parents[1] / "tests" / "data"
LANGUAGES = ("pl", "en")


class Shares(NamedTuple):
    """Share of descriptions whose class is first, within five, within ten; and how many descriptions."""

    first: float
    five: float
    ten: float
    descriptions: int


def descriptions(language: str) -> list[tuple[str, str]]:
    """Return (description, class) of our test set."""
    with (DATA / f"firm_descriptions_{language}.csv").open(encoding="utf-8", newline="") as file:
        return [(row["description"], row["nace"]) for row in csv.DictReader(file)]


def shares(language: str) -> Shares:
    """Return how often the class that the author gave is suggested."""
    rows = descriptions(language)
    ranks = [_rank([one.code for one in suggest_codes(text, language)], code) for text, code in rows]
    return Shares(*(sum(rank < limit for rank in ranks) / len(rows) for limit in (1, 5, 10)), len(rows))


def _rank(codes: list[str], code: str) -> int:
    return codes.index(code) if code in codes else len(codes) + 100


def across(source: str, target: str) -> Shares:
    """Return how often a description finds one of the same class among those of another language, by the backend ``concepts``."""
    backend = ConceptsBackend()
    asked, offered = descriptions(source), descriptions(target)
    rows = backend.encode([text for text, _ in offered], target)
    ranks = []
    for (_, code), vector in zip(asked, backend.encode([text for text, _ in asked], source), strict=True):
        order = [offered[place][1] for place in np.argsort(-likeness(vector, rows), kind="stable")]
        if code in order:
            ranks.append(order.index(code))
    return Shares(*(sum(rank < limit for rank in ranks) / len(ranks) for limit in (1, 5, 10)), len(ranks))


def first_and_next(folder: str, language: str) -> dict[str, float]:
    """Time the first suggestion of a process and the mean of the others."""
    rows = descriptions(language)
    started = time.perf_counter()
    suggest_codes(rows[0][0], language, folder=Path(folder))
    first = time.perf_counter() - started
    started = time.perf_counter()
    for text, _ in rows[1:]:
        suggest_codes(text, language, folder=Path(folder))
    return {"seconds": first, "next_ms": 1000 * (time.perf_counter() - started) / (len(rows) - 1)}


def main() -> None:
    print("| descriptions | count | rank 1 | within 5 | within 10 |\n|---|---:|---:|---:|---:|")
    for language in LANGUAGES:
        found = shares(language)
        print(f"| {language}: class | {found.descriptions} | {found.first:.2f} | {found.five:.2f} | {found.ten:.2f} |")
    for source, target in (LANGUAGES, LANGUAGES[::-1]):
        found = across(source, target)
        name = f"{source} finds {target} of the same class"
        print(f"| {name} | {found.descriptions} | {found.first:.2f} | {found.five:.2f} | {found.ten:.2f} |")
    print("\n| language | vectors | first call, s | next calls, ms | MB |\n|---|---|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        for vectors in ("made in the call", "kept"):
            for language in LANGUAGES:
                place = folder if vectors == "kept" else f"{folder}/{language}"
                found = in_fresh_process("benchmarks.codes", "first_and_next", folder=place, language=language)
                print(
                    f"| {language} | {vectors} | {found['seconds']:.2f} | {found['next_ms']:.1f} | {found['memory_mb']:.0f} |"
                )
            prepare_labels(Path(folder), LANGUAGES)


if __name__ == "__main__":
    main()
