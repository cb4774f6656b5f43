"""Lists are taken in and read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from grono.messages import GronoError
from grono.portal.core.audit import audit
from grono.portal.core.runs import start_run
from grono.portal.intake import storage
from grono.portal.intake.kinds import READ, ImportState
from grono.portal.intake.models import Import
from grono.sources.organisation_files import guess_columns, read_sheet

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping as Table

    from grono.portal.core.models import User
    from grono.portal.intake.planning import Told
    from grono.portal.intake.storage import StoredFile


READ_AT_ONCE = 1_000_000
"""Bytes that are read within the request, in less than half a second; longer lists are read in the background (TRU-39)."""

SAMPLE = 3
"""Rows shown beside the headings."""


@transaction.atomic
def upload(  # noqa: PLR0913 - a list, where it comes from, how it is read
    *,
    by: User,
    file: StoredFile,
    source: str,
    as_of: datetime.date,
    options: Table[str, Any] | None = None,
    is_invented: bool = False,
    register: str = "",
    at_once: bool = False,
) -> Import:
    """Take in a list that was written to the data folder; one that cannot be read is refused and deleted.

    A long one is read in the background, ``at_once`` whatever its length.
    """
    known = options or {}
    one = Import(
        owner=by,
        original_name=file.original_name,
        stored_name=file.stored_name,
        size=file.size,
        sha256=file.sha256,
        source=source.strip(),
        as_of=as_of,
        columns=known.get("columns", {}),
        code_system=known.get("code_system", ""),
        default_type=known.get("default_type", "firm"),
        is_invented=is_invented,
        register=register,
    )
    if file.size > READ_AT_ONCE and not at_once:
        one.state, one.form = ImportState.READING, "xlsx" if file.original_name.lower().endswith(".xlsx") else "csv"
        one.run = start_run(by=by, kind=READ, subject_public_id=one.public_id)
    else:
        _read_into(one)
    one.save()
    audit(by=by, verb="intake.upload", object=one, after={"sha256": file.sha256, "rows": one.row_count})
    return one


def _read_into(one: Import) -> None:
    """Read the file of a list; one that cannot be read is deleted."""
    try:
        sheet = read_sheet(storage.path_of(one.stored_name), one.original_name)
    except Exception:
        storage.forget(one.stored_name)
        raise
    one.form, one.encoding, one.separator = sheet.form, sheet.encoding, sheet.separator
    one.header, one.row_count = list(sheet.header), len(sheet.rows)
    one.sample = [list(row.cells) for row in sheet.rows[:SAMPLE]]
    columns = {key: column for key, column in one.columns.items() if column in sheet.header}
    one.columns = columns or guess_columns(sheet)


def read(*, by: User, one: Import, told: Told) -> None:
    """Read a long list in the background; one that cannot be read leaves nothing behind but the sentence of its run."""
    if one.state != ImportState.READING:
        return
    told(_("Reading the list"), 0, 0)
    try:
        _read_into(one)
    except GronoError:
        with transaction.atomic():
            audit(by=by, verb="intake.unreadable", object=one)
            one.delete()
        raise
    one.state = ImportState.UPLOADED
    with transaction.atomic():
        one.save()
        audit(by=by, verb="intake.read", object=one, after={"rows": one.row_count})
