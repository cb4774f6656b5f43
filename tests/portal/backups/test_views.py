"""The page of the backups, and the line of the home page."""

import datetime

import pytest
from django.utils import timezone

from grono.portal.backups import store
from grono.portal.core.models import AuditEntry, BackgroundRun


@pytest.fixture
def folder(settings, tmp_path, keys):
    """Set the portal up for backups, with an empty folder of backups."""
    settings.BACKUP_FOLDER, settings.BACKUP_RECIPIENT, settings.DATA_DIR = str(tmp_path), keys[1], tmp_path
    return tmp_path


def _record(folder, *, hours, sealed=True):
    moment = timezone.now().replace(microsecond=0) - datetime.timedelta(hours=hours)
    name = store.name_for(moment, sealed=sealed)
    (folder / name).write_bytes(b"")
    record = store.Record(name, moment, moment, 93.0, 12_345_678, "0" * 64, 1234, 5, sealed, "sqlite", "0.1.0")
    store.write_record(folder, record)
    return record


def _drill(folder, *, days=1, **sentence):
    at = timezone.now().replace(microsecond=0) - datetime.timedelta(days=days)
    store.write_drill(folder, store.Drill("grono-x.tar.gz.age", at, 200.0, 5, 1, sentence))


def _page(people):
    return people.client("administrator").get("/en/backups/").content.decode()


def test_page_shows_backups_and_drill(people, folder):
    record, _older = _record(folder, hours=3), _record(folder, hours=30, sealed=False)
    _drill(folder)
    page = _page(people)
    for said in (record.name, "12.3", "1,234", "2 minutes", "3 minutes", "not sealed", "Make a backup now"):
        assert said in page, said
    assert "More than a day" not in page
    assert "restore_drill" not in page


@pytest.mark.parametrize(
    ("name", "said"),
    [("BACKUP_FOLDER", "set GRONO_BACKUP_FOLDER"), ("BACKUP_RECIPIENT", "No key is set")],
)
def test_page_says_what_is_not_set(people, folder, settings, name, said):
    setattr(settings, name, "")
    page = _page(people)
    assert said in page
    assert "Make a backup now" not in page


def test_page_says_that_the_key_is_none(people, folder, settings):
    settings.BACKUP_RECIPIENT = "age1nonsense"
    assert "is no public key of age" in _page(people)


def test_page_says_what_is_late(people, folder):
    _record(folder, hours=27)
    _drill(folder, days=93)
    page = _page(people)
    assert "More than a day could be lost now" in page
    assert "restore_drill --key FILE" in page


def test_page_says_what_failed_in_the_readers_language(people, folder):
    _record(folder, hours=1)
    _drill(folder, pl="Łańcuch jest przerwany.", en="The chain is broken.")
    assert "The last drill failed: The chain is broken." in _page(people)
    polish = people.client("administrator").get("/pl/backups/").content.decode()
    assert "Łańcuch jest przerwany." in polish


def test_damaged_record_is_no_backup(people, folder):
    record = _record(folder, hours=1)
    store.record_path(folder, record.name).write_text("{")
    assert "There is no backup yet." in _page(people)


@pytest.mark.parametrize(("hours", "said"), [(None, "There is no backup of this portal."), (27, "older than a day")])
def test_home_page_tells_the_administrator_alone(people, folder, hours, said):
    if hours:
        _record(folder, hours=hours)
    assert said in people.client("administrator").get("/en/").content.decode()
    assert said not in people.client("editor").get("/en/").content.decode()


def test_home_page_is_silent_after_last_night(people, folder):
    _record(folder, hours=25)
    assert "/en/backups/" not in people.client("administrator").get("/en/").content.decode().split("<main")[1]


def test_home_page_of_the_demonstration_is_calm(people, folder, settings):
    settings.DEMONSTRATION = True
    page = people.client("administrator").get("/en/").content.decode()
    assert "This demonstration is not backed up" in page
    assert "notice warning" not in page


def test_asking_starts_one_run_and_is_audited(people, folder):
    client = people.client("administrator")
    first = client.post("/en/backups/make/")
    run = BackgroundRun.objects.get()
    assert first["Location"] == f"/en/runs/{run.public_id}/"
    assert client.post("/en/backups/make/")["Location"] == first["Location"]
    assert (
        AuditEntry.objects.filter(verb="backups.ask_for_backup", by_public_id=people.administrator.public_id).count()
        == 1
    )
    assert f"/en/runs/{run.public_id}/" in _page(people)


@pytest.mark.parametrize("number", [1, 5])
def test_number_of_queries_does_not_grow(people, folder, assert_query_count, number):
    for hours in range(number):
        _record(folder, hours=hours)
    assert_query_count("backups:list", people.client("administrator"), "/en/backups/")


def test_program_is_told_the_same(people, folder, settings):
    record = _record(folder, hours=27)
    _drill(folder, days=1, pl="Ucięty.", en="Cut off.")
    told = people.client("administrator").get("/api/v1/backups?language=en").json()
    assert (told["is_set_up"], told["is_late"], told["drill_is_due"], told["failure"]) == (True, True, True, None)
    assert told["drill"]["error"] == "Cut off."
    assert [one["name"] for one in told["backups"]] == [record.name]
    settings.BACKUP_FOLDER = ""
    told = people.client("administrator").get("/api/v1/backups").json()
    assert (told["is_set_up"], told["drill"], told["backups"]) == (False, None, [])
