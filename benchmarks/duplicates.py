"""Organisations entered twice: time, memory, and how many of the generated pairs are found (DIR-30).

The organisations are invented (:mod:`grono.sources.synthetic.duplicates`), and so are the ways in which second entries differ: the figures
show that the method does what it was made for, not what a real register holds. Run it with ``python -m benchmarks.duplicates [--quick]``.
"""

from __future__ import annotations

import sys
import time
from collections import Counter

from benchmarks.harness import Row, in_fresh_process, print_rows

from grono.matching.duplicates import find_duplicates
from grono.sources.synthetic.duplicates import labelled_duplicates

SIZES = (10_000, 100_000)


def measure(count: int, seed: int = 2026) -> dict[str, float]:
    """Return seconds of the search alone, recall of all pairs shown, precision and recall of *same*."""
    made = labelled_duplicates(count, seed=seed)
    started = time.perf_counter()
    found = find_duplicates(made.records)
    seconds = time.perf_counter() - started
    shown = {frozenset((pair.first, pair.second)): pair.verdict for pair in found.pairs}
    same = {pair for pair, verdict in shown.items() if verdict == "same"}
    return {
        "seconds": seconds,
        "compared": found.compared,
        "shown": len(shown),
        "pairs": len(made.same),
        "recall": len(made.same & shown.keys()) / len(made.same),
        "recall_same": len(made.same & same) / len(made.same),
        "precision_same": len(made.same & same) / max(len(same), 1),
        "precision_shown": len(made.same & shown.keys()) / max(len(shown), 1),
        "homonyms_same": len(made.homonyms & same),
        "sisters_same": len(made.sisters & same),
        "left_out": len(found.left_out),
    }


def missed(count: int, seed: int = 2026) -> Counter[tuple[str, ...]]:
    """Return what had been done to the pairs that were not found."""
    made = labelled_duplicates(count, seed=seed)
    shown = {frozenset((pair.first, pair.second)) for pair in find_duplicates(made.records).pairs}
    return Counter(made.changes[pair] for pair in made.same - shown)


def rows(*, quick: bool = False) -> list[Row]:
    found = []
    for size in SIZES[: 1 if quick else None]:
        one = in_fresh_process("benchmarks.duplicates", "measure", count=size)
        note = ", ".join(
            f"{name} {one[key]:.3f}"
            for name, key in (("recall", "recall"), ("precision of same", "precision_same"), ("recall of same", "recall_same"),
                              ("share of shown that are right", "precision_shown"))
        )  # fmt: skip
        note += f"; {one['compared']:.0f} pairs compared, {one['shown']:.0f} shown, {one['pairs']:.0f} true"
        note += f"; {one['cpu_seconds']:.0f} CPU seconds with making the records"
        note += f"; homonyms called the same {one['homonyms_same']:.0f}, sister firms {one['sisters_same']:.0f}"
        target = "≤ 300 s, ≤ 2 048 MB, recall ≥ .95, precision ≥ .98"
        found.append(
            Row("search for duplicates", f"{size} organisations", one["seconds"], one["memory_mb"], target, note=note)
        )
    return found


if __name__ == "__main__":
    print_rows(rows(quick="--quick" in sys.argv))
