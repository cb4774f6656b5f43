from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

VERBS: dict[str, str | Promise] = {
    "evaluations.write_plan": _("Plan of an evaluation written: %(object)s"),
    "evaluations.discard_plan": _("Draft of a plan of an evaluation discarded: %(object)s"),
    "evaluations.lock_plan": _("Plan of an evaluation locked: %(object)s"),
    "evaluations.load_table": _("Table of an evaluation loaded: %(object)s"),
    "evaluations.start_evaluation": _("Evaluation started: %(object)s"),
    "evaluations.keep_result": _("Evaluation finished: %(object)s"),
    "evaluations.publish_result": _("Result of an evaluation published: %(object)s"),
    "evaluations.withdraw_result": _("Result of an evaluation withdrawn: %(object)s"),
}
AUDIT_WORDS: dict[str, str | Promise] = {
    "method": _("method"),
    "verdict": _("verdict"),
    "verdict=effect": _("effect"),
    "verdict=no_detectable_effect": _("no detectable effect"),
    "verdict=not_identifiable": _("not identifiable"),
    "method=difference_in_differences": _("difference-in-differences"),
    "method=two_way_fixed_effects": _("two-way fixed effects"),
    "method=first_differences": _("first differences"),
    "method=group_time_effects": _("group-time effects"),
    "method=synthetic_control": _("synthetic control"),
    "method=synthetic_differences": _("synthetic difference-in-differences"),
}
