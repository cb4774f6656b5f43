"""Personal fields of duplicates: who searched, decided and merged (DIR-44)."""

from grono.portal.privacy.fields import acted

PERSONAL = {
    "duplicates.DuplicateCase.decided_by": acted("decided_by"),
    "duplicates.DuplicateSearch.by": acted("by"),
    "duplicates.Merge.by": acted("by"),
    "duplicates.Merge.undone_by": acted("undone_by"),
}

NOT_PERSONAL = {"duplicates.DuplicateCase.note": "why two entries are one or two organisations"}
