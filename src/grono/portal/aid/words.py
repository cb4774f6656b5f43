"""What the acts of this app are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

VERBS: dict[str, str | Promise] = {
    "aid.enter_undertaking": _("Undertaking entered in the ledger of state aid: %(object)s"),
    "aid.record_grant": _("State aid recorded: %(object)s"),
    "aid.correct_grant": _("Amount of state aid corrected: %(object)s"),
    "aid.complete_grant": _("Particulars of state aid added: %(object)s"),
    "aid.end_grant": _("State aid withdrawn or repaid: %(object)s"),
    "aid.record_link": _("Control link recorded: %(object)s"),
    "aid.end_link": _("End of a control link recorded: %(object)s"),
    "aid.record_reorganisation": _("Merger or split recorded: %(object)s"),
    "aid.issue_certificate": _("Certificate of state aid issued: %(object)s"),
    "aid.record_declaration": _("Declaration of aid recorded: %(object)s"),
    "aid.bring_in_rates": _("Rates of the NBP brought in, up to %(object)s"),
    "aid.record_base_rates": _("Base rates recorded, up to %(object)s"),
    "aid.decide_setting": _("Open question of state aid answered: %(object)s"),
}

AUDIT_WORDS: dict[str, str | Promise] = {
    "gge_eur": _("gross grant equivalent, EUR"),
    "instalments": _("instalments"),
    "discount_rate": _("discount rate, %"),
    "judgement": _("judgement"),
    "fails": _("grants above the ceiling"),
    "state": _("state"),
    "reason": _("reason"),
    "valid_to": _("to"),
    "grant": _("grant of state aid"),
    "replaces": _("replaces"),
    "value": _("value"),
    "listed_aid": _("declared aid"),
    "count": _("number"),
    "particulars": _("particulars"),
}
