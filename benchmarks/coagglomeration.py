"""All pairs of industries at once: coagglomeration of 1 000 industries over 3 100 regions, and how time grows with industries.

``python benchmarks/coagglomeration.py`` prints the table. No peer computes it right: REAT sums the shares of a pair's
industries instead of pooling them, so that its values exceed 1 (a test holds this).
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path
from time import perf_counter

import numpy as np

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[1] / "src")]

from benchmarks.harness import Row, in_fresh_process, print_rows  # noqa: E402

REGIONS = 3_100
TARGET = "≤ 0.5 s"


def table(regions: int, industries: int, seed: int = 3) -> np.ndarray:
    """Employees by region and industry: regions of very unequal size, two cells of five empty."""
    random = np.random.default_rng(seed)
    size = random.lognormal(0, 1.4, regions)[:, None] * random.lognormal(0, 1.6, industries)[None, :]
    cells = np.floor(200 * size * random.gamma(0.6, 1.0, (regions, industries)))
    return np.where(random.random((regions, industries)) < 0.6, cells, 0.0)


def measure(regions: int, industries: int) -> dict:
    """Time one call, first of its process, and compare a few pairs with their sums written out."""
    cells = table(regions, industries)
    started, spent = perf_counter(), _cpu()
    from grono.measures import coagglomeration_pair

    found = coagglomeration_pair(cells)
    seconds, cpu = perf_counter() - started, _cpu() - spent
    return {"seconds": seconds, "cpu": cpu, "error": largest_error(cells, found.value)}


def largest_error(cells: np.ndarray, found: np.ndarray) -> float:
    """Largest difference of fifty pairs from the definition, summed region by region."""
    random = np.random.default_rng(5)
    x, spread = cells.sum(axis=1) / cells.sum(), 1 - np.square(cells.sum(axis=1) / cells.sum()).sum()
    worst = 0.0
    for i, j in random.integers(0, cells.shape[1], (50, 2)):
        one, other = cells[:, i] / cells[:, i].sum(), cells[:, j] / cells[:, j].sum()
        worst = max(worst, abs(float(((one - x) * (other - x)).sum() / spread) - found[i, j]))
    return worst


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def rows(*, quick: bool = False) -> list[Row]:
    made = []
    for industries in (250, 500) if quick else (250, 500, 1_000, 2_000):
        found = in_fresh_process("benchmarks.coagglomeration", "measure", regions=REGIONS, industries=industries)
        pairs = industries * (industries - 1) // 2
        made.append(
            Row(
                task="coagglomeration, all pairs",
                size=f"{pairs:,} pairs of {industries:,} industries × {REGIONS:,} regions".replace(",", " "),
                seconds=found["seconds"],
                memory_mb=found["memory_mb"],
                target=TARGET if industries == 1_000 else "",
                peer="none right",
                note=f"arithmetic: R·I² multiplications in one matrix product; {found['cpu']:.2g} CPU-s; "
                f"largest error of 50 pairs {found['error']:.1g}",
            )
        )
    return made


if __name__ == "__main__":
    print_rows(rows(quick="--quick" in sys.argv))
