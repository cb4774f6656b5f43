from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

PERMISSIONS: dict[str, str | Promise] = {
    "cooperation.measure": _("load networks and projects and have them measured"),
    "cooperation.publish": _("publish studies of co-operation and withdraw them"),
}
