"""A benchmark of the portal on each database: a process of its own for each, with an empty data folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from benchmarks.harness import ROOT

DATABASES = {"SQLite": [], "PostgreSQL": [str(ROOT / "script" / "with-postgresql")]}
NO_POSTGRESQL = 75
"""What script/with-postgresql answers where there is none."""
ONE = "--one"
"""Tells a benchmark that it is the process that measures on one database."""


def on_each_database(program: str, *arguments: str) -> dict[str, dict]:
    """Run a benchmark on each database that is here and return what it prints as JSON on its last line."""
    found = {}
    for database, command in DATABASES.items():
        environment = {name: value for name, value in os.environ.items() if name != "GRONO_DATABASE"}
        whole = [*command, sys.executable, program, ONE, *arguments]
        done = subprocess.run(whole, env=environment, capture_output=True, text=True, check=False)
        if done.returncode == NO_POSTGRESQL and command:
            continue
        if done.returncode:
            raise RuntimeError(done.stderr)
        found[database] = json.loads(done.stdout.splitlines()[-1])
    return found


def start_portal(folder: str) -> None:
    """Start the portal in this process with a data folder of its own; it does not count who asks how often."""
    os.environ |= {
        "GRONO_DATA_DIR": folder,
        "DJANGO_SETTINGS_MODULE": "grono.portal.config.settings",
        "GRONO_HOSTS": "testserver",
        "GRONO_VISITS_A_MINUTE": "0",
        "GRONO_VISITS_IN_TEN_SECONDS": "0",
    }
    import django

    django.setup()
