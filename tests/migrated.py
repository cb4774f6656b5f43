"""An empty, migrated SQLite database, made once for all workers and kept until a migration changes.

Running all migrations takes far longer than most tests. The file lies in ``.pytest_cache`` and bears the fingerprint of everything it
is made of, so a changed migration, region or Django makes a new one. PostgreSQL is migrated anew each time: there the migrations are tested.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import django

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".pytest_cache" / "migrated"
MADE_OF = (
    "src/grono/portal/*/migrations/*.py",
    "src/grono/portal/regions/**/*.py",
    "src/grono/classifications/data/nuts*",
)


def fingerprint():
    """Return what the database is made of, as a short text."""
    seen = hashlib.sha256(django.__version__.encode())
    for path in sorted(path for pattern in MADE_OF for path in ROOT.glob(pattern)):
        seen.update(str(path.relative_to(ROOT)).encode())
        seen.update(path.read_bytes())
    return seen.hexdigest()[:16]


def _make(target):
    with TemporaryDirectory() as folder:
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("GRONO_", "DJANGO_"))}
        environment |= {"GRONO_DATA_DIR": folder, "PYTHONPATH": str(ROOT / "src")}
        subprocess.run(
            [sys.executable, "-m", "grono.portal", "migrate", "--verbosity", "0"], check=True, env=environment
        )
        with closing(sqlite3.connect(Path(folder) / "grono.sqlite3")) as made, closing(sqlite3.connect(target)) as copy:
            made.backup(copy)


def migrated_database():
    """Return the path of the database; the first who asks makes it, the others wait."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    found = FOLDER / f"{fingerprint()}.sqlite3"
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not found.exists():
            for old in FOLDER.glob("*.sqlite3"):
                old.unlink()
            unfinished = found.with_suffix(".unfinished")
            unfinished.unlink(missing_ok=True)
            _make(unfinished)
            unfinished.rename(found)
    return found


def lay_out(name):
    """Put a copy of the database where the tests will open it."""
    shutil.copyfile(migrated_database(), name)
