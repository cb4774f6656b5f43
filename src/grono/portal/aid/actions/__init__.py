"""Everything that writes state aid: one transaction, one audit row, and a check of every later grant (AID-7)."""

from grono.portal.aid.actions.base_rates import record_base_rates
from grono.portal.aid.actions.control import (
    end_link,
    enter_undertaking,
    record_link,
    record_reorganisation,
)
from grono.portal.aid.actions.granting import (
    PARTICULARS,
    Correction,
    Recorded,
    bring_in_grants,
    complete_grant,
    correct_grant,
    end_grant,
    record_grant,
)
from grono.portal.aid.actions.papers import bring_in_rates, decide_setting, issue_certificate, record_declaration
from grono.portal.aid.words import AUDIT_WORDS, VERBS

__all__ = [
    "AUDIT_WORDS",
    "PARTICULARS",
    "VERBS",
    "Correction",
    "Recorded",
    "bring_in_grants",
    "bring_in_rates",
    "complete_grant",
    "correct_grant",
    "decide_setting",
    "end_grant",
    "end_link",
    "enter_undertaking",
    "issue_certificate",
    "record_base_rates",
    "record_declaration",
    "record_grant",
    "record_link",
    "record_reorganisation",
]
