"""A list on its way in, locked until the act that asked for it ends."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from grono.portal.core.problems import RefusedError
from grono.portal.intake.kinds import ImportState
from grono.portal.intake.models import Import
from grono.portal.intake.queries import goes_on

_OPEN = (ImportState.UPLOADED, ImportState.CHECKED, ImportState.UNDONE)


def open_import(one: Import) -> Import:
    """Return a list as it stands, locked; refused while it is being worked on or after it has been brought in."""
    stored = Import.objects.select_for_update().get(pk=one.pk)
    is_stuck = stored.state == ImportState.READING and not goes_on(stored)
    if stored.state not in _OPEN and not is_stuck:
        raise RefusedError(_("This list is being worked on, or has been brought in already."))
    return stored
