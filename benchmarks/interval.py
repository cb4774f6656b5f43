"""P(LQ > 1), and the whole interval of the location quotient, for millions of cells.

.venv/bin/python benchmarks/interval.py [--quick]
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter

import numpy as np

sys.path.insert(
    0, str(Path(__file__).resolve().parents[1])
)  # run as a file, the folder of the repository is not on the path

from benchmarks.harness import Row, in_fresh_process, print_rows


def run(regions: int, industries: int, part: str) -> dict:
    from grono.measures import Measured, location_quotient_interval, sizes_from_counts
    from grono.measures.uncertainty import location_quotient_posterior

    numbers = np.random.default_rng(22)
    x = numbers.dirichlet(np.full(regions, 0.7))
    share = numbers.dirichlet(x * 500 + 1e-6, industries).T
    sizes = sizes_from_counts(np.maximum(np.round(numbers.lognormal(5, 1.5, industries)), 2))
    gamma = Measured(numbers.uniform(0.001, 0.1, industries), np.zeros(industries, dtype=np.uint8))
    started = perf_counter()
    if part == "probability":
        found = location_quotient_posterior(share, x, sizes, gamma).probability_above_one()
    else:
        found = location_quotient_interval(share, x, sizes, gamma).probability_above_one
    return {"seconds": perf_counter() - started, "sure": float((found.value >= 0.95).mean())}


def rows(*, quick: bool = False) -> list[Row]:
    sizes = [(310, 100)] if quick else [(310, 100), (980, 320), (3100, 1000)]
    found = []
    for part, task in (("probability", "P(LQ > 1)"), ("interval", "P(LQ > 1), shrunk LQ and both quantiles")):
        for regions, industries in sizes:
            result = in_fresh_process("benchmarks.interval", "run", regions=regions, industries=industries, part=part)
            target = "≤ 6 s" if part == "probability" and regions == 3100 else ""
            note = (
                f"{result['seconds'] / (regions * industries) * 1e6:.2f} µs a cell; {result['cpu_seconds']:.1f} CPU-s with making the "
                f"input; {100 * result['sure']:.1f} % of cells at P ≥ .95; bound: arithmetic of the incomplete beta function"
            )
            found.append(
                Row(
                    task,
                    f"{regions * industries:,} cells",
                    result["seconds"],
                    result["memory_mb"],
                    target,
                    "none",
                    note=note,
                )
            )
    return found


if __name__ == "__main__":
    print_rows(rows(quick="--quick" in sys.argv))
