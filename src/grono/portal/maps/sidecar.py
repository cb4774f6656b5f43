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
from grono.clustermap.analyses import analysis_texts
from grono.clustermap.selection.choice_words import indicator_title
from grono.clustermap.selection.competitive_indicators import INDICATORS
from grono.clustermap.variants import variant_texts
from grono.portal.maps.further import PLACES, REGION_CELLS, VALUES
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
    for name, table in (
        (CELLS, cells_by_industry(drawn)),
        (REGION_CELLS, cells_by_region(drawn)),
        (PLACES, measures_of_places(drawn)),
    ):
        pq.write_table(table, folder / name, compression="zstd", row_group_size=ROWS_TOGETHER)
    _write_values(drawn, folder / VALUES)
    measured = values_by_measure(drawn)
    languages = [code for code, _title in settings.LANGUAGES]
    for number, language in enumerate(languages):
        watch("pages", number, len(languages))
        content = {"pictures": pictures(drawn, language), "measured": measured, **words(language)}
        (folder / f"page-{language}.json").write_text(json.dumps(content, ensure_ascii=False), "utf-8")


def _write_values(drawn: ClusterMap, folder: Path) -> None:
    """Write a file for each measure with its values in the map's year: a page reads one, not all."""
    folder.mkdir(exist_ok=True)
    year = drawn.measures.filter(pc.equal(drawn.measures["period"], int(drawn.run["period"])))
    for variant in pc.unique(year["variant"]).to_pylist():
        pq.write_table(
            year.filter(pc.equal(year["variant"], variant)), folder / f"{variant}.parquet", compression="zstd"
        )


def values_by_measure(drawn: ClusterMap) -> dict[str, int]:
    """Return how many values there are of each measure in the map's year, missing ones left out."""
    known = pc.and_(pc.equal(drawn.measures["period"], int(drawn.run["period"])), drawn.measures["value"].is_valid())
    counted = pc.value_counts(drawn.measures["variant"].filter(known)).to_pylist()
    return {one["values"]: one["counts"] for one in counted}


def words(language: str) -> dict[str, Any]:
    """Return what the parameters and the columns of this version mean, so that pages need not load the numerics to say it."""
    parameters = {
        name: [text.titles.get(language, text.titles["en"]), text.descriptions.get(language, text.descriptions["en"])]
        for name, text in parameter_texts().items()
    }
    columns = {
        column.name: column.descriptions.get(language, column.descriptions["en"]) for column in contract("shortlist")
    }
    return {"parameters": parameters, "columns": columns, **_words_of_analyses(language)}


def _words_of_analyses(language: str) -> dict[str, Any]:
    def of(texts: dict[str, str]) -> str:
        return texts.get(language, texts["en"])

    variants = {
        name: {
            "title": of(text.titles),
            "answers": of(text.descriptions),
            "axis": text.axis,
            "rule": text.rule,
            "page": text.page,
            "unit": text.unit,
        }
        for name, text in variant_texts().items()
    }
    analyses = {
        name: {"title": of(text.titles), "answers": of(text.descriptions), "needs": text.needs}
        for name, text in analysis_texts().items()
    }
    indicators = {name: indicator_title(name).in_language(language) for name in (*INDICATORS, "mean")}
    return {"variants": variants, "analyses": analyses, "indicators": indicators}


def pictures(drawn: ClusterMap, language: str) -> dict[str, Any]:
    """Return the pictures of the whole map in one language."""
    makers: dict[str, Callable[..., Chart]] = {"overview": region_overview}
    if drawn.run["base_period"]:
        makers["shift_share"] = shift_share_chart
    return {
        name: as_picture(make(drawn, language), make(drawn, language, narrow=True), name)
        for name, make in makers.items()
    }


def as_picture(chart: Chart, narrow: Chart, name: str) -> dict[str, str]:
    """Return a picture for pages: wide and narrow drawing, title, words, source."""
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
        "interval": quotient["interval"],
        "flags": quotient["flags"],
        "probability": _variant(drawn.measures, "probability_above_one", period)["value"],
    }
    columns |= {name: _values(drawn.measures, name, period, quotient.num_rows) for name in ("growth", *OF_INDUSTRY)}
    columns["surroundings"] = _flags(drawn.measures, "local_moran", period, quotient.num_rows)
    cells = pa.table(columns).join(_employees(drawn.observations, period), ["region", "industry"])
    return cells.sort_by([("industry", "ascending"), ("location_quotient", "descending"), ("region", "ascending")])


OF_INDUSTRY = ("local_moran", "local_moran_p_value", "local_moran_q_value")
OF_REGION = (
    "probability_above_one",
    "growth",
    "relatedness_density",
    "relatedness_density_relative",
    "entry_exit",
    "shift_share_national",
    "shift_share_mix",
    "shift_share_regional",
)
"""Measures of cells that the pages of an industry and of a region show."""


def cells_by_region(drawn: ClusterMap) -> pa.Table:
    """Return every region × industry of the map's year with what the page of its region shows, region by region."""
    period = int(drawn.run["period"])
    quotient = _variant(drawn.measures, "location_quotient", period)
    columns = {name: quotient[name] for name in ("region", "industry", "lower", "upper", "interval", "flags")}
    columns["location_quotient"] = quotient["value"]
    columns |= {name: _values(drawn.measures, name, period, quotient.num_rows) for name in OF_REGION}
    cells = pa.table(columns).join(_employees(drawn.observations, period), ["region", "industry"])
    return cells.sort_by([("region", "ascending"), ("industry", "ascending")])


def measures_of_places(drawn: ClusterMap) -> pa.Table:
    """Return the measures of whole industries and of whole regions in the map's year, industry by industry."""
    found = drawn.measures.filter(pc.equal(drawn.measures["period"], int(drawn.run["period"])))
    whole = found.filter(pc.or_(pc.is_null(found["region"]), pc.is_null(found["industry"])))
    return whole.sort_by([("industry", "ascending"), ("region", "ascending")])


def _values(measures: pa.Table, variant: str, period: int, cells: int) -> pa.ChunkedArray | pa.Array:
    """Return the values of a measure of cells; a map without it has none."""
    found = _variant(measures, variant, period)
    found = found.filter(pc.and_(found["region"].is_valid(), found["industry"].is_valid()))
    return found["value"] if found.num_rows == cells else pa.nulls(cells, pa.float64())


def _flags(measures: pa.Table, variant: str, period: int, cells: int) -> pa.ChunkedArray | pa.Array:
    found = _variant(measures, variant, period)
    return found["flags"] if found.num_rows == cells else pa.nulls(cells, pa.string())


def _variant(measures: pa.Table, variant: str, period: int) -> pa.Table:
    return measures.filter(pc.and_(pc.equal(measures["variant"], variant), pc.equal(measures["period"], period)))


def _employees(observations: pa.Table, period: int) -> pa.Table:
    year = observations.filter(pc.equal(observations["period"], period))
    summed = year.group_by(["region", "industry"]).aggregate([("value", "sum")])
    return summed.rename_columns({"region": "region", "industry": "industry", "value_sum": "employees"})
