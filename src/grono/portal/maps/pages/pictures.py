"""Pictures of one region, industry or cluster: drawn when first looked at, then kept beside the map."""

from __future__ import annotations

import hashlib
import json
import secrets
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from grono.portal.core.display import Figure
from grono.portal.maps.results import results_of
from grono.portal.maps.storage import folder_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from grono.charts import Chart
    from grono.clustermap import ClusterMap as DrawnMap
    from grono.portal.maps.models import ClusterMap

DRAWN = "drawn"
SMALL_TABLES = ("names", "industries", "regions", "shortlist")


def picture(map_: ClusterMap, chart: str, *, tables: tuple[str, ...], **about: str) -> Figure | None:
    """Return a picture of :mod:`grono.charts` by its name, in the reader's language.

    ``tables`` are the further tables it is drawn from, ``about`` its further arguments; only those a page has checked
    may come here, because each picture is kept.
    """
    language = get_language() or "en"
    folder = folder_of(map_)
    key = json.dumps([chart, language, sorted(about.items())], ensure_ascii=False)
    file = folder / "pages" / DRAWN / f"{hashlib.sha256(key.encode()).hexdigest()[:24]}.json"
    if not file.is_file():
        record = results_of(map_).record
        found = _draw(_source(folder, record, tables, about), chart, language, about)
        _keep(file, found)
    else:
        found = json.loads(file.read_text("utf-8"))
    source = found["source"].partition(": ")[2] or found["source"]
    drawing = f'<div class="on-wide">{found["svg"]}</div><div class="on-narrow">{found["narrow"]}</div>'
    return Figure(found["title"], _trusted(drawing), found["alternative"], source)


def _trusted(drawing: str) -> SafeString:
    return mark_safe(drawing)  # noqa: S308 - drawn and cleaned by grono.charts.for_page


def _draw(source: DrawnMap, chart: str, language: str, about: dict[str, str]) -> dict[str, str]:
    from grono import charts

    make: Callable[..., Chart] = getattr(charts, chart)
    wide, narrow = make(source, language=language, **about), make(source, language=language, narrow=True, **about)
    return {
        "title": wide.title,
        "alternative": wide.alternative,
        "source": wide.source,
        "svg": charts.for_page(charts.to_svg(wide), name=chart),
        "narrow": charts.for_page(charts.to_svg(narrow), name=f"{chart}-narrow"),
    }


def _source(folder: Path, record: dict[str, Any], tables: tuple[str, ...], about: dict[str, str]) -> DrawnMap:
    """Return a map with what the picture needs and no more: the measures of a country would take seconds to read."""
    import pyarrow.compute as pc

    from grono.clustermap import ClusterMap as DrawnMap
    from grono.tables import schema

    narrow = pc.field("period") == record["period"]
    if "region" in about:
        narrow &= (pc.field("region") == about["region"]) & (pc.field("variant") == "location_quotient")
    elif "industry" in about:
        narrow &= pc.field("industry") == about["industry"]
    measures = pq.read_table(folder / "measures.parquet", filters=narrow)
    small = {name: pq.read_table(folder / f"{name}.parquet") for name in SMALL_TABLES}
    empty = {name: schema(name).empty_table() for name in ("observations", "candidates")}
    further = {name: pq.read_table(path) for name in tables if (path := folder / f"{name}.parquet").is_file()}
    return DrawnMap(run=record, measures=measures, further=further, **small, **empty)


def _keep(file: Path, found: dict[str, str]) -> None:
    """Write the picture in one step: two readers may look at the same page for the first time."""
    file.parent.mkdir(parents=True, exist_ok=True)
    made = file.with_suffix(f".{secrets.token_hex(4)}")
    made.write_text(json.dumps(found, ensure_ascii=False), "utf-8")
    made.replace(file)
