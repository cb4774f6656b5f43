from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

PERMISSIONS: dict[str, str | Promise] = {
    "directory.edit_organisations": _("enter, change and remove organisations"),
    "directory.see_hidden_fields": _("see the fields that organisations keep to themselves"),
}
