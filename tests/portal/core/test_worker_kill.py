"""A worker killed in the middle of a run: the next one finishes the run."""

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

pytestmark = pytest.mark.processes


@pytest.fixture
def portal(tmp_path):
    """Return a function that starts the little portal of worker.py with its database in a folder of its own."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "grono.portal.config.settings",
        "GRONO_DATA_DIR": str(tmp_path),
        "GRONO_DATABASE": "",
        "PYTHONPATH": str(Path(__file__).resolve().parents[3] / "src"),
        "GRONO_SECRET_KEY": "only-for-tests",
    }
    started = []

    def start(act):
        process = subprocess.Popen([sys.executable, Path(__file__).with_name("worker.py"), act], env=environment)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


def read_run(folder):
    with closing(sqlite3.connect(folder / "grono.sqlite3", timeout=10)) as database:
        return database.execute("SELECT state, step_done, attempts FROM core_backgroundrun").fetchone()


def wait_until(condition, *, seconds=120):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)


@pytest.mark.slow
def test_killed_run_is_finished_by_the_next_worker(portal, tmp_path):
    assert portal("prepare").wait(timeout=180) == 0
    first = portal("work")
    wait_until(lambda: read_run(tmp_path)[1] >= 2)
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert read_run(tmp_path)[0] == "running"

    assert portal("work").wait(timeout=120) == 0

    state, _done, attempts = read_run(tmp_path)
    assert (state, attempts) == ("done", 2)
    assert (tmp_path / "result").read_text() == "finished"
    assert (tmp_path / "attempts").read_text().count("attempt") == 2


@pytest.mark.slow
def test_worker_told_to_stop_twice_leaves_the_run_for_the_next(portal, tmp_path):
    assert portal("prepare").wait(timeout=180) == 0
    first = portal("work")
    wait_until(lambda: read_run(tmp_path)[1] >= 2)
    for patience in (1, 30, 30):  # two signals that come too close are one to the process
        first.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            first.wait(patience)
    assert read_run(tmp_path)[0] == "waiting"
    assert portal("work").wait(timeout=120) == 0
    assert read_run(tmp_path)[0] == "done"
