"""Writing, locking and carrying out plans, and publishing what came out."""

from grono.portal.evaluations.actions.plans import copy_plan, discard_plan, lock_plan, write_plan
from grono.portal.evaluations.actions.runs import (
    EVALUATE,
    begin_run,
    keep_result,
    load_table,
    publish_result,
    start_evaluation,
    withdraw_result,
)
from grono.portal.evaluations.actions.words import AUDIT_WORDS, VERBS

__all__ = [
    "AUDIT_WORDS",
    "EVALUATE",
    "VERBS",
    "begin_run",
    "copy_plan",
    "discard_plan",
    "keep_result",
    "load_table",
    "lock_plan",
    "publish_result",
    "start_evaluation",
    "withdraw_result",
    "write_plan",
]
