"""Stochastic acceptability: candidates × criteria × joint draws of weights and errors, memory bounded by chunks.

.venv/bin/python -m benchmarks.smaa [--quick]
"""

from __future__ import annotations

import sys
from time import perf_counter, process_time

from benchmarks.harness import Row, in_fresh_process, print_rows

SIZES = ((200, 6, 1_000), (200, 6, 10_000), (200, 6, 100_000), (1_500, 6, 10_000))


def ours(candidates: int, criteria: int, draws: int) -> dict[str, float]:
    """Seconds of one analysis with normal errors, imports of the package included; and how far it is from exact."""
    import numpy as np

    random = np.random.default_rng(44)
    values = random.normal(size=(candidates, criteria))
    spread = np.full(values.shape, 0.3)
    started, busy = perf_counter(), process_time()
    from grono.measures.choice import Criterion, SmaaOptions, normal_errors, smaa

    names = [Criterion(f"c{number}") for number in range(criteria)]
    found = smaa(values, names, errors=normal_errors(values, spread), options=SmaaOptions(draws=draws, ranks=20))
    return {
        "seconds": perf_counter() - started,
        "cpu": process_time() - busy,
        "first": float(found.rank[:, 0].max()),
    }


def exactness(draws: int) -> dict[str, float]:
    """Largest difference from the exact probabilities of E45 (two criteria, by geometry)."""
    import numpy as np

    from grono.measures.choice import Criterion, SmaaOptions, smaa

    found = smaa([[1, 0], [0, 1], [0.6, 0.6]], [Criterion("a"), Criterion("b")], options=SmaaOptions(draws=draws))
    exact = [[0.4, 0.1, 0.5], [0.4, 0.1, 0.5], [0.2, 0.8, 0]]
    return {"error": float(np.abs(found.rank - exact).max())}


def rows(*, quick: bool = False) -> list[Row]:
    """Return one row for each size; there is no peer with errors in Python's index."""
    error = in_fresh_process("benchmarks.smaa", "exactness", draws=10_000)["error"]
    made = []
    for candidates, criteria, draws in SIZES[:2] if quick else SIZES:
        found = in_fresh_process("benchmarks.smaa", "ours", candidates=candidates, criteria=criteria, draws=draws)
        per_number = found["cpu"] / (candidates * criteria * draws) * 1e9
        made.append(
            Row(
                "SMAA, weights and errors drawn", f"{candidates} × {criteria}, {draws:,} draws", found["seconds"], found["memory_mb"],
                note=f"{found['cpu']:.2f} CPU-s, {per_number:.0f} ns a number: drawing normals, then sorting; E45 off by at most {error:.4f}",
            )
        )  # fmt: skip
    return made


if __name__ == "__main__":
    print_rows(rows(quick="--quick" in sys.argv))
