"""Hidden cells of a large table: bounds, raking, imputations; and how far the estimate is from the truth, beside independence.

    .venv/bin/python benchmarks/raking.py [--quick]

A synthetic economy: plants fall on cells at random around the product of their margins, plant sizes are lognormal. The cells of
fewest plants are hidden until 41 % of the non-zero cells are; their plants by size band stay published, as County Business Patterns has them.
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

BAND_STARTS = np.array([1, 5, 10, 20, 50, 100, 250, 500, 1000])
BAND_ENDS = np.array([4, 9, 19, 49, 99, 249, 499, 999, np.inf])
HIDDEN_SHARE = 0.41


def economy(regions: int, industries: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return employees (regions, industries), plants of each cell, and plants by band (cells, bands)."""
    numbers = np.random.default_rng(20)
    x, y = (numbers.dirichlet(np.full(size, 0.7)) for size in (regions, industries))
    spread = numbers.gamma(0.7, 1 / 0.7, (regions, industries))
    plants = numbers.poisson(np.outer(x, y) * regions * industries * 2 * spread)
    cell = np.repeat(np.arange(plants.size), plants.ravel())
    size = np.maximum(np.round(numbers.lognormal(1.6, 1.3, cell.size)), 1)
    band = np.searchsorted(BAND_STARTS, size, side="right") - 1
    bands = np.bincount(cell * BAND_STARTS.size + band, minlength=plants.size * BAND_STARTS.size)
    return np.bincount(cell, size, plants.size).reshape(plants.shape), plants, bands.reshape(plants.size, -1)


def hidden_cells(employees: np.ndarray, plants: np.ndarray) -> np.ndarray:
    """Return the cells of fewest plants as a mask."""
    ties = np.random.default_rng(21).random(plants.shape)
    order = np.where(employees > 0, plants + ties, np.inf)
    return order <= np.quantile(order[employees > 0], HIDDEN_SHARE)


def run(regions: int, industries: int, draws: int) -> dict:
    from grono.measures.suppression import band_bounds, hidden_of_table, impute, rake, tighten

    employees, plants, bands = economy(regions, industries)
    hidden = hidden_cells(employees, plants)
    table, truth, counted = np.where(hidden, np.nan, employees), employees[hidden], bands[hidden.ravel()]
    totals = {"region_totals": employees.sum(axis=1), "industry_totals": employees.sum(axis=0)}
    del bands, plants
    started = perf_counter()
    bounds = band_bounds(counted, BAND_STARTS, BAND_ENDS)
    lower, upper = np.zeros(table.shape), np.zeros(table.shape)
    lower[hidden], upper[hidden] = bounds.lower, bounds.upper
    found = hidden_of_table(table, lower=lower, upper=upper, **totals)
    cells = tighten(found.cells).cells
    bounded = perf_counter() - started
    raked = rake(cells, bounds.middle)
    seconds = perf_counter() - started
    plain = rake(tighten(found.cells.within(np.zeros(truth.size), np.full(truth.size, np.inf))).cells)
    rest = np.where(hidden, employees, 0.0)
    guess = np.outer(rest.sum(axis=1), rest.sum(axis=0))[hidden]
    started = perf_counter()
    drawn = impute(cells, raked.value, groups=found.industry, names=[str(i) for i in range(industries)], draws=draws)
    return {
        "seconds": seconds, "bounds_seconds": bounded, "imputation_seconds": perf_counter() - started, "cells": int(truth.size),
        "sweeps": raked.sweeps, "misfit": max(raked.misfit, drawn.misfit),
        "inside": bool(((cells.lower <= truth) & (truth <= cells.upper)).all()),
        "error": float(np.abs(raked.value - truth).mean()), "margins_only": float(np.abs(plain.value - truth).mean()),
        "independence": float(np.abs(guess * truth.sum() / guess.sum() - truth).mean()),
    }  # fmt: skip


def rows(*, quick: bool = False) -> list[Row]:
    sizes = [(310, 100)] if quick else [(310, 100), (980, 320), (3100, 1000)]
    draws, found = 20, []
    for regions, industries in sizes:
        result = in_fresh_process("benchmarks.raking", "run", regions=regions, industries=industries, draws=draws)
        found.append(
            Row(
                "hidden cells: bounds, raking",
                f"{regions} × {industries}, {result['cells']:,} hidden",
                result["seconds"],
                result["memory_mb"],
                "≤ 3 s" if regions == 3100 else "",
                "none",
                note=f"mean error {result['error']:.2f} with size bands, {result['margins_only']:.2f} with margins only, independence "
                f"{result['independence']:.2f}; truth inside all bounds: {'yes' if result['inside'] else 'NO'}; {result['sweeps']} sweeps; "
                f"bounds {result['bounds_seconds']:.2f} s; {draws} imputations {result['imputation_seconds']:.1f} s; "
                f"worst sum missed by {result['misfit']:.0e}; bound: memory",
            )
        )
    return found


if __name__ == "__main__":
    print_rows(rows(quick="--quick" in sys.argv))
