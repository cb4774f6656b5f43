"""``script/server`` with stand-ins for the programs that it starts."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.processes

SCRIPT = Path(__file__).resolve().parents[2] / "script" / "server"
WORKER = """#!/bin/sh
case "$*" in
  *"grono.portal work"*) echo started >>worker.log; {worker} ;;
  *"grono.portal prepare"*) exit 0 ;;
  *) exec {python} "$@" ;;
esac
"""
WEB = "#!/bin/sh\nexec {python} -m http.server --bind 127.0.0.1 {port}\n"


def _program(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    path.chmod(0o755)


@pytest.fixture
def server(tmp_path):
    """Start the script in a folder of stand-ins; the worker is what the test gives."""
    started = []

    def start(worker: str) -> tuple[subprocess.Popen[str], int]:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        (tmp_path / "script").mkdir()
        shutil.copy(SCRIPT, tmp_path / "script" / "server")
        _program(tmp_path / "script" / "setup", "#!/bin/sh\n")
        _program(tmp_path / ".venv/bin/python", WORKER.format(worker=worker, python=sys.executable))
        _program(tmp_path / ".venv/bin/waitress-serve", WEB.format(port=port, python=sys.executable))
        log = (tmp_path / "server.log").open("w")
        process = subprocess.Popen(
            ["script/server", "--port", str(port)],
            cwd=tmp_path,
            stdout=log,
            stderr=log,
            text=True,
            env=dict(os.environ),
        )
        started.append((process, log))
        return process, port

    yield start
    for process, log in started:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        log.close()


def _wait_for(text: str, path: Path, times: int = 1) -> None:
    end = time.monotonic() + 120
    while not path.exists() or path.read_text("utf-8").count(text) < times:
        assert time.monotonic() < end, f"{text!r} did not come; the log says: {path.read_text('utf-8')}"
        time.sleep(0.1)


@pytest.mark.slow
def test_worker_that_ends_is_started_again_five_times_while_pages_go_on(server, tmp_path):
    process, port = server("exit 1")
    _wait_for("is not started again", tmp_path / "server.log")
    assert (tmp_path / "worker.log").read_text("utf-8").count("started") == 6
    assert process.poll() is None
    socket.create_connection(("127.0.0.1", port), 5).close()


def _children(process: subprocess.Popen[str]) -> dict[int, str]:
    """The processes that the script started, each with its command line; one that has ended meanwhile is not among them."""
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not listed.exists():
        pytest.skip("The children of a process are only known on Linux.")
    found = {}
    for child in listed.read_text().split():
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            found[int(child)] = Path(f"/proc/{child}/cmdline").read_text()
    return found


def test_end_of_the_web_server_ends_everything(server, tmp_path):
    process, _port = server("exec sleep 60")
    log = tmp_path / "server.log"
    _wait_for(f"{tmp_path}/.venv/bin/grono", log)
    assert "Grono is at" in log.read_text("utf-8")
    (web,) = [child for child, command in _children(process).items() if "http.server" in command]
    os.kill(web, signal.SIGKILL)
    assert process.wait(60) == 1
    assert "The web server has ended" in log.read_text("utf-8")
