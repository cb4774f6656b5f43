"""Micro-data of plants reduced by DuckDB and by Spark on one machine: cells, size bands, sums of powers.

``python benchmarks/engines.py`` prints the table. Spark is slower on one machine: its place is beyond one. Memory is that of the Python process;
Spark's own Java process, which is not in it, takes up to one gigabyte by default.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from time import perf_counter

import numpy as np
from benchmarks.harness import Row, in_fresh_process, print_rows

SIZES = (1_000_000, 5_000_000)
CORES = 2


def write_plants(folder: str, plants: int, seed: int = 1) -> None:
    """Write synthetic plants in files of a quarter of a million: 600 industries, 300 regions, sizes lognormal."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    random = np.random.default_rng(seed)
    codes = [f"I{number:03}" for number in range(600)]
    regions = [f"R{number:03}" for number in range(300)]
    for number, first in enumerate(range(0, plants, 250_000)):
        count = min(250_000, plants - first)
        table = pa.table({
            "industry": pa.array(codes).take(pa.array((600 * random.random(count) ** 2).astype(int))),
            "region": pa.array(regions).take(pa.array(random.integers(0, 300, count))),
            "employees": np.ceil(random.lognormal(1.5, 1.3, count)),
        })  # fmt: skip
        pq.write_table(table, Path(folder) / f"{number:03}.parquet")


def reduce(folder: str, engine: str) -> dict[str, float]:
    """Read the plants and make everything a map needs of them; the opening of the engine counts, and is told."""
    started = perf_counter()
    from grono.clustermap.microdata import MicrodataOptions, industry_sums, read_microdata
    from grono.clustermap.microdata_cells import cells_of_microdata
    from grono.tables import open_engine

    with open_engine(engine, master=f"local[{CORES}]") as opened:
        open_seconds = perf_counter() - started
        microdata = read_microdata(folder, opened, MicrodataOptions(classification="none"))
        cells = cells_of_microdata(microdata, opened)
        sums = opened.rows(industry_sums(microdata.plants))
    return {
        "seconds": perf_counter() - started,
        "opening": open_seconds,
        "rows_out": cells.employees.num_rows + cells.size_bands.num_rows + len(sums),
        "employees": sum(row["first"] for row in sums),
    }


def rows(*, quick: bool = False) -> list[Row]:
    """Time both engines on the same files."""
    found = []
    for plants in SIZES[:1] if quick else SIZES:
        with tempfile.TemporaryDirectory() as folder:
            write_plants(folder, plants)
            told = {
                name: in_fresh_process("benchmarks.engines", "reduce", folder=folder, engine=name)
                for name in ("duckdb", "spark")
            }
        ours, spark = told["duckdb"], told["spark"]
        equal = abs(ours["employees"] / spark["employees"] - 1) <= 1e-9 and ours["rows_out"] == spark["rows_out"]
        note = f"{ours['rows_out']:.0f} rows out; equal on both: {'yes' if equal else 'NO'}; Spark opens in {spark['opening']:.1f} s"
        size = f"{plants / 1e6:g} M plants, {CORES} cores"
        found.append(
            Row("plants to cells, sizes, sums (DuckDB)", size, ours["seconds"], ours["memory_mb"], peer="Spark, local, same expressions",
                peer_seconds=spark["seconds"], note=note)
        )  # fmt: skip
    return found


if __name__ == "__main__":
    print_rows(rows(quick="--quick" in sys.argv))
