"""The data files beside this module, read when they are first needed and kept.

Where they come from stands in ``data/PROVENANCE.md``.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@cache
def label_languages(classification: str) -> tuple[str, ...]:
    """Return the languages in which labels of a classification are shipped."""
    prefix = f"{classification}_"
    return tuple(sorted(path.stem.removeprefix(prefix) for path in DATA.glob(f"{prefix}*.csv")))


@cache
def shipped_labels(classification: str, language: str) -> dict[str, str]:
    """Return code → label in one language; empty where none are shipped."""
    path = DATA / f"{classification}_{language}.csv"
    if language not in label_languages(classification):
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["label"] for row in csv.DictReader(file)}


@dataclass(frozen=True)
class NutsRow:
    """One region of NUTS, or a statistical region of a neighbour."""

    code: str
    name: str
    vintages: tuple[str, ...]


@cache
def nuts_rows() -> dict[str, NutsRow]:
    """Return code → region over all vintages."""
    with (DATA / "nuts.csv").open(encoding="utf-8", newline="") as file:
        rows = (NutsRow(row["code"], row["name"], tuple(row["vintages"].split())) for row in csv.DictReader(file))
        return {row.code: row for row in rows}


@cache
def voivodeship_geometries() -> dict[str, Any]:
    """Return TERYT → geometry."""
    collection = json.loads((DATA / "voivodeships.geojson").read_text("utf-8"))
    return {feature["id"]: feature["geometry"] for feature in collection["features"]}
