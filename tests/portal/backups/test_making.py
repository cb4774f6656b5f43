"""What a backup holds, and what making it leaves behind."""

import datetime
import errno
import gzip
import io
import json
import tarfile

import pyrage
import pytest
from django.utils import timezone

from grono.portal.backups import archive, making, postgresql, store
from grono.portal.backups.making import Wanted, make_backup
from grono.portal.backups.place import Place
from grono.portal.backups.problems import BackupError
from grono.portal.backups.schedule import Numbers
from tests.portal.conftest import make_user


def _opened(path, keys):
    identity = pyrage.x25519.Identity.from_str(keys[0].read_text().splitlines()[1])
    plain = gzip.decompress(pyrage.decrypt(path.read_bytes(), [identity]))
    with tarfile.open(fileobj=io.BytesIO(plain)) as packed:
        return {entry.name: packed.extractfile(entry).read() for entry in packed}


def test_backup_holds_database_and_files_and_nothing_that_must_not_leave(portal, backup, keys):
    inside = _opened(backup, keys)
    assert {name for name in inside if name.startswith("files/")} == {
        "files/evidence/" + "a" * 40,
        "files/maps/one/measures.parquet",
    }
    assert inside["files/evidence/" + "a" * 40] == b"evidence " * 5000
    manifest = json.loads(inside["manifest.json"])
    assert manifest["tables"]["core_user"]["rows"] == 1
    assert manifest["tables"]["directory_organisation"]["rows"] == 5
    assert not any(b"must not leave" in content for content in inside.values())


def test_sealed_backup_shows_nothing_of_its_content(backup):
    content = backup.read_bytes()
    assert content.startswith(b"age-encryption.org/v1")
    assert b"administrator@example.org" not in content
    assert backup.stat().st_mode & 0o077 == 0


def test_record_says_what_lies_there(backup):
    (record,) = store.records(backup.parent)
    assert record.name == backup.name
    assert archive.fingerprint_of(backup) == archive.Fingerprint(record.bytes, record.sha256)
    assert record.sealed
    assert record.files == 2


def test_nothing_is_left_behind(portal, backup):
    assert not (portal.data_dir / making.STAGE).exists()
    assert sorted(path.name for path in backup.parent.iterdir()) == [
        store.LOCK,
        backup.name,
        f"{backup.name}.json",
    ]


def test_unencrypted_is_readable_by_anyone_and_says_so(portal, tmp_path):
    record = make_backup(portal, Wanted(tmp_path / "open", ""))
    assert not record.sealed
    with tarfile.open(tmp_path / "open" / record.name) as packed:
        assert packed.getnames()[0] == "manifest.json"


def _aged(folder, record, days):
    """Put a record and an empty file into the folder as if made so many days ago."""
    moment = timezone.now().replace(microsecond=0) - datetime.timedelta(days=days)
    name = store.name_for(moment, sealed=True)
    (folder / name).write_bytes(b"")
    store.write_record(folder, store.Record(**{**vars(record), "name": name, "made_at": moment}))
    return name


def test_older_ones_are_removed_after_a_new_one(portal, backup, keys):
    folder, (record,) = backup.parent, store.records(backup.parent)
    names = [_aged(folder, record, days) for days in (1, 2, 3)]
    stranger = folder / "grono-20200101T000000Z.tar.gz.age"
    stranger.write_bytes(b"without a record")
    backup.rename(stranger.with_name("kept-elsewhere"))
    made = make_backup(portal, Wanted(folder, keys[1], Numbers(daily=2, weekly=0, monthly=0)))
    assert [one.name for one in store.records(folder)] == [made.name, names[0]]
    assert stranger.exists()


def test_failure_removes_none_and_leaves_no_half_file(portal, backup, keys, monkeypatch):
    folder, (record,) = backup.parent, store.records(backup.parent)
    older = [_aged(folder, record, days) for days in (1, 2, 3)]
    real, forgotten = archive.fingerprint_of, archive.Fingerprint(0, "of a disk that forgets")
    monkeypatch.setattr(archive, "fingerprint_of", lambda path: forgotten if path.suffix == store.PART else real(path))
    with pytest.raises(BackupError, match="disk does not give back"):
        make_backup(portal, Wanted(folder, keys[1], Numbers(1, 0, 0)))
    assert {backup.name, *older} == {one.name for one in store.records(folder)}
    assert not [path for path in folder.glob("grono-*.age") if path.name not in {backup.name, *older}]


def test_leftovers_of_a_killed_one_are_removed_by_the_next(portal, backup, keys):
    folder = backup.parent
    (folder / ".grono-20260101T000000Z.tar.gz.age.part").write_bytes(b"half")
    (folder / "grono-20260101T000000Z.tar.gz.age.json").write_text("{}")
    (portal.data_dir / making.STAGE).mkdir()
    (portal.data_dir / making.STAGE / "half").write_text("half")
    (folder / f"{backup.name}.json").unlink()
    backup.unlink()
    made = make_backup(portal, Wanted(folder, keys[1]))
    assert {path.name for path in folder.iterdir()} == {store.LOCK, made.name, f"{made.name}.json"}
    assert not (portal.data_dir / making.STAGE).exists()


def test_two_at_once_are_refused(portal, tmp_path, keys):
    with store.locked(portal.data_dir), pytest.raises(BackupError, match="being made or put back"):
        make_backup(portal, Wanted(tmp_path / "backups", keys[1]))
    assert make_backup(portal, Wanted(tmp_path / "backups", keys[1])).rows


def test_key_that_is_none_is_refused_before_anything_is_written(portal, tmp_path):
    with pytest.raises(BackupError, match="no public key of age"):
        make_backup(portal, Wanted(tmp_path / "backups", "age1nonsense"))
    assert not (tmp_path / "backups").exists()


def test_file_deleted_while_the_database_is_copied_is_still_held(portal, tmp_path, keys, monkeypatch):
    """Its row stands in the copy: the file was linked before."""
    real = making.kind_of(portal)
    gone = portal.data_dir / "evidence" / ("a" * 40)

    class Slow:
        FILE = real.FILE

        @staticmethod
        def snapshot(database, target):
            gone.unlink()
            (gone.parent / ("b" * 40)).write_bytes(b"new")
            make_user("newcomer@example.org")
            return real.snapshot(database, target)

    monkeypatch.setattr(making, "kind_of", lambda _place: Slow)
    record = make_backup(portal, Wanted(tmp_path / "backups", keys[1]))
    inside = _opened(tmp_path / "backups" / record.name, keys)
    assert {"files/evidence/" + "a" * 40, "files/evidence/" + "b" * 40} <= set(inside)
    assert json.loads(inside["manifest.json"])["tables"]["core_user"]["rows"] == 2


def test_database_that_is_not_there_is_refused_and_not_made(portal, tmp_path, keys):
    if portal.kind == "postgresql":
        nowhere, match = {**portal.database, "NAME": "nowhere_at_all"}, "PostgreSQL does not answer"
    else:
        nowhere, match = {**portal.database, "NAME": str(tmp_path / "nowhere.sqlite3")}, "SQLite says: unable to open"
    with pytest.raises(BackupError, match=match):
        make_backup(Place(portal.data_dir, nowhere), Wanted(tmp_path / "backups", keys[1]))
    assert not (tmp_path / "nowhere.sqlite3").exists()


def test_empty_database_is_no_backup(empty, tmp_path, keys):
    if empty.kind == "sqlite":
        (empty.data_dir / "grono.sqlite3").touch()
    with pytest.raises(BackupError, match="nothing to back up"):
        make_backup(empty, Wanted(tmp_path / "backups", keys[1]))


def test_damaged_database_of_sqlite_is_no_backup(empty, tmp_path, keys):
    if empty.kind == "postgresql":
        pytest.skip("PostgreSQL's own programs read its files")
    (empty.data_dir / "grono.sqlite3").write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    with pytest.raises(BackupError, match="No backup was made; look at the database"):
        make_backup(empty, Wanted(tmp_path / "backups", keys[1]))


def test_full_disk_is_a_sentence(portal, tmp_path, keys, monkeypatch):
    def full(*_given):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(archive, "write", full)
    with pytest.raises(BackupError, match="There is no room left"):
        make_backup(portal, Wanted(tmp_path / "backups", keys[1]))


def test_disk_that_fills_while_it_is_sealed_is_a_sentence(portal, tmp_path, keys, monkeypatch):
    def full(_self, _data):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(archive.HashingWriter, "write", full)
    with pytest.raises(BackupError, match="There is no room left"):
        make_backup(portal, Wanted(tmp_path / "backups", keys[1]))


def test_old_programs_of_postgresql_are_named(portal, monkeypatch):
    if portal.kind == "sqlite":
        pytest.skip("SQLite needs no programs")
    monkeypatch.setattr(postgresql, "_version", lambda _path: 9)
    with pytest.raises(BackupError, match=r"needs its program pg_dump of version \d+ or newer, and found is: 9"):
        postgresql.snapshot(portal.database, portal.data_dir / "dump")


def test_file_that_cannot_be_read_says_so(portal, tmp_path, keys, monkeypatch):
    """An error of ours, not of the sealing: it is ours that is told."""

    def broken(_path):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(archive, "_entry", lambda *_given: broken(None))
    with pytest.raises(BackupError, match="The disk refused: Input/output error"):
        make_backup(portal, Wanted(tmp_path / "backups", keys[1]))


@pytest.mark.parametrize("change", [b"x", b"longer than before " * 5000, b"y" * 45_000])
def test_file_that_changes_meanwhile_is_noticed(portal, tmp_path, keys, monkeypatch, change):
    """A backup whose manifest does not fit would be refused on the day it is needed."""
    changing, real = portal.data_dir / "evidence" / ("a" * 40), archive.write

    def write(*given):
        changing.write_bytes(change)
        return real(*given)

    monkeypatch.setattr(archive, "write", write)
    with pytest.raises(BackupError, match="changed while it was backed up"):
        make_backup(portal, Wanted(tmp_path / "backups", keys[1]))
    assert {path.name for path in (tmp_path / "backups").iterdir()} == {store.LOCK}
