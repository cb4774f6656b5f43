"""Undoing one change: a new change that restores what was before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from grono.portal.core.problems import RefusedError
from grono.portal.directory.history import standing_changes
from grono.portal.directory.positions import as_stated
from grono.portal.directory.recording import recorded, source_of
from grono.portal.directory.snapshots import snapshot, write_back
from grono.portal.directory.writing import claims_open_cases, refuse_duplicate

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from grono.portal.core.models import User
    from grono.portal.directory.models import FieldChange, Organisation

VERBS: dict[str, str | Promise] = {"directory.undo_change": _("Change undone: %(object)s")}


@claims_open_cases
def undo_change(*, by: User, organisation: Organisation, change: FieldChange) -> None:
    """Restore the value before a change; refused when something newer stands on it."""
    try:
        with recorded(
            organisation, by=by, verb="directory.undo_change", source=source_of(by, organisation), undoes=change
        ) as stored:
            _refuse_unless_newest(stored, change)
            if change.field.startswith("identifiers.") and change.before is not None:
                _name, scheme, value = change.field.split(".", 2)
                refuse_duplicate(stored, scheme, value)
            with transaction.atomic():
                write_back(stored, change.field, change.before)
    except IntegrityError as error:
        raise RefusedError(
            _("This cannot be restored alone: it would contradict another value. Change the field itself.")
        ) from error


def _refuse_unless_newest(organisation: Organisation, change: FieldChange) -> None:
    if change.erased_at is not None:
        raise RefusedError(_("The values of this change have been erased with the person they were about."))
    is_newest = not standing_changes(organisation).filter(field=change.field, pk__gt=change.pk).exists()
    stands = snapshot(organisation).get(change.field)
    if not is_newest or as_stated(stands) != as_stated(change.after):
        raise RefusedError(
            _(
                "This field has been changed again since. Undo the newest change of the field first, or change the field itself."
            )
        )
