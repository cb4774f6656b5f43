"""``kill -9`` at any moment leaves whole backups only, and the next one clears the rest away (TRU-26)."""

import random
import signal
import subprocess
import sys
import time

import pytest

from grono.portal.backups import making, store
from grono.portal.backups.making import Wanted, make_backup
from grono.portal.backups.putting_back import verify
from tests.portal.backups.conftest import environment_of

MOMENTS = 5
CHANCE = random.Random(20261122)  # noqa: S311  (no secrets)
BACK_UP = """
import sys, django
django.setup()
from pathlib import Path
from grono.portal.backups.making import Wanted, make_backup
from grono.portal.backups.place import place_here
print("begins", flush=True)
make_backup(place_here(), Wanted(Path(sys.argv[1]), sys.argv[2]))
"""


def _killed_after(seconds, portal, folder, public):
    """Start a backup in a process of its own and kill it so many seconds after it begins; return whether it had ended by then."""
    command = [sys.executable, "-c", BACK_UP, str(folder), public]
    with subprocess.Popen(command, env=environment_of(portal), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "begins\n"
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()
    return process.returncode == 0


@pytest.mark.slow
def test_killed_at_random_moments(portal, keys, tmp_path):
    for number in range(40):  # enough that writing takes a while
        (portal.data_dir / "maps" / f"large{number}").write_bytes(CHANCE.randbytes(1_000_000))
    folder = tmp_path / "backups"
    started = time.monotonic()
    whole = {make_backup(portal, Wanted(folder, keys[1])).name}
    longest = time.monotonic() - started
    for _ in range(MOMENTS):
        _killed_after(CHANCE.uniform(0, longest), portal, folder, keys[1])
        here = {path.name for path in folder.glob("grono-*.age")}
        assert here, "the last good backup was lost"
        assert max(here) >= max(whole), "an older backup stayed and the newer was lost"
        assert here == {one.name for one in store.records(folder)}, "a backup without its record"
        for name in here - whole:
            verify(folder / name, keys[0])
        whole = here
    last = make_backup(portal, Wanted(folder, keys[1])).name
    assert not [path for path in folder.iterdir() if path.name.endswith(store.PART)]
    assert not (portal.data_dir / making.STAGE).exists()
    assert verify(folder / last, keys[0]).files.keys() >= {"maps/large0"}
