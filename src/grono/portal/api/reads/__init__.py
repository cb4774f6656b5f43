"""What those who work here read: cases, imports, waves, label files, histories, one's own data. What is public stands beside this package."""

from grono.portal.api.reads import (
    backups,
    duplicates,
    intake,
    labels,
    monitored,
    monitoring,
    names,
    organisations,
    people,
    progress,
    rights,
    surveys,
)

__all__ = [
    "backups",
    "duplicates",
    "intake",
    "labels",
    "monitored",
    "monitoring",
    "names",
    "organisations",
    "people",
    "progress",
    "rights",
    "surveys",
]
