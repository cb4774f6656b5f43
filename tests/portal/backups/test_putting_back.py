"""The way back: all of it is there again, or nothing is, and a sentence says why."""

import errno
import gzip
import io
import json
import os
import tarfile

import pytest

from grono.messages import message
from grono.portal.backups import archive, putting_back, sealing, store
from grono.portal.backups.archive import COMPRESSION
from grono.portal.backups.contents import files_in
from grono.portal.backups.databases import kind_of
from grono.portal.backups.making import Wanted, make_backup
from grono.portal.backups.place import Place
from grono.portal.backups.problems import BackupError
from grono.portal.backups.putting_back import restore, verify
from grono.portal.backups.sums import compare
from tests.portal.backups.conftest import run_portal
from tests.portal.conftest import PASSWORD

LOGS_IN = """
import django
django.setup()
from django.contrib.auth import authenticate
from django.test import Client
client = Client(SERVER_NAME="localhost")
answer = client.post("/en/account/login/", {"login": "administrator@example.org", "password": sys.argv[1]})
print(answer.status_code, answer.get("Location", ""))
print(client.get("/en/my-account/").status_code)
"""


def _changed(path, change):
    """Write an unsealed backup again with its entries changed; ``change`` takes and returns name → content."""
    with tarfile.open(path) as packed:
        entries = {entry.name: packed.extractfile(entry).read() for entry in packed}
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as packed:
        for name, content in change(entries).items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            packed.addfile(entry, io.BytesIO(content))
    path.write_bytes(gzip.compress(buffer.getvalue(), COMPRESSION))
    return path


def _with_manifest(**further):
    def change(entries):
        manifest = json.loads(entries["manifest.json"]) | further
        return entries | {"manifest.json": json.dumps(manifest).encode()}

    return change


def _is_empty(place):
    left = {path.name for path in place.data_dir.iterdir()} - {store.LOCK, "grono.sqlite3"}
    return not left and not kind_of(place).tables_in(place.database)


def _refused(place, path, key, match):
    with pytest.raises(BackupError, match=match):
        restore(place, path, key)
    assert _is_empty(place)


def test_everything_is_there_again(portal, backup, keys, empty, tmp_path):
    manifest = restore(empty, backup, keys[0])
    kind = kind_of(portal)
    before = kind.snapshot(portal.database, tmp_path / "before")
    compare(before, kind.snapshot(empty.database, tmp_path / "after"))
    assert manifest.counted == before
    assert before.rows > 100
    found = {name: path.read_bytes() for name, path in files_in(empty.data_dir)}
    assert found == {name: path.read_bytes() for name, path in files_in(portal.data_dir)}
    assert len(found) == 2
    assert {path.name for path in empty.data_dir.iterdir()} - {"grono.sqlite3"} == {store.LOCK, "evidence", "maps"}


@pytest.mark.slow
def test_people_log_in_and_the_audit_chain_verifies(portal, backup, keys, empty):
    restore(empty, backup, keys[0])
    prepared = run_portal(empty, "prepare")
    assert prepared.returncode == 0, prepared.stderr
    verified = run_portal(empty, "verify_audit", "--skip-checks")
    assert verified.returncode == 0, verified.stderr
    assert "unbroken" in verified.stdout
    asked = run_portal(empty, "shell", "--no-imports", "-c", LOGS_IN.replace("sys.argv[1]", repr(PASSWORD)), GRONO_HOSTS="localhost",
                       GRONO_SECOND_FACTOR_ROLES="")  # fmt: skip
    assert asked.stdout.split() == ["302", "/en/", "200"], asked.stderr


def test_verify_reads_all_and_writes_nothing(portal, backup, keys):
    before = sorted(backup.parent.iterdir())
    manifest = verify(backup, keys[0])
    assert manifest.counted.tables["directory_organisation"].rows == 5
    assert sorted(backup.parent.iterdir()) == before


def test_nothing_is_written_over(portal, backup, keys):
    with pytest.raises(BackupError, match=r"not empty: it has \d+ tables"):
        restore(portal, backup, keys[0])


def test_folder_with_files_is_refused(backup, keys, empty):
    (empty.data_dir / "maps").mkdir()
    (empty.data_dir / "maps" / "mine").write_text("mine")
    with pytest.raises(BackupError, match="already holds files, such as maps/mine"):
        restore(empty, backup, keys[0])
    assert (empty.data_dir / "maps" / "mine").read_text() == "mine"


@pytest.mark.parametrize("share", [0.001, 0.3, 0.9, 0.9999])
def test_cut_off(kept_backup, keys, empty, share):
    content = kept_backup.read_bytes()
    kept_backup.write_bytes(content[: max(300, int(len(content) * share))])
    _refused(empty, kept_backup, keys[0], "cut off, or was changed")


def test_changed_byte_of_a_sealed_one(kept_backup, keys, empty):
    content = bytearray(kept_backup.read_bytes())
    content[len(content) // 2] ^= 1
    kept_backup.write_bytes(content)
    _refused(empty, kept_backup, keys[0], "cut off, or was changed")


def test_another_key(kept_backup, empty, tmp_path):
    sealing.make_key(tmp_path / "other")
    _refused(empty, kept_backup, tmp_path / "other", "sealed for another key than the one in other")


def test_no_key(kept_backup, empty):
    _refused(empty, kept_backup, None, "is sealed. Give the file")


def test_file_without_a_key(kept_backup, empty, tmp_path):
    (tmp_path / "note").write_text("nothing")
    _refused(empty, kept_backup, tmp_path / "note", "holds no private key of age")


@pytest.mark.parametrize(
    ("content", "match"),
    [
        (b"", "is no backup of Grono"),
        (b"PK\x03\x04 a workbook", "neither sealed by age nor compressed"),
        (gzip.compress(b"no archive", mtime=0), "is cut off, or was changed"),
    ],
)
def test_something_else(empty, tmp_path, content, match):
    (tmp_path / "table.gz").write_bytes(content)
    _refused(empty, tmp_path / "table.gz", None, match)


def test_no_file(empty, tmp_path):
    _refused(empty, tmp_path / "nowhere", None, "There is no file nowhere")


def test_changed_content(kept_open_backup, empty):
    name = "files/maps/one/measures.parquet"
    _changed(kept_open_backup, lambda entries: entries | {name: b"x" * len(entries[name])})
    _refused(empty, kept_open_backup, None, "cut off, or was changed")


def test_missing_file(kept_open_backup, empty):
    _changed(
        kept_open_backup, lambda entries: {name: content for name, content in entries.items() if "maps" not in name}
    )
    _refused(empty, kept_open_backup, None, "cut off, or was changed")


def test_file_that_leads_elsewhere(kept_open_backup, empty):
    print_of = {"bytes": 1, "sha256": "0" * 64}
    _changed(kept_open_backup, _with_manifest(files={"maps/../../outside": print_of}))
    _refused(empty, kept_open_backup, None, "belong to no folder of this portal: maps/../../outside")


def test_newer_format(kept_open_backup, empty):
    _changed(kept_open_backup, _with_manifest(format=2, grono="9.0"))
    _refused(empty, kept_open_backup, None, r"format 2 of backups, .* Grono 9\.0")


def test_newer_grono(kept_open_backup, empty):
    def change(entries):
        migrations = [*json.loads(entries["manifest.json"])["migrations"], "directory.9999_of_tomorrow"]
        return _with_manifest(migrations=migrations, grono="9.0")(entries)

    _refused(empty, _changed(kept_open_backup, change), None, r"Grono 9\.0, whose tables .*directory\.9999_of_tomorrow")


def test_other_kind_of_database(kept_open_backup, empty):
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[empty.kind]

    def change(entries):
        database = json.loads(entries["manifest.json"])["database"] | {"kind": other}
        return _with_manifest(database=database)(entries)

    _refused(empty, _changed(kept_open_backup, change), None, "Set GRONO_DATABASE to an empty database of that kind")


def test_tables_that_are_not_what_was_counted(kept_open_backup, empty):
    def change(entries):
        tables = json.loads(entries["manifest.json"])["tables"]
        tables["core_user"]["rows"] += 1
        return _with_manifest(tables=tables)(entries)

    _refused(empty, _changed(kept_open_backup, change), None, "these tables differ: core_user")
    assert not list(files_in(empty.data_dir))


def test_failure_while_the_database_is_put_back_takes_the_files_back(kept_backup, keys, empty, monkeypatch):
    class Failing:
        def __getattr__(self, name):
            return getattr(kind_of(empty), name)

        def put_in(self, *_given):
            raise BackupError(message("the disk went away"))

    monkeypatch.setattr(putting_back, "kind_of", lambda _place: Failing())
    with pytest.raises(BackupError, match="the disk went away"):
        restore(empty, kept_backup, keys[0])
    assert not list(files_in(empty.data_dir))
    assert not kind_of(empty).tables_in(empty.database)


@pytest.mark.slow
def test_command_erases_again_who_was_erased(portal, backup, keys, empty, tmp_path):
    (tmp_path / "erasures.csv").write_text("nobody-we-know,2026-11-22T10:00:00+01:00\n")
    done = run_portal(empty, "restore", backup, "--key", keys[0], "--erasures", tmp_path / "erasures.csv")
    assert done.returncode == 0, done.stderr
    assert "all as on" in done.stdout
    assert "0 identifiers erased again" in done.stdout
    assert "nobody-we-know" in (empty.data_dir / "erasures.csv").read_text()


def test_place_without_a_folder_gets_one(backup, keys, empty):
    if empty.kind == "postgresql":
        place = Place(empty.data_dir / "new", empty.database)
    else:
        place = Place(empty.data_dir / "new", {**empty.database, "NAME": str(empty.data_dir / "new" / "grono.sqlite3")})
    restore(place, backup, keys[0])
    assert len(list(files_in(place.data_dir))) == 2


def test_disk_that_is_full_while_it_is_put_back_is_not_called_damage(kept_backup, keys, empty, monkeypatch):
    def full(_self, _data):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(archive.HashingWriter, "write", full)
    _refused(empty, kept_backup, keys[0], "There is no room left")


def test_refusal_of_a_large_backup_is_told_and_not_what_follows_from_it(portal, keys, tmp_path):
    """The thread that opens the seal is still writing when the reader stops."""
    for number in range(4):
        (portal.data_dir / "maps" / f"large{number}").write_bytes(os.urandom(1_000_000))
    folder = tmp_path / "large"
    path = folder / make_backup(portal, Wanted(folder, keys[1])).name
    with pytest.raises(BackupError, match="not wanted"):
        archive.read(path, keys[0], accept=_refuse, into=None, watch=lambda _done, _whole: None)


def _refuse(_manifest):
    raise BackupError(message("not wanted"))
