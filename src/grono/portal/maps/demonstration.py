"""One published map of a synthetic economy, so that a first visitor sees what a map is."""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING

from django.utils.translation import override

from grono.portal.core import demonstration
from grono.portal.core.languages import in_all_languages
from grono.portal.core.queries import user_with_address
from grono.portal.core.runs import perform
from grono.portal.maps import storage
from grono.portal.maps.actions import Draft, create_map, publish_map, start_drawing
from grono.portal.maps.models import SYNTHETIC_SOURCE
from grono.portal.maps.queries import synthetic_map_exists, synthetic_map_to_finish

if TYPE_CHECKING:
    import pyarrow as pa

    from grono.portal.core.models import User
    from grono.portal.maps.models import ClusterMap
    from grono.portal.maps.storage import StoredFile

logger = logging.getLogger(__name__)

TITLE = "Gospodarka syntetyczna: klastry w województwach"
"""The title is Polish, as an analyst of a marshal's office would write it; pages in other languages mark it so."""


@demonstration.register("maps", order=50)
def load() -> None:
    """Draw and publish the map of the synthetic economy, once; an interrupted start is taken up again."""
    analyst = user_with_address(demonstration.address_of("analyst"))
    if analyst is None:
        return
    map_ = synthetic_map_to_finish() if synthetic_map_exists() else _prepared(analyst)
    if map_ is not None:
        _draw_and_publish(map_, analyst)


def _prepared(analyst: User) -> ClusterMap:
    from grono.classifications import Labels
    from grono.portal.maps.specifications import new_specification
    from grono.portal.maps.understanding import understand
    from grono.sources.synthetic import synthetic_economy

    economy = synthetic_economy()
    files = {
        "employees": _stored(economy.employees, "synthetic-economy-employees.csv"),
        "size_bands": _stored(economy.size_bands, "synthetic-economy-size-bands.csv"),
    }
    with override("pl"):
        specification = new_specification("nace2", absent_means_zero=True)
        with storage.under_own_names(*files.values()) as paths:
            lent = {kind: path for kind, path in zip(files, paths, strict=True) if path}
            understood = understand(lent, specification, Labels())
        note = in_all_languages(economy.note)
        return create_map(by=analyst, draft=Draft(TITLE, SYNTHETIC_SOURCE, files, specification, understood, note))


def _stored(table: pa.Table, name: str) -> StoredFile:
    from pyarrow import csv

    buffer = io.BytesIO()
    csv.write_csv(table, buffer)
    return storage.take_in(name, [buffer.getvalue()])


def _draw_and_publish(map_: ClusterMap, analyst: User) -> None:
    specification = dict(map_.specification)
    specification["reading"] = {
        **specification["reading"],
        "columns": map_.understanding["tables"]["employees"]["roles"],
    }
    run = start_drawing(by=analyst, map_=map_, specification=specification)
    perform.call(run.public_id)
    map_.refresh_from_db()
    if map_.drawn_at is None:
        logger.warning("The map of the synthetic economy is not drawn yet; the next start tries again.")
        return
    publish_map(by=analyst, map_=map_)
