"""Search of clusters: 729 industries over 40 regions, 20 to 60 clusters, 20 starts, 100 resamples; k-means beside scikit-learn's.

    .venv/bin/python -m benchmarks.partition [--quick]

The table is synthetic, from a seed, of the size of Great Britain's.
"""

from __future__ import annotations

import sys
import time

import numpy as np
from benchmarks.harness import Row, in_fresh_process, print_rows

REGIONS, INDUSTRIES, PLANTED = 40, 729, 45
MODULE = "benchmarks.partition"


def economy(regions: int, industries: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Return employees by region and industry, and the planted cluster of each industry."""
    random = np.random.default_rng(seed)
    truth = random.integers(0, PLANTED, industries)
    size = random.lognormal(0, 0.8, regions)[:, None]
    centres = random.gamma(0.35, size=(regions, PLANTED))[:, truth]
    noise = random.lognormal(0, 0.5, (regions, industries))
    return np.round(size * (centres + 0.2) * noise * random.lognormal(5, 1.2, industries)), truth


def search(industries: int, starts: int, resamples: int) -> dict:
    from grono.measures.partition import Material, SearchOptions, adjusted_rand, search_partition

    cells, truth = economy(REGIONS, industries)
    codes = tuple(f"{number:05}" for number in range(industries))
    started = time.perf_counter()
    found = search_partition(Material(codes, cells), SearchOptions(starts=starts, resamples=resamples))
    seconds = time.perf_counter() - started
    best = found.best
    return {
        "seconds": seconds,
        "recipe": f"{best.similarity} {best.method} K = {best.clusters}",
        "agreement": adjusted_rand(truth, best.label),
        "stability": float(found.stability.adjusted_rand.mean()) if found.stability else 0.0,
    }


def points(members: int) -> np.ndarray:
    cells, _ = economy(REGIONS, members)
    return np.corrcoef(cells.T)


def ours(members: int, clusters: int, starts: int) -> dict:
    from grono.measures.partition import kmeans

    rows_ = points(members)
    started = time.perf_counter()
    found = kmeans(rows_ @ rows_.T, clusters, [np.random.default_rng(number) for number in range(starts)])
    return {"seconds": time.perf_counter() - started, "within": found.within}


def theirs(members: int, clusters: int, starts: int) -> dict:
    from sklearn.cluster import KMeans

    rows_ = points(members)
    started = time.perf_counter()
    found = KMeans(clusters, n_init=starts, random_state=0).fit(rows_)
    return {"seconds": time.perf_counter() - started, "within": float(found.inertia_)}


def rows(*, quick: bool = False) -> list[Row]:
    """Return the search at full size, and k-means alone over the number of clusters."""
    industries, starts, resamples = (200, 5, 10) if quick else (INDUSTRIES, 20, 100)
    found = in_fresh_process(MODULE, "search", industries=industries, starts=starts, resamples=resamples)
    table = [
        Row(
            "search of clusters, 3 likenesses × 3 methods × 41 numbers",
            f"{REGIONS} × {industries}, {starts} starts, {resamples} resamples",
            found["seconds"], found["memory_mb"], "" if quick else "≤ 60 s",
            note=f"{found['cpu_seconds']:.0f} CPU s; {found['recipe']}; adjusted Rand {found['agreement']:.2f} with the planted "
            f"{PLANTED}, {found['stability']:.2f} between resamples",
        )
    ]  # fmt: skip
    for clusters in (20, 60) if quick else (20, 40, 60):
        mine, peer = (
            in_fresh_process(MODULE, name, members=industries, clusters=clusters, starts=starts)
            for name in ("ours", "theirs")
        )
        table.append(
            Row(
                f"k-means, K = {clusters}", f"{industries} × {industries}, {starts} starts", mine["seconds"], mine["memory_mb"],
                peer="scikit-learn", peer_seconds=peer["seconds"],
                note=f"sum of squares {mine['within'] / peer['within']:.4f} of the peer's",
            )
        )  # fmt: skip
    return table


if __name__ == "__main__":
    print_rows(rows(quick="--quick" in sys.argv))
