"""Everything that is read of studies: what is published by anyone, the rest by who may measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from grono.portal.cooperation.models import Study

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from grono.portal.core.models import BackgroundRun
    from grono.portal.core.visitor import Reader

MEASURES, PUBLISHES = "cooperation.measure", "cooperation.publish"


def studies_visible_to(reader: Reader) -> QuerySet[Study]:
    """Return all studies for who may measure, published ones for everyone else; the newest first."""
    found = Study.objects.all()
    return found if reader.can(MEASURES) else found.filter(published_at__isnull=False)


def listed_for(reader: Reader) -> QuerySet[Study]:
    """Return the same without what was loaded and what came out."""
    return studies_visible_to(reader).defer("content", "result", "pictures")


def study_visible_to(reader: Reader, public_id: str) -> Study:
    """Return one study, or answer 404."""
    return get_object_or_404(studies_visible_to(reader), public_id=public_id)


def study_of_run(run: BackgroundRun) -> Study:
    """Return the study that a background run measures."""
    return Study.objects.get(public_id=run.subject_public_id)


def titles() -> set[str]:
    """Return the titles that exist, for the loader of the demonstration."""
    return set(Study.objects.values_list("title", flat=True))
