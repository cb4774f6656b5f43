from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from grono.portal.directory.models import Administrator

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from grono.portal.core.visitor import Reader
    from grono.portal.directory.models import Organisation

PERMISSIONS: dict[str, str | Promise] = {
    "directory.edit_organisations": _("enter, change and remove organisations"),
    "directory.save_views": _("keep views of the directory under a name"),
    "directory.see_hidden_fields": _("see the fields that organisations keep to themselves"),
    "directory.keep_own_organisation": _("keep the profile of an organisation that one administers"),
    "directory.set_field_rules": _(
        "change who may see which field of organisations: the defaults and the allowed range"
    ),
    "directory.appoint_administrators": _("appoint an administrator of an organisation after an identity check"),
}


def administers(user: Reader, organisation: Organisation) -> bool:
    """Say whether an account administers an organisation now."""
    rows = Administrator.objects.filter(user_id=user.pk or 0, organisation=organisation, until__isnull=True)
    return user.is_authenticated and rows.exists()


def may_keep(user: Reader, organisation: Organisation) -> bool:
    """Say whether someone may change what an organisation tells of itself: its administrators and the operator's people."""
    return user.can("directory.edit_organisations") or administers(user, organisation)
