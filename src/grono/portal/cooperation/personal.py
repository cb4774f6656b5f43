"""Personal fields of studies of co-operation: who loaded and who published (DIR-44)."""

from grono.portal.privacy.fields import acted

PERSONAL = {
    "cooperation.Study.created_by": acted("created_by"),
    "cooperation.Study.published_by": acted("published_by"),
}

NOT_PERSONAL = {
    "cooperation.Study.title": "what was measured",
    "cooperation.Study.source": "where the figures come from",
}
