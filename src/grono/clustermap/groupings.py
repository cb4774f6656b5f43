"""The next coarser unit: the larger region a region lies in, and the division an industry belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.clustermap.reading.levels import HIERARCHICAL

if TYPE_CHECKING:
    from grono.clustermap.reading.observations import Observations

DIVISION = 2
"""Level of divisions: in NACE and PKD two digits, in NAICS three (the subsector)."""


def larger_regions(observations: Observations) -> tuple[str, ...] | None:
    """Return the region one level up of each region: one character shorter in NUTS and ITL, the voivodeship or powiat in TERYT.

    None where the codes do not say, or every region lies in the same one or in one of its own: nothing would be grouped.
    """
    kind = observations.region_scheme.kind
    if kind not in HIERARCHICAL or observations.region_scheme.unknown:
        return None
    larger = tuple(_larger(code, kind) for code in observations.regions)
    return larger if 1 < len(set(larger)) < len(larger) else None


def _larger(code: str, kind: str) -> str:
    if kind == "teryt":
        return code[:2] if len(code) <= 4 else code[:4]
    return code[:-1]


def divisions(observations: Observations) -> tuple[str, ...] | None:
    """Return the division of each industry.

    None where the classification has no levels, an industry is coarser than a division, or all are divisions themselves: there
    is no variety within.
    """
    found = [_division(observations, code) for code in observations.industries]
    if any(division is None for division in found) or len(set(found)) == len(found):
        return None
    return tuple(str(division) for division in found)


def _division(observations: Observations, unit: str) -> str | None:
    resolution = observations.resolutions[unit]
    code: str | None = resolution.class_code
    level = resolution.level
    while code is not None and level > DIVISION:
        code, level = observations.classification.parent(code), level - 1
    return code if level == DIVISION else None
