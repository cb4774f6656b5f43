"""Everything that changes cases of alike entries, and merges."""

from grono.portal.duplicates.actions import judging, merging, searching
from grono.portal.duplicates.actions.judging import judge_different, judge_related, open_by_hand, open_case, reopen_case
from grono.portal.duplicates.actions.merging import merge, undo_merge
from grono.portal.duplicates.actions.searching import search_for_duplicates, start_search

VERBS = judging.VERBS | merging.VERBS | searching.VERBS

__all__ = [
    "judge_different",
    "judge_related",
    "merge",
    "open_by_hand",
    "open_case",
    "reopen_case",
    "search_for_duplicates",
    "start_search",
    "undo_merge",
]
