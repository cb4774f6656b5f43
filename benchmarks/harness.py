"""What the benchmarks share: a table of rows, a fresh process for each measurement, and the peers in an environment of their own."""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"
PEERS = ROOT / "var" / "peers"

_MEASURE = """
import json, resource, sys, time
sys.path[:0] = {paths!r}
from benchmarks.harness import peak_memory_mb
module, function, arguments = json.loads(sys.argv[1])
started = time.perf_counter()
found = getattr(__import__("importlib").import_module(module), function)(**arguments)
whole = time.perf_counter() - started
usage = resource.getrusage(resource.RUSAGE_SELF)
found = found or {{}}
print(json.dumps({{"seconds": found.pop("seconds", whole), "memory_mb": peak_memory_mb(),
                  "cpu_seconds": usage.ru_utime + usage.ru_stime, **found}}))
"""


@dataclass(frozen=True)
class Row:
    """One line of the table.

    ``seconds`` wall seconds of ours, first call of a fresh process included; ``memory_mb`` its peak resident memory;
    ``peer`` who else does it and ``peer_seconds`` how long (None: there is none, or it is not installed); ``target`` what we aim at;
    ``note`` what bounds it, and any figure of truth (share rejected, error against exact).
    """

    task: str
    size: str
    seconds: float
    memory_mb: float
    target: str = ""
    peer: str = ""
    peer_seconds: float | None = None
    note: str = ""


def peak_memory_mb() -> float:
    """Return the peak resident memory of this process; the kernel's count of usage would begin with that of the process that started it."""
    status = Path("/proc/self/status")
    if not status.exists():  # not Linux: usage is what there is
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return int(re.search(r"VmHWM:\s+(\d+) kB", status.read_text("ascii", "replace"))[1]) / 1024


def in_fresh_process(module: str, function: str, *, python: Path | str = sys.executable, **arguments: object) -> dict:
    """Call ``module.function(**arguments)`` in a new process and return its seconds and peak memory.

    The function may return a dict: its ``seconds`` (the part to be timed, without making the input) and anything to report.
    """
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    script = _MEASURE.format(paths=[str(ROOT), str(ROOT / "src")])
    command = [str(python), "-c", script, json.dumps([module, function, arguments])]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def peer_python(*packages: str) -> Path | None:
    """Return the Python of an environment that holds these packages, made on first use; None when the index is out of reach."""
    python = PEERS / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(PEERS)], check=True)
    done = subprocess.run(
        [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", *packages], check=False
    )
    return python if done.returncode == 0 else None


def print_rows(rows: list[Row]) -> None:
    """Print the table as Markdown."""
    print("| task | size | seconds | MB | target | peer | peer's seconds | times faster | note |")
    print("|---|---|---:|---:|---|---|---:|---:|---|")
    for row in rows:
        peer_seconds = "" if row.peer_seconds is None else f"{row.peer_seconds:.3g}"
        ratio = "" if row.peer_seconds is None else f"{row.peer_seconds / row.seconds:.3g}"
        cells = (
            row.task,
            row.size,
            f"{row.seconds:.3g}",
            f"{row.memory_mb:.0f}",
            row.target,
            row.peer,
            peer_seconds,
            ratio,
            row.note,
        )
        print("| " + " | ".join(cells) + " |")
