"""Settings that stand in an address: the database and the mail server."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;"  # readers do not wait for the writer
    "PRAGMA synchronous=NORMAL;"  # safe with WAL after a crash of the program
    "PRAGMA busy_timeout=20000;"
    "PRAGMA foreign_keys=ON;"
)


POSTGRESQL_SETTINGS = "-c jit=off -c max_parallel_workers_per_gather=0"
"""Questions of pages are short: to compile one, or to start more processes for it, takes longer than to answer it."""


def database(address: str, data_dir: Path) -> dict[str, Any]:
    """Return Django's settings of the database at an address; an empty address is SQLite in the data folder."""
    if not address:
        return _sqlite(data_dir / "grono.sqlite3")
    parts = urlsplit(address)
    if parts.scheme not in {"postgresql", "postgres"}:
        sentence = (
            f'GRONO_DATABASE begins with "{parts.scheme}:". '
            "Write postgresql://user:password@host:port/name, or leave it empty for SQLite."
        )
        raise ImproperlyConfigured(sentence)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "grono",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": POSTGRESQL_SETTINGS},
    }


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        # IMMEDIATE: a transaction takes the write lock at once and waits, rather than failing half-way.
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
    }


def email(address: str) -> dict[str, Any]:
    """Return Django's settings of the mail server at an address."""
    parts = urlsplit(address)
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme == "file":
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": parts.path,
        }
    if parts.scheme not in {"smtp", "smtps"}:
        sentence = f'GRONO_EMAIL is "{address}". Write console:, file:FOLDER or smtp://user:password@host:port.'
        raise ImproperlyConfigured(sentence)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_TIMEOUT": 20,
    }


def secret_key(given: str, data_dir: Path) -> str:
    """Return the given key, or the one kept in the data folder, made at the first start."""
    if given:
        return given
    from django.core.management.utils import get_random_secret_key

    path = data_dir / "secret_key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(get_random_secret_key(), "utf-8")
    return path.read_text("utf-8")
