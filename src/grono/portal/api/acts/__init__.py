"""What can be written through the API: for every page that writes, the operation that does the same with the same form and action."""

from grono.portal.api.acts import (
    aid,
    answers,
    bindings,
    clusters,
    directory,
    duplicates,
    intake,
    labels,
    monitoring,
    plans,
    questionnaires,
    rights,
    strategies,
    studies,
    views,
    waves,
)

__all__ = [
    "aid",
    "answers",
    "bindings",
    "clusters",
    "directory",
    "duplicates",
    "intake",
    "labels",
    "monitoring",
    "plans",
    "questionnaires",
    "rights",
    "strategies",
    "studies",
    "views",
    "waves",
]
