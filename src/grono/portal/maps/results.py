"""The results of a drawn map, read from its files; what pages need again and again stays in memory for the last few maps."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from grono.classifications import UnknownCode, get_classification, outlines_for
from grono.portal.maps.further import Further
from grono.portal.maps.storage import folder_of, results
from grono.tables import cluster_key, contract

if TYPE_CHECKING:
    from pathlib import Path

    from grono.portal.maps.models import ClusterMap

    Row = dict[str, Any]

MAPS_IN_MEMORY = 6
"""About 10 MB each for a country's map."""
PROOFS = ("probability_above_one", "plants")
"""Questions of the rule that tell a cluster from one large plant."""
PARTS = ("national", "mix", "regional")
CHANGES = 10
"""Industries of a region whose change is explained."""


@dataclass(frozen=True)
class Name:
    """What a region or industry is called, and the language of that text."""

    text: str
    language: str


class Results:
    """The tables and the record of one map, read when first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pages: dict[str, dict[str, Any]] = {}
        self._changes: dict[str, list[Row]] = {}
        self.further = Further(folder)

    @cached_property
    def record(self) -> dict[str, Any]:
        """The record of the run."""
        record: dict[str, Any] = json.loads((self._folder / "run.json").read_text("utf-8"))
        return record

    @cached_property
    def shortlist(self) -> list[Row]:
        """All lines, in order."""
        return self._rows("shortlist")

    @cached_property
    def regions(self) -> dict[str, Row]:
        """Region code → its line."""
        return {row["region"]: row for row in self._rows("regions")}

    @cached_property
    def industries(self) -> dict[str, Row]:
        """Industry code → its line."""
        return {row["industry"]: row for row in self._rows("industries")}

    @cached_property
    def limits(self) -> dict[str, float]:
        """Parameter of the candidate rule → its value on this map."""
        limits: dict[str, float] = self.record["specification"]["parameters"]
        return limits

    @cached_property
    def proofs(self) -> dict[tuple[str, str], dict[str, Row]]:
        """(Region, industry) of what rests on few plants → its answers to the two questions one of which it failed, by name."""
        apart = {(line["region"], line["industry"]) for line in self.shortlist if line["list"] == "rests_on_few_plants"}
        found: dict[tuple[str, str], dict[str, Row]] = {}
        path = self._folder / "candidates.parquet"
        for row in pq.read_table(path, filters=[("rule", "in", PROOFS)]).to_pylist():
            if (row["region"], row["industry"]) in apart:
                found.setdefault((row["region"], row["industry"]), {})[row["rule"]] = row
        return found

    @property
    def neighbours_by_outlines(self) -> bool:
        """Whether the neighbours of regions were found on outlines, so that there is a map to draw."""
        said = self.record.get("analyses", {}).get("space", {})
        return bool(said.get("neighbours") == "outlines")

    @cached_property
    def has_outlines(self) -> bool:
        """Whether Grono has outlines of the regions of this map."""
        return outlines_for(self.regions) is not None

    @cached_property
    def _names(self) -> dict[tuple[str, str, str], Name]:
        return {
            (row["kind"], row["code"], row["language"]): Name(row["text"], row["text_language"])
            for row in self._rows("names")
        }

    def name(self, kind: str, code: str, language: str) -> Name:
        """Return what a region or industry is called in a language, or the nearest there is."""
        own = self._names.get((kind, code, language)) or self._names.get((kind, code, "en"))
        return own or (self._broader(code, language) if kind == "industry" else Name(code, "und"))

    def cluster_name(self, member: Row, language: str) -> Name:
        """Return what the cluster of a row of ``clusters`` is called; maps of an earlier version name it in that row only."""
        own = self._names.get(("cluster", cluster_key(member["scheme"], member["cluster"]), language))
        return own or Name(member["cluster_name"], "und")

    def _broader(self, code: str, language: str) -> Name:
        """Return the name of an industry of another level: links of supply join divisions, the map has classes."""
        classification = get_classification(self.record["classification"])
        try:
            label = classification.label(code, language)
        except UnknownCode:
            return Name(code, "und")
        return Name(label.text, label.language)

    def _rows(self, table: str) -> list[Row]:
        """Return the rows of a table; columns that a map of an earlier version has not are empty."""
        found = pq.read_table(self._folder / f"{table}.parquet")
        later = dict.fromkeys(column.name for column in contract(table) if column.name not in found.column_names)
        return [{**later, **row} for row in found.to_pylist()]

    def cells_of_industry(self, industry: str) -> list[Row]:
        """Return the regions of one industry, the strongest first."""
        path = self._folder / "pages" / "cells.parquet"
        rows: list[Row] = pq.read_table(path, filters=[("industry", "=", industry)]).to_pylist()
        return rows

    def changes_of_region(self, region: str) -> list[Row]:
        """Return what explains the change of each industry of a region, what is most its own first."""
        cells = self.further.cells_of_region(region)
        if cells and region not in self._changes:
            parts = [
                {"industry": cell["industry"], **{part: cell[f"shift_share_{part}"] for part in PARTS}}
                for cell in cells
            ]
            whole = [row for row in parts if None not in row.values()]
            self._changes[region] = sorted(whole, key=lambda row: (-abs(row["regional"]), row["industry"]))[:CHANGES]
        if region not in self._changes:  # a map drawn before its cells were kept in the order of regions
            filters = [("region", "=", region), ("variant", "in", [f"shift_share_{part}" for part in PARTS])]
            columns = ["industry", "variant", "value"]
            found: dict[str, Row] = {}
            for row in pq.read_table(self._folder / "measures.parquet", columns=columns, filters=filters).to_pylist():
                if row["value"] is not None:
                    found.setdefault(row["industry"], {})[row["variant"].removeprefix("shift_share_")] = row["value"]
            whole = [{"industry": industry, **parts} for industry, parts in found.items() if len(parts) == len(PARTS)]
            self._changes[region] = sorted(whole, key=lambda row: (-abs(row["regional"]), row["industry"]))[:CHANGES]
        return self._changes[region]

    def page(self, language: str) -> dict[str, Any]:
        """Return the pictures of the whole map and the words of its version, in one language."""
        if language not in self._pages:
            path = self._folder / "pages" / f"page-{language}.json"
            self._pages[language] = json.loads(path.read_text("utf-8"))
        return self._pages[language]


def results_of(map_: ClusterMap) -> Results:
    """Return the results of a drawn map."""
    return _results(map_.public_id, str(map_.drawn_at))


@lru_cache(maxsize=MAPS_IN_MEMORY)
def _results(public_id: str, drawn_at: str) -> Results:  # noqa: ARG001 - a map drawn anew is another one
    return Results(results() / public_id)


def file_of(map_: ClusterMap, name: str) -> Path | None:
    """Return one of the files a map's record lists; nothing else in the data folder can be named."""
    path = folder_of(map_) / name
    return path if name in map_.summary.get("files", {}) and path.is_file() else None
