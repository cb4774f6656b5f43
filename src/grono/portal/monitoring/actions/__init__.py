"""Everything that is written about what strategies do."""

from grono.portal.monitoring.actions.evidence import add_evidence, remove_evidence
from grono.portal.monitoring.actions.periods import appoint_holder, end_holding, open_period
from grono.portal.monitoring.actions.reports import (
    AlreadyReportedError,
    Content,
    Entered,
    OvertakenError,
    approve_report,
    correct_report,
    publish_report,
    return_report,
    save_report,
    start_report,
    submit_report,
)
from grono.portal.monitoring.actions.words import AUDIT_WORDS, VERBS

__all__ = [
    "AUDIT_WORDS",
    "VERBS",
    "AlreadyReportedError",
    "Content",
    "Entered",
    "OvertakenError",
    "add_evidence",
    "appoint_holder",
    "approve_report",
    "correct_report",
    "end_holding",
    "open_period",
    "publish_report",
    "remove_evidence",
    "return_report",
    "save_report",
    "start_report",
    "submit_report",
]
