"""The source of a binding read into a series: a map from its tables, an office through the polite client."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.bindings.kinds import SourceKind
from grono.portal.maps.results import results_of
from grono.portal.maps.series import names_of_regions, published_map, series_of_map
from grono.portal.maps.storage import folder_of
from grono.strategy.series import WHOLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from grono.portal.bindings.models import Binding
    from grono.portal.core.visitor import Reader
    from grono.sources.fetching import Client, Quota
    from grono.sources.gus_bdl import BdlSeries
    from grono.strategy.series import SourceSeries

    Names = dict[str, dict[str, str]]
    Progress = Callable[..., None]

BDL_AGE = timedelta(days=7)
"""Most variables of the Local Data Bank change once a year: a copy of this week is used without asking."""
COUNTRY_LEVEL = 0
_FETCHING, _READING, _WAITING = _("Fetching from the office"), _("Reading the source"), _("The office asks for a pause")


def read_source(binding: Binding, reader: Reader, progress: Progress) -> tuple[SourceSeries, Names]:
    """Return the figures of every place that the source of a binding has, with the names of the places."""
    progress(_READING)
    if binding.source == SourceKind.MAP:
        map_ = published_map(reader, binding.choice["map"])
        return series_of_map(map_, binding.choice["measure"], binding.choice.get("unit", "")), names_of_regions(map_)
    series = _of_bdl(binding, progress) if binding.source == SourceKind.BDL else _of_eurostat(binding.choice, progress)
    return series, {code: {"pl": name} for code, name in series.names.items()}


def structures_of_map(reader: Reader, public_id: str) -> dict[str, dict[str, float]]:
    """Return region → industry → employees in the year of a published map: by this peers are found alike."""
    import pyarrow.parquet as pq

    map_ = published_map(reader, public_id)
    period = int(results_of(map_).record["period"])
    table = pq.read_table(
        folder_of(map_) / "observations.parquet",
        columns=["region", "industry", "value"],
        filters=[("period", "=", period), ("measure", "=", "employees")],
    )
    found: dict[str, dict[str, float]] = {}
    for row in table.to_pylist():
        if row["industry"] == WHOLE:  # the margin of all industries is no industry
            continue
        cells = found.setdefault(row["region"], {})
        cells[row["industry"]] = cells.get(row["industry"], 0.0) + (row["value"] or 0.0)
    return found


def _of_bdl(binding: Binding, progress: Progress) -> SourceSeries:
    from grono.sources.gus_bdl.series import series_from_bdl

    choice = binding.choice
    if "recorded" in choice:
        return series_from_bdl(_recorded(choice["recorded"]))
    from grono.sources.fetching import Quota
    from grono.sources.gus_bdl import BDL, fetch_variable, quota_limits

    key = settings.BDL_CLIENT_ID or None
    quota = Quota(_folder() / f"quota-{BDL.key}.json", quota_limits(registered=key is not None))
    levels = dict.fromkeys((int(choice["level"]), COUNTRY_LEVEL))
    with _client(BDL_AGE, progress, quota) as client:
        return series_from_bdl(
            [
                fetch_variable(client, int(variable), level, client_id=key)
                for variable in choice["variables"]
                for level in levels
            ],
            mixed_units=bool(binding.transformation["whole"]),
        )


def _recorded(name: str) -> list[BdlSeries]:
    """Return answers that came with Grono: the demonstration's, invented."""
    from grono.sources.gus_bdl import BdlSeries, parse_page, parse_variable

    recorded = json.loads(files("grono.portal.bindings").joinpath("data", name).read_text("utf-8"))
    variable = parse_variable(json.dumps(recorded["variable"]).encode())
    pages = [(level["level"], parse_page(json.dumps(level["page"]).encode())) for level in recorded["levels"]]
    return [BdlSeries(variable, level, page.figures, (), page.updated) for level, page in pages]


def _of_eurostat(choice: Mapping[str, Any], progress: Progress) -> SourceSeries:
    from grono.sources.eurostat import MINIMUM_AGE, fetch_eurostat
    from grono.sources.eurostat.series import series_from_eurostat

    with _client(MINIMUM_AGE, progress) as client:
        found = fetch_eurostat(client, choice["dataset"], choice["filters"])
    return series_from_eurostat(
        found.table, choice["dataset"], part=choice.get("part", ""), country=choice.get("country", "")
    )


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "raw"


@contextmanager
def _client(minimum_age: timedelta, progress: Progress, quota: Quota | None = None) -> Iterator[Client]:
    """Give the polite client; its raw copies are kept in the data folder, its progress is that of the run."""
    from grono.sources.fetching import Client

    def tell(step: str, done: int, total: int) -> None:
        progress(_WAITING if step == "waiting" else _FETCHING, done, total)

    progress(_FETCHING)
    _folder().mkdir(mode=0o700, exist_ok=True)
    with Client(
        _folder(), now=timezone.now, sleep=sleep, minimum_age=minimum_age, progress=tell, quota=quota
    ) as client:
        yield client


__all__ = ["read_source", "structures_of_map"]
