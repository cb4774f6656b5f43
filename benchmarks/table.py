"""Every benchmark in one table: seconds, memory, target and the peers it installs, measured side by side in one run.

    .venv/bin/python benchmarks/table.py [--write] [--quick] [NAME …]

``--write`` puts the table into docs/reference/benchmarks.md. Takes about half an hour on two idle cores; ``--quick`` runs the smallest
sizes only. Each measurement is a process of its own, so imports and first calls count.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import platform
import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from benchmarks.harness import Row, print_rows  # noqa: E402

MODULES = (
    "panel",
    "k_density",
    "m_function",
    "space",
    "coagglomeration",
    "raking",
    "interval",
    "partition",
    "smaa",
    "engines",
)
PAGE = ROOT / "docs" / "reference" / "benchmarks.md"
HEAD = """# Benchmarks

<!-- Made by benchmarks/table.py --write; run it on an idle machine. -->

One run of `.venv/bin/python benchmarks/table.py --write` on {machine}. Each row is a process of its own: imports and the first call count,
kernels come from the cache that `script/setup` fills. Peers are installed into an environment of their own and measured in the same
run; where a peer was run on a smaller size, its note says so. Machines differ: compare the columns of one row, not two tables.

"""


def shown(rows: list[Row]) -> str:
    """Return the rows as a table."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        print_rows(rows)
    return printed.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MODULES))
    given = parser.parse_args()
    machine = f"{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}"
    rows: list[Row] = []
    for name in given.names or MODULES:
        print(f"… {name}", file=sys.stderr, flush=True)
        rows += import_module(f"benchmarks.{name}").rows(quick=given.quick)
        if given.write:  # after each, so that an interrupted run keeps what it has measured
            PAGE.write_text(HEAD.format(machine=machine) + shown(rows), "utf-8")
    print(shown(rows))


if __name__ == "__main__":
    main()
