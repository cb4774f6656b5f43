"""A portal of its own in the folder GRONO_DATA_DIR, with one kind of work that notes each attempt; run by test_worker_kill."""

import os
import sys
import time
from pathlib import Path

import django
from django.core.management import call_command

FOLDER = Path(os.environ["GRONO_DATA_DIR"])
STEPS = 3000


def work(run, progress):
    """Take minutes the first time, so that only who stops it ends it; a moment afterwards."""
    with (FOLDER / "attempts").open("a+") as file:
        file.seek(0)
        first = not file.read()
        file.write("attempt\n")
    for number in range(STEPS if first else 3):
        progress(f"Step {number}", number, STEPS)
        if first:
            time.sleep(0.1)
    (FOLDER / "result").write_text("finished")


def prepare():
    """Make the database with one waiting run."""
    from grono.portal.core.models import User
    from grono.portal.core.runs import start_run

    call_command("migrate", verbosity=0)
    user = User.objects.create(email="someone@example.org", full_name="Someone")
    start_run(by=user, kind="test.slow", subject_public_id="x")


if __name__ == "__main__":
    django.setup()
    from grono.portal.core.runs import register_kind

    register_kind("test.slow", work, title="Slow")
    if sys.argv[1] == "prepare":
        prepare()
    else:
        call_command("work", batch=True)
