"""The regions that come with Grono: the voivodeships by TERYT, and Poland by NUTS."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING

from grono.classifications import VOIVODESHIPS, nuts_region
from grono.classifications.shipped import nuts_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

TERYT_VINTAGE = "2025"
"""TERC as of 1 January 2025; the 16 voivodeships have been the same since 1999."""


@dataclass(frozen=True)
class RegionRow:
    """One region before it is stored; ``parent`` is the code of the region above."""

    scheme: str
    vintage: str
    code: str
    level: int
    parent: str | None = None
    names: dict[str, str] = field(default_factory=dict)


def voivodeships() -> Iterator[RegionRow]:
    """Return the 16 voivodeships."""
    for one in VOIVODESHIPS:
        yield RegionRow("teryt", TERYT_VINTAGE, one.teryt, 1, None, {"pl": one.polish, "en": one.english})


def polish_nuts() -> Iterator[RegionRow]:
    """Return Poland, its NUTS regions of levels 1 to 3, in the vintages 2021 and 2024."""
    for vintage in ("2021", "2024"):
        yield RegionRow("nuts", vintage, "PL", 0, None, {"pl": "Polska", "en": "Poland"})
        codes = [code for code, row in nuts_rows().items() if code.startswith("PL") and vintage in row.vintages]
        for code in sorted(codes, key=lambda code: (len(code), code)):
            region = nuts_region(code)
            if region is not None:
                yield RegionRow("nuts", vintage, code, region.level, region.parent, {region.language: region.name})


def demonstration_places() -> Iterator[RegionRow]:
    """Return the powiats and gminas that the demonstration speaks of (facts; source: GUS, register TERC)."""
    text = files("grono.portal.regions").joinpath("data", "demonstration_regions.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        code = row["code"]
        level, parent = (2, code[:2]) if len(code) == 4 else (3, code[:4])
        yield RegionRow("teryt", TERYT_VINTAGE, code, level, parent, {"pl": row["name_pl"], "en": row["name_en"]})
