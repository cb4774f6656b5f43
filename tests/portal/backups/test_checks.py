"""The checks of a set-up."""

import pytest

from grono.portal.backups.checks import backups


def _found():
    return [message.id for message in backups()]


@pytest.fixture(autouse=True)
def _public(settings, keys, tmp_path):
    settings.ALLOWED_HOSTS, settings.DATA_DIR = ["grono.example"], tmp_path / "data"
    settings.BACKUP_FOLDER, settings.BACKUP_RECIPIENT = str(tmp_path / "backups"), keys[1]


def test_right_set_up_has_no_finding():
    assert _found() == []


def test_public_portal_without_backups(settings):
    settings.BACKUP_FOLDER = ""
    assert _found() == ["grono.W005"]
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    assert _found() == []


def test_key_that_is_none(settings):
    settings.BACKUP_RECIPIENT = "age1nonsense"
    assert _found() == ["grono.E008"]


def test_private_key_is_never_repeated(settings, keys):
    settings.BACKUP_RECIPIENT = keys[0].read_text().splitlines()[1]
    (message,) = backups()
    assert settings.BACKUP_RECIPIENT not in message.msg


def test_backups_beside_the_data(settings):
    settings.BACKUP_FOLDER = str(settings.DATA_DIR / "backups")
    assert _found() == ["grono.W006"]
