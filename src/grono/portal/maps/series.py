"""A published map as series of values: what other parts of Grono take over from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from grono.messages import GronoError, message
from grono.portal.maps.queries import published_maps
from grono.portal.maps.results import results_of
from grono.portal.maps.storage import folder_of

if TYPE_CHECKING:
    from grono.portal.core.visitor import Reader
    from grono.portal.maps.models import ClusterMap
    from grono.strategy.series import SourceSeries

    Names = dict[str, dict[str, str]]


def published_map(reader: Reader, public_id: str) -> ClusterMap:
    """Return a published map, or say that it is there no longer."""
    found = published_maps(reader).filter(public_id=public_id).first()
    if found is None:
        raise GronoError(
            message(
                "The map %(map)s is published no longer. Publish it again, or choose another one.",
                map=public_id,
            )
        )
    return found


def series_of_map(map_: ClusterMap, measure: str, unit: str) -> SourceSeries:
    """Return the employees of a map, or one of its measures of cells or of whole regions."""
    import pyarrow.parquet as pq

    from grono.strategy.measure_series import EMPLOYEES, series_of_employees, series_of_measure

    published = timezone.localdate(map_.published_at) if map_.published_at else None
    source = f"{map_.title} ({map_.source})" if map_.source else map_.title
    if measure == EMPLOYEES:
        return series_of_employees(pq.read_table(folder_of(map_) / "observations.parquet"), source, published)
    table = pq.read_table(folder_of(map_) / "measures.parquet", filters=[("variant", "=", measure)])
    return series_of_measure(table, source, unit, published)


def names_of_regions(map_: ClusterMap) -> Names:
    """Return code of a region → language → its name."""
    results = results_of(map_)
    languages = [code for code, _name in settings.LANGUAGES]
    return {
        code: {name.language: name.text for name in (results.name("region", code, one) for one in languages)}
        for code in results.regions
    }
