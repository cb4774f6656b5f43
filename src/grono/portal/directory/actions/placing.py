"""Establishments that were entered without a position, before the portal knew where their town is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from grono.portal.core.audit import audit, take_turn
from grono.portal.directory.kinds import PointMethod
from grono.portal.directory.models import Establishment
from grono.portal.directory.positions import middle_of
from grono.portal.directory.writing import index_organisations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from django.utils.functional import Promise

    from grono.portal.core.models import User

VERBS: dict[str, str | Promise] = {
    "directory.place_in_middles": _(
        "Establishments without a position put in the middle of their town, the first of them of: %(object)s"
    ),
}
BATCH = 500
"""Establishments written together; one killed in between goes on with the next batch at the next start."""


def place_in_middles(*, by: User | None = None) -> int:
    """Give open establishments without a position the middle of their town or village, where it is known; returns how many.

    The position says that it is the middle of the place. Nobody stated it, so it stands in no history and has no source.
    """
    found = _without_position().values_list("pk", "place", "teryt")
    keys = [key for key, place, teryt in found if middle_of(place, teryt) is not None]
    return sum(_place(by, keys[start : start + BATCH]) for start in range(0, len(keys), BATCH))


def _without_position() -> QuerySet[Establishment]:
    rows = Establishment.objects.filter(point_method="", until__isnull=True, organisation__removed_at__isnull=True)
    return rows.exclude(place="").exclude(teryt="").order_by("pk")


@transaction.atomic
def _place(by: User | None, keys: Sequence[int]) -> int:
    take_turn()
    placed = []
    for row in _without_position().filter(pk__in=keys).select_related("organisation"):
        point = middle_of(row.place, row.teryt)
        if point is not None:
            (row.latitude, row.longitude), row.point_method = point, PointMethod.CENTROID
            placed.append(row)
    if placed:
        Establishment.objects.bulk_update(placed, ["latitude", "longitude", "point_method"], batch_size=100)
        index_organisations({row.organisation_id for row in placed})
        audit(
            by=by,
            verb="directory.place_in_middles",
            object=placed[0].organisation,
            after={"establishments": len(placed)},
        )
    return len(placed)
