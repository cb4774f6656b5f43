"""The settings an operator can change."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from grono.portal.config import addresses, environment

REPOSITORY = Path(__file__).resolve().parents[3]


def test_every_setting_is_explained():
    text = (REPOSITORY / "docs" / "reference" / "settings.md").read_text("utf-8")
    explained = set(re.findall(r"^\| `(GRONO_[A-Z_]+)`", text, re.MULTILINE))
    assert explained == set(environment.VARIABLES), "docs/reference/settings.md and config/environment.py differ."


def test_every_default_is_the_documented_one():
    text = (REPOSITORY / "docs" / "reference" / "settings.md").read_text("utf-8")
    for name, default in re.findall(r"^\| `(GRONO_[A-Z_]+)` \| (?:`([^`]*)`|empty) \|", text, re.MULTILINE):
        assert environment.VARIABLES[name].default == default, name


def test_settings_are_read_through_the_list_only():
    settings = (REPOSITORY / "src" / "grono" / "portal" / "config" / "settings.py").read_text("utf-8")
    assert "os.environ" not in settings
    assert set(re.findall(r'"(GRONO_[A-Z_]+)"', settings)) == set(environment.VARIABLES)


@pytest.mark.parametrize(("value", "expected"), [("yes", True), ("ON", True), ("1", True), ("no", False), ("", False)])
def test_switch_is_read(monkeypatch, value, expected):
    monkeypatch.setenv("GRONO_DEBUG", value)
    assert environment.switch("GRONO_DEBUG") is expected


def test_switch_that_is_neither_names_the_setting(monkeypatch):
    monkeypatch.setenv("GRONO_DEBUG", "perhaps")
    with pytest.raises(ImproperlyConfigured, match='GRONO_DEBUG is "perhaps"'):
        environment.switch("GRONO_DEBUG")


def test_number_that_is_none_names_the_setting(monkeypatch):
    monkeypatch.setenv("GRONO_RUN_ATTEMPTS", "-1")
    with pytest.raises(ImproperlyConfigured, match='GRONO_RUN_ATTEMPTS is "-1"'):
        environment.whole_number("GRONO_RUN_ATTEMPTS")


def test_list_is_split_at_commas(monkeypatch):
    monkeypatch.setenv("GRONO_HOSTS", "grono.example, www.grono.example,")
    assert environment.words("GRONO_HOSTS") == ["grono.example", "www.grono.example"]


def test_address_of_postgresql_is_taken_apart(tmp_path):
    found = addresses.database("postgresql://user:p%40ss@db.example:5433/grono", tmp_path)
    wanted = {"NAME": "grono", "USER": "user", "PASSWORD": "p@ss", "HOST": "db.example", "PORT": "5433"}
    assert {key: found[key] for key in wanted} == wanted


def test_no_address_is_sqlite_with_a_write_ahead_log(tmp_path):
    found = addresses.database("", tmp_path)
    assert found["NAME"] == str(tmp_path / "grono.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in found["OPTIONS"]["init_command"]


def test_unknown_database_is_refused_with_the_remedy(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="Write postgresql://"):
        addresses.database("mysql://x/y", tmp_path)


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("console:", {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}),
        ("file:/var/mail", {"EMAIL_FILE_PATH": "/var/mail"}),
        ("smtp://me:word@mail.example", {"EMAIL_HOST": "mail.example", "EMAIL_PORT": 587, "EMAIL_USE_TLS": True}),
        ("smtps://mail.example:4650", {"EMAIL_PORT": 4650, "EMAIL_USE_SSL": True, "EMAIL_USE_TLS": False}),
    ],
)
def test_address_of_the_mail_server_is_taken_apart(address, wanted):
    found = addresses.email(address)
    assert {key: found[key] for key in wanted} == wanted


def test_unknown_mail_server_is_refused():
    with pytest.raises(ImproperlyConfigured, match="GRONO_EMAIL"):
        addresses.email("pigeon://roof")


def test_secret_key_is_made_once_and_for_the_owner_only(tmp_path):
    first = addresses.secret_key("", tmp_path / "data")
    assert first == addresses.secret_key("", tmp_path / "data")
    assert len(first) >= 50
    assert (tmp_path / "data" / "secret_key").stat().st_mode & 0o077 == 0
    assert addresses.secret_key("given", tmp_path) == "given"
