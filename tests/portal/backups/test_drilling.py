"""The drill leaves nothing but its record."""

import pytest
from django.db import connection

from grono.portal.backups import drilling, store
from grono.portal.backups.drilling import drill
from grono.portal.backups.making import Wanted, make_backup
from grono.portal.backups.problems import BackupError
from tests.portal.backups.conftest import run_portal


@pytest.mark.slow
def test_drill_is_noted_with_what_was_found(portal, backup, keys):
    before = {path.name for path in portal.data_dir.iterdir()}
    done = drill(portal, backup, keys[0])
    assert store.last_drill(backup.parent) == done
    assert (done.name, done.files, done.sentence) == (backup.name, 2, {})
    assert done.rows == store.records(backup.parent)[0].rows
    assert done.seconds > 0
    assert {path.name for path in portal.data_dir.iterdir()} == before


def test_failed_drill_is_noted_in_each_language(portal, backup, keys):
    backup.write_bytes(backup.read_bytes()[:-1])
    with pytest.raises(BackupError, match="cut off"):
        drill(portal, backup, keys[0])
    noted = store.last_drill(backup.parent)
    assert "cut off" in noted.sentence["en"]
    assert "ucięty" in noted.sentence["pl"]
    assert noted.rows == 0
    assert not (portal.data_dir / drilling.STAGE).exists()


@pytest.mark.slow
def test_broken_audit_chain_is_found(portal, keys, tmp_path):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_auditentry SET verb = 'core.invite_user' WHERE number = 1")
    folder = tmp_path / "backups"
    name = make_backup(portal, Wanted(folder, keys[1])).name
    with pytest.raises(BackupError, match="verify_audit failed on it"):
        drill(portal, folder / name, keys[0])


@pytest.mark.slow
def test_command_takes_the_newest(portal, backup, keys):
    done = run_portal(portal, "restore_drill", "--key", keys[0], GRONO_BACKUP_FOLDER=str(backup.parent))
    assert done.returncode == 0, done.stderr
    assert f"{backup.name} was put back in" in done.stdout


def test_command_without_a_backup_says_so(portal, tmp_path, keys):
    done = run_portal(portal, "restore_drill", "--key", keys[0], GRONO_BACKUP_FOLDER=str(tmp_path))
    assert done.returncode == 1
    assert "There is no backup yet" in done.stderr
