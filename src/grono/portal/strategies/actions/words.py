"""What the acts of this app are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

VERBS: dict[str, str | Promise] = {
    "strategies.enter_strategy": _("Strategy entered: %(object)s"),
    "strategies.change_strategy": _("Facts about a strategy changed: %(object)s"),
    "strategies.import_card": _("Task card imported: %(object)s"),
    "strategies.replace_card": _("Task card replaced by an imported one: %(object)s"),
    "strategies.remove_card": _("Task card removed: %(object)s"),
    "strategies.restore_card": _("Task card brought back: %(object)s"),
    "strategies.publish_strategy": _("Strategy published: %(object)s"),
    "strategies.withdraw_strategy": _("Strategy withdrawn from publication: %(object)s"),
    "strategies.remove_strategy": _("Strategy removed: %(object)s"),
    "strategies.restore_strategy": _("Strategy brought back as a draft: %(object)s"),
    "strategies.add_part": _("Part added to the plan: %(object)s"),
    "strategies.describe_part": _("Description in the plan changed: %(object)s"),
    "strategies.change_draft": _("Draft of a plan changed: %(object)s"),
    "strategies.remove_draft": _("Part removed from the draft of a plan: %(object)s"),
    "strategies.restore_draft": _("Part brought back into the draft of a plan: %(object)s"),
    "strategies.bind_indicator": _("Indicator bound to a data source: %(object)s"),
    "strategies.add_further_part": _("Part added to a strategy: %(object)s"),
    "strategies.change_further_part": _("Part of a strategy changed: %(object)s"),
    "strategies.remove_further_part": _("Part of a strategy removed: %(object)s"),
    "strategies.restore_further_part": _("Part of a strategy brought back: %(object)s"),
    "strategies.adopt_plan": _("Plan adopted: %(object)s"),
    "strategies.amend_plan": _("Plan amended: %(object)s"),
    "strategies.bring_plan": _("Plan taken in from a file: %(object)s"),
    "strategies.correct_plan": _("Error in the plan corrected: %(object)s"),
}

AUDIT_WORDS: dict[str, str | Promise] = {
    "resolution": _("resolution"),
    "values": _("values"),
    "part": _("part of the strategy"),
}
