"""Files that the pages of a map need beside its tables: cells in the order of industries, pictures and words in every language."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.conf import settings

from grono.charts import for_page, region_overview, shift_share_chart, to_svg
from grono.clustermap import parameter_texts
from grono.tables import contract

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from grono.charts import Chart
    from grono.clustermap import ClusterMap
    from grono.portal.maps.steps import Watcher

CELLS = "cells.parquet"
ROWS_TOGETHER = 20_000
"""Rows of the cells that are read together; a page about one industry reads one or two such groups."""


def write_page_files(drawn: ClusterMap, folder: Path, watch: Watcher) -> None:
    """Write the files of the pages into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(cells_by_industry(drawn), folder / CELLS, compression="zstd", row_group_size=ROWS_TOGETHER)
    languages = [code for code, _title in settings.LANGUAGES]
    for number, language in enumerate(languages):
        watch("pages", number, len(languages))
        content = {"pictures": pictures(drawn, language), **words(language)}
        (folder / f"page-{language}.json").write_text(json.dumps(content, ensure_ascii=False), "utf-8")


def words(language: str) -> dict[str, Any]:
    """Return what the parameters and the columns of this version mean, so that pages need not load the numerics to say it."""
    parameters = {
        name: [text.titles.get(language, text.titles["en"]), text.descriptions.get(language, text.descriptions["en"])]
        for name, text in parameter_texts().items()
    }
    columns = {
        column.name: column.descriptions.get(language, column.descriptions["en"]) for column in contract("shortlist")
    }
    return {"parameters": parameters, "columns": columns}


def pictures(drawn: ClusterMap, language: str) -> dict[str, Any]:
    """Return the pictures of the whole map in one language."""
    makers: dict[str, Callable[..., Chart]] = {"overview": region_overview}
    if drawn.run["base_period"]:
        makers["shift_share"] = shift_share_chart
    return {
        name: _picture(make(drawn, language), make(drawn, language, narrow=True), name) for name, make in makers.items()
    }


def _picture(chart: Chart, narrow: Chart, name: str) -> dict[str, str]:
    return {
        "title": chart.title,
        "alternative": chart.alternative,
        "source": chart.source,
        "svg": for_page(to_svg(chart), name=name),
        "narrow": for_page(to_svg(narrow), name=f"{name}-narrow"),
    }


def cells_by_industry(drawn: ClusterMap) -> pa.Table:
    """Return every region × industry of the map's year with its quotient and growth, industry by industry, strongest first."""
    period = int(drawn.run["period"])
    quotient = _variant(drawn.measures, "location_quotient", period)
    columns = {
        "region": quotient["region"],
        "industry": quotient["industry"],
        "location_quotient": quotient["value"],
        "lower": quotient["lower"],
        "upper": quotient["upper"],
        "flags": quotient["flags"],
        "probability": _variant(drawn.measures, "probability_above_one", period)["value"],
    }
    growth = _variant(drawn.measures, "growth", period)
    growth = growth.filter(growth["region"].is_valid())
    columns["growth"] = growth["value"] if growth.num_rows else pa.nulls(quotient.num_rows, pa.float64())
    cells = pa.table(columns).join(_employees(drawn.observations, period), ["region", "industry"])
    return cells.sort_by([("industry", "ascending"), ("location_quotient", "descending"), ("region", "ascending")])


def _variant(measures: pa.Table, variant: str, period: int) -> pa.Table:
    return measures.filter(pc.and_(pc.equal(measures["variant"], variant), pc.equal(measures["period"], period)))


def _employees(observations: pa.Table, period: int) -> pa.Table:
    year = observations.filter(pc.equal(observations["period"], period))
    summed = year.group_by(["region", "industry"]).aggregate([("value", "sum")])
    return summed.rename_columns({"region": "region", "industry": "industry", "value_sum": "employees"})
