"""Personal fields of duplicates: who searched, decided and merged (DIR-44)."""

from grono.portal.privacy.fields import Erasure, Personal, Seen, Tie, acted


def _of_trader(path: str) -> Personal:
    """Declare what a comparison or a merge holds of a sole trader: values of both entries, so nothing of it is handed out."""
    return Personal("register", Seen.OPERATOR, path, Erasure.DELETE, Tie.CONCERNS)


PERSONAL = {
    "duplicates.DuplicateCase.first": _of_trader("first"),
    "duplicates.DuplicateCase.second": _of_trader("second"),
    "duplicates.Merge.survivor": _of_trader("survivor"),
    "duplicates.Merge.other": _of_trader("other"),
    "duplicates.DuplicateCase.decided_by": acted("decided_by"),
    "duplicates.DuplicateSearch.by": acted("by"),
    "duplicates.Merge.by": acted("by"),
    "duplicates.Merge.undone_by": acted("undone_by"),
}

NOT_PERSONAL = {"duplicates.DuplicateCase.note": "why two entries are one or two organisations"}
