from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

PERMISSIONS: dict[str, str | Promise] = {
    "strategies.see_drafts": _("see strategies that are not yet published"),
    "strategies.edit_cards": _("import, replace and remove task cards of strategies"),
    "strategies.publish": _("publish strategies and withdraw them"),
}
