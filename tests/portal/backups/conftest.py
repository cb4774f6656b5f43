"""A portal that is filled a little, keys, and empty places to put backups back into."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection

from grono.portal.backups import postgresql, sealing
from grono.portal.backups.making import Wanted, make_backup
from grono.portal.backups.place import Place, place_here
from grono.portal.core.actions import give_role
from tests.portal.conftest import PASSWORD, make_user
from tests.portal.directory.factories import make_organisation

SOURCE = Path(__file__).resolve().parents[3] / "src"


@pytest.fixture(scope="session")
def keys(tmp_path_factory):
    """Return (file with the private key, public key)."""
    path = tmp_path_factory.mktemp("keys") / "key"
    return path, sealing.make_key(path)


@pytest.fixture
def portal(transactional_db, tmp_path):
    """Return the place of a portal with a person, organisations, an audit chain and two files; its own data folder, the test database."""
    data = tmp_path / "data"
    (data / "evidence").mkdir(parents=True)
    (data / "evidence" / ("a" * 40)).write_bytes(b"evidence " * 5000)
    (data / "maps" / "one").mkdir(parents=True)
    (data / "maps" / "one" / "measures.parquet").write_bytes(bytes(range(256)) * 40)
    for kept_out in ("secret_key", "erasures.csv", "demonstration_password"):
        (data / kept_out).write_text("must not leave", "utf-8")
    user = make_user("administrator@example.org")
    # The real settings, with which processes of their own run, know no cheap hashes.
    type(user).objects.filter(pk=user.pk).update(
        password=PBKDF2PasswordHasher().encode(PASSWORD, "salt-of-a-test-portal", 1000)
    )
    give_role(by=None, user=user, role="administrator")
    for number in range(5):
        make_organisation(f"Zakład Zmyślony {number} „Żółć”")
    return Place(data, connection.settings_dict)


@pytest.fixture
def backup(portal, keys, tmp_path):
    """Return the path of a sealed backup of the portal."""
    folder = tmp_path / "backups"
    return folder / make_backup(portal, Wanted(folder, keys[1])).name


_kept: dict[bool, bytes] = {}
"""Backups that were made once, for tests of what becomes of the file: sealed, and not."""


def _kept_backup(request, *, sealed):
    if sealed not in _kept:
        portal, (_private, public) = request.getfixturevalue("portal"), request.getfixturevalue("keys")
        folder = request.getfixturevalue("tmp_path") / "making"
        _kept[sealed] = (folder / make_backup(portal, Wanted(folder, public if sealed else "")).name).read_bytes()
    path = request.getfixturevalue("tmp_path") / f"grono-kept{'.tar.gz.age' if sealed else '.tar.gz'}"
    path.write_bytes(_kept[sealed])
    return path


@pytest.fixture
def kept_backup(request):
    """Return the path of a sealed backup, without the portal it was made of."""
    return _kept_backup(request, sealed=True)


@pytest.fixture
def kept_open_backup(request):
    """Return the path of a backup that anyone can read."""
    return _kept_backup(request, sealed=False)


@pytest.fixture
def empty(django_db_setup, tmp_path):
    """Return an empty place of the same kind of database."""
    folder = tmp_path / "empty"
    folder.mkdir()
    here = place_here()
    if here.kind == "sqlite":
        yield Place(folder, {**here.database, "NAME": str(folder / "grono.sqlite3")})
        return
    name = f"empty_{secrets.token_hex(6)}"
    yield Place(folder, postgresql.create(here.database, name))
    postgresql.drop(here.database, name)


def environment_of(place, **further):
    """Return the environment in which a process of its own has this place."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GRONO_")}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "grono.portal.config.settings",
        "GRONO_DATA_DIR": str(place.data_dir),
        "GRONO_DATABASE": postgresql.address_of(place.database) if place.kind == "postgresql" else "",
        "GRONO_SECRET_KEY": settings.SECRET_KEY,
        "PYTHONPATH": str(SOURCE),
        **further,
    }


def run_portal(place, *command, **further):
    """Run a command of the portal on a place and return what became of it."""
    arguments = [sys.executable, "-m", "grono.portal", *map(str, command)]
    return subprocess.run(
        arguments, env=environment_of(place, **further), capture_output=True, text=True, check=False, timeout=300
    )
