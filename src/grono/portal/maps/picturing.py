"""Pictures of one region, industry, cluster or measure: drawn in the background, kept beside the map, never drawn by a page (TRU-39).

Those that a map's readers want first are asked for when the map is drawn; any other one when a page first misses it.
"""

from __future__ import annotations

import hashlib
import json
import logging
import secrets
import time
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
from django.conf import settings
from django_tasks import task

from grono.portal.maps.results import results_of
from grono.portal.maps.storage import folder_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from grono.charts import Chart
    from grono.clustermap import ClusterMap as DrawnMap
    from grono.portal.maps.models import ClusterMap

logger = logging.getLogger(__name__)

DRAWN = "drawn"
SMALL_TABLES = ("names", "industries", "regions", "shortlist")
LATER = -50
"""Priority of pictures nobody waits for yet: a reader's picture and a map to be drawn go first."""
FIRST_INDUSTRIES = 120
"""Industries of the shortlist whose pictures are drawn without being asked for, the surest first."""
MOST_WAITING = 60
"""Pictures of one map that may wait; beyond it a page asks for no further one, so that nobody can fill the queue."""
PATIENCE = 300
"""Seconds after which a picture that did not come is asked for again: the worker may have been stopped while it drew."""


@dataclass(frozen=True)
class Picture:
    """A picture of :mod:`grono.charts` by its name, in one language; ``tables`` are the further tables it is drawn from."""

    chart: str
    language: str
    tables: tuple[str, ...] = ()
    about: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """A name for its file."""
        told = json.dumps([self.chart, self.language, sorted(self.about.items())], ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()[:24]


def kept(map_: ClusterMap, picture: Picture) -> dict[str, str] | None:
    """Return a picture that is drawn; None for one that is not."""
    try:
        found: dict[str, str] = json.loads((_folder(map_) / f"{picture.key}.json").read_text("utf-8"))
    except FileNotFoundError:
        return None
    return found


def ask_for(map_: ClusterMap, picture: Picture) -> bool:
    """Have a picture drawn in the background; False when too many wait already."""
    folder = _folder(map_)
    folder.mkdir(parents=True, exist_ok=True)
    waiting = {marker.stem: marker.stat().st_mtime for marker in _markers(folder)}
    lately = time.time() - PATIENCE
    if waiting.get(picture.key, 0.0) > lately:
        return True
    if sum(asked > lately for asked in waiting.values()) >= MOST_WAITING:
        return False
    (folder / f"{picture.key}.wanted").touch()
    draw_pictures.enqueue(map_.public_id, [asdict(picture)])
    return True


def _markers(folder: Path) -> Iterator[Path]:
    return folder.glob("*.wanted")


def ask_for_first(map_: ClusterMap) -> int:
    """Have the pictures drawn that readers of a new map look at first; returns how many were asked for."""
    later = draw_pictures.using(priority=LATER)
    groups = [group for group in first_pictures(map_) if group]
    for group in groups:
        later.enqueue(map_.public_id, [asdict(picture) for picture in group])
    return sum(map(len, groups))


def first_pictures(map_: ClusterMap) -> Iterator[list[Picture]]:
    """Give the pictures of a map by what they are about: the network, each cluster, each industry of the shortlist."""
    results = results_of(map_)
    further, languages = results.further, [code for code, _title in settings.LANGUAGES]
    if further.has("relatedness"):
        tables = ("relatedness", "clusters")
        for language in languages:
            yield [Picture("relatedness_network", language, tables)]
    if further.has("cluster_measures"):
        names = dict.fromkeys((row["scheme"], row["cluster"]) for row in further.found("cluster_measures"))
        for scheme, cluster in names:
            about = {"cluster": cluster, "scheme": scheme}
            yield [Picture("cluster_strength", code, ("clusters", "cluster_measures"), about) for code in languages]
    listed = dict.fromkeys(line["industry"] for line in results.shortlist)
    for industry in list(listed)[:FIRST_INDUSTRIES]:
        yield [picture for code in languages for picture in pictures_of_industry(map_, industry, code)]


def pictures_of_industry(map_: ClusterMap, industry: str, language: str) -> list[Picture]:
    """Return the pictures that the page of an industry shows."""
    results, found = results_of(map_), []
    if results.has_outlines:
        about = {"variant": "location_quotient", "industry": industry}
        found.append(Picture("measure_map", language, (), about))
    measures = results.further.of_industry(industry)
    if results.further.has("distance") and "kd_p" in measures:
        found += [
            Picture("distance_curves", language, ("distance",), {"industry": industry, "measure": measure})
            for measure in ("kd", "m")
        ]
    if "moran" in measures and results.neighbours_by_outlines:
        found.append(Picture("lisa_map", language, (), {"industry": industry}))
    return found


@task()
def draw_pictures(public_id: str, wanted: list[dict[str, Any]]) -> None:
    """Draw pictures of one map and keep them; the worker calls this, and twice does no harm."""
    from grono.portal.maps.queries import map_to_picture

    map_ = map_to_picture(public_id)
    if map_ is None:
        return
    folder = _folder(map_)
    for one in wanted:
        picture = Picture(one["chart"], one["language"], tuple(one["tables"]), one["about"])
        try:
            if not (folder / f"{picture.key}.json").is_file():
                draw_now(map_, picture)
        finally:
            (folder / f"{picture.key}.wanted").unlink(missing_ok=True)


def draw_now(map_: ClusterMap, picture: Picture) -> None:
    """Draw a picture, for wide and for narrow pages, and keep it."""
    from grono import charts
    from grono.portal.maps.sidecar import as_picture

    source = _source(folder_of(map_), results_of(map_).record, picture)
    make: Callable[..., Chart] = getattr(charts, picture.chart)
    wide, narrow = (make(source, language=picture.language, narrow=narrow, **picture.about) for narrow in (False, True))
    _keep(_folder(map_) / f"{picture.key}.json", as_picture(wide, narrow, picture.chart))


def _folder(map_: ClusterMap) -> Path:
    return folder_of(map_) / "pages" / DRAWN


def _source(folder: Path, record: dict[str, Any], picture: Picture) -> DrawnMap:
    """Return a map with what the picture needs and no more: the measures of a country would take seconds to read."""
    import pyarrow.compute as pc

    from grono.clustermap import ClusterMap as DrawnMap
    from grono.tables import schema

    narrow = pc.field("period") == record["period"]
    if "variant" in picture.about:
        narrow &= pc.field("variant") == picture.about["variant"]
    if "region" in picture.about:
        narrow &= (pc.field("region") == picture.about["region"]) & (pc.field("variant") == "location_quotient")
    elif "industry" in picture.about:
        narrow &= pc.field("industry") == picture.about["industry"]
    measures = pq.read_table(folder / "measures.parquet", filters=narrow)
    small = {name: pq.read_table(folder / f"{name}.parquet") for name in SMALL_TABLES}
    empty = {name: schema(name).empty_table() for name in ("observations", "candidates")}
    further = {name: pq.read_table(path) for name in picture.tables if (path := folder / f"{name}.parquet").is_file()}
    return DrawnMap(run=record, measures=measures, further=further, **small, **empty)


def _keep(file: Path, found: dict[str, str]) -> None:
    """Write the picture in one step: a page may read it at the same moment."""
    file.parent.mkdir(parents=True, exist_ok=True)
    made = file.with_suffix(f".{secrets.token_hex(4)}")
    made.write_text(json.dumps(found, ensure_ascii=False), "utf-8")
    made.replace(file)
