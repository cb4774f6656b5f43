"""The commands, and what comes before an update."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from grono.portal.backups import running, store
from grono.portal.backups.failures import last_failure
from grono.portal.backups.problems import BackupError
from grono.portal.core.daily import do_daily_work
from grono.portal.core.management.commands.prepare import Command as Prepare
from grono.portal.core.management.commands.prepare import tables_will_change


def _said(command, *arguments, **options):
    printed = io.StringIO()
    call_command(command, *arguments, stdout=printed, **options)
    return printed.getvalue()


@pytest.fixture
def configured(portal, settings, keys, tmp_path, monkeypatch):
    """Set the portal up for backups, with its own data folder."""
    settings.BACKUP_FOLDER, settings.BACKUP_RECIPIENT = str(tmp_path / "backups"), keys[1]
    settings.DATA_DIR = portal.data_dir
    monkeypatch.setattr(running, "place_here", lambda: portal)
    return tmp_path / "backups"


def test_pair_of_keys_is_made_once_for_its_owner_only(tmp_path):
    said = _said("back_up", make_key=tmp_path / "key")
    public = said.split("GRONO_BACKUP_RECIPIENT=")[1].split()[0]
    assert f"# public key: {public}" in (tmp_path / "key").read_text()
    assert (tmp_path / "key").stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError, match="stays as it is"):
        call_command("back_up", make_key=tmp_path / "key")


def test_without_a_key_it_refuses_unless_told_openly(configured, settings):
    settings.BACKUP_RECIPIENT = ""
    with pytest.raises(CommandError, match="GRONO_BACKUP_RECIPIENT names no key"):
        call_command("back_up")
    assert not configured.exists()
    assert "whoever has the file can read it" in _said("back_up", unencrypted=True)


def test_without_a_folder_it_refuses(configured, settings):
    settings.BACKUP_FOLDER = ""
    with pytest.raises(CommandError, match="Nobody has said where backups go"):
        call_command("back_up")


def test_backup_is_made_and_verified(configured, keys):
    said = _said("back_up")
    (record,) = store.records(configured)
    assert said.startswith(f"{record.name}: {record.rows} rows, 2 files")
    assert "is whole" in _said("verify_backup", configured / record.name, key=keys[0])
    with pytest.raises(CommandError, match="is sealed"):
        call_command("verify_backup", configured / record.name)


def test_restore_without_its_list_of_erased_people_touches_nothing(configured, keys, tmp_path):
    with pytest.raises(CommandError, match="There is no list of erased people nowhere"):
        call_command("restore", tmp_path / "file", key=keys[0], erasures=tmp_path / "nowhere")


def test_night_makes_one_where_it_is_set_up(configured, settings):
    from django.utils import timezone

    noon = timezone.localtime().replace(hour=12)
    assert "backups.nightly" in do_daily_work(noon)
    assert len(store.records(configured)) == 1
    settings.BACKUP_FOLDER = ""
    running.back_up_nightly(noon)
    assert len(store.records(configured)) == 1


def test_failure_is_remembered_until_a_backup_succeeds(configured, settings):
    right = settings.BACKUP_RECIPIENT
    settings.BACKUP_RECIPIENT = "age1nonsense"
    with pytest.raises(BackupError):
        running.back_up_nightly(None)
    assert "kluczem publicznym" in last_failure().sentence["pl"]
    settings.BACKUP_RECIPIENT = right
    running.back_up_nightly(None)
    assert last_failure() is None


def test_update_backs_up_first_and_only_when_tables_will_change(configured):
    assert not tables_will_change()
    last = MigrationRecorder(connection).migration_qs.filter(app="privacy").order_by("-id").first()
    last.delete()
    try:
        assert tables_will_change()
        printed = io.StringIO()
        Prepare(stdout=printed)._come_before_migrations()
    finally:
        last.save(force_insert=True)
    (record,) = store.records(configured)
    assert record.name in printed.getvalue()


def test_update_stops_when_the_backup_fails(configured, settings):
    settings.BACKUP_RECIPIENT = "age1nonsense"
    with pytest.raises(CommandError, match=r"no public key of age.*Nothing was migrated"):
        Prepare()._come_before_migrations()


def test_update_without_a_set_up_says_that_there_is_no_backup(configured, settings):
    settings.BACKUP_FOLDER = ""
    printed = io.StringIO()
    Prepare(stdout=printed)._come_before_migrations()
    assert "No backup is made before the tables change" in printed.getvalue()
