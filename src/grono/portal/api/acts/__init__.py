"""What can be written through the API: for every page that writes, the operation that does the same with the same form and action."""

from grono.portal.api.acts import (
    answers,
    clusters,
    directory,
    duplicates,
    intake,
    labels,
    monitoring,
    questionnaires,
    rights,
    views,
    waves,
)

__all__ = [
    "answers",
    "clusters",
    "directory",
    "duplicates",
    "intake",
    "labels",
    "monitoring",
    "questionnaires",
    "rights",
    "views",
    "waves",
]
