"""M of Marcon and Puech at 17 radii with global bands for 600 industries: how long, how much memory, and how often it rejects chance.

``python benchmarks/m_function.py`` prints the table; ``--truth`` permutes the labels and prints what is rejected.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from time import perf_counter

import numpy as np

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[1] / "src")]

from benchmarks.harness import Row, in_fresh_process, print_rows  # noqa: E402 - found by the line above

INDUSTRIES = 600
PAIRS = 600
"""Ordered pairs of industries: 300 drawn at random, in both directions."""

SQUARE = 1_000_000.0
"""Metres along a side of the country."""


PEER = "dbmss (R; not in Python's index, not run)"
BOUND_BETWEEN = "arithmetic of pairs, and of the real draws of small industries"


def country(sites: int, seed: int = 7) -> np.ndarray:
    """Sites of MAP-E55: 2 000 centres of unequal weight, each with a spread of its own, and a fifth of the sites anywhere."""
    random = np.random.default_rng(seed)
    centres = random.uniform(50_000, 950_000, (2_000, 2))
    weight = random.lognormal(0, 1.4, 2_000)
    spread = random.uniform(2_000, 12_000, 2_000)
    chosen = random.choice(2_000, sites, p=weight / weight.sum())
    near = centres[chosen] + random.normal(0, 1, (sites, 2)) * spread[chosen, None]
    anywhere = random.uniform(0, SQUARE, (sites, 2))
    return np.where(random.random((sites, 1)) < 0.8, near, anywhere)


def labels(sites: int, seed: int) -> np.ndarray:
    """Industries of log-uniform size, 10 plants to about 1.2 % of all, on the sites at random."""
    random = np.random.default_rng(seed)
    size = np.exp(np.linspace(np.log(10), np.log(max(0.012 * sites, 20)), INDUSTRIES))
    size = np.maximum(size * (sites - 10 * INDUSTRIES) / size.sum(), 0) + 10
    number = np.floor(size).astype(np.int64)
    label = np.repeat(np.arange(INDUSTRIES), number)
    return random.permutation(np.concatenate([label, np.full(sites - label.size, INDUSTRIES - 1)]))


def measure(sites: int, seed: int = 11) -> dict:
    """Time one call, first of its process, on labels put at random."""
    place, industry = country(sites), labels(sites, seed)
    started, spent = perf_counter(), _cpu()
    from grono.measures.distance.m_industries import m_function

    found = m_function(place, industry, INDUSTRIES)
    return {
        "seconds": perf_counter() - started,
        "cpu": _cpu() - spent,
        "localised": int((found.verdict == 1).sum()),
        "cell": found.cell,
    }


def between(sites: int, pairs: int = PAIRS, seed: int = 11) -> dict:
    """Time M between pairs of industries, each asked in both directions, on labels put at random; first call of its process."""
    place, industry = country(sites), labels(sites, seed)
    one, other = np.random.default_rng(seed).permuted(np.tile(np.arange(INDUSTRIES), (pairs // 2, 1)), axis=1)[:, :2].T
    wanted = np.stack([np.concatenate([one, other]), np.concatenate([other, one])], axis=1)
    started, spent = perf_counter(), _cpu()
    from grono.measures.distance.m_between import m_colocation

    found = m_colocation(place, industry, wanted)
    return {
        "seconds": perf_counter() - started,
        "cpu": _cpu() - spent,
        "localised": int((found.verdict == 1).sum()),
        "pairs": len(wanted),
    }


def truth(sites: int = 1_000_000, permutations: int = 5) -> dict:
    """Return what permuted labels reject, by size, and the mean of M over industries and radii with its standard error."""
    from grono.measures.distance.m_industries import m_function

    place = country(sites)
    above, plants, mean, error = [], [], [], []
    for permutation in range(permutations):
        found = m_function(place, labels(sites, 100 + permutation), INDUSTRIES)
        above.append(found.curves.p_localised.value <= 0.05)
        plants.append(found.plants)
        deviation = found.curves.observed - found.curves.expected
        mean.append(deviation.mean())
        error.append(deviation.mean(axis=1).std(ddof=1) / np.sqrt(INDUSTRIES))
    hit, number = np.concatenate(above), np.concatenate(plants)
    classes = ((0, 100), (100, 1_000), (1_000, 10**9))
    by_size = {f"{low}-{high}": float(hit[(number >= low) & (number < high)].mean()) for low, high in classes}
    return {
        "rejected": float(hit.mean()), "tests": int(hit.size), "by_size": by_size,
        "mean_m_minus_expected": float(np.mean(mean)), "standard_error": float(np.mean(error) / np.sqrt(permutations)),
    }  # fmt: skip


def _cpu() -> float:
    times = os.times()
    return times.user + times.system


def rows(*, quick: bool = False) -> list[Row]:
    """Return the lines of the table."""
    sizes = (100_000,) if quick else (100_000, 300_000, 1_000_000)
    return [_row_of_m(sites) for sites in sizes] + [_row_between(sites) for sites in sizes]


def _row_of_m(sites: int) -> Row:
    found = in_fresh_process("benchmarks.m_function", "measure", sites=sites)
    note = f"{found['cpu']:.1f} CPU-s; arithmetic of pairs; labels at random: {found['localised']} of 600 localised"
    task, target = "M(r), 17 radii, global bands, 600 industries", "≤ 15 s; aim ≤ 12 s" if sites == 1_000_000 else ""
    return Row(task, f"{sites:,} plants", found["seconds"], found["memory_mb"], target, PEER, note=note)


def _row_between(sites: int) -> Row:
    found = in_fresh_process("benchmarks.m_function", "between", sites=sites)
    each = 1000 * found["cpu"] / found["pairs"]
    note = (
        f"{found['cpu']:.1f} CPU-s, {each:.1f} ms a pair with everything shared; bound: {BOUND_BETWEEN}; "
        f"labels at random: {found['localised']} of {found['pairs']} localised"
    )
    task = f"M(r) between two industries, 17 radii, global bands, {found['pairs']} ordered pairs"
    return Row(task, f"{sites:,} plants", found["seconds"], found["memory_mb"], "", PEER, note=note)


if __name__ == "__main__":
    if "--truth" in sys.argv:
        for name, value in truth(1_000_000 if len(sys.argv) < 3 else int(sys.argv[2])).items():
            print(f"{name}: {value}")
    else:
        print_rows(rows(quick="--quick" in sys.argv))
