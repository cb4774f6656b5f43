"""Everything about one person in one archive: JSON, a table for each kind of row, and a first page that says what is what (DIR-45)."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from grono.portal.core.exports import csv_lines
from grono.portal.core.queries import runs_about
from grono.portal.privacy.fields import Tie
from grono.portal.privacy.subjects import subject_with
from grono.portal.privacy.tied import tied_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from django.db import models

    from grono.portal.core.models import BackgroundRun
    from grono.portal.core.runs import Progress
    from grono.portal.privacy.subjects import Subject
    from grono.portal.privacy.tied import TiedRows

KIND = "privacy.collect"
SECONDS_AN_ARCHIVE_LIES = 7 * 24 * 3600  # long enough to fetch it, short enough that nobody finds it later


def path_of(public_id: str) -> Path:
    """Return where the archive of a run lies."""
    return settings.DATA_DIR / "privacy" / f"{public_id}.zip"


def forget_archives(public_ids: Iterable[str]) -> None:
    """Delete every archive made about a person."""
    for run in runs_about(KIND, public_ids):
        path_of(run.public_id).unlink(missing_ok=True)


def forget_old_archives(now: float) -> int:
    """Delete the archives that have lain for a week; returns how many."""
    old = [path for path in path_of("").parent.glob("*.zip") if now - path.stat().st_mtime > SECONDS_AN_ARCHIVE_LIES]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def collect(run: BackgroundRun, progress: Progress) -> None:
    """Make the archive of the person that the run is about."""
    progress(gettext_lazy("collecting what is kept"))
    subject = subject_with(run.subject_public_id)
    with override(subject.language):
        content = archive_of(subject)
    path = path_of(run.public_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(content)


def archive_of(subject: Subject) -> bytes:
    """Return the archive as bytes."""
    tables = everything_about(subject)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", _first_page(subject, tables))
        archive.writestr("everything.json", json.dumps(tables, ensure_ascii=False, indent=2, sort_keys=True))
        for name, rows in sorted(tables.items()):
            archive.writestr(f"tables/{name}.csv", "\ufeff" + _as_csv(rows))
    return buffer.getvalue()


def everything_about(subject: Subject) -> dict[str, list[dict[str, Any]]]:
    """Return model and path → its rows; a model without rows is left out."""
    tables: dict[str, list[dict[str, Any]]] = {}
    for tied in tied_rows(subject):
        rows = [_row(tied, row) for row in tied.rows]
        if rows:
            tables[f"{tied.label}.{tied.whose}" if tied.whose else tied.label] = rows
    return tables


def _row(tied: TiedRows, row: models.Model) -> dict[str, Any]:
    """Return what a row tells the person: all of it where it is about them, else the bare act or that there is such a row."""
    fields = list(row._meta.concrete_fields)  # noqa: SLF001
    if tied.tie is not Tie.ABOUT:
        fields = [one for one in fields if one.get_internal_type() in ("DateField", "DateTimeField")]
        shown = {"public_id": str(getattr(row, "public_id", row.pk)), "act": getattr(row, "verb", "")}
        return shown | {field.name: _value(row, field) for field in fields}
    secret = {name for name, one in tied.fields.items() if one.is_secret}
    return {field.name: _value(row, field) for field in fields if field.name not in secret | {"id"}}


def _value(row: models.Model, field: Any) -> Any:
    """Return a value as JSON has it; of a related row its identifier only, as it may be another person's."""
    value = getattr(row, field.attname)
    if value is None or isinstance(value, bool | int | float | str | dict | list):
        if field.is_relation and value is not None:
            return str(getattr(getattr(row, field.name), "public_id", value))
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _as_csv(rows: list[dict[str, Any]]) -> str:
    names = list(rows[0])
    body = [[_cell(row[name]) for name in names] for row in rows]
    return "".join(csv_lines([names, *body]))


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def _first_page(subject: Subject, tables: Mapping[str, list[dict[str, Any]]]) -> str:
    lines = [
        _("Everything that this portal keeps about %(name)s") % {"name": subject.name},
        _("As of %(moment)s") % {"moment": timezone.localtime().isoformat(timespec="minutes")},
        _("everything.json holds all rows; the folder tables holds each kind of row as a table in UTF-8."),
        _(
            "Of what you did to other things only the act and its time are told; passwords, tokens and second factors are kept as hashes or sealed, and left out."
        ),
        "",
        *(f"{name}: {len(rows)}" for name, rows in sorted(tables.items())),
        "",
    ]
    return "\n".join(lines)
