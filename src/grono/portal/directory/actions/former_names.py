"""Names that an organisation had: entered, changed, taken out as never true."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from grono.portal.core.problems import RefusedError
from grono.portal.directory.models import FormerName
from grono.portal.directory.recording import recorded, source_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import Promise

    from grono.portal.core.models import User
    from grono.portal.directory.models import Organisation

VERBS: dict[str, str | Promise] = {
    "directory.keep_former_name": _("Former name entered or changed: %(object)s"),
    "directory.remove_former_name": _("Former name taken out: %(object)s"),
}


def keep_former_name(*, by: User, organisation: Organisation, public_id: str = "", values: Mapping[str, Any]) -> None:
    """Enter a name that the organisation had, or change the one with this identifier."""
    with recorded(organisation, by=by, verb="directory.keep_former_name", source=source_of(by, organisation)) as stored:
        if values["name"] == stored.legal_name:
            raise RefusedError(_("This is the name that the organisation has now. Write the one that it had before."))
        if stored.former_names.filter(name=values["name"]).exclude(public_id=public_id).exists():
            raise RefusedError(_("This former name is already in the profile."))
        row = stored.former_names.get(public_id=public_id) if public_id else FormerName(organisation=stored)
        for name, value in values.items():
            setattr(row, name, value)
        row.save()


def remove_former_name(*, by: User, organisation: Organisation, public_id: str) -> None:
    """Take out a name that the organisation never had; the history keeps it."""
    with recorded(
        organisation, by=by, verb="directory.remove_former_name", source=source_of(by, organisation)
    ) as stored:
        stored.former_names.filter(public_id=public_id).delete()
