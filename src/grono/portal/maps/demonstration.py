"""One published map of a synthetic economy, so that a first visitor sees what a map is."""

from __future__ import annotations

import csv
import io
import logging
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING

from django.utils.translation import override

from grono.portal.core import demonstration
from grono.portal.core.languages import in_all_languages
from grono.portal.core.queries import user_with_address
from grono.portal.core.runs import perform
from grono.portal.maps import storage
from grono.portal.maps.actions import Draft, create_map, publish_map, start_drawing
from grono.portal.maps.choices import Decided, Said, record_choice
from grono.portal.maps.models import SYNTHETIC_SOURCE
from grono.portal.maps.queries import standing_choices, synthetic_map_exists, synthetic_map_to_finish
from grono.portal.maps.specifications import with_roles

if TYPE_CHECKING:
    import pyarrow as pa

    from grono.portal.core.models import User
    from grono.portal.maps.models import ClusterMap
    from grono.portal.maps.storage import StoredFile
    from grono.sources.synthetic import SyntheticEconomy

logger = logging.getLogger(__name__)

TITLE = "Gospodarka syntetyczna: klastry w województwach"
"""The title is Polish, as an analyst of a marshal's office would write it; pages in other languages mark it so."""

PLACES = 2
"""How many industries of a region can be chosen, as in Podlaskie: four on 28 July 2003, two on 5 November."""


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
    tables = _files(economy)
    with override("pl"):
        specification = new_specification("nace2", absent_means_zero=True)
        with storage.lent(tables) as lent:
            understood = understand(lent, specification, Labels())
        note = in_all_languages(economy.note)
        return create_map(by=analyst, draft=Draft(TITLE, SYNTHETIC_SOURCE, tables, specification, understood, note))


def _files(economy: SyntheticEconomy) -> dict[str, StoredFile]:
    from grono.sources.synthetic import (
        synthetic_cluster_members,
        synthetic_flows,
        synthetic_indicators,
        synthetic_points,
    )

    flows, outputs = synthetic_flows()
    return {
        "employees": _as_csv(economy.employees, "synthetic-economy-employees.csv"),
        "size_bands": _as_csv(economy.size_bands, "synthetic-economy-size-bands.csv"),
        "points": _as_parquet(synthetic_points(), "synthetic-economy-plants.parquet"),
        "flows": _as_csv(flows, "synthetic-economy-flows.csv"),
        "outputs": _as_csv(outputs, "synthetic-economy-outputs.csv"),
        "cluster_members": _as_csv(synthetic_cluster_members(), "synthetic-economy-clusters.csv"),
        "indicators": _as_csv(synthetic_indicators(), "synthetic-economy-indicators.csv"),
    }


def _as_csv(table: pa.Table, name: str) -> StoredFile:
    from pyarrow.csv import write_csv

    buffer = io.BytesIO()
    write_csv(table, buffer)
    return storage.take_in(name, [buffer.getvalue()])


def _as_parquet(table: pa.Table, name: str) -> StoredFile:
    from pyarrow import parquet

    buffer = io.BytesIO()
    parquet.write_table(table, buffer, compression="zstd")
    return storage.take_in(name, [buffer.getvalue()])


def _draw_and_publish(map_: ClusterMap, analyst: User) -> None:
    specification = with_roles(map_.specification, map_.understanding)
    specification["parameters"] = {**specification["parameters"], "shortlist_places": PLACES}
    run = start_drawing(by=analyst, map_=map_, specification=specification)
    perform.call(run.public_id)
    map_.refresh_from_db()
    if map_.drawn_at is None:
        logger.warning("The map of the synthetic economy is not drawn yet; the next start tries again.")
        return
    if not standing_choices(analyst, map_):  # an interrupted start may have recorded them
        for decided in recorded_choices():
            record_choice(by=analyst, map_=map_, decided=decided)
    publish_map(by=analyst, map_=map_)


def recorded_choices() -> list[Decided]:
    """Return what the documents of Podlaskie, Łódź and Silesia say was chosen, and two invented rows that say they are."""
    text = files("grono.portal.maps").joinpath("data", "recorded_choices.csv").read_text("utf-8")
    return [
        Decided(
            region=row["region"],
            industry=row["industry"],
            label=row["label"],
            decision=row["decision"],
            decided_on=date.fromisoformat(row["decided_on"]),
            decided_by=row["decided_by"],
            reason=row["reason"],
            doubts=row["doubts"],
            language="pl",
            also={"en": Said(row["label_en"], row["reason_en"], row["doubts_en"])},
        )
        for row in csv.DictReader(text.splitlines())
    ]
