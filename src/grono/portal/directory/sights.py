"""What administrators opened in declared sessions of what is somebody's: their own entry, and the organisations they stand in (TRU-4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from grono.portal.core.queries import sights_about
from grono.portal.directory.models import Organisation
from grono.portal.directory.standing import own_organisations
from grono.portal.privacy.subjects import subject_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from grono.portal.core.models import Sight, User


def sights_of(user: User) -> QuerySet[Sight]:
    """Return what was opened of a person, of the organisations they administer or work in, and the lists of many; the newest first."""
    stands_in = Q(pk__in=own_organisations(user)) | Q(posts__person__account=user, posts__until__isnull=True)
    organisations = Organisation.objects.filter(stands_in).values_list("public_id", flat=True)
    return sights_about({*subject_of(user).public_ids, *organisations})
