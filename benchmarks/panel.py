"""Twenty years of 3 100 regions × 1 000 industries: all measures of the panel (MAP-54), beside the peers on one year.

``python benchmarks/panel.py`` prints the table: the panel, its curve over regions and years, the null model, and what was
weighed against each other on the way (bits against matrix products).
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import TYPE_CHECKING

import numpy as np

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[1] / "src")]

from benchmarks.harness import Row, in_fresh_process, peer_python, print_rows  # noqa: E402 - found by the line above

if TYPE_CHECKING:
    from collections.abc import Callable

REGIONS, INDUSTRIES, YEARS = 3100, 1000, 20
PEERS = ("econcomplex", "ecomplexity")
TARGET = "≤ 5 s, 650 MB (specification: ≤ 12 s, 1 GB)"
CURVE = ((775, 20), (1550, 20), (3100, 5), (3100, 10))
"""Regions and years of the smaller panels."""


def make_year(regions: int, year: int) -> np.ndarray:
    """Employees with regions and industries of very unequal size, an order of complexity, and half of the cells zero."""
    random = np.random.default_rng(54)
    size = random.normal(0, 1.3, (regions, 1)) + random.normal(0, 1.3, (1, INDUSTRIES))
    order = 8 * (random.random((regions, 1)) - 0.5) * (random.random((1, INDUSTRIES)) - 0.5)
    lasting = size + order + random.normal(0, 1, (regions, INDUSTRIES))
    cells = np.exp(lasting + np.random.default_rng((54, year)).normal(0, 0.3, lasting.shape))
    return np.floor(cells + 0.02).astype(np.float32)


def write_years(folder: Path, regions: int, years: int) -> float:
    """Write one file for each year and return the share of cells above zero."""
    filled = []
    for year in range(years):
        cells = make_year(regions, year)
        filled.append(float((cells > 0).mean()))
        np.save(folder / f"{year:02}.npy", cells)
    return float(np.mean(filled))


def measure_panel(folder: str) -> dict:
    """Read year after year and measure it; the time includes the imports and the reading."""
    from grono.measures.relatedness import panel_measures

    files = sorted(Path(folder).glob("*.npy"))
    steps, unstable, last = [], 0, np.zeros(0)
    for found in panel_measures(np.load(file) for file in files):
        steps.append(found.complexity.steps)
        unstable += found.complexity.order_unstable
        last = found.measured("eci").value
    return {"steps": steps, "unstable": unstable, "eci": last.round(6).tolist(), "cpu": process_time()}


def measure_econcomplex(file: str) -> dict:
    """All that econcomplex has of the same measures, for one year."""
    import econcomplex as ec

    cells = np.load(file).astype(float)
    started = perf_counter()
    ec.location_quotient(cells)
    ec.krugman_index(cells)
    ec.shannon_entropy(cells)
    ec.hoover_index(cells)
    near = ec.proximity(cells)["product"]
    ec.relatedness_density(cells, phi=near)
    eci, _ = ec.eci_pci(cells)
    return {"seconds": perf_counter() - started, "eci": np.asarray(eci).tolist()}


def measure_ecomplexity(file: str) -> dict:
    """Quotient, presence, complexity, proximity and density by ecomplexity (it adds outlooks, which cannot be left out)."""
    import pandas as pd
    from ecomplexity import ecomplexity

    cells = np.load(file)
    regions, industries = (axis.ravel() for axis in np.indices(cells.shape))
    table = pd.DataFrame({"year": 1, "region": regions, "industry": industries, "value": cells.ravel().astype(float)})
    names = {"time": "year", "loc": "region", "prod": "industry", "val": "value"}
    started = perf_counter()
    found = ecomplexity(table, names, check_logsupermodularity=False, verbose=False)
    seconds = perf_counter() - started
    return {"seconds": seconds, "eci": found.groupby("region")["eci"].first().sort_index().tolist()}


def measure_links(file: str) -> dict:
    """The null model and the test of all pairs of industries, for one year."""
    cells = np.load(file)
    started = perf_counter()
    from grono.measures import location_quotient
    from grono.measures.relatedness import null_model, presence_by_quotient, related_links

    there = presence_by_quotient(location_quotient(cells))
    model = null_model(there)
    solved = perf_counter() - started
    links = related_links(there, model)
    return {
        "seconds": perf_counter() - started,
        "solved": solved,
        "pairs": int(links.kept.size),
        "kept": float(links.kept.mean()),
        "steps": model.steps,
    }


def weigh(file: str) -> dict:
    """CPU seconds of two ways to count co-occurrences, on one year, the best of three."""
    from grono.measures.relatedness import panel_measures
    from grono.measures.relatedness.bit_kernels import count_together
    from grono.measures.relatedness.panel_year import unpacked

    [found] = panel_measures([np.load(file)])
    ones = unpacked(found.presence_bits, INDUSTRIES).astype(np.float32)
    padded = np.zeros((-(-ones.shape[0] // 64) * 64, INDUSTRIES), dtype=np.uint8)
    padded[: ones.shape[0]] = ones
    bits = np.ascontiguousarray(
        np.ascontiguousarray(np.packbits(padded.T, axis=1, bitorder="little")).view(np.uint64).T
    )
    ubiquity = ones.sum(axis=0, dtype=np.float64)
    counts, near = np.empty_like(found.co_occurrence), np.empty_like(found.proximity)
    by_bits = _cpu(lambda: count_together(bits, 0, INDUSTRIES, ubiquity, counts, near))
    by_product = _cpu(lambda: ones.T @ ones)
    density = _cpu(lambda: ones @ near)
    return {
        "bits": by_bits,
        "product": by_product,
        "density": density,
        "equal": bool((counts == found.co_occurrence).all()),
    }


def _cpu(call: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        started = process_time()
        call()
        times.append(process_time() - started)
    return min(times)


def rows(*, quick: bool = False) -> list[Row]:
    """Return the table; ``quick`` leaves out the peers and the curve and takes three years."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        years = 3 if quick else YEARS
        filled = write_years(folder, REGIONS, years)
        found = in_fresh_process("benchmarks.panel", "measure_panel", folder=name)
        first = str(folder / "00.npy")
        result = [] if quick else _peer_rows(folder, found)
        result.append(_panel_row(found, REGIONS, years, filled))
        result.append(_links_row(first))
        result.append(_weighing_row(first))
    return result if quick else [*result, *_curve_rows()]


def _panel_row(found: dict, regions: int, years: int, filled: float) -> Row:
    cells = regions * INDUSTRIES * years
    steps = found["steps"]
    note = (
        f"{filled * cells / 1e6:.1f} M cells above zero of {cells / 1e6:.1f} M; {found['cpu']:.2f} CPU-s; "
        f"{found['seconds'] / cells * 1e9:.0f} ns a cell; Lanczos {steps[0]} steps, then {np.mean(steps[1:]):.0f}; reading and "
        "imports included; bound: arithmetic (density is a matrix product: cells × industries), the pass over the cells: memory"
    )
    return Row(
        "panel, all measures",
        f"{regions} × {INDUSTRIES} × {years} years",
        found["seconds"],
        found["memory_mb"],
        TARGET if (regions, years) == (REGIONS, YEARS) else "",
        note=note,
    )


def _peer_rows(folder: Path, ours: dict) -> list[Row]:
    python = peer_python(*PEERS)
    file = str(folder / "00.npy")
    with TemporaryDirectory() as name:
        Path(name, "00.npy").hardlink_to(file)
        one = in_fresh_process("benchmarks.panel", "measure_panel", folder=name)
    result = []
    for peer in PEERS:
        theirs = python and in_fresh_process("benchmarks.panel", f"measure_{peer}", python=python, file=file)
        agreement = ""
        if theirs:
            both = np.corrcoef(np.array(theirs["eci"], dtype=float), one["eci"])[0, 1]
            agreement = f"correlation of the two ECI {both:.6f}; "
        result.append(
            Row(
                "panel, one year",
                f"{REGIONS} × {INDUSTRIES}",
                one["seconds"],
                one["memory_mb"],
                peer=f"{peer} (one year)",
                peer_seconds=theirs["seconds"] if theirs else None,
                note=f"{agreement}ours with imports; in the panel a year takes {ours['seconds'] / len(ours['steps']):.2f} s",
            )
        )
    return result


def _links_row(file: str) -> Row:
    found = in_fresh_process("benchmarks.panel", "measure_links", file=file)
    note = (
        f"null model in {found['steps']} steps, {found['solved']:.1f} s; {found['pairs']} exact Poisson-binomial tails, "
        f"{found['kept']:.1%} kept; bound: arithmetic, one toss a region for each two ubiquities"
    )
    return Row("links by null model", f"{REGIONS} × {INDUSTRIES}", found["seconds"], found["memory_mb"], note=note)


def _weighing_row(file: str) -> Row:
    found = in_fresh_process("benchmarks.panel", "weigh", file=file)
    note = (
        f"CPU-s: {found['bits']:.3f} by bits, {found['product']:.3f} by a matrix product (equal counts: {found['equal']}); "
        f"density, which stays a product, {found['density']:.3f}"
    )
    return Row(
        "co-occurrence, one year",
        f"{REGIONS} × {INDUSTRIES}",
        found["bits"],
        found["memory_mb"],
        peer="matrix product (CPU-s)",
        peer_seconds=found["product"],
        note=note,
    )


def _curve_rows() -> list[Row]:
    result = []
    for regions, years in CURVE:
        with TemporaryDirectory() as name:
            filled = write_years(Path(name), regions, years)
            found = in_fresh_process("benchmarks.panel", "measure_panel", folder=name)
            result.append(_panel_row(found, regions, years, filled))
    return result


if __name__ == "__main__":
    print_rows(rows(quick="--quick" in sys.argv))
