"""Results that are really computed, once for all workers of a run, and on PostgreSQL taken from the run on SQLite.

``script/test`` names the folder in ``GRONO_TEST_KEPT`` and deletes it at the end; without it, each process has one of its own.
"""

import atexit
import fcntl
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path


@cache
def _folder():
    given = os.environ.get("GRONO_TEST_KEPT")
    if given:
        Path(given).mkdir(parents=True, exist_ok=True)
        return Path(given)
    own = Path(tempfile.mkdtemp(prefix="grono-test-kept-"))
    atexit.register(shutil.rmtree, own, ignore_errors=True)
    return own


def kept(name, make):
    """Return the folder of a result; ``make(folder)`` fills it the first time, while the other workers wait."""
    found = _folder() / name
    with (_folder() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not found.exists():
            unfinished = found.with_suffix(".unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir()
            make(unfinished)
            unfinished.rename(found)
    return found
