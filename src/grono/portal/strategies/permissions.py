from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

PERMISSIONS: dict[str, str | Promise] = {
    "strategies.see_drafts": _("see strategies that are not yet published"),
    "strategies.edit_cards": _("import, replace and remove task cards of strategies"),
    "strategies.edit_plan": _("enter plans of strategies: parts, indicators, money, milestones"),
    "strategies.adopt_plan": _("record resolutions that adopt and amend plans, orders and corrections"),
    "strategies.bind_indicators": _("bind indicators of strategies to tables"),
    "strategies.publish": _("publish strategies and withdraw them"),
}
