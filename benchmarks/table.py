"""Every benchmark in one table: seconds, memory, target and the peers it installs, measured side by side in one run.

    .venv/bin/python benchmarks/table.py [--write] [--quick] [NAME …]

``--write`` puts the tables into docs/reference/benchmarks.md, one section for each module, dated; with names only their sections are
measured and replaced, the others stay as their own runs left them. All of it takes about ten minutes on two idle cores; ``--quick``
runs the smallest sizes only. Each measurement is a process of its own, so imports and first calls count.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import platform
import re
import sys
from datetime import UTC, datetime
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
    "directory",
    "intake",
    "strategies",
    "aid",
    "backup",
)
PAGE = ROOT / "docs" / "reference" / "benchmarks.md"
HEAD = """# Benchmarks

<!-- Made by benchmarks/table.py --write; run it on an idle machine. -->

`.venv/bin/python benchmarks/table.py --write` measures all of it in one run and writes this page; with names of sections it measures and
replaces only those. So each section says when it was measured, and on what: rows of one section are of one run, and sections of one date
and machine compare too. Each row is a process of its own: imports and the first call count, kernels come from the cache that
`script/setup` fills. Peers are installed into an environment of their own and measured in the same run; where a peer was run on a smaller
size, its note says so. Machines differ: compare the columns of one row, not two pages.
"""
SECTION = "\n## {name}\n\n{run}\n\n{table}"
RUN = "Measured on {day}: {machine}{sizes}."
HEADING = re.compile(r"^## (\w+)$", re.MULTILINE)


def shown(rows: list[Row]) -> str:
    """Return the rows as a table."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        print_rows(rows)
    return printed.getvalue()


def sections_of(page: str) -> dict[str, str]:
    """Return the sections of a page by the module they come from, each with its heading and all that stands below it."""
    found = list(HEADING.finditer(page))
    ends = [heading.start() for heading in found[1:]] + [len(page)]
    return {heading[1]: page[heading.start() : end].rstrip() for heading, end in zip(found, ends, strict=True)}


def page_with(page: str, name: str, run: str, rows: list[Row]) -> str:
    """Return the page with the section of one module replaced, or put where it belongs; every other section as it was."""
    sections = sections_of(page) | {name: SECTION.format(name=name, run=run, table=shown(rows)).strip()}
    known = [module for module in MODULES if module in sections]
    return HEAD + "".join(f"\n{sections[module]}\n" for module in known)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MODULES))
    given = parser.parse_args()
    if unknown := [name for name in given.names if name not in MODULES]:
        parser.error(f"no benchmark is called {', '.join(unknown)}; there are {', '.join(MODULES)}")
    machine = f"{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}"
    run = RUN.format(
        day=datetime.now(UTC).date().isoformat(), machine=machine, sizes=", smallest sizes only" if given.quick else ""
    )
    for name in given.names or MODULES:
        print(f"… {name}", file=sys.stderr, flush=True)
        rows = import_module(f"benchmarks.{name}").rows(quick=given.quick)
        if given.write:  # after each, so that an interrupted run keeps what it has measured
            PAGE.write_text(page_with(PAGE.read_text("utf-8"), name, run, rows), "utf-8")
        print(shown(rows))


if __name__ == "__main__":
    main()
