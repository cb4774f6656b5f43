"""Everything that changes questionnaires, waves and answers; one module for each kind of act."""

from grono.portal.surveys.actions import answering, designing, inviting, waves
from grono.portal.surveys.actions.answering import (
    Given,
    SavedMeanwhileError,
    complete,
    confirm_entries,
    feed_profile,
    hand_over,
    note_opened,
    refuse,
    save_section,
)
from grono.portal.surveys.actions.demonstrating import Reply, change_definition, load_replies, start_drawing
from grono.portal.surveys.actions.designing import (
    change_content,
    change_links,
    copy_version,
    make_questionnaire,
)
from grono.portal.surveys.actions.inviting import (
    change_address,
    claim_letter,
    make_link,
    note_eligibility,
    note_letter_sent,
    note_unreachable,
    release_letter,
    revoke_links,
    start_letters,
)
from grono.portal.surveys.actions.waves import (
    Plan,
    change_wave,
    close_wave,
    compute_results,
    keep_pictures,
    keep_results,
    open_wave,
    prepare_wave,
    publish_results,
    withdraw_results,
)

VERBS = {**designing.VERBS, **waves.VERBS, **inviting.VERBS, **answering.VERBS}
AUDIT_WORDS = {**waves.AUDIT_WORDS, **answering.AUDIT_WORDS}

__all__ = [
    "Given",
    "Plan",
    "Reply",
    "SavedMeanwhileError",
    "change_address",
    "change_content",
    "change_definition",
    "change_links",
    "change_wave",
    "claim_letter",
    "close_wave",
    "complete",
    "compute_results",
    "confirm_entries",
    "copy_version",
    "feed_profile",
    "hand_over",
    "keep_pictures",
    "keep_results",
    "load_replies",
    "make_link",
    "make_questionnaire",
    "note_eligibility",
    "note_letter_sent",
    "note_opened",
    "note_unreachable",
    "open_wave",
    "prepare_wave",
    "publish_results",
    "refuse",
    "release_letter",
    "revoke_links",
    "save_section",
    "start_drawing",
    "start_letters",
    "withdraw_results",
]
