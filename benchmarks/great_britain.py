"""From the table of Great Britain to every file of its map: seconds and memory of the command, beside the target.

    .venv/bin/python benchmarks/great_britain.py [REPEATS]

First with the thin set alone (location quotients with intervals, candidates, shortlist), for which the target is set, then with every
analysis that the table allows.

Runs ``grono map`` in a process of its own each time, so that imports count, and prints the best and the median run; machines are shared and
noisy, so the processor seconds stand beside the wall clock. Reads ../shared/data, which is not part of the repository.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data" / "employment"
TARGET_SECONDS, TARGET_MEGABYTES = 10, 1000
COMMAND = [
    str(ROOT / ".venv" / "bin" / "grono"), "map", str(DATA / "uk_bres_itl2_sic5_2015_2021.csv.gz"),
    "--columns", "region=GEOGRAPHY_CODE,industry=INDUSTRY_CODE,year=DATE,employees=COUNT", "--classification", "nace2",
    "--size-bands", str(DATA / "gb_enterprises_sizeband_sic5_2016_2021.csv.gz"),
]  # fmt: skip

ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""As a user has it: Python keeps what it has compiled, so that only the first run ever compiles."""


def run_once(folder: Path, options: list[str]) -> tuple[float, float, float]:
    """Return wall seconds, processor seconds and peak megabytes of one run."""
    started = time.perf_counter()
    process = subprocess.Popen([*COMMAND, *options, "--out", str(folder)], stdout=subprocess.DEVNULL, env=ENVIRONMENT)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        msg = "grono map failed"
        raise SystemExit(msg)
    return time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000


def main() -> None:
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    if not DATA.exists():
        msg = "not run: ../shared/data is absent"
        raise SystemExit(msg)
    for title, options, targets in (
        ("thin set", ["--analyses", "-"], (TARGET_SECONDS, TARGET_MEGABYTES)),
        ("whole chain", [], (None, None)),
    ):
        measure(title, options, targets, repeats)


def measure(title: str, options: list[str], targets: tuple[int | None, int | None], repeats: int) -> None:
    """Run the command so many times and print what it took."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        runs = [run_once(folder, options) for _ in range(repeats)]
        record = json.loads((folder / "run.json").read_text("utf-8"))
        sizes = {path.name: path.stat().st_size for path in sorted(folder.iterdir())}
    rows = record["inputs"][0]["rows"]
    print(
        f"Great Britain, {title}: {rows:,} rows, {len(record['years'])} years, {repeats} runs on {os.cpu_count()} cores\n"
    )
    print(f"{'':24}{'best':>10}{'median':>10}{'target':>10}")
    for place, (line, target) in enumerate(
        (("wall seconds", targets[0]), ("processor seconds", None), ("peak megabytes", targets[1]))
    ):
        values = [run[place] for run in runs]
        print(f"{line:24}{min(values):>10.1f}{statistics.median(values):>10.1f}{target if target else '–':>10}")
    print(f"\n{'step of the last run':24}{'seconds':>10}{'rows':>12}")
    for step in record["steps"]:
        print(f"{step['name']:24}{step['seconds']:>10.2f}{step['rows']:>12,}")
    print(f"\n{'file':24}{'kilobytes':>10}")
    for file, size in sizes.items():
        print(f"{file:24}{size / 1000:>10,.0f}")
    print()


if __name__ == "__main__":
    main()
