"""The backup that an administrator asks for on the page runs in the background and shows how far it is."""

import pytest

from grono.portal.backups import running, store
from grono.portal.backups.actions import ask_for_backup
from grono.portal.core.models import BackgroundRun, RunState, User
from grono.portal.core.runs import claim, execute


@pytest.fixture
def run(portal, settings, keys, tmp_path, monkeypatch):
    """Return a claimed run of a portal that is set up for backups."""
    settings.BACKUP_FOLDER, settings.BACKUP_RECIPIENT = str(tmp_path / "backups"), keys[1]
    settings.DATA_DIR = portal.data_dir
    monkeypatch.setattr(running, "place_here", lambda: portal)
    return claim(ask_for_backup(by=User.objects.get()).public_id)


def test_run_makes_a_backup_and_says_its_steps(run, tmp_path):
    execute(run)
    run.refresh_from_db()
    assert run.state == RunState.DONE, run.errors
    assert run.step["pl"] == "ponowne czytanie kopii"
    assert len(store.records(tmp_path / "backups")) == 1


def test_cancelled_run_leaves_nothing(run, tmp_path):
    BackgroundRun.objects.update(cancel_requested=True)
    execute(run)
    run.refresh_from_db()
    assert run.state == RunState.CANCELLED
    assert {path.name for path in (tmp_path / "backups").iterdir()} == {store.LOCK}


def test_failed_run_says_why(run, settings):
    settings.BACKUP_RECIPIENT = "age1nonsense"
    execute(run)
    run.refresh_from_db()
    assert run.state == RunState.FAILED
    assert "no public key of age" in run.errors["en"][0]
